package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Numbers so large that a sum or a product of them is no double. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class HugeNumbersSparkTest {

    private static final double ROUNDING = 1e-12;

    @TempDir
    Path folder = Path.of("");

    @Test
    void weightsWhoseSumIsNoDoubleAreSetAside() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,label,prediction,w"));
        for (int i = 0; i < 20; i++) {
            records.add(i + ",a,1,0.5,1e100");
            records.add(i + ",b,1,0.25," + (i < 3 ? "1.7e308" : i < 5 ? "1.01e100" : "1e100"));
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace("columns: {", "columns: {weight: w, ") + "metrics: [accuracy, precision, f1]\n");
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("weight_too_large", 5L));
        Cost cost = Runs.cost(trial.evaluation(), "b", "squared_error");
        assertThat(cost.rows()).isEqualTo(15);
        assertThat(cost.cost()).isCloseTo(0.5625, withinPercentage(ROUNDING));
        assertThat(cost.weight()).isCloseTo(15e100, withinPercentage(ROUNDING));
    }

    @Test
    void theAreaUnderTheCurveHasItsProductsOfTheLargestWeights() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,label,prediction,w"));
        for (int i = 0; i < 40; i++) {
            // Of 20 positives 15 score above all 20 negatives, the others below: 15 / 20.
            String score = i % 2 == 0 ? "0.5" : i < 30 ? "0.75" : "0.25";
            records.add(i + ",a," + i % 2 + "," + score + ",1e100");
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        Trial trial =
                Trial.of(folder, Trial.PLAIN.replace("columns: {", "columns: {weight: w, ") + "metrics: [roc_auc]\n");
        assertThat(trial.evaluation().metrics()).singleElement().satisfies(metric -> assertThat(metric.value())
                .isCloseTo(0.75, withinPercentage(ROUNDING)));
    }

    /** Errors of 5e179 and 1e180 on labels of 5e179, each of weight 1e100, in clusters of ten rows. */
    @Test
    void theLargestLossesOfTheLargestWeightsGiveNumbersThroughout() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,label,prediction,w,user"));
        for (int i = 0; i < 400; i++) {
            String tail = ",1e100," + i / 10;
            records.add(i + ",a,5e179,1e180" + tail);
            records.add(i + ",b,5e179," + (i % 4 < 2 ? "-5e179" : "1e180") + tail);
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        for (String cluster : List.of("", "cluster: user, ")) {
            Trial trial = Trial.of(
                    folder,
                    """
                    input: {format: csv, path: rows.csv, options: {header: true}}
                    columns: {id: id, version: version, label: label, prediction: prediction, weight: w, %s}
                    baseline: a
                    losses:
                      - absolute_error
                      - {name: total, loss: absolute_error, aggregate: sum}
                      - {name: rooted, loss: absolute_error, aggregate: root}
                      - {name: middle, loss: absolute_error, aggregate: median}
                      - wmape
                      - {name: signed, sql: "CAST(prediction AS DOUBLE)", direction: higher}
                      - {name: both, weighted-sum: {absolute_error: 0.5, signed: 0.5}}
                    output: {formats: [csv, json, html, markdown]}
                    """
                            .formatted(cluster));
            assertThat(trial.rows().evaluated()).isEqualTo(800);
            expect(trial, "absolute_error", 7.5e179);
            expect(trial, "total", 400 * 7.5e279);
            expect(trial, "rooted", Math.sqrt(7.5e179));
            expect(trial, "middle", 7.5e179);
            expect(trial, "wmape", 1.5);
            expect(trial, "signed", 2.5e179);
            expect(trial, "both", 5e179);
            assertThat(trial.evaluation().comparisons()).hasSize(7).allSatisfy(line -> {
                assertThat(line.difference()).isFinite();
                assertThat(line.standardError()).isFinite();
                assertThat(line.lower()).isFinite();
                assertThat(line.upper()).isFinite();
            });
            Comparison line = Runs.comparison(trial.evaluation(), io.assay.dimension.Cell.ALL, "b", "absolute_error");
            assertThat(line.difference()).isCloseTo(2.5e179, withinPercentage(ROUNDING));
            assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    private static void expect(Trial trial, String loss, double cost) {
        assertThat(Runs.cost(trial.evaluation(), "b", loss).cost())
                .as(loss)
                .isCloseTo(cost, withinPercentage(ROUNDING));
    }

    @Test
    void aLossBeyondTheLargestIsUnscored() throws IOException {
        String[] records = {
            "id,version,label,prediction,w",
            "1,a,0,1,1",
            "1,b,0,1e180,1",
            "2,b,0,1.01e180,1",
            "3,b,0,1e280,1",
            "4,b,0,-1.01e280,1",
            "5,b,0,1.7e308,1",
            "6,b,-1.7e308,1.7e308,1"
        };
        Trial.write(folder, "rows.csv", records);
        String plain =
                Trial.PLAIN.replace("[binary_cross_entropy, squared_error]", "[absolute_error, {name: one, sql: '1'}]");
        Trial trial = Trial.of(folder, plain);
        assertThat(trial.rows().evaluated()).isEqualTo(7);
        assertThat(trial.unscored())
                .containsOnly(
                        Map.entry("absolute_error: loss_too_large", 2L),
                        Map.entry("absolute_error: infinite_loss", 1L));
        assertThat(Runs.cost(trial.evaluation(), "b", "absolute_error").maximum())
                .isEqualTo(1e280);
        Trial weighted = Trial.of(folder, plain.replace("columns: {", "columns: {weight: w, "));
        assertThat(weighted.unscored())
                .containsOnly(
                        Map.entry("absolute_error: loss_too_large", 4L),
                        Map.entry("absolute_error: infinite_loss", 1L));
        assertThat(Runs.cost(weighted.evaluation(), "b", "absolute_error").maximum())
                .isEqualTo(1e180);
    }

    @Test
    void aDivisorBeyondTheLargestLeavesTheRowWithoutARatio() throws IOException {
        Trial.write(
                folder,
                "rows.csv",
                "id,version,label,prediction",
                "1,a,2,1",
                "1,b,2,1",
                "2,b,1.2e280,1.1e280",
                "3,b,1.7e308,1.7e308");
        Trial trial = Trial.of(
                folder, Trial.PLAIN.replace("[binary_cross_entropy, squared_error]", "[wmape, {name: one, sql: '1'}]"));
        assertThat(trial.unscored()).containsOnly(Map.entry("wmape: loss_too_large", 2L));
        assertThat(Runs.cost(trial.evaluation(), "b", "wmape").cost()).isEqualTo(0.5);
    }
}
