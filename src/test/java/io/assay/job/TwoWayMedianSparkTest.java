package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Medians of differences of forecasts that hang together by store and by day, through the whole job. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TwoWayMedianSparkTest {

    private static final String EVALUATION =
            """
            evaluation: middle
            input: {format: csv, path: rows.csv}
            columns: {id: id, version: v, label: y, prediction: p, cluster: [store, day]}
            baseline: a
            slices: [kind, single]
            losses:
              - {name: middle, loss: absolute_error, aggregate: median_difference}
              - {name: trimmed, loss: absolute_error, aggregate: trimmed_mean_difference(0.1)}
            gates: [{loss: middle, margin: {absolute: 0.1}}]
            """;

    @TempDir
    private Path folder = Path.of("");

    /** Version b costs some 0.8 more on the middle row, by stores and by days, and very much more on a few rows. */
    private static List<String> rows() {
        Random random = new Random(12);
        double[] ofDay = random.doubles(36, -0.5, 0.5).toArray();
        List<String> rows = new ArrayList<>();
        for (int store = 0; store < 40; store++) {
            double ofStore = 0.3 * random.nextGaussian();
            for (int day = 0; day < 36; day++) {
                double more = 0.8 + ofStore + ofDay[day] + 0.2 * random.nextGaussian();
                double loss = random.nextInt(40) == 0 ? 1e5 : 4 + more;
                String rest = ",s" + store + ",d" + day + ",k" + store % 2 + "," + (day == 3 ? "day" : "");
                rows.add(store + "-" + day + ",a,0,4" + rest);
                rows.add(store + "-" + day + ",b,0," + loss + rest);
            }
        }
        return rows;
    }

    private Evaluation run(List<String> rows, String cluster, String formats) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,store,day,kind,single"));
        lines.addAll(rows);
        Files.write(folder.resolve("rows.csv"), lines);
        return Runs.text(folder, EVALUATION.replace("[store, day]", cluster) + "output: {formats: " + formats + "}\n");
    }

    private static Comparison middle(Evaluation evaluation) {
        return Runs.comparison(evaluation, Cell.ALL, "b", "middle");
    }

    @Test
    void aMedianIsGatedByBothWaysAndReportsSayHow() throws IOException {
        List<String> rows = rows();
        Evaluation both = run(rows, "[store, day]", "[csv, html, markdown]");
        Comparison line = middle(both);
        assertThat(line.pairing()).isEqualTo("paired by two-way cluster");
        assertThat(line.units()).isEqualTo(36);
        assertThat(line.intervalMethod()).matches("paired two-way signs by \\d\\d and \\d\\d buckets of clusters, t");
        assertThat(line.grounds().test()).isEqualTo("t-test of signs by two ways of clusters");
        assertThat(line.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(both.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(both.provenance().scans()).isEqualTo(1);
        String note =
                "Whether the median of the differences of middle is beyond a limit is judged by whether more than half of"
                        + " all differences are, counted in 64 buckets of clusters of store and day, whose variances are put together"
                        + " as those of means are, and are never less than the larger one.";
        assertThat(both.notes()).contains(note).anyMatch(text -> text.endsWith("two-way clusters: trimmed."));
        Path result = folder.resolve("out/evaluation=middle/run_date=undated");
        for (String report : List.of("report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(report)))
                    .as(report)
                    .contains(note)
                    .contains("middle");
        }
        assertThat(Files.readString(result.resolve("comparison.csv"))).contains("paired two-way signs by");

        // A single day is one cluster, whatever the stores are.
        Comparison single = Runs.comparison(both, new Cell("all", "single=day"), "b", "middle");
        assertThat(single.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(single.shortfall()).isEqualTo("all rows are of a single cluster one way");

        for (String oneWay : List.of("store", "day")) {
            Comparison one = middle(run(rows, oneWay, "[]"));
            assertThat(one.difference()).isEqualTo(line.difference());
            assertThat(one.lower()).as(oneWay).isGreaterThanOrEqualTo(line.lower());
            assertThat(one.upper()).as(oneWay).isLessThanOrEqualTo(line.upper());
        }
        Collections.shuffle(rows, new Random(4));
        assertThat(run(rows, "[day, store]", "[]").comparisons()).isEqualTo(both.comparisons());
    }
}
