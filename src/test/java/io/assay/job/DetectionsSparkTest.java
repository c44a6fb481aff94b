package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Precision and recall of boxes over several images. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class DetectionsSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String columns, String more) throws Exception {
        // Two boxes of which a finds one and draws another beside it, b both; nothing there, and a alone draws a box;
        // one box that a finds with half of it and b not at all; a prediction without a score.
        return new Workspace(folder)
                .with(
                        "rows.json",
                        "{'id': 1, 'y': [[0,0,4,4],[9,9,12,12]], 'a': [[0,0,4,4,0.9],[5,5,6,6,0.4]], 'b': [[9,9,12,12,0.6],[0,0,4,4,0.5]]}"
                                .replace('\'', '"'),
                        "{'id': 2, 'y': [], 'a': [[1,1,2,2,0.8]], 'b': []}".replace('\'', '"'),
                        "{'id': 3, 'y': [[0,0,2,2]], 'a': [[0,0,2,1,0.7]], 'b': []}".replace('\'', '"'),
                        "{'id': 4, 'y': [[0,0,2,2]], 'a': [[0,0,2,2]], 'b': [[0,0,2,2]]}".replace('\'', '"'))
                .run("input: {path: rows.json}\n" + columns + "baseline: a\nlosses: [{name: one, sql: 1.0}]\n" + more);
    }

    @Test
    void countsOfBoxesAreSummedOverImages() throws Exception {
        Workspace.Found found = run(
                "columns: {id: id, wide: {a: a, b: b}, label: y}\n",
                """
                metrics:
                  - detection_precision
                  - detection_recall
                  - detection_f1
                  - detection_recall(iou=0.75)
                  - detection_precision(threshold=0.5)
                  - detection_precision(threshold=2, zero_division=0)
                  - detection_recall(threshold=2)
                gates:
                  - {metric: detection_recall, margin: {absolute: 0.1}}
                """);
        // Of a, two of four boxes are right, of three that are there; of b two of two.
        assertThat(found.metric("a", "detection_precision").value()).isEqualTo(0.5);
        assertThat(found.metric("b", "detection_precision").value()).isEqualTo(1);
        assertThat(found.metric("a", "detection_recall").value()).isEqualTo(2.0 / 3);
        assertThat(found.metric("a", "detection_f1").value()).isEqualTo(4.0 / 7);
        assertThat(found.metric("b", "detection_f1").value()).isEqualTo(0.8);
        assertThat(found.metric("a", "detection_recall(iou=0.75)").value()).isEqualTo(1.0 / 3);
        assertThat(found.metric("a", "detection_precision(threshold=0.5)").value())
                .isEqualTo(2.0 / 3);
        assertThat(found.metric("a", "detection_precision(threshold=2, zero_division=0)")
                        .value())
                .isZero();
        assertThat(found.metric("a", "detection_recall(threshold=2)").value()).isZero();
        assertThat(found.metric("a", "detection_precision").rows()).isEqualTo(3);
        assertThat(found.metric("a", "detection_precision").unscored()).isEqualTo(1);
        // The images' shares of the error in the ratio are 1 − 2/2, 0 − 1/2 and 1 − 1/2, over four boxes.
        assertThat(found.metric("a", "detection_precision").standardError())
                .isCloseTo(Math.sqrt(1.5 * (0 + 0.25 + 0.25)) / 4, within(1e-15));
        // One is missed that a finds, one found that a misses.
        assertThat(found.comparison("b", "detection_recall").difference()).isZero();
        assertThat(found.comparison("b", "detection_recall").rows()).isEqualTo(3);
        // Of a 1 − 4/3, 0, 1 − 2/3, and of b 2 − 4/3, 0, 0 − 2/3: their differences are 1, 0 and −1, over three boxes.
        assertThat(found.comparison("b", "detection_recall").standardError())
                .isCloseTo(Math.sqrt(1.5 * 2) / 3, within(1e-15));
    }

    @Test
    void whatHoldsNoBoxesIsRefused() {
        assertThatThrownBy(() -> run(
                        "columns: {id: id, wide: {a: a, b: b}, label: id}\n",
                        "metrics: [detection_recall(format=yxyx)]"))
                .hasMessageContaining("format: unknown (did you mean xyxy?");
        assertThatThrownBy(
                        () -> run("columns: {id: id, wide: {a: a, b: b}, label: id}\n", "metrics: [detection_recall]"))
                .hasMessageContaining("needs arrays of boxes, which are arrays of numbers, but label is string");
    }
}
