package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions that are saved models: pipelines whose probability of 1 is 3 ^ amount to one, as far as they take a row. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PipelineModelsSparkTest {

    private static final String[] ROWS = {
        "id,label,kind,amount,bet",
        "1,1,x,1,0.5", // 3 to 1
        "2,0,y,0,0.5", // 1 to 1
        "3,1,z,-1,0.5", // 1 to 3; z is unknown to the models
        "4,0,,0,0.5", // 1 to 1, of a kind that is not there
        "5,1,x,,1", // no amount
        "6,0,x,many,0.5", // an amount that is no number: a broken record
        "7,0,y,9,0.5", // left out by the statement of one
        "8,,z,0,0.5", // unlabelled
        "9,0,z,0,0.5", // filtered
    };

    private static final String INPUT =
            "input: {path: rows.csv, where: id < 9, schema: 'id INT, label INT, kind STRING, amount DOUBLE, bet STRING'}\n";

    @TempDir
    private Path folder = Path.of("");

    private static PipelineStage[] stages(String invalid) {
        return new PipelineStage[] {
            new StringIndexerModel(new String[] {"x", "y"})
                    .setInputCol("kind")
                    .setOutputCol("index")
                    .setHandleInvalid(invalid),
            new VectorAssembler()
                    .setInputCols(new String[] {"index", "amount"})
                    .setOutputCol("features")
                    .setHandleInvalid(invalid.equals("keep") ? "error" : invalid),
            new LogisticRegressionModel("odds", Vectors.dense(0, Math.log(3)), 0)
        };
    }

    /** Stages without anything to learn look at the columns alone. */
    private static Dataset<Row> none() {
        return SharedSession.session().sql("SELECT 1 AS id, 1 AS label, 'x' AS kind, 1D AS amount, '1' AS bet LIMIT 0");
    }

    private void save(String name, PipelineStage... stages) throws IOException {
        save(name, new Pipeline().setStages(stages).fit(none()));
    }

    private void save(String name, MLWritable model) throws IOException {
        model.write()
                .session(SharedSession.session())
                .overwrite()
                .save(folder.resolve(name).toString());
    }

    private Workspace workspace() throws IOException {
        return new Workspace(folder).with("rows.csv", ROWS);
    }

    @Test
    void eachModelScoresTheRowsOfOneReadAndTheRowsItCannotTakeAreCounted() throws Exception {
        save("models/strict", stages("error"));
        save(
                "models/skipping",
                new Pipeline().setStages(stages("skip")).fit(none()), // a pipeline in a pipeline
                new SQLTransformer().setStatement("SELECT * FROM __THIS__ WHERE amount < 9"));
        save("models/keeping", stages("keep"));
        save("models/odds", new Pipeline().setStages(stages("keep")).fit(none()));
        String yaml = INPUT
                + """
                columns:
                  id: id
                  label: label
                  versions:
                    strict: {pipeline-model: models/strict}
                    skipping: {pipeline-model: models/skipping}
                    keeping: {pipeline-model: models/keeping}
                    bet: bet
                  prediction: class_score(probability, 1)
                baseline: keeping
                losses:
                  - squared_error
                  - {name: wrong, loss: multiclass_zero_one_loss, prediction: rawPrediction}
                limits: {quarantined: 1, unscored: 1, unpaired: 1}
                """;
        Workspace.Found found = workspace().run(yaml);
        assertThat(found.evaluation().provenance().scans()).isEqualTo(1);
        // Of kind y the amount 9 is 19683 to 1 for a label of 0.
        double sure = Math.pow(1 - 1 / (1 + Math.pow(3, 9)), 2);
        assertThat(found.cost("strict", "squared_error").cost()).isCloseTo((0.0625 + 0.25 + sure) / 3, within(1e-15));
        assertThat(found.cost("skipping", "squared_error").cost()).isCloseTo((0.0625 + 0.25) / 2, within(1e-15));
        assertThat(found.cost("keeping", "squared_error").cost())
                .isCloseTo((0.0625 + 0.25 + 0.5625 + 0.25 + sure) / 5, within(1e-15));
        assertThat(found.cost("bet", "squared_error").cost()).isEqualTo(5 * 0.25 / 6);
        // A tie of scores goes to the lower class; the bet has no scores at all.
        assertThat(found.cost("keeping", "wrong").cost()).isEqualTo(2.0 / 5);
        assertThat(found.evaluation().accounts()).hasSize(1);
        assertThat(found.account().read()).isEqualTo(4 * 9);
        assertThat(found.account().filtered()).isEqualTo(4);
        assertThat(found.account().unlabelled()).isEqualTo(4);
        assertThat(found.account().evaluated()).isEqualTo(3 + 2 + 5 + 6);
        assertThat(found.account().quarantined())
                .isEqualTo(Map.of("corrupt_record", 4L, "model_gave_no_prediction", 3L + 4L + 1L));
        assertThat(found.comparison("strict", "squared_error").rows()).isEqualTo(3);
        assertThat(found.comparison("bet", "squared_error").rows()).isEqualTo(5);
    }

    @Test
    void aSingleStageScoresRowsWhoseLabelsStandElsewhere() throws Exception {
        save("tenth", new SQLTransformer().setStatement("SELECT *, amount / 10 AS prediction FROM __THIS__"));
        Workspace.Found found = workspace()
                .with("labels.csv", "id,truth", "1,1", "2,0", "4,1", "10,1")
                .run(
                        """
                        predictions: {path: rows.csv, where: id < 5, schema: 'id INT, label INT, kind STRING, amount DOUBLE, bet STRING'}
                        labels: {path: labels.csv}
                        columns: {id: id, label: truth, versions: {bet: bet, tenth: {pipeline-model: tenth}}}
                        baseline: bet
                        losses: [absolute_error]
                        limits: {quarantined: 1, unscored: 1, unpaired: 1}
                        """);
        assertThat(found.cost("tenth", "absolute_error").cost()).isCloseTo((0.9 + 0 + 1) / 3, within(1e-15));
        assertThat(found.cost("bet", "absolute_error").cost()).isEqualTo(0.5);
        assertThat(found.account().read()).isEqualTo(2 * 9);
        assertThat(found.account().unmatched()).isEqualTo(2);
        assertThat(found.account().filtered()).isEqualTo(2 * 4);
        assertThat(found.account().evaluated()).isEqualTo(2 * 3);
        assertThat(found.evaluation().accounts().get(1).read()).isEqualTo(4);
    }

    @Test
    void whatDoesNotFitIsToldTogetherBeforeAnyRowIsRead(SparkSession spark) throws Exception {
        save("short", new SQLTransformer().setStatement("SELECT id, amount AS prediction FROM __THIS__"));
        save(
                "grouped",
                new SQLTransformer().setStatement("SELECT sum(amount) AS prediction, max(id) AS id FROM __THIS__"));
        save("unfitted", new LogisticRegression());
        save(
                "needy",
                new VectorAssembler()
                        .setInputCols(new String[] {"amount", "age", "size"})
                        .setOutputCol("out"));
        save("texts", new VectorAssembler().setInputCols(new String[] {"bet"}).setOutputCol("out"));
        save(
                "taken",
                new VectorAssembler().setInputCols(new String[] {"amount"}).setOutputCol("kind"));
        save(
                "features",
                new VectorAssembler().setInputCols(new String[] {"amount"}).setOutputCol("features"));
        Files.createDirectory(folder.resolve("empty"));
        String yaml = INPUT
                + """
                columns:
                  id: idd
                  label: label
                  versions:
                    a: {pipeline-model: nowhere}
                    b: {pipeline-model: empty}
                    c: {pipeline-model: unfitted}
                    d: {pipeline-model: needy}
                    e: {pipeline-model: texts}
                    f: {pipeline-model: taken}
                    g: {pipeline-model: short}
                    h: {pipeline-model: grouped}
                    i: {pipeline-model: features}
                    j: {pipeline-modle: features}
                    k: [bet]
                baseline: a
                losses: [squared_error]
                """;
        try (ScanCounter counter = ScanCounter.on(spark)) {
            assertThatThrownBy(() -> workspace().run(yaml))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .satisfies(refused -> assertThat(String.valueOf(refused.getMessage())
                                    .replaceAll("evaluation.yaml:\\d+: |" + folder + "/", "")
                                    .replaceAll("_[0-9a-f]{12}", "_ID")
                                    .replaceAll("looked in \\[.*]", "looked in ROOTS")
                                    .lines())
                            .containsExactly(
                                    "Invalid configuration, 13 problems:",
                                    "  columns.id: idd: unknown column (did you mean id? known: amount, bet, id, kind,"
                                            + " label)",
                                    "  columns.versions.a.pipeline-model: nowhere: no such folder; looked in ROOTS",
                                    "  columns.versions.b.pipeline-model: empty: is no saved model: it has no metadata"
                                            + " that can be read",
                                    "  columns.versions.c.pipeline-model: unfitted: holds a LogisticRegression that is"
                                            + " not fitted: fit it, and save the model that this gives",
                                    "  columns.versions.d.pipeline-model: needy: needs the columns [age, size], which"
                                            + " the input does not have (known: id, label, kind, amount, bet)",
                                    "  columns.versions.e.pipeline-model: texts: does not fit these columns: Data type"
                                            + " string of column bet is not supported; columns of csv and json are"
                                            + " text unless schema: declares their types",
                                    "  columns.versions.f.pipeline-model: taken: does not fit these columns: Output"
                                            + " column kind already exists; rename that column of the input, by a"
                                            + " query over it with format: sql",
                                    "  columns.versions.g.pipeline-model: short: does not fit these columns: stage"
                                            + " sql_ID (SQLTransformer): drops columns of its input [label, kind,"
                                            + " amount, bet]; a statement of an SQLTransformer must select * too",
                                    "  columns.versions.h.pipeline-model: grouped: does not fit these columns: stage"
                                            + " sql_ID (SQLTransformer): does more than add columns and leave rows"
                                            + " out: aggregate",
                                    "  columns.versions.i.pipeline-model: features: gives no columns.prediction,"
                                            + " prediction: unknown column (known: amount, bet, features, id, kind,"
                                            + " label)",
                                    "  columns.versions.j.pipeline-model: is missing: the folder of a saved"
                                            + " PipelineModel",
                                    "  columns.versions.j.pipeline-modle: features: unknown key (did you mean"
                                            + " pipeline-model? known: pipeline-model)",
                                    "  columns.versions.k: [bet]: must be a column, an SQL expression or"
                                            + " {pipeline-model: PATH}"));
            assertThat(counter.rowsRead()).isLessThan(20);
        }
    }
}
