package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Verdict;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which versions are compared, how, and by which companions. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class VersionsSparkTest {

    private static final double ULPS = 1e-14;

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String more) throws Exception {
        return new Workspace(folder).run("input: {path: rows.csv, options: {header: true}}\n" + more);
    }

    @Test
    void everyBaselineIsComparedWithTheCandidatesOfTheList() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p",
                        "1,a,1,0",
                        "1,b,1,0.5",
                        "1,c,1,1",
                        "1,d,1,1",
                        "2,a,1,0.5",
                        "2,c,1,0.75",
                        "3,c,1,1");
        String columns = "columns: {id: id, version: v, label: y, prediction: p}\nlosses: [mae]\n";
        Workspace.Found some = run(columns + "baseline: [a, b]\ncandidates: [c, e]\n");
        assertThat(some.evaluation().verdicts())
                .map(verdict -> verdict.baseline() + " " + verdict.candidate())
                .containsExactlyInAnyOrder("a c", "b c", "a e", "b e");
        assertThat(some.evaluation().comparisons())
                .map(comparison -> comparison.baseline() + " " + comparison.candidate() + " " + comparison.rows() + " "
                        + comparison.difference())
                .containsExactlyInAnyOrder("a c 2 -0.625", "b c 1 -0.5");
        // A candidate that is not there is told so; a version that nobody asked for has its costs all the same.
        assertThat(some.evaluation().verdicts())
                .filteredOn(verdict -> verdict.candidate().equals("e"))
                .extracting(CandidateVerdict::verdict)
                .containsOnly(Verdict.NOT_COMPARABLE);
        assertThat(some.cost("d", "mae").cost()).isZero();
        assertThat(some.evaluation().notes())
                .contains("1 id of c has no row of a; it is left out of that comparison.")
                .contains("2 ids of c have no row of b; they are left out of that comparison.");

        Workspace.Found all = run(columns + "baseline: [a, b]\ncandidates: all\n");
        assertThat(all.evaluation().verdicts())
                .map(verdict -> verdict.baseline() + " " + verdict.candidate())
                .containsExactlyInAnyOrder("a c", "a d", "b c", "b d");
    }

    @Test
    void withoutSharedIdsVersionsAreIndependentSamples() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p",
                        "1,c,1,2",
                        "2,c,1,3",
                        "3,c,1,4",
                        "4,a,1,3",
                        "5,a,1,5",
                        "6,a,1,7",
                        "7,a,1,9");
        for (String id : new String[] {"id: id, ", ""}) {
            Workspace.Found found =
                    run("columns: {" + id + "version: v, label: y, prediction: p}\nlosses: [mae]\nbaseline: a\n");
            var comparison = found.comparison("c", "mae");
            assertThat(comparison.pairing()).isEqualTo("unpaired");
            assertThat(comparison.rows()).isEqualTo(7);
            // 1, 2, 3 against 2, 4, 6, 8: means 2 and 5, variances of the means 1/3 and 20/3/4.
            assertThat(comparison.difference()).isEqualTo(-3);
            assertThat(comparison.standardError()).isCloseTo(Math.sqrt(2), within(ULPS));
            assertThat(found.account().quarantined()).isEmpty();
        }
    }

    @Test
    void metricsHaveThresholds() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p",
                        "1,a,0,0.2",
                        "2,a,1,0.5",
                        "3,a,0,0.6",
                        "4,a,1,0.9",
                        "5,a,1,NaN",
                        "6,a,0.5,0.5");
        Workspace.Found found = run(
                """
                columns: {id: id, version: v, label: y, prediction: p}
                losses: [{name: one, sql: "1"}]
                baseline: a
                metrics: [accuracy, precision, recall, f1, error_count, roc_auc, accuracy(threshold=0.7),
                  precision(threshold=0.7), recall(threshold=0.7), f1(threshold=0.7), error_count(threshold=0.7)]
                """);
        // At 0.5 and above: two right positives, one wrong, one right negative.
        assertThat(found.metric("a", "accuracy").value()).isEqualTo(0.75);
        assertThat(found.metric("a", "precision").value()).isEqualTo(2.0 / 3);
        assertThat(found.metric("a", "recall").value()).isEqualTo(1);
        assertThat(found.metric("a", "f1").value()).isCloseTo(0.8, within(ULPS));
        assertThat(found.metric("a", "error_count").value()).isEqualTo(1);
        // At 0.7: one right positive, one missed, two right negatives.
        assertThat(found.metric("a", "accuracy(threshold=0.7)").value()).isEqualTo(0.75);
        assertThat(found.metric("a", "precision(threshold=0.7)").value()).isEqualTo(1);
        assertThat(found.metric("a", "recall(threshold=0.7)").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "f1(threshold=0.7)").value()).isEqualTo(2.0 / 3);
        assertThat(found.metric("a", "error_count(threshold=0.7)").value()).isEqualTo(1);
        // 0.5 and 0.9 over 0.2, 0.9 over 0.6.
        assertThat(found.metric("a", "roc_auc").value()).isEqualTo(0.75);
        // No probability in the fifth row, no class in the sixth.
        assertThat(found.metric("a", "accuracy").rows()).isEqualTo(4);
        assertThat(found.metric("a", "accuracy").unscored()).isEqualTo(2);
        assertThat(found.metric("a", "roc_auc").unscored()).isEqualTo(2);
    }
}
