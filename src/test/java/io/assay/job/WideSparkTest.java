package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One column, or one expression, per version. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class WideSparkTest {

    private static final String[] ROWS = {
        "id,label,old,new,kind",
        "1,1,0.5,1,x", // errors 0.5, 0 and, of the doubled, 0
        "2,0,0.25,0.5,y", // 0.25, 0.5, 0.5
        "3,1,0.25,,y", // 0.25 off by 0.75, none, 0.5
    };

    private static final String EVALUATION =
            """
            input: {path: rows.csv, options: {header: true}}
            columns: {%s wide: {old: old, new: new, doubled: 2 * old}, label: label}
            baseline: old
            slices: [kind, {name: low, where: prediction < 0.5}]
            losses: [absolute_error]
            limits: {quarantined: 1, unscored: 1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private static void isRight(Workspace.Found found) {
        assertThat(found.account().read()).isEqualTo(9);
        assertThat(found.account().evaluated()).isEqualTo(8);
        assertThat(found.account().quarantined())
                .containsEntry("prediction_null", 1L)
                .hasSize(1);
        assertThat(found.cost("old", "absolute_error").cost()).isEqualTo(0.5);
        assertThat(found.cost("new", "absolute_error").cost()).isEqualTo(0.25);
        assertThat(found.cost("doubled", "absolute_error").cost()).isEqualTo(1.0 / 3);
        assertThat(found.comparison("new", "absolute_error").pairing()).isEqualTo("paired");
        // −0.5 and 0.25, and a row that the new version has no prediction for.
        assertThat(found.comparison("new", "absolute_error").rows()).isEqualTo(2);
        assertThat(found.comparison("new", "absolute_error").difference()).isEqualTo(-0.125);
        assertThat(found.comparison("doubled", "absolute_error").rows()).isEqualTo(3);
        // A predicate on the prediction reads the baseline's: rows 2 and 3, of which new has 2 alone.
        assertThat(found.comparison("all", "low", "new", "absolute_error").rows())
                .isEqualTo(1);
        assertThat(found.comparison("all", "low", "new", "absolute_error").difference())
                .isEqualTo(0.25);
        // Its own values say where a row's cost counts.
        assertThat(found.cost("all", "low", "old", "absolute_error").rows()).isEqualTo(2);
        assertThat(found.slices()).containsExactlyInAnyOrder("all", "kind=x", "kind=y", "low");
    }

    @Test
    void columnsAndExpressionsBecomeVersions() throws Exception {
        isRight(new Workspace(folder).with("rows.csv", ROWS).run(EVALUATION.formatted("id: id,")));
    }

    @Test
    void withoutAnIdTheRowItselfPairsItsVersions() throws Exception {
        isRight(new Workspace(folder).with("rows.csv", ROWS).run(EVALUATION.formatted("")));
    }

    @Test
    void aVersionMayBeCalledLikeAnything() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("rows.csv", ROWS)
                .run(
                        """
                        input: {path: rows.csv, options: {header: true}, where: id < 3}
                        columns: {id: id, wide: {1.0: old, no: new, "a=b, c": 2 * old}, label: label}
                        baseline: 1.0
                        candidates: [no, "a=b, c"]
                        losses: [absolute_error]
                        """);
        assertThat(found.comparison("no", "absolute_error").difference()).isEqualTo(-0.125);
        assertThat(found.cost("a=b, c", "absolute_error").cost()).isEqualTo(0.25);
    }
}
