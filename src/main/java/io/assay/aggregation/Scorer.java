package io.assay.aggregation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.assay.input.Conformed;
import io.assay.input.Expressions;
import io.assay.input.ReservedNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Computes every loss of every row by calling the registered functions, and keeps of a row only what the tallies need:
 * the columns of {@link ScoredLayout}, in its order.
 */
final class Scorer {

    /** So that the sum of the losses of one unit, or of all, is a double however many there are. */
    private static final double LARGEST = 1e280;

    /** The same for losses times weights, of which the largest is 1e100. */
    private static final double LARGEST_WEIGHTED = 1e180;

    private final TallyPlan plan;
    private final RepeatedIds repeated;

    /** @param repeated the ids whose rows bring their records */
    Scorer(TallyPlan plan, RepeatedIds repeated) {
        this.plan = plan;
        this.repeated = repeated;
    }

    /** The rows with their losses. Builds a plan only. */
    Dataset<Row> score(Conformed conformed) {
        Dataset<Row> usable = withLosses(conformed.rows());
        Dataset<Row> judged = usable.withColumn(Conformed.STATUS, coalesce(col(Conformed.STATUS), unscorable()));
        return judged.select(kept(judged, conformed).toArray(Column[]::new));
    }

    /** Adds, for each loss, the value as computed, the finite value or null, and the reason for a null. */
    private Dataset<Row> withLosses(Dataset<Row> conformed) {
        Dataset<Row> rows = conformed;
        Column usable = col(Conformed.STATUS).isNull();
        for (boolean composed : new boolean[] {false, true}) {
            List<Integer> indexes = indexes(composed);
            for (int i : indexes) {
                rows = rows.withColumn(raw(i), when(usable, value(plan.losses().get(i))));
            }
            for (int i : indexes) {
                Column raw = col(raw(i));
                Column finite = raw.isNotNull()
                        .and(functions.not(isnan(raw)))
                        .and(isBounded(raw))
                        .and(isBounded(denominator(plan.losses().get(i))));
                rows = rows.withColumn(LossColumn.column(i), when(finite, raw));
            }
            for (int i : indexes) {
                rows = rows.withColumn(
                        reasonOf(i), when(usable.and(col(LossColumn.column(i)).isNull()), reason(i)));
            }
        }
        return rows;
    }

