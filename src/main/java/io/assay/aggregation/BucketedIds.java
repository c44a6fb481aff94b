package io.assay.aggregation;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.CollectMetrics;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.exchange.Exchange;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The door to what Spark knows of a table's buckets: a table that is bucketed by its id can be read so that all rows of an id
 * are in one bucket, and of several tables with the same buckets, in the same one of each. Where Spark has other internals no
 * table is.
 */
final class BucketedIds {

    /** With it Spark reads buckets apart only where its own plan makes use of that. */
    private static final String ONLY_IF_USED = "spark.sql.sources.bucketing.autoBucketedScan.enabled";

    /** An id that is a column; anything else might be an expression of the same text. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /** Types of which two values with one text are one value, so that they are in one bucket. */
    private static final Set<DataType> TYPES = Set.of(
            DataTypes.StringType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DateType);

    private final UnaryOperator<String> folding;
    private final Set<String> ids = new HashSet<>();

    private BucketedIds(SparkSession spark, List<String> ids) {
        boolean exact = Boolean.parseBoolean(spark.conf().get("spark.sql.caseSensitive"));
        this.folding = exact ? name -> name : name -> name.toLowerCase(Locale.ROOT);
        ids.forEach(id -> this.ids.add(folding.apply(id)));
    }

    /**
     * Rows by their buckets.
     *
     * @param rows planned so that each Spark partition is a bucket of a table
     * @param buckets how many there are in each table
     * @param tables one below another
     */
    record Buckets(Dataset<Row> rows, int buckets, int tables) {

        /** Whether so many Spark partitions are those of all tables, or those in which Spark has put the tables together. */
        boolean are(int partitions) {
            return partitions == buckets || partitions == buckets * tables;
        }

        /** For people. */
        String place() {
            return tables == 1 ? "the table's buckets" : "the buckets of " + tables + " tables";
        }
    }

    /**
     * The rows by their buckets; empty if those of an id are not to be had together without a shuffle.
     *
     * @param rows as they are
     * @param again plans them anew
     * @param ids what makes up the id; expressions other than names of columns are no reason to believe in buckets
     */
    static Optional<Buckets> of(SparkSession spark, Dataset<Row> rows, Supplier<Dataset<Row>> again, List<String> ids) {
        try {
            BucketedIds own = new BucketedIds(spark, ids);
            boolean named = !ids.isEmpty()
                    && ids.stream().allMatch(id -> NAME.matcher(id).matches());
            if (!named || !own.areKept(execution(rows).analyzed())) {
                return Optional.empty();
            }
            String before = spark.conf().get(ONLY_IF_USED);
            spark.conf().set(ONLY_IF_USED, "false");
            try {
                Dataset<Row> planned = again.get();
                return own.buckets(planned, execution(planned).executedPlan());
            } finally {
                spark.conf().set(ONLY_IF_USED, before);
            }
        } catch (LinkageError | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static QueryExecution execution(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
    }

    /** Whether all rows are from tables with buckets, and whatever bears the name of an id is the column of that name. */
    private boolean areKept(LogicalPlan plan) {
        if (plan instanceof LogicalRelation relation) {
            return relation.relation() instanceof HadoopFsRelation files
                    && files.bucketSpec().isDefined();
        }
        boolean kept = plan instanceof Project project
                ? CollectionConverters.asJava(project.projectList()).stream().allMatch(this::isKept)
                : plan instanceof Union union
                        ? CollectionConverters.asJava(union.children()).stream()
                                .allMatch(child -> areAlike(union.output(), child.output()))
                        : plan instanceof Filter
                                || plan instanceof SubqueryAlias
                                || plan instanceof View
                                || plan instanceof CollectMetrics;
        return kept && CollectionConverters.asJava(plan.children()).stream().allMatch(this::areKept);
    }

    private boolean isKept(NamedExpression column) {
        return !(column instanceof Alias alias)
                || !isId(alias.name())
                || alias.child() instanceof Attribute attribute && isSame(alias.name(), attribute.name());
    }

    /** Columns of a union stand one below another, whatever their names are. */
    private boolean areAlike(Seq<Attribute> united, Seq<Attribute> own) {
        return IntStream.range(0, united.size())
                .allMatch(i -> !isId(united.apply(i).name())
                        || isSame(united.apply(i).name(), own.apply(i).name()));
    }

    private boolean isId(String name) {
        return ids.contains(folding.apply(name));
    }

    private boolean isSame(String name, String other) {
        return folding.apply(name).equals(folding.apply(other));
    }

    /** By what a table is bucketed: for equal values of these columns a row is in the same bucket. */
    private record Key(int buckets, List<String> columns, List<DataType> types) {}

    /** The buckets, where all scans have the same, by columns of the id alone, and rows stay in their Spark partition. */
    private Optional<Buckets> buckets(Dataset<Row> rows, SparkPlan planned) {
        SparkPlan plan = planned instanceof AdaptiveSparkPlanExec adaptive ? adaptive.initialPlan() : planned;
        List<Optional<Key>> keys = CollectionConverters.asJava(plan.collectLeaves()).stream()
                .map(this::key)
                .toList();
        return hasExchange(plan) || keys.stream().distinct().count() != 1
                ? Optional.empty()
                : keys.get(0).map(key -> new Buckets(rows, key.buckets(), keys.size()));
    }

    private Optional<Key> key(SparkPlan leaf) {
        if (!(leaf instanceof FileSourceScanExec scan)
                || !(scan.outputPartitioning() instanceof HashPartitioning hashed)) {
            return Optional.empty();
        }
        List<Expression> columns = CollectionConverters.asJava(hashed.expressions());
        return columns.stream().allMatch(this::tellsAnId)
                ? Optional.of(new Key(
                        hashed.numPartitions(),
                        columns.stream()
                                .map(column -> folding.apply(((Attribute) column).name()))
                                .toList(),
                        columns.stream().map(Expression::dataType).toList()))
                : Optional.empty();
    }

    private boolean tellsAnId(Expression column) {
        return column instanceof Attribute attribute && TYPES.contains(attribute.dataType()) && isId(attribute.name());
    }

    private static boolean hasExchange(SparkPlan plan) {
        return plan instanceof Exchange
                || CollectionConverters.asJava(plan.children()).stream().anyMatch(BucketedIds::hasExchange);
    }
}
