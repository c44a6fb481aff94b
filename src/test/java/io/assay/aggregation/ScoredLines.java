package io.assay.aggregation;

import io.assay.input.Conformed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Scored rows as lines of text that show every bit, in the order in which a road gives them. */
final class ScoredLines {

    private ScoredLines() {}

    static List<String> ofRows(ScoredLayout layout, Dataset<Row> scored) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) scored)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> lines(RowRoad.ofInternal(layout, rows)))
                .collect();
    }

    /** What the batch roads give, without a value that fails. */
    static List<String> ofBatches(ScoredLayout layout, Dataset<Row> scored) {
        return ofBatches(layout, scored, false);
    }

    /** The same where values may fail that no row asks for. */
    static List<String> ofFailingBatches(ScoredLayout layout, Dataset<Row> scored) {
        return ofBatches(layout, scored, true);
    }

    private static List<String> ofBatches(ScoredLayout layout, Dataset<Row> scored, boolean mayFail) {
        if (!(ColumnarScan.of(scored) instanceof ColumnarScan.Branches found)) {
            throw new AssertionError(ColumnarScan.of(scored));
        }
        return new BatchRoads(layout, found)
                .map(new PartitionGroups.Each(), batches -> {
                    Iterator<String> lines = lines(batches);
                    if (!mayFail && ((BatchRoads.Joined) batches).failures() > 0) {
                        throw new AssertionError("A batch was taken as rows");
                    }
                    return lines;
                })
                .collect();
    }

    private static Iterator<String> lines(Iterator<ScoredBatch> batches) {
        List<String> lines = new ArrayList<>();
        while (batches.hasNext()) {
            ScoredBatch batch = batches.next();
            for (int i = 0; i < batch.size; i++) {
                lines.add(line(batch, i));
            }
        }
        return lines.iterator();
    }

    private static String line(ScoredBatch batch, int row) {
        StringJoiner line = new StringJoiner("\n");
        OddRow odd = batch.odd[row];
        // A made-up id is one that no other row has, no more.
        boolean madeUp = odd != null && odd.id().startsWith(Conformed.NO_ID);
        line.add("odd " + (madeUp ? new OddRow(odd.status(), odd.labelsOnly(), "made up", odd.fates()) : odd));
        if (!madeUp) {
            line.add("id " + batch.idHigh[row] + " " + batch.idLow[row]);
            line.add("cluster " + batch.clusterHigh[row] + " " + batch.clusterLow[row]);
            line.add("bucket " + (batch.schema.bucketed() ? batch.bucket[row] : ""));
        }
        line.add(
                "sample " + (batch.schema.hasNamedSamples() ? batch.sampleHigh[row] + " " + batch.sampleLow[row] : ""));
        line.add("version " + quoted(batch.dictionaries.versions().text(batch.version[row])));
        line.add("weight " + Passes.bits(batch.weight[row]));
        line.add("labels " + (batch.schema.labelled() ? batch.labels[row] : ""));
        line.add("read " + batch.read[row] + ", matched " + batch.matchedLabels[row]);
        for (int i = 0; i < batch.schema.coordinates(); i++) {
            line.add("coordinate " + i + " "
                    + quoted(batch.dictionaries.coordinate(i).text(batch.coordinate[i][row])));
        }
        for (int i = 0; i < batch.schema.losses(); i++) {
            double loss = batch.loss[i][row];
            line.add("loss " + i + " " + Passes.bits(loss) + " by " + Passes.bits(batch.denominator(i, row)));
            if (Double.isNaN(loss)) {
                line.add("reason " + quoted(batch.dictionaries.reasons().text(batch.reason[i][row])));
            }
        }
        for (int i = 0; i < batch.schema.values(); i++) {
            double value = batch.value[i][row];
            boolean text = batch.schema.textual().get(i) && !ScoredBatch.isAbsent(value);
            line.add("value " + i + " "
                    + (text ? quoted(batch.dictionaries.value(i).text((int) value)) : Passes.bits(value)));
        }
        for (int i = 0; i < batch.schema.rankings(); i++) {
            line.add("ranking " + i + " " + Passes.bits(batch.score[i][row]) + " " + Passes.bits(batch.label[i][row]));
        }
        return line.toString();
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "'" + text + "'";
    }
}
