package io.assay.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A stage of a saved model, applied so that every row stays. MLlib's stages fail on a row that they cannot take, and with
 * it the job, or leave it out of the dataset; here such a row has nulls in the stage's columns, and
 * {@link #KEPT}{@code n} is false where the stage would have left it out.
 *
 * <p>MLlib has no such mode of its own, so the plan that the stage made is read and made anew: what it computes is
 * tried, and what it filters by becomes a column. This is the one place where plans of Spark's are rewritten. On a Spark
 * whose plans are others the stage is applied as MLlib does it.
 */
final class GuardedStage {

    /** What the columns begin with that say whether a row was kept. */
    static final String KEPT = ModelColumns.RESERVED + "kept_";

    private static final Logger LOG = LoggerFactory.getLogger(GuardedStage.class);

    private final LogicalPlan source;
    private int filters;

    private GuardedStage(LogicalPlan source, int filters) {
        this.source = source;
        this.filters = filters;
    }

    /**
     * Applies {@code stage}.
     *
     * @throws IllegalArgumentException if it does more than add columns and leave rows out
     */
    static Dataset<Row> apply(Transformer stage, Dataset<Row> rows) {
        return apply(stage, rows, GuardedStage::guard);
    }

    /** A way to apply a stage so that every row stays. */
    @FunctionalInterface
    interface Guard {
        Dataset<Row> apply(Transformer stage, Dataset<Row> rows);
    }

    /** The same by {@code guard}, and by the stage alone where this Spark has not what the guard needs. */
    static Dataset<Row> apply(Transformer stage, Dataset<Row> rows, Guard guard) {
        try {
            return guard.apply(stage, rows);
        } catch (LinkageError e) {
            LOG.warn(
                    "The plans of this Spark are not known ({}): a row that {} cannot take ends the evaluation",
                    e.toString(),
                    stage.uid());
            return stage.transform(rows);
        }
    }

    private static Dataset<Row> guard(Transformer stage, Dataset<Row> rows) {
        LogicalPlan source = plan(rows);
        Dataset<Row> transformed = stage.transform(rows);
        if (!(transformed instanceof org.apache.spark.sql.classic.Dataset<Row> classic)) {
            throw new IllegalArgumentException("gives no plan to read");
        }
        LogicalPlan guarded = new GuardedStage(source, kept(rows).size()).guarded(plan(transformed));
        Dataset<Row> result = org.apache.spark.sql.classic.Dataset.ofRows(classic.sparkSession(), guarded);
        refuseLostColumns(rows, result);
        return result;
    }

    /** The columns of {@code rows} that say whether a row was kept. */
    static List<String> kept(Dataset<Row> rows) {
        return List.of(rows.columns()).stream()
                .filter(name -> name.startsWith(KEPT))
                .toList();
    }

    private static LogicalPlan plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .analyzed();
    }

    private static void refuseLostColumns(Dataset<Row> before, Dataset<Row> after) {
        Set<String> left = Set.of(after.columns());
        List<String> lost = List.of(before.columns()).stream()
                .filter(name -> !left.contains(name))
                .toList();
        if (!lost.isEmpty()) {
            String own =
                    lost.stream().filter(name -> !ReservedNames.contains(name)).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("drops columns of its input" + (own.isEmpty() ? "" : " [" + own + "]")
                    + "; a statement of an SQLTransformer must select * too");
        }
    }

    private LogicalPlan guarded(LogicalPlan node) {
        if (node.equals(source)) {
            return node;
        }
        if (node instanceof Project project) {
            LogicalPlan child = guarded(project.child());
            List<NamedExpression> columns = new ArrayList<>();
            CollectionConverters.asJava(project.projectList()).forEach(column -> columns.add(tried(column)));
            Set<String> named = columns.stream().map(NamedExpression::name).collect(Collectors.toSet());
            CollectionConverters.asJava(child.output()).stream()
                    .filter(column -> column.name().startsWith(KEPT) && !named.contains(column.name()))
                    .forEach(columns::add);
            return new Project(seq(columns), child);
        }
        if (node instanceof Filter filter) {
            LogicalPlan child = guarded(filter.child());
            List<NamedExpression> columns = new ArrayList<>(CollectionConverters.asJava(child.output()));
            columns.add(kept(filter.condition()));
            return new Project(seq(columns), child);
        }
        if (node instanceof SubqueryAlias || node instanceof View) {
            return node.withNewChildren(seq(List.of(guarded(node.children().head()))));
        }
        if (node instanceof Join join && join.joinType().sql().equals("LEFT OUTER")) {
            return join.withNewChildren(seq(List.of(guarded(join.left()), join.right())));
        }
        throw new IllegalArgumentException("does more than add columns and leave rows out: "
                + node.nodeName().toLowerCase(Locale.ROOT));
    }

    private static NamedExpression tried(NamedExpression column) {
        boolean computed = column instanceof Alias alias && !(alias.child() instanceof Attribute);
        return computed
                ? (NamedExpression)
                        ((Alias) column).withNewChildren(seq(List.of(new TryEval(((Alias) column).child()))))
                : column;
    }

    private Alias kept(Expression condition) {
        Expression sure = new Coalesce(seq(List.of(new TryEval(condition), Literal$.MODULE$.FalseLiteral())));
        return new Alias(
                sure,
                KEPT + filters++,
                NamedExpression$.MODULE$.newExprId(),
                seq(List.of()),
                Option.empty(),
                seq(List.of()));
    }

    private static <T> Seq<T> seq(List<? extends T> items) {
        return CollectionConverters.<T>asScala(new ArrayList<T>(items)).toSeq();
    }
}
