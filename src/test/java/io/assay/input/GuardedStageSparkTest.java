package io.assay.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stages of many kinds, each with its plan rewritten, beside themselves. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class GuardedStageSparkTest {

    private static PipelineModel fitted(Dataset<Row> rows) {
        return new Pipeline()
                .setStages(new PipelineStage[] {
                    new Imputer().setInputCols(new String[] {"x"}).setOutputCols(new String[] {"filled"}),
                    new Bucketizer()
                            .setInputCol("filled")
                            .setOutputCol("bucket")
                            .setSplits(new double[] {Double.NEGATIVE_INFINITY, 2, 4, Double.POSITIVE_INFINITY}),
                    new SQLTransformer().setStatement("SELECT *, filled * filled AS square FROM __THIS__"),
                    new RFormula().setFormula("y ~ kind + filled + square").setLabelCol("label"),
                    new Tokenizer().setInputCol("words").setOutputCol("tokens"),
                    new HashingTF().setInputCol("tokens").setOutputCol("hashes").setNumFeatures(8),
                    new LogisticRegression()
                            .setMaxIter(2)
                            .setPredictionCol("p1")
                            .setProbabilityCol("c1")
                            .setRawPredictionCol("r1"),
                    new OneVsRest()
                            .setClassifier(new LogisticRegression().setMaxIter(2))
                            .setPredictionCol("p2")
                            .setRawPredictionCol("r2"),
                    new RandomForestClassifier()
                            .setNumTrees(2)
                            .setMaxDepth(2)
                            .setPredictionCol("p3")
                            .setProbabilityCol("c3")
                            .setRawPredictionCol("r3"),
                    new GBTRegressor().setMaxIter(1).setMaxDepth(2).setPredictionCol("p4"),
                    new KMeans().setK(2).setMaxIter(1).setPredictionCol("p5"),
                    new ALS()
                            .setRank(1)
                            .setMaxIter(1)
                            .setNumBlocks(1)
                            .setUserCol("id")
                            .setItemCol("y")
                            .setRatingCol("bucket")
                            .setPredictionCol("p6")
                })
                .fit(rows);
    }

    private static Dataset<Row> rows(SparkSession spark) {
        return spark.sql("SELECT id, double(id) AS x, int(id % 3) AS y, IF(id % 2 = 0, 'even', 'odd') AS kind,"
                + " concat('word ', id % 4) AS words FROM (SELECT int(id) AS id FROM range(0, 12, 1, 1))");
    }

    private static List<String> texts(Dataset<Row> rows) {
        String[] columns = Arrays.stream(rows.columns())
                .filter(name -> !name.startsWith(GuardedStage.KEPT))
                .toArray(String[]::new);
        return rows.selectExpr(columns).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void aGuardedStageGivesWhatTheStageGivesAndTakesEveryRow(SparkSession spark) {
        Dataset<Row> rows = rows(spark).cache();
        PipelineModel model = fitted(rows);
        assertThat(texts(ModelColumns.applied(model, rows))).isEqualTo(texts(model.transform(rows)));

        Dataset<Row> bad = rows.selectExpr(
                "id", "IF(id = 3, NULL, x) AS x", "y", "IF(id > 9, NULL, IF(id = 8, 'else', kind)) AS kind", "words");
        List<Row> answers = ModelColumns.applied(model, bad)
                .selectExpr("id", "p1", "c1", "p2", "p3", "p4", "p5")
                .collectAsList();
        assertThat(answers.stream().map(row -> row.getInt(0)).collect(Collectors.toSet()))
                .hasSize(12);
        for (Row answer : answers) {
            boolean unknown = answer.getInt(0) > 9 || answer.getInt(0) == 8;
            for (int i = 1; i < answer.size(); i++) {
                assertThat(answer.isNullAt(i)).as(answer + " " + i).isEqualTo(unknown);
            }
        }
    }

    @Test
    void onASparkOfOtherInternalsAStageIsAppliedAsMllibDoesIt(SparkSession spark) {
        Dataset<Row> rows = spark.sql("SELECT * FROM VALUES ('a b', 1), ('c', 2) AS t(words, id)");
        Tokenizer stage = new Tokenizer().setInputCol("words").setOutputCol("tokens");
        Dataset<Row> applied = GuardedStage.apply(stage, rows, (any, all) -> {
            throw new NoSuchMethodError("TryEval.<init>");
        });

        assertThat(applied.collectAsList()).isEqualTo(stage.transform(rows).collectAsList());
        assertThat(GuardedStage.kept(applied)).isEmpty();
    }
}
