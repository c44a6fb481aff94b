package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Values that a loss, or no loss, can be computed from. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BadValuesSparkTest {

    private static final String HEADER = "id,version,label,prediction";

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyBadLabelAndPredictionOfATextFileHasItsReason() throws IOException {
        Trial trial = Trial.ofCsv(
                folder,
                HEADER,
                "good,a,1,0.5",
                "good,b,1,0.25",
                "label-null,b,,0.5",
                "label-nan,b,NaN,0.5",
                "label-infinite,b,-Infinity,0.5",
                "label-text,b,yes,0.5",
                "label-2,b,2,0.5",
                "prediction-null,b,1,",
                "prediction-nan,b,1,NaN",
                "prediction-infinite,b,1,Infinity",
                "prediction-text,b,1,high",
                "prediction-1.2,b,1,1.2",
                "prediction-below,b,1,-0.1");
        assertThat(trial.rows().read()).isEqualTo(13);
        assertThat(trial.rows().unlabelled()).isEqualTo(1);
        assertThat(trial.rows().evaluated()).isEqualTo(5);
        assertThat(trial.rows().quarantined())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "label_nan", 1L,
                        "label_infinite", 1L,
                        "label_not_a_number", 1L,
                        "prediction_null", 1L,
                        "prediction_nan", 1L,
                        "prediction_infinite", 1L,
                        "prediction_not_a_number", 1L));
        assertThat(trial.unscored())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "binary_cross_entropy: label_not_probability", 1L,
                        "binary_cross_entropy: prediction_not_probability", 2L));
        assertThat(trial.quarantine())
                .containsExactly(
                        "label_infinite b label-infinite {\"id\":\"label-infinite\",\"version\":\"b\",\"label\":\"-Infinity\",\"prediction\":\"0.5\"}",
                        "label_nan b label-nan {\"id\":\"label-nan\",\"version\":\"b\",\"label\":\"NaN\",\"prediction\":\"0.5\"}",
                        "label_not_a_number b label-text {\"id\":\"label-text\",\"version\":\"b\",\"label\":\"yes\",\"prediction\":\"0.5\"}",
                        "prediction_infinite b prediction-infinite {\"id\":\"prediction-infinite\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"Infinity\"}",
                        "prediction_nan b prediction-nan {\"id\":\"prediction-nan\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"NaN\"}",
                        "prediction_not_a_number b prediction-text {\"id\":\"prediction-text\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"high\"}",
                        "prediction_null b prediction-null {\"id\":\"prediction-null\",\"version\":\"b\",\"label\":\"1\"}");
        // (0.25 - 1)² + (0.5 - 2)² + (1.2 - 1)² + (-0.1 - 1)² = 0.5625 + 2.25 + 0.04 + 1.21 over 4 rows
        var cost = Runs.cost(trial.evaluation(), Cell.ALL, "b", "squared_error");
        assertThat(cost.rows()).isEqualTo(4);
        assertThat(cost.cost()).isCloseTo(1.015625, org.assertj.core.data.Offset.offset(1e-15));
        var entropy = Runs.cost(trial.evaluation(), Cell.ALL, "b", "binary_cross_entropy");
        assertThat(entropy.rows()).isEqualTo(1);
        assertThat(entropy.unscored()).isEqualTo(3);
        assertThat(entropy.cost()).isEqualTo(-Math.log(0.25));
        // One pair is no evidence for anything.
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void typedNumbersHaveTheSameReasons(SparkSession spark) throws IOException {
        spark.sql(
                        """
                        SELECT id, 'b' AS version, label, prediction FROM VALUES
                        ('good', 1D, 0.25D), ('l0', CAST(NULL AS DOUBLE), 0.5D), ('l1', DOUBLE('NaN'), 0.5D),
                        ('l2', DOUBLE('Infinity'), 0.5D), ('p0', 1D, CAST(NULL AS DOUBLE)), ('p1', 1D, DOUBLE('NaN')),
                        ('p2', 1D, DOUBLE('-Infinity')), ('p3', 1D, 1.2D) AS t(id, label, prediction)
                        UNION ALL SELECT 'good', 'a', 1D, 0.5D""")
                .write()
                .parquet(folder.resolve("rows").toString());
        Trial trial = Trial.of(
                folder, Trial.PLAIN.replace("{format: csv, path: rows.csv, options: {header: true}}", "{path: rows}"));
        assertThat(trial.rows().read()).isEqualTo(9);
        assertThat(trial.rows().unlabelled()).isEqualTo(1);
        assertThat(trial.rows().evaluated()).isEqualTo(3);
        assertThat(trial.rows().quarantined())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "label_nan", 1L,
                        "label_infinite", 1L,
                        "prediction_null", 1L,
                        "prediction_nan", 1L,
                        "prediction_infinite", 1L));
        assertThat(trial.unscored()).containsOnly(Map.entry("binary_cross_entropy: prediction_not_probability", 1L));
        assertThat(trial.quarantine())
                .contains("label_nan b l1 {\"id\":\"l1\",\"version\":\"b\",\"label\":\"NaN\",\"prediction\":0.5}");
    }

    @Test
    void classesAndDistributionsThatDoNotFit() throws IOException {
        Trial.write(
                folder,
                "rows.jsonl",
                "{\"id\":\"good\",\"version\":\"a\",\"label\":0,\"prediction\":[0.5,0.25,0.25]}",
                "{\"id\":\"good\",\"version\":\"b\",\"label\":0,\"prediction\":[0.25,0.25,0.5]}",
                "{\"id\":\"three\",\"version\":\"b\",\"label\":3,\"prediction\":[0.5,0.25,0.25]}",
                "{\"id\":\"negative\",\"version\":\"b\",\"label\":-1,\"prediction\":[0.5,0.25,0.25]}",
                "{\"id\":\"half\",\"version\":\"b\",\"label\":0.5,\"prediction\":[0.5,0.25,0.25]}",
                "{\"id\":\"hole\",\"version\":\"b\",\"label\":0,\"prediction\":[0.5,null,0.5]}",
                "{\"id\":\"sum\",\"version\":\"b\",\"label\":0,\"prediction\":[0.5,0.25,0.5]}",
                "{\"id\":\"beyond\",\"version\":\"b\",\"label\":0,\"prediction\":[1.5,-0.5]}",
                "{\"id\":\"empty\",\"version\":\"b\",\"label\":0,\"prediction\":[]}",
                "{\"id\":\"null\",\"version\":\"b\",\"label\":0,\"prediction\":null}");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN
                        .replace(
                                "{format: csv, path: rows.csv, options: {header: true}}",
                                "{path: rows.jsonl, schema: 'id STRING, version STRING, label DOUBLE, prediction ARRAY<DOUBLE>'}")
                        .replace("[binary_cross_entropy, squared_error]", "[sparse_categorical_cross_entropy]"));
        assertThat(trial.rows().read()).isEqualTo(10);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.rows().quarantined())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "class_index_out_of_range", 2L,
                        "label_not_class_index", 2L,
                        "prediction_nan", 1L,
                        "probabilities_do_not_sum_to_one", 1L,
                        "prediction_not_probability", 1L,
                        "prediction_null", 1L));
        assertThat(trial.quarantine())
                .contains("class_index_out_of_range b three"
                        + " {\"id\":\"three\",\"version\":\"b\",\"label\":3.0,\"prediction\":[0.5,0.25,0.25]}");
        assertThat(Runs.cost(trial.evaluation(), "b", "sparse_categorical_cross_entropy")
                        .cost())
                .isEqualTo(-Math.log(0.25));
    }

    @Test
    void arraysOfUnequalLength() throws IOException {
        Trial.write(
                folder,
                "rows.jsonl",
                "{\"id\":\"good\",\"version\":\"a\",\"label\":[1,2],\"prediction\":[1,3]}",
                "{\"id\":\"good\",\"version\":\"b\",\"label\":[1,2],\"prediction\":[1,4]}",
                "{\"id\":\"short\",\"version\":\"b\",\"label\":[1,2],\"prediction\":[1]}",
                "{\"id\":\"empty\",\"version\":\"b\",\"label\":[],\"prediction\":[]}",
                "{\"id\":\"words\",\"version\":\"b\",\"label\":[1,2],\"prediction\":[1,\"x\"]}");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN
                        .replace("{format: csv, path: rows.csv, options: {header: true}}", "{path: rows.jsonl}")
                        .replace("[binary_cross_entropy, squared_error]", "[mean_squared_error_vec]"));
        assertThat(trial.rows().read()).isEqualTo(5);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.rows().quarantined())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("unequal_lengths", 1L, "empty_array", 1L, "prediction_nan", 1L));
        // (4 - 2)² over two elements
        assertThat(Runs.cost(trial.evaluation(), "b", "mean_squared_error_vec").cost())
                .isEqualTo(2);
    }

    @Test
    void weightsThatAreNone() throws IOException {
        Trial.write(
                folder,
                "rows.csv",
                "id,version,label,prediction,w",
                "g,a,1,0.5,1",
                "g,b,1,0.5,3",
                "h,a,1,0.5,1",
                "h,b,1,0,1",
                "zero,b,1,0.25,0",
                "negative,b,1,0.5,-1",
                "null,b,1,0.5,",
                "nan,b,1,0.5,NaN",
                "infinite,b,1,0.5,Infinity",
                "text,b,1,0.5,heavy");
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("columns: {", "columns: {weight: w, "));
        assertThat(trial.rows().read()).isEqualTo(10);
        assertThat(trial.rows().evaluated()).isEqualTo(5);
        assertThat(trial.rows().quarantined())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("weight_negative", 1L, "weight_null", 2L, "weight_nan", 1L, "weight_infinite", 1L));
        assertThat(trial.quarantine())
                .contains(
                        "weight_negative b negative"
                                + " {\"id\":\"negative\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.5\",\"w\":\"-1\"}")
                .contains(
                        "weight_null b text"
                                + " {\"id\":\"text\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.5\",\"w\":\"heavy\"}");
        // (3 · 0.25 + 1 · 1 + 0 · 0.5625) / 4
        var cost = Runs.cost(trial.evaluation(), "b", "squared_error");
        assertThat(cost.cost()).isEqualTo(0.4375);
        assertThat(cost.weight()).isEqualTo(4);
    }

    @Test
    void theWordsTrueAndFalseAreLabelsAndOthersAreNone() throws IOException {
        String[] records = {
            "id,version,label,prediction",
            "1,a,true,0.5",
            "1,b,TRUE,0.75",
            "2,b,False,0.25",
            "3,b, false ,0.75",
            "4,b,yes,0.5",
            "5,b,t,0.5"
        };
        Trial.write(folder, "rows.csv", records);
        Trial trial = Trial.of(folder, Trial.PLAIN + "metrics: [accuracy, roc_auc, f1]\n");
        assertThat(trial.rows().evaluated()).isEqualTo(4);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("label_not_a_number", 2L));
        // (0.0625 + 0.0625 + 0.5625) / 3
        assertThat(Runs.cost(trial.evaluation(), "b", "squared_error").cost()).isEqualTo(0.6875 / 3);
        assertThat(trial.evaluation().metrics())
                .filteredOn(metric -> metric.modelVersion().equals("b"))
                .extracting(metric -> metric.metric() + " " + metric.value())
                // One positive above one negative and level with another; one wrong of three.
                .containsExactlyInAnyOrder("accuracy " + 2.0 / 3, "roc_auc 0.75", "f1 " + 2.0 / 3);
    }

    @Test
    void booleansOfJsonAreLabels() throws IOException {
        Trial.write(
                folder,
                "rows.jsonl",
                "{\"id\": 1, \"version\": \"a\", \"label\": true, \"prediction\": 0.5}",
                "{\"id\": 1, \"version\": \"b\", \"label\": false, \"prediction\": 0.5}");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace("{format: csv, path: rows.csv, options: {header: true}}", "{path: rows.jsonl}"));
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(Runs.cost(trial.evaluation(), "b", "squared_error").cost()).isEqualTo(0.25);
    }

    @Test
    void tooManyRowsSetAsideMakeVersionsNotComparable() throws IOException {
        List<String> records = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < 50; i++) {
            records.add("e" + i + ",a,1,0.5");
            records.add("e" + i + ",b,1," + (i < 6 ? "?" : "0.5"));
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("limits: {quarantined: 1, unscored: 1, unpaired: 1}", ""));
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("prediction_not_a_number", 6L));
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(trial.evaluation().verdicts().get(0).warnings())
                .containsExactly("rows of b quarantined: 6 of 50, 12.00 %; limits.quarantined allows 5.00 %");
        Trial allowed = Trial.of(folder, Trial.PLAIN.replace("quarantined: 1,", "quarantined: 0.12,"));
        assertThat(allowed.evaluation().verdict()).isNotEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void tooManyRowsWithoutTheGatedLossMakeVersionsNotComparable() throws IOException {
        List<String> records = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < 50; i++) {
            records.add("e" + i + ",a,1,0.5");
            records.add("e" + i + ",b,1," + (i < 3 ? "1.5" : "0.5"));
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("limits: {quarantined: 1, unscored: 1, unpaired: 1}", ""));
        assertThat(trial.rows().evaluated()).isEqualTo(100);
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(trial.evaluation().verdicts().get(0).warnings())
                .containsExactly(
                        "rows of b without binary_cross_entropy: 3 of 50, 6.00 %; limits.unscored allows 5.00 %");
        Trial other = Trial.of(
                folder,
                Trial.PLAIN.replace(
                        "limits: {quarantined: 1, unscored: 1, unpaired: 1}", "gates: [{loss: squared_error}]"));
        assertThat(other.evaluation().verdict()).isNotEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void rowsWhoseLossesFailForDifferentReasonsAreSetAsideUnderOneWord() throws IOException {
        Trial.write(folder, "rows.csv", HEADER + ",other", "g,a,1,0.5,1", "g,b,1,0.5,1", "x,b,1,1.5,", "y,b,1,0.5,");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace(
                        "[binary_cross_entropy, squared_error]",
                        "[binary_cross_entropy, {name: other, loss: squared_error, prediction: other},"
                                + " {name: made, sql: other / 0}]"));
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("no_loss_scorable", 1L));
        assertThat(trial.quarantine()).singleElement().asString().startsWith("no_loss_scorable b x ");
        assertThat(trial.unscored())
                .isEqualTo(new TreeMap<>(Map.of("made: loss_null", 3L, "other: prediction_null", 1L)));
    }
}
