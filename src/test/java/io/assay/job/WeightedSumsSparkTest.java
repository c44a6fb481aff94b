package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.PartDifference;
import io.assay.cost.Contribution;
import io.assay.dimension.Cell;
import io.assay.report.ConsoleSummary;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Weighted sums taken apart, from rows to reports. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class WeightedSumsSparkTest {

    private static final String SUMS =
            """
            input: {path: rows.csv}
            columns: {id: id, version: version}
            baseline: a
            losses:
              - {name: x, sql: "CAST(c1 AS DOUBLE)"}
              - {name: y|, sql: "CAST(c2 AS DOUBLE)"}
              - {name: total, weighted-sum: {x: 1, y|: 0.5}}
              - {name: soft, weighted-sum: {x: 1, y|: 0.5}, missing: renormalise}
            gates: [{loss: total}, {loss: soft, hard: false}]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            """;

    @TempDir
    Path folder = Path.of("");

    /**
     * Of a, x is 1 and y is 2. Of b, x is 1.5 and 1 in turns, and y is 1; but in the first 4 of 40 rows x is 3 and there is
     * no y.
     */
    @BeforeEach
    void rows() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,c1,c2"));
        for (int i = 0; i < 40; i++) {
            records.add(i + ",a,1,2");
            records.add(i + ",b," + (i < 4 ? "3," : i % 2 == 0 ? "1.5,1" : "1,1"));
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
    }

    private static Contribution of(Evaluation evaluation, String version, String loss, String part) {
        return evaluation.composition().contributions().stream()
                .filter(each -> each.modelVersion().equals(version)
                        && each.loss().equals(loss)
                        && each.part().equals(part))
                .findFirst()
                .orElseThrow();
    }

    /**
     * b's total is on 36 rows: 1.25 + 0.5·1. Renormalised it is on 40, with 3·1.5/1 in four of them: x adds
     * (4·4.5 + 18·1.5 + 18·1)/40 = 1.575 and y adds 36·0.5/40 = 0.45.
     */
    @Test
    void thePartsOfASumAreReadOnTheRowsOfTheSum() throws IOException {
        Evaluation evaluation = Runs.text(folder, SUMS);
        assertThat(of(evaluation, "a", "total", "y|"))
                .isEqualTo(new Contribution(Cell.ALL, "a", "total", "y|", 0.5, 40, 2, 1, 2));
        assertThat(of(evaluation, "b", "total", "x"))
                .isEqualTo(new Contribution(Cell.ALL, "b", "total", "x", 1, 36, 1.25, 1.25, 1.75));
        assertThat(of(evaluation, "b", "total", "y|"))
                .isEqualTo(new Contribution(Cell.ALL, "b", "total", "y|", 0.5, 36, 1, 0.5, 1.75));
        assertThat(of(evaluation, "b", "soft", "x"))
                .isEqualTo(new Contribution(Cell.ALL, "b", "soft", "x", 1, 40, 1.575, 1.575, 2.025));
        assertThat(of(evaluation, "b", "soft", "y|"))
                .isEqualTo(new Contribution(Cell.ALL, "b", "soft", "y|", 0.5, 40, 0.9, 0.45, 2.025));
        assertThat(evaluation.composition().differences().subList(0, 2))
                .containsExactly(
                        new PartDifference(Cell.ALL, "total", "a", "b", "x", 1, 36, 1, 1.25, 0.25, -0.25),
                        new PartDifference(Cell.ALL, "total", "a", "b", "y|", 0.5, 36, 1, 0.5, -0.5, -0.25));
        assertThat(evaluation.provenance().scans()).isEqualTo(1);
        reportsTellThem(evaluation);
    }

    /**
     * The difference is 0.25 − w for the weight w of y. Its standard error is √(36·0.25²/35)/6 = 0.0422577, t for 35
     * degrees of freedom is 1.6895725, and the margin 0.01·(1 + 2w): it passes for w above (0.25 + 0.0713975 − 0.01)/1.02.
     */
    private void reportsTellThem(Evaluation evaluation) throws IOException {
        Path result = folder.resolve("out/evaluation=evaluation/run_date=undated");
        String sentence = "PASS for any weight of y| above 0.3053 (now 0.5); below it: INCONCLUSIVE";
        assertThat(Contract.verdict(result)
                        .get("sensitivity")
                        .get(1)
                        .get("sentence")
                        .asText())
                .isEqualTo(sentence);
        assertThat(Contract.verdict(result)
                        .get("sensitivity")
                        .get(2)
                        .get("sentence")
                        .asText())
                .startsWith(
                        "INCONCLUSIVE, no range of weights: with missing: renormalise a row's own weights depend on");
        assertThat(Files.readAllLines(result.resolve("decomposition.csv")))
                .startsWith(
                        "evaluation,run_date,partition,slice,loss,baseline,candidate,part,weight,rows,"
                                + "baseline_contribution,candidate_contribution,contribution_difference,share,difference",
                        "evaluation,undated,all,all,total,a,b,x,1.0,36,1.0,1.25,0.25,-1.0,-0.25",
                        "evaluation,undated,all,all,total,a,b,y|,0.5,36,1.0,0.5,-0.5,2.0,-0.25");
        assertThat(Contract.table(folder.resolve("out"), "contribution").count())
                .isEqualTo(8);
        assertThat(ConsoleSummary.of(evaluation, "out", ConsoleSummary.Colour.NEVER))
                .contains("total, b against a: -0.2500 = x +0.2500 (-100%), y| -0.5000 (+200%)")
                .contains("b: total on all rows: PASS for any weight of y| above 0.3053 (now 0.5); below it:");
        assertThat(Files.readString(result.resolve("summary.md")))
                .contains("| x | 1 | 1.000 | 1.250 | +0.2500 (\u2212100%) |")
                .contains("| y\\| | 0.5 | 1.000 | 0.500 | \u22120.5000 (+200%) |");
        assertThat(Files.readString(result.resolve("report.html"))).contains("<bdi>" + sentence + "</bdi>");
    }

    /** Without pairs and in clusters of four: the costs and the parts of the difference are those of each version's rows. */
    @Test
    void versionsWithoutCommonRowsHavePartsToo() throws IOException {
        Evaluation evaluation = Runs.text(
                folder,
                SUMS.replace("version: version}", "version: version, cluster: \"floor(CAST(id AS INT) / 4)\"}")
                                .replace("id: id", "id: [id, version]")
                        + "output: {formats: []}\n");
        assertThat(of(evaluation, "b", "total", "x").contribution()).isEqualTo(1.25);
        assertThat(evaluation.composition().differences().get(0).difference()).isEqualTo(0.25);
        assertThat(evaluation.composition().ranges().get(0).obstacle())
                .isEqualTo("ranges need versions that are compared on the same rows");
    }
}
