package io.assay.aggregation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
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
import scala.jdk.javaapi.CollectionConverters;

/**
 * The door to what Spark knows of a table's buckets: a table that is bucketed by its id can be read so that all rows of an id
 * are in one Spark partition. Where Spark has other internals no table is.
 */
final class BucketedIds {

    /** With it Spark reads buckets apart only where its own plan makes use of that. */
    private static final String ONLY_IF_USED = "spark.sql.sources.bucketing.autoBucketedScan.enabled";

    /** Types of which two values with one text are one value, so that they are in one bucket. */
    private static final Set<DataType> TYPES = Set.of(
            DataTypes.StringType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DateType);

    private BucketedIds() {}

    /**
     * The rows, planned so that those of an id are in one Spark partition; empty if that is not to be had without a shuffle.
     *
     * @param rows as they are
     * @param again plans them anew
     * @param ids what makes up the id; expressions other than names of columns are no reason to believe in buckets
     */
    static Optional<Dataset<Row>> of(
            SparkSession spark, Dataset<Row> rows, Supplier<Dataset<Row>> again, List<String> ids) {
        try {
            if (ids.isEmpty() || !hasBuckets(execution(rows).analyzed())) {
                return Optional.empty();
            }
            String before = spark.conf().get(ONLY_IF_USED);
            spark.conf().set(ONLY_IF_USED, "false");
            try {
                Dataset<Row> planned = again.get();
                return areTogether(execution(planned).executedPlan(), ids) ? Optional.of(planned) : Optional.empty();
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

    private static boolean hasBuckets(LogicalPlan plan) {
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .anyMatch(leaf -> leaf instanceof LogicalRelation relation
                        && relation.relation() instanceof HadoopFsRelation files
                        && files.bucketSpec().isDefined());
    }

    /** Whether all comes from one scan that has buckets, by columns of the id alone, and stays in its Spark partition. */
    private static boolean areTogether(SparkPlan planned, List<String> ids) {
        SparkPlan plan = planned instanceof AdaptiveSparkPlanExec adaptive ? adaptive.initialPlan() : planned;
        List<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
        Set<String> names = ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return leaves.size() == 1
                && leaves.get(0) instanceof FileSourceScanExec scan
                && scan.outputPartitioning() instanceof HashPartitioning buckets
                && CollectionConverters.asJava(buckets.expressions()).stream().allMatch(column -> isOf(names, column))
                && !hasExchange(plan);
    }

    private static boolean isOf(Set<String> names, Expression column) {
        return column instanceof Attribute attribute
                && TYPES.contains(attribute.dataType())
                && names.contains(attribute.name().toLowerCase(Locale.ROOT));
    }

    private static boolean hasExchange(SparkPlan plan) {
        return plan instanceof Exchange
                || CollectionConverters.asJava(plan.children()).stream().anyMatch(BucketedIds::hasExchange);
    }
}
