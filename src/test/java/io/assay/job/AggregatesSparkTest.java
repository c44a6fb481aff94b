package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Finding;
import io.assay.loss.Direction;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the losses of rows become one number, and their sums others; all small enough to be checked by hand. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class AggregatesSparkTest {

    private static final double ULPS = 1e-14;

    @TempDir
    private Path folder = Path.of("");

    /** Absolute errors 1, 2, 3, 4 of the baseline, always 2 of the candidate. */
    @BeforeEach
    void writeRows() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p,user,w",
                        "1,a,10,11,u,1",
                        "2,a,20,18,u,0",
                        "3,a,30,33,x,1",
                        "4,a,40,36,x,2",
                        "1,b,10,12,u,1",
                        "2,b,20,22,u,0",
                        "3,b,30,32,x,1",
                        "4,b,40,42,x,2");
    }

    private Workspace.Found run(String more) throws Exception {
        return new Workspace(folder)
                .run(
                        """
                input: {path: rows.csv, options: {header: true}}
                baseline: a
                """
                                + more);
    }

    private static final String PLAIN = "columns: {id: id, version: v, label: y, prediction: p}\n";

    @Test
    void aPerplexityIsTheExponentialOfNatsPerTokenOverAllRows() throws Exception {
        new Workspace(folder).with("rows.csv", "id,v,nll,n", "1,a,1.5,1", "2,a,2.5,7", "1,b,2,1", "2,b,6,7");
        Workspace.Found found = run(
                """
                columns: {id: id, version: v, prediction: {nll: nll}}
                losses:
                  - {name: ppl, loss: perplexity, arguments: {tokens: n}}
                  - {name: bpb, loss: bits_per_byte, arguments: {bytes: n}}
                """);

        // exp(4/8) and not the mean of exp(1.5) and exp(2.5/7).
        assertThat(found.cost("a", "ppl").cost()).isCloseTo(Math.exp(0.5), within(ULPS));
        assertThat(found.cost("b", "ppl").cost()).isCloseTo(Math.E, within(ULPS));
        assertThat(found.cost("a", "bpb").cost()).isCloseTo(0.5 / Math.log(2), within(ULPS));
    }

    @Test
    void everyAggregateIsItsFormula() throws Exception {
        Workspace.Found found = run(
                PLAIN
                        + """
                losses:
                  - mae
                  - rmse
                  - wmape
                  - medae
                  - max_error
                  - {name: total, loss: absolute_error, aggregate: sum}
                  - {name: high, loss: absolute_error, aggregate: quantile(0.9)}
                  - {name: quarter, loss: absolute_error, aggregate: quantile(0.25)}
                  - {name: power, loss: absolute_error, aggregate: exponential}
                """);
        assertThat(found.cost("a", "mae").cost()).isEqualTo(2.5);
        // s² = 5/3, over 4 rows.
        assertThat(found.cost("a", "mae").standardError()).isCloseTo(Math.sqrt(5.0 / 12), within(ULPS));
        assertThat(found.cost("a", "rmse").cost()).isCloseTo(Math.sqrt(7.5), within(ULPS));
        assertThat(found.cost("a", "wmape").cost()).isCloseTo(0.1, within(ULPS));
        assertThat(found.cost("b", "wmape").cost()).isCloseTo(0.08, within(ULPS));
        assertThat(found.cost("a", "medae").cost()).isEqualTo(2.5);
        assertThat(found.cost("b", "medae").cost()).isEqualTo(2);
        assertThat(found.cost("a", "max_error").cost()).isEqualTo(4);
        assertThat(found.cost("a", "total").cost()).isEqualTo(10);
        // G/(G−1)·Σ(A − Ā)² = 4/3·5
        assertThat(found.cost("a", "total").standardError()).isCloseTo(Math.sqrt(20.0 / 3), within(ULPS));
        assertThat(found.cost("a", "high").cost()).isEqualTo(4);
        assertThat(found.cost("a", "quarter").cost()).isEqualTo(1.5);
        assertThat(found.cost("a", "power").cost()).isCloseTo(Math.exp(2.5), within(1e-13));
        assertThat(found.comparison("b", "mae").difference()).isEqualTo(-0.5);
        assertThat(found.comparison("b", "total").difference()).isEqualTo(-2);
        assertThat(found.comparison("b", "rmse").difference()).isCloseTo(2 - Math.sqrt(7.5), within(ULPS));
        assertThat(found.comparison("b", "wmape").difference()).isCloseTo(-0.02, within(ULPS));
        assertThat(found.comparison("b", "medae").difference()).isEqualTo(-0.5);
        assertThat(found.comparison("b", "medae").finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(found.comparison("b", "quarter").difference()).isEqualTo(0.5);
        // Nobody knows how far a largest loss may be off: it is reported, but not compared.
        assertThat(found.evaluation().comparisons())
                .noneMatch(comparison -> comparison.loss().equals("max_error"));
        assertThat(found.cost("a", "mae").minimum()).isEqualTo(1);
        assertThat(found.cost("a", "mae").maximum()).isEqualTo(4);
        assertThat(found.cost("a", "mae").rows()).isEqualTo(4);
    }

    @Test
    void aWeightCountsARowSoOften() throws Exception {
        Workspace.Found found = run(
                """
                columns: {id: id, version: v, label: y, prediction: p, weight: w}
                losses: [mae, wmape, medae, {name: total, loss: absolute_error, aggregate: sum}]
                """);
        // (1 + 3 + 2·4) / 4
        assertThat(found.cost("a", "mae").cost()).isEqualTo(3);
        assertThat(found.cost("a", "mae").rows()).isEqualTo(4);
        assertThat(found.cost("a", "mae").weight()).isEqualTo(4);
        assertThat(found.cost("a", "total").cost()).isEqualTo(12);
        // 12 / (10 + 30 + 2·40)
        assertThat(found.cost("a", "wmape").cost()).isCloseTo(0.1, within(ULPS));
        // Half of the weight lies up to 3, the other half at 4.
        assertThat(found.cost("a", "medae").cost()).isEqualTo(3.5);
        // HC1: U = w(loss − 3) = −2, 0, 2; SE² = 3/2·8 / 4². A row of weight 0 is no unit.
        assertThat(found.cost("a", "mae").standardError()).isCloseTo(Math.sqrt(12.0) / 4, within(ULPS));
        assertThat(found.comparison("b", "mae").units()).isEqualTo(3);
        assertThat(found.comparison("b", "mae").rows()).isEqualTo(4);
        assertThat(found.comparison("b", "wmape").units()).isEqualTo(3);
    }

    @Test
    void aMeanOverRowsDividesByTheirNumberAndARootMayBeAnyRoot() throws Exception {
        String losses =
                """
                losses:
                  - {name: keras, loss: absolute_error, aggregate: keras_mean}
                  - {name: cubic, loss: lp_error(p=3), aggregate: root(3)}
                  - {name: both, weighted-sum: {keras: 2.0}, aggregate: keras_mean}
                """;
        Workspace.Found found = run("columns: {id: id, version: v, label: y, prediction: p, weight: w}\n" + losses);
        // (1 + 0 + 3 + 2·4) / 4, the row of weight 0 counted.
        assertThat(found.cost("a", "keras").cost()).isEqualTo(3);
        assertThat(found.cost("a", "keras").weight()).isEqualTo(4);
        assertThat(found.cost("b", "keras").cost()).isEqualTo(2);
        assertThat(found.cost("a", "both").cost()).isEqualTo(6);
        // s² of 1, 0, 3 and 8 is 38/3, over 4 rows.
        assertThat(found.cost("a", "keras").standardError()).isCloseTo(Math.sqrt(38.0 / 12), within(ULPS));
        assertThat(found.comparison("b", "keras").difference()).isEqualTo(-1);
        assertThat(found.comparison("b", "keras").units()).isEqualTo(4);
        // ((1 + 27 + 2·64) / 4)^(1/3)
        assertThat(found.cost("a", "cubic").cost()).isCloseTo(Math.cbrt(39), within(ULPS));
        // The slope at 39 is 39^(−2/3)/3. U = w(loss − 39) = −38, −12, 50; SE² = 3/2·4088 / 4².
        assertThat(found.cost("a", "cubic").standardError())
                .isCloseTo(Math.sqrt(1.5 * 4088) / 4 / (3 * Math.cbrt(39) * Math.cbrt(39)), within(1e-13));

        Workspace.Found clustered =
                run("columns: {id: id, version: v, label: y, prediction: p, weight: w, cluster: user}\n" + losses);
        assertThat(clustered.cost("a", "keras").cost()).isEqualTo(3);
        // A − 3·n = 1 − 6 and 11 − 6; SE² = 2/1·50 / 4².
        assertThat(clustered.cost("a", "keras").standardError()).isCloseTo(2.5, within(ULPS));
        assertThat(clustered.comparison("b", "keras").difference()).isEqualTo(-1);
    }

    @Test
    void aClusterIsOneUnit() throws Exception {
        Workspace.Found found = run(
                """
                columns: {id: id, version: v, label: y, prediction: p, cluster: user}
                losses: [mae]
                """);
        assertThat(found.cost("a", "mae").cost()).isEqualTo(2.5);
        // CR1: A − 2.5·W = 3 − 5 and 7 − 5; SE² = 2/1·8 / 4².
        assertThat(found.cost("a", "mae").standardError()).isCloseTo(1, within(ULPS));
        // The differences 1, 0 and −1, −2: D + 0.5·W = 2 and −2.
        assertThat(found.comparison("b", "mae").standardError()).isCloseTo(1, within(ULPS));
        assertThat(found.comparison("b", "mae").units()).isEqualTo(2);
        assertThat(found.comparison("b", "mae").pairing()).isEqualTo("paired by cluster");
        assertThat(found.comparison("b", "mae").finding()).isEqualTo(Finding.UNRELIABLE);
    }

    @Test
    void aSumOfLossesLacksWhatOneOfThemLacksOrIsScaledUp() throws Exception {
        Workspace.Found found = run(
                PLAIN
                        + """
                losses:
                  - absolute_error
                  - {name: first, sql: "CASE WHEN id < 3 THEN 10 END"}
                  - {name: strict, weighted-sum: {absolute_error: 1.0, first: 0.5}}
                  - {name: scaled, weighted-sum: {absolute_error: 1.0, first: 0.5}, missing: renormalise}
                limits: {unscored: 1}
                """);
        // 1 + 5 and 2 + 5
        assertThat(found.cost("a", "strict").cost()).isEqualTo(6.5);
        assertThat(found.cost("a", "strict").unscored()).isEqualTo(2);
        assertThat(found.account().unscored().get("strict")).containsEntry("part_unscored", 4L);
        // 6, 7, and 3 and 4 by 1.5 over 1
        assertThat(found.cost("a", "scaled").cost()).isEqualTo((6 + 7 + 4.5 + 6) / 4);
        assertThat(found.cost("a", "scaled").unscored()).isZero();
    }

    @Test
    void aRowThatNothingScoresIsSetAsideForTheReasonOfItsLosses() throws Exception {
        new Workspace(folder).with("rows.csv", "id,v,y,p", "1,a,1,", "2,a,1,1");
        Workspace.Found found = run(
                PLAIN
                        + """
                losses: [mae, rmse, {name: both, weighted-sum: {mae: 1.0, rmse: 1.0}}]
                limits: {quarantined: 1}
                """);
        assertThat(found.account().quarantined())
                .containsEntry("prediction_null", 1L)
                .hasSize(1);
    }

    @Test
    void whatIsHigherTheBetterHarmsWhereItFalls() throws Exception {
        Workspace.Found found = run(
                PLAIN
                        + """
                losses:
                  - {name: gain, sql: "100 - abs(label - prediction)", direction: higher}
                  - {name: fact, sql: "prediction / 0", direction: none}
                  - {name: other, sql: "prediction", direction: none}
                compare: {minimum-units: 2}
                limits: {unscored: 1}
                """);
        assertThat(found.cost("a", "gain").direction()).isEqualTo(Direction.HIGHER);
        assertThat(found.comparison("b", "gain").difference()).isEqualTo(0.5);
        assertThat(found.comparison("b", "other").finding()).isIn(Finding.INCONCLUSIVE, Finding.UNRELIABLE);
        // A division by zero is a row without this loss.
        assertThat(found.cost("a", "fact").rows()).isZero();
        assertThat(found.cost("a", "fact").unscored()).isEqualTo(4);
        assertThat(found.cost("a", "fact").cost()).isNaN();
    }
}
