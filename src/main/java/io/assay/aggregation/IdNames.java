package io.assay.aggregation;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.CollectMetrics;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.View;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The names of the columns that make up an id, and whether a plan gives them to the tables' columns of these names alone. */
final class IdNames {

    /** An id that is a column; anything else might be an expression of the same text. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final UnaryOperator<String> folding;
    private final Set<String> names = new HashSet<>();
    private final boolean areColumns;

    /** @param ids names of columns, or expressions */
    IdNames(SparkSession spark, List<String> ids) {
        boolean exact = Boolean.parseBoolean(spark.conf().get("spark.sql.caseSensitive"));
        this.folding = exact ? name -> name : name -> name.toLowerCase(Locale.ROOT);
        this.areColumns =
                !ids.isEmpty() && ids.stream().allMatch(id -> NAME.matcher(id).matches());
        ids.forEach(id -> names.add(folded(id)));
    }

    /** Whether a column has the name of one of the id's. */
    boolean has(String name) {
        return names.contains(folded(name));
    }

    /** A name as all that Spark takes for the same one. */
    String folded(String name) {
        return folding.apply(name);
    }

    /**
     * Whether in a plan, as analysed, whatever bears one of the names is the column of that name of a table. Plans of other
     * nodes than these few might make columns in other ways.
     *
     * @param table whether a leaf is a table of the kind that is asked for
     */
    boolean areKept(LogicalPlan plan, Predicate<LogicalPlan> table) {
        if (!areColumns) {
            return false;
        }
        List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
        if (children.isEmpty()) {
            return table.test(plan);
        }
        return keeps(plan, children) && children.stream().allMatch(child -> areKept(child, table));
    }

    private boolean keeps(LogicalPlan node, List<LogicalPlan> children) {
        if (node instanceof Project project) {
            return CollectionConverters.asJava(project.projectList()).stream().allMatch(this::isKept);
        }
        if (node instanceof Union union) {
            return children.stream().allMatch(child -> areAlike(union.output(), child.output()));
        }
        if (node instanceof Generate generate) {
            return CollectionConverters.asJava(generate.generatorOutput()).stream()
                    .noneMatch(made -> has(made.name()));
        }
        return node instanceof Filter
                || node instanceof SubqueryAlias
                || node instanceof View
                || node instanceof CollectMetrics;
    }

    private boolean isKept(NamedExpression column) {
        return !(column instanceof Alias alias)
                || !has(alias.name())
                || uncast(alias.child()) instanceof Attribute attribute && isSame(alias.name(), attribute.name());
    }

    /** Views cast their columns to the types that these had when the view was made. */
    private static Expression uncast(Expression value) {
        return value instanceof Cast cast && cast.dataType().equals(cast.child().dataType()) ? cast.child() : value;
    }

    /** Columns of a union stand one below another, whatever their names are. */
    private boolean areAlike(Seq<Attribute> united, Seq<Attribute> own) {
        return IntStream.range(0, united.size())
                .allMatch(i -> !has(united.apply(i).name())
                        || isSame(united.apply(i).name(), own.apply(i).name()));
    }

    private boolean isSame(String name, String other) {
        return folded(name).equals(folded(other));
    }
}
