package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.TransformExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.apache.spark.sql.catalyst.plans.physical.KeyGroupedPartitioning;
import org.apache.spark.sql.catalyst.util.InternalRowComparableWrapper;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.execution.CollectMetricsExec;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.GenerateExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnionExec;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The door to what Spark knows of a table's buckets: a table that is bucketed by its id can be read so that all rows of an id
 * are in one bucket, and of several tables with the same buckets, in the same one of each. Buckets are Spark's own, or the
 * partitions by functions of the id that a catalogue's table reports. Where Spark has other internals no table has any.
 */
final class BucketedIds {

    /**
     * With these Spark reads buckets apart, also where its own plan makes no use of that, and Iceberg's tables report by what they
     * are divided.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.sources.bucketing.autoBucketedScan.enabled", "false",
            "spark.sql.sources.v2.bucketing.enabled", "true",
            "spark.sql.iceberg.planning.preserve-data-grouping", "true");

    /** Types of which two values with one text are one value, so that they are in one bucket. */
    private static final Set<DataType> TYPES = Set.of(
            DataTypes.StringType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DateType);

    private final IdNames ids;

    private BucketedIds(IdNames ids) {
        this.ids = ids;
    }

    /**
     * Rows by their buckets.
     *
     * @param rows planned so that each Spark partition is a bucket of a table
     * @param buckets how many there are in each table
     * @param tables one below another
     */
    record Buckets(SparkSession spark, Dataset<Row> rows, int buckets, int tables) {

        /** What is made of the rows; only so are their Spark partitions buckets. */
        <T> T reading(Supplier<T> made) {
            return withSettings(spark, made);
        }

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
            BucketedIds own = new BucketedIds(new IdNames(spark, ids));
            return own.ids.areKept(execution(rows).analyzed(), own::hasBuckets)
                    ? withSettings(spark, () -> own.buckets(spark, again.get()))
                    : Optional.empty();
        } catch (LinkageError | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static QueryExecution execution(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
    }

    /** What a session has set by itself stands; it may know why. */
    private static <T> T withSettings(SparkSession spark, Supplier<T> made) {
        Map<String, String> own = new HashMap<>(SETTINGS);
        own.keySet()
                .removeAll(CollectionConverters.asJava(spark.conf().getAll()).keySet());
        try {
            own.forEach(spark.conf()::set);
            return made.get();
        } finally {
            own.keySet().forEach(spark.conf()::unset);
        }
    }

    /** Whether a table says that it is divided by columns of the id alone. */
    private boolean hasBuckets(LogicalPlan leaf) {
        if (leaf instanceof LogicalRelation relation) {
            return relation.relation() instanceof HadoopFsRelation files
                    && files.bucketSpec().isDefined();
        }
        Transform[] divided =
                leaf instanceof DataSourceV2Relation relation ? relation.table().partitioning() : new Transform[0];
        return divided.length > 0
                && Stream.of(divided)
                        .flatMap(transform -> Stream.of(transform.references()))
                        .allMatch(column -> column.fieldNames().length == 1 && ids.has(column.fieldNames()[0]));
    }

    /** The buckets, where all scans have the same, by columns of the id alone, and rows stay in their Spark partition. */
    private Optional<Buckets> buckets(SparkSession spark, Dataset<Row> rows) {
        SparkPlan planned = execution(rows).executedPlan();
        SparkPlan plan = planned instanceof AdaptiveSparkPlanExec adaptive ? adaptive.initialPlan() : planned;
        List<Optional<Key>> keys = CollectionConverters.asJava(plan.collectLeaves()).stream()
                .map(this::key)
                .toList();
        return staysInPlace(plan) && keys.stream().distinct().count() == 1
                ? keys.get(0).map(key -> new Buckets(spark, rows, key.buckets(), keys.size()))
                : Optional.empty();
    }

    /** Whether what becomes of each row of the leaves is in the Spark partition where it is; joins may be made of subqueries. */
    private static boolean staysInPlace(SparkPlan plan) {
        List<SparkPlan> children = CollectionConverters.asJava(plan.children());
        boolean stays = children.isEmpty()
                || plan instanceof ProjectExec
                || plan instanceof FilterExec
                || plan instanceof UnionExec
                || plan instanceof GenerateExec
                || plan instanceof CollectMetricsExec
                || plan instanceof WholeStageCodegenExec
                || plan instanceof InputAdapter
                || plan instanceof ColumnarToRowExec;
        return stays && children.stream().allMatch(BucketedIds::staysInPlace);
    }

    /**
     * By what a table is divided.
     *
     * @param parts names and types of columns, functions of them, and the values by which Spark partitions are told: where all are
     *     equal, rows of the same id are in the bucket of the same number
     */
    private record Key(int buckets, List<Object> parts) {}

    private Optional<Key> key(SparkPlan leaf) {
        if (leaf instanceof FileSourceScanExec scan && scan.outputPartitioning() instanceof HashPartitioning hashed) {
            return parts(CollectionConverters.asJava(hashed.expressions()))
                    .map(parts -> new Key(hashed.numPartitions(), parts));
        }
        if (leaf instanceof BatchScanExec scan && scan.outputPartitioning() instanceof KeyGroupedPartitioning grouped) {
            return parts(CollectionConverters.asJava(grouped.expressions())).map(parts -> {
                CollectionConverters.asJava(grouped.uniquePartitionValues())
                        .forEach(value -> parts.add(InternalRowComparableWrapper.apply(value, grouped.expressions())));
                return new Key(grouped.uniquePartitionValues().size(), parts);
            });
        }
        return Optional.empty();
    }

    /** Empty if one of the expressions is of anything but the id. */
    private Optional<List<Object>> parts(List<Expression> expressions) {
        List<Object> parts = new ArrayList<>();
        for (Expression expression : expressions) {
            if (expression instanceof TransformExpression transform) {
                parts.add(transform.function().canonicalName());
                parts.add(transform.numBucketsOpt());
            }
            List<Expression> columns = expression instanceof TransformExpression transform
                    ? CollectionConverters.asJava(transform.children())
                    : List.of(expression);
            for (Expression column : columns) {
                if (!(column instanceof Attribute attribute)
                        || !TYPES.contains(attribute.dataType())
                        || !ids.has(attribute.name())) {
                    return Optional.empty();
                }
                parts.add(ids.folded(attribute.name()));
                parts.add(attribute.dataType());
            }
        }
        return Optional.of(parts);
    }
}