    private List<Integer> indexes(boolean composed) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < plan.losses().size(); i++) {
            if (plan.losses().get(i).composed() == composed) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** The column that holds the loss as computed. */
    private static String raw(int i) {
        return ReservedNames.RAW_LOSS + i;
    }

    /** The column that says why there is no loss. */
    private static String reasonOf(int i) {
        return ReservedNames.REASON + i;
    }

    private static Column value(LossColumn loss) {
        return expr("CAST((" + loss.value() + ") AS DOUBLE)");
    }

    private Column reason(int i) {
        Column raw = col(raw(i));
        return coalesce(
                expr("CAST((" + plan.losses().get(i).reason() + ") AS STRING)"),
                when(raw.isNull(), lit("loss_null"))
                        .when(isnan(raw), lit("loss_nan"))
                        .when(functions.abs(raw).lt(Double.POSITIVE_INFINITY), lit("loss_too_large"))
                        .otherwise(lit("infinite_loss")));
    }

    private Column isBounded(Column number) {
        return functions.abs(number).leq(plan.columns().weight().isPresent() ? LARGEST_WEIGHTED : LARGEST);
    }

    /** What the row adds to the divisor of a ratio; 1 for any other aggregate. */
    private static Column denominator(LossColumn loss) {
        return loss.denominator()
                .map(sql -> expr("CAST((" + sql + ") AS DOUBLE)"))
                .orElse(lit(1.0));
    }

    /** Quarantines a row for which no loss can be computed: with the reason, if all losses agree on one. */
    private Column unscorable() {
        Column none = lit(true);
        for (int i = 0; i < plan.losses().size(); i++) {
            none = none.and(col(LossColumn.column(i)).isNull());
        }
        // A sum of losses lacks its parts and knows no reason of its own.
        List<Integer> reasoned = indexes(false);
        Column first = col(reasonOf(reasoned.get(0)));
        Column same = lit(true);
        for (int i : reasoned.subList(1, reasoned.size())) {
            same = same.and(col(reasonOf(i)).equalTo(first));
        }
        return when(none, concat(lit(Conformed.QUARANTINED), when(same, first).otherwise(lit("no_loss_scorable"))));
    }

    private static Column fingerprint(boolean needed, Column hash) {
        return needed ? hash : lit(0L);
    }

    private List<Column> kept(Dataset<Row> rows, Conformed conformed) {
        ScoredSchema schema = ScoredSchema.of(plan);
        boolean named = schema.hasNamedSamples();
        Column own = named ? coalesce(col(Conformed.SAMPLE), col(Conformed.ID)) : col(Conformed.ID);
        Column usable = col(Conformed.STATUS).isNull();
        List<Column> kept = new ArrayList<>(List.of(
                col(Conformed.STATUS),
                col(Conformed.LABELS_ONLY),
                col(Conformed.MATCHED_LABELS),
                col(Conformed.VERSION),
                when(col(Conformed.STATUS).isNotNull().or(isRecorded()), own),
                fingerprint(schema.meets(), FingerprintColumns.high(col(Conformed.ID))),
                fingerprint(schema.meets(), FingerprintColumns.low(col(Conformed.ID))),
                fingerprint(schema.clustered(), FingerprintColumns.high(col(Conformed.CLUSTER))),
                fingerprint(schema.clustered(), FingerprintColumns.low(col(Conformed.CLUSTER))),
                schema.bucketed() ? col(Conformed.CLUSTER) : lit(null).cast("string"),
                col(Conformed.WEIGHT),
                plan.columns().grouped() ? functions.size(col(Conformed.ITEMS)) : lit(1),
                fates(conformed),
                schema.labelled() ? LabelFingerprint.of(rows, plan.labels()) : lit(0L),
                named ? FingerprintColumns.high(col(Conformed.SAMPLE)) : lit(0L),
                named ? FingerprintColumns.low(col(Conformed.SAMPLE)) : lit(0L)));
        for (String partition : plan.columns().partition()) {
            kept.add(
                    when(usable, expr(Expressions.sql(partition, rows.schema())).cast("string")));
        }
        for (Axis axis : plan.slicing().axes()) {
            kept.add(when(usable, expr(axis.sql()).cast("string")));
        }
        for (int i = 0; i < plan.losses().size(); i++) {
            kept.add(weighted(i));
            Column denominator = denominator(plan.losses().get(i));
            kept.add(plan.losses().get(i).denominator().isPresent() ? when(usable, denominator) : denominator);
            kept.add(col(reasonOf(i)));
        }
        for (MetricColumns.Tallied metric : plan.metrics().tallied()) {
            String type = metric.basis().hasTexts() ? "STRING" : "DOUBLE";
            for (String value : metric.sql()) {
                kept.add(when(usable, expr("CAST((" + value + ") AS " + type + ")")));
            }
        }
        for (MetricColumns.Ranking ranking : plan.metrics().rankings()) {
            kept.add(when(usable, expr(ranking.score())).cast("double"));
            kept.add(when(usable, expr(ranking.label())).cast("double"));
        }
        if (plan.columns().twoWay()) {
            kept.addAll(ClusterWays.columns(schema));
        }
        return named(kept);
    }

    /** The loss, times the weight of its row where rows count alike. */
    private Column weighted(int i) {
        Column loss = col(LossColumn.column(i));
        return plan.losses().get(i).aggregate().countsRows() ? loss.multiply(col(Conformed.WEIGHT)) : loss;
    }

    /** What became of each row read where they were set aside: of the others of its group a row shares the fate. */
    private Column fates(Conformed conformed) {
        Column status = col(Conformed.STATUS);
        if (!plan.columns().grouped()) {
            Column fate = functions.struct(
                    coalesce(status, lit("")).as("status"), conformed.record().as("record"));
            return when(status.startsWith(Conformed.QUARANTINED).or(isRecorded()), functions.array(fate));
        }
        Column fates = functions.transform(col(Conformed.ITEMS), item -> {
            Column own = coalesce(item.getField("status"), status);
            Column seen = functions.struct(item.getField("id"), item.getField("label"), item.getField("prediction"));
            Column record = coalesce(item.getField("record"), functions.to_json(seen));
            return functions.struct(
                    own.as("status"),
                    when(own.startsWith(Conformed.QUARANTINED), record).as("record"));
        });
        return when(status.isNotNull(), fates);
    }

    private Column isRecorded() {
        if (repeated.isEmpty()) {
            return lit(false);
        }
        RepeatedIds own = repeated;
        UDF1<Long, Boolean> isRepeated = own::contains;
        return functions.udf(isRepeated, DataTypes.BooleanType).apply(FingerprintColumns.high(col(Conformed.ID)));
    }

    /** Positional names, so that no name of a user's column can clash with another. */
    private static List<Column> named(List<Column> columns) {
        List<Column> named = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Column column : columns) {
            String name = "c" + names.size();
            names.add(name);
            named.add(column.as(name));
        }
        return named;
    }
}
