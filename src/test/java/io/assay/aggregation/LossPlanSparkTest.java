package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the code that Spark generates for losses: one stage, the loss's own method, primitive doubles. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class LossPlanSparkTest {

    /** The class of the loss and the arguments, as generated code calls it. */
    private static final Pattern CALL =
            Pattern.compile("\\(\\(io\\.assay\\.loss\\.(\\w+)\\) references\\[\\d+\\][^)]*\\)\\.loss\\(([^)]*)\\)");

    @Test
    void aProjectionOfThreeLossesIsOneStageOfGeneratedCode(SparkSession spark) {
        List<String> stages = generatedCode(threeLosses(spark));

        assertThat(stages).hasSize(1);
        assertThat(calledLosses(stages)).containsExactlyInAnyOrder("SquaredError", "Huber", "BinaryCrossEntropy");
    }

    @Test
    void generatedCodeCallsALossWithPrimitiveDoubles(SparkSession spark) {
        String code = generatedCode(threeLosses(spark)).get(0);
        List<MatchResult> calls = CALL.matcher(code).results().toList();

        assertThat(calls).hasSize(3);
        for (MatchResult call : calls) {
            for (String argument : call.group(2).split(", ")) {
                assertThat(code).containsPattern("\\bdouble " + argument + "\\b");
            }
        }
        assertThat(code)
                .doesNotContain("Double.valueOf", "doubleValue", "ScalaUDF", "converters", "CatalystTypeConverters");
    }

    @Test
    void underAnAggregateOfSeveralMomentsEachLossIsCalledOnce(SparkSession spark) {
        Dataset<Row> moments = threeLosses(spark)
                .selectExpr(
                        "sum(a)",
                        "sum(a * a)",
                        "max(a)",
                        "sum(b)",
                        "sum(b * b)",
                        "count(b)",
                        "sum(c)",
                        "min(c)",
                        "sum(a * c)");

        assertThat(calledLosses(generatedCode(moments)))
                .containsExactlyInAnyOrder("SquaredError", "Huber", "BinaryCrossEntropy");
    }

    @Test
    void aCallThatIsWrittenTwiceIsComputedOnce(SparkSession spark) {
        Dataset<Row> twice = rows(spark)
                .selectExpr("huber(label, prediction) AS a", "1 + huber(label, prediction, delta => 1.0D) AS b");

        assertThat(calledLosses(generatedCode(twice))).containsExactly("Huber");
    }

    @Test
    void aFailingRowCostsAGoodOneNothingButAComparison(SparkSession spark) {
        String code = generatedCode(rows(spark).selectExpr("brier_loss(label, prediction)"))
                .get(0);

        assertThat(code.indexOf(".nanOrFail("))
                .as("the guard is asked behind the check for NaN")
                .isGreaterThan(code.indexOf("Double.isNaN("));
    }

    @Test
    void aPlanShowsTheCallAsItWasWritten(SparkSession spark) {
        String plan = threeLosses(spark).queryExecution().executedPlan().toString();

        assertThat(plan).contains("huber(label, prediction, delta => 1.5)").doesNotContain("LossGuard", "invoke(");
    }

    private static Dataset<Row> threeLosses(SparkSession spark) {
        return rows(spark)
                .selectExpr(
                        "squared_error(label, prediction) AS a",
                        "huber(label, prediction, delta => 1.5) AS b",
                        "binary_cross_entropy(label, prediction) AS c");
    }

    /** Plain code of one stage: without adaptive execution, the plan is final before it runs. */
    private static Dataset<Row> rows(SparkSession spark) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.adaptive.enabled", false);
        return session.range(10).selectExpr("CAST(id % 2 AS DOUBLE) AS label", "id / 10D AS prediction");
    }

    private static List<String> generatedCode(Dataset<Row> rows) {
        return CollectionConverters.asJava(rows.queryExecution().debug().codegenToSeq()).stream()
                .map(stage -> stage._2())
                .toList();
    }

    private static List<String> calledLosses(List<String> stages) {
        return stages.stream()
                .flatMap(code -> CALL.matcher(code).results())
                .map(call -> call.group(1))
                .toList();
    }
}
