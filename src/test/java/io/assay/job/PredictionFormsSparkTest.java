package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a prediction may be: a number, a text, an array, a vector, parts with names. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PredictionFormsSparkTest {

    private static final double LN_2 = Math.log(2);

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String yaml) throws Exception {
        return new Workspace(folder).run("baseline: a\nlimits: {quarantined: 1, unscored: 1}\n" + yaml);
    }

    /** Two rows and one without a prediction: the classes 0 and 1 under the distributions given. */
    private void isAClassDistribution(SparkSession spark, DataType type, Object first, Object second) throws Exception {
        @Nullable Object[] missing = {"3", 1.0, null};
        List<Row> rows = List.of(
                RowFactory.create("1", 0.0, first), RowFactory.create("2", 1.0, second), RowFactory.create(missing));
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("label", DataTypes.DoubleType)
                .add("p", type);
        spark.createDataFrame(rows, schema).createOrReplaceTempView("distributions");
        Workspace.Found found = run(
                """
                input: {format: table, table: distributions}
                columns: {id: id, version: "'a'", label: label, prediction: p}
                losses: [sparse_categorical_cross_entropy, multiclass_zero_one_loss]
                metrics: [accuracy]
                """);
        // −ln ½ and −ln ¼; the second's largest probability is that of class 2.
        assertThat(found.cost("a", "sparse_categorical_cross_entropy").cost())
                .as(type.simpleString())
                .isCloseTo(1.5 * LN_2, within(1e-15));
        assertThat(found.cost("a", "multiclass_zero_one_loss").cost()).isEqualTo(0.5);
        assertThat(found.metric("a", "accuracy").value()).isEqualTo(0.5);
        assertThat(found.account().quarantined())
                .containsEntry("prediction_null", 1L)
                .hasSize(1);
    }

    @Test
    void arraysAndVectorsAreDistributionsOverClasses(SparkSession spark) throws Exception {
        double[] first = {0.5, 0.25, 0.25};
        double[] second = {0, 0.25, 0.75};
        isAClassDistribution(spark, DataTypes.createArrayType(DataTypes.DoubleType), first, second);
        isAClassDistribution(
                spark, DataTypes.createArrayType(DataTypes.FloatType), new float[] {0.5f, 0.25f, 0.25f}, new float[] {
                    0, 0.25f, 0.75f
                });
        isAClassDistribution(spark, SQLDataTypes.VectorType(), Vectors.dense(first), Vectors.dense(second));
        isAClassDistribution(
                spark,
                SQLDataTypes.VectorType(),
                Vectors.dense(first),
                Vectors.sparse(3, new int[] {1, 2}, new double[] {0.25, 0.75}));
    }

    @Test
    void aVectorThatIsSetAsideIsRecordedAsAnArray(SparkSession spark) throws Exception {
        StructType schema = new StructType().add("id", DataTypes.StringType).add("p", SQLDataTypes.VectorType());
        spark.createDataFrame(
                        List.of(
                                RowFactory.create("1", Vectors.sparse(2, new int[] {1}, new double[] {1})),
                                RowFactory.create("2", Vectors.dense(0.5, 0.75))),
                        schema)
                .createOrReplaceTempView("vectors");
        run(
                """
                input: {format: table, table: vectors}
                columns: {id: id, version: "'a'", label: 1, prediction: p}
                losses: [sparse_categorical_cross_entropy]
                """);
        assertThat(Contract.table(folder.resolve("out"), "quarantine")
                        .select("reason", "record")
                        .collectAsList())
                .containsExactly(
                        RowFactory.create("probabilities_do_not_sum_to_one", "{\"id\":\"2\",\"p\":[0.5,0.75]}"));
    }

    @Test
    void numbersOfEveryTypeAndTheirTextsAreTheSame(SparkSession spark) throws Exception {
        for (String type : List.of("DOUBLE", "FLOAT", "DECIMAL(10,3)", "STRING")) {
            spark.sql("SELECT id, CAST(p AS " + type + ") AS p, CAST(y AS " + type + ") AS y"
                            + " FROM VALUES ('1', 0.5, 1), ('2', 0.25, 0) AS t(id, p, y)")
                    .createOrReplaceTempView("numbers");
            Workspace.Found found = run(
                    """
                    input: {format: table, table: numbers}
                    columns: {id: id, version: "'a'", label: y, prediction: p}
                    losses: [brier_loss]
                    metrics: [accuracy, roc_auc]
                    """);
            assertThat(found.cost("a", "brier_loss").cost()).as(type).isEqualTo((0.25 + 0.0625) / 2);
            assertThat(found.metric("a", "accuracy").value()).as(type).isEqualTo(1);
            assertThat(found.metric("a", "roc_auc").value()).as(type).isEqualTo(1);
        }
    }

    @Test
    void partsOfAPredictionHaveNames() throws Exception {
        new Workspace(folder).with("rows.csv", "id,y,m,l,u", "1,10,8,6,9");
        Workspace.Found found = run(
                """
                input: {path: rows.csv, options: {header: true}}
                columns:
                  {id: id, version: "'a'", label: y, prediction: {median: m, lower: "array(l)", upper: "array(u)"}}
                losses: ["weighted_interval_score(alpha=[0.2])"]
                """);
        // (½·|10 − 8| + 0.2/2·(9 − 6 + 2/0.2·(10 − 9))) / 1.5 = 2.3 / 1.5
        assertThat(found.evaluation().costs().get(0).cost()).isCloseTo(2.3 / 1.5, within(1e-15));
    }

    @Test
    void aParameterMayStandInAColumn() throws Exception {
        new Workspace(folder).with("rows.csv", "id,y,p,level", "1,10,8,0.9", "2,10,8,0.5", "3,10,8,7");
        Workspace.Found found = run(
                """
                input: {path: rows.csv, options: {header: true}}
                columns: {id: id, version: "'a'", label: y, prediction: p}
                losses: [{name: pinball, loss: pinball_loss, arguments: {tau: level}}]
                """);
        // 0.9·2 and 0.5·2; a level of 7 is none.
        assertThat(found.cost("a", "pinball").cost()).isCloseTo(1.4, within(1e-15));
        assertThat(found.account().quarantinedTotal()).isEqualTo(1);
    }

    @Test
    void aLossMayBringItsOwnLabelAndPrediction() throws Exception {
        new Workspace(folder).with("rows.csv", "id,y,p,class,said", "1,1,3,cat,cat", "2,2,2,dog,cat", "3,,2,dog,dog");
        Workspace.Found found = run(
                """
                input: {path: rows.csv, options: {header: true}}
                columns: {id: id, version: "'a'"}
                losses:
                  - {name: size, loss: absolute_error, label: y, prediction: p - 1}
                  - {name: kind, loss: multiclass_zero_one_loss, label: class, prediction: said}
                """);
        // |2 − 1| and |1 − 2|; the third row has no such label, and is there for the other loss.
        assertThat(found.cost("a", "size").cost()).isEqualTo(1);
        assertThat(found.cost("a", "size").unscored()).isEqualTo(1);
        assertThat(found.cost("a", "kind").cost()).isEqualTo(1.0 / 3);
        assertThat(found.account().evaluated()).isEqualTo(3);
    }
}
