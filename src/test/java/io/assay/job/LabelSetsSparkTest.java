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

/** Metrics of rows that have several labels at once. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class LabelSetsSparkTest {

    private static final String[] ROWS = {
        "{'id': 1, 'y': [1, 1, 0], 'a': [1, 0, 0], 'b': [0.9, 0.6, 0.1]}",
        "{'id': 2, 'y': [0, 1, 1], 'a': [0, 1, 0], 'b': [0.2, 0.5, 0.9]}",
        "{'id': 3, 'y': [0, 0, 0], 'a': [0, 0, 0], 'b': [0, 0.1, 1]}",
        "{'id': 4, 'y': [1, 0], 'a': [1, 0, 0], 'b': [1, null]}", // neither can be held against the label
        "{'id': 5, 'y': [1, 2], 'a': [1, 1], 'b': [1, 1]}", // no label of 0 and 1
    };

    private static final String PLAIN =
            """
            input: {path: rows.json}
            columns: {id: id, wide: {a: a, b: b}, label: y}
            baseline: a
            losses: [{name: one, sql: 1.0}]
            """;

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String more) throws Exception {
        String[] lines = String.join("\n", ROWS).replace('\'', '"').split("\n");
        return new Workspace(folder).with("rows.json", lines).run(PLAIN + more);
    }

    @Test
    void averagesAreOverAllLabelsOverEachOrOverRows() throws Exception {
        Workspace.Found found = run(
                """
                metrics:
                  - precision(average=micro)
                  - recall(average=micro)
                  - f1(average=micro)
                  - f_beta(beta=2, average=micro)
                  - jaccard(average=micro)
                  - f1(average=samples)
                  - f1(average=samples, zero_division=1)
                  - recall(average=macro)
                  - recall(average=weighted)
                  - recall(average=none)
                  - recall(class=1)
                  - recall(class=7)
                  - accuracy
                gates:
                  - {metric: f1(average=micro), at-least: 0.5}
                """);
        // Of a, two of two predicted labels are right, of four that are there; of b four of five, of four.
        assertThat(found.metric("a", "precision(average=micro)").value()).isEqualTo(1);
        assertThat(found.metric("b", "precision(average=micro)").value()).isEqualTo(0.8);
        assertThat(found.metric("a", "recall(average=micro)").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "f1(average=micro)").value()).isEqualTo(2.0 / 3);
        assertThat(found.metric("b", "f1(average=micro)").value()).isEqualTo(8.0 / 9);
        assertThat(found.metric("a", "f_beta(beta=2, average=micro)").value()).isEqualTo(5.0 * 2 / (4 * 4 + 2));
        assertThat(found.metric("b", "jaccard(average=micro)").value()).isEqualTo(0.8);
        // The rows' shares of the error in the ratio are 0.4, 0.4 and −0.8, over five labels.
        assertThat(found.metric("b", "precision(average=micro)").standardError())
                .isCloseTo(Math.sqrt(1.5 * (0.16 + 0.16 + 0.64)) / 5, within(1e-15));
        assertThat(found.comparison("b", "f1(average=micro)").difference()).isCloseTo(2.0 / 9, within(1e-15));
        assertThat(found.comparison("b", "f1(average=micro)").rows()).isEqualTo(3);
        // By rows: two thirds twice, and one row without a label that is there or predicted.
        assertThat(found.metric("a", "f1(average=samples)").value()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(found.metric("a", "f1(average=samples)").rows()).isEqualTo(2);
        assertThat(found.metric("a", "f1(average=samples)").unscored()).isEqualTo(3);
        assertThat(found.metric("a", "f1(average=samples, zero_division=1)").value())
                .isCloseTo(7.0 / 9, within(1e-15));
        assertThat(found.metric("b", "f1(average=samples, zero_division=1)").value())
                .isCloseTo(2.0 / 3, within(1e-15));
        // By labels: one of one, one of two, none of one.
        assertThat(found.metric("a", "recall(average=macro)").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "recall(average=weighted)").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "recall(average=none)[class=1]").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "recall(class=1)").value()).isEqualTo(0.5);
        assertThat(found.metric("a", "recall(class=7)").value()).isNaN();
        assertThat(found.metric("a", "recall(class=7)").unscored()).isEqualTo(5);
        assertThat(found.metric("a", "recall(average=macro)").unscored()).isEqualTo(2);
        // As sets, one row in three is right and two are.
        assertThat(found.metric("a", "accuracy").value()).isEqualTo(1.0 / 3);
        assertThat(found.metric("b", "accuracy").value()).isEqualTo(2.0 / 3);
    }

    @Test
    void whatSetsOfLabelsDoNotHaveIsRefused() {
        assertThatThrownBy(
                        () -> run(
                                """
                        metrics:
                          - f1
                          - specificity
                          - recall(class=cat)
                          - {name: mixed, metric: f1(average=macro), prediction: id}
                          - {name: single, metric: f1(average=samples), label: id, prediction: id}
                        """))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("5 problems")
                .hasMessageContaining("f1: label is an array: give class=, the place of one label from 0, or"
                        + " average=micro, macro, weighted or samples, or ask for [accuracy, error_rate, error_count]")
                .hasMessageContaining(
                        "specificity: label is an array: give class=, the place of one label from 0, or ask")
                .hasMessageContaining("class must be the place of a label in the array, counted from 0")
                .hasMessageContaining("mixed: label is an array of labels, but prediction is string")
                .hasMessageContaining("single: average=samples needs a label and a prediction that are arrays");
    }
}
