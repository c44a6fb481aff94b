package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.LossColumn;
import io.assay.input.Columns;
import io.assay.job.Configuration.LossEntry;
import io.assay.loss.Catalogue;
import io.assay.loss.Loss;
import io.assay.loss.SparseSoftmaxCrossEntropy;
import io.assay.loss.WeightedCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of losses in a configuration, as the SQL that is made of them. */
class LossPlannerTest {

    private static final Columns COLUMNS = new Columns(
            "line 1",
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.of("label"),
            Optional.of("prediction"),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private static final List<Loss> LOSSES = List.of(new WeightedCost(), new SparseSoftmaxCrossEntropy());

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void aListOfListsIsAnArrayOfArraysAndWhatIsAbsentIsNull() {
        List<LossColumn> planned = plan("weighted_cost(cost=[[0, 1.5], [5]])");

        assertThat(problems).isEmpty();
        assertThat(planned)
                .extracting(LossColumn::value)
                .containsExactly("try_weighted_cost(label, prediction, (array(array(0.0D, 1.5D), array(5.0D))),"
                        + " NULL, NULL, ('plus'))");
    }

    @Test
    void anEmptyListIsAnAbsentArray() {
        assertThat(plan("weighted_cost(cost=[[0]], class_weight=[])"))
                .extracting(LossColumn::value)
                .containsExactly(
                        "try_weighted_cost(label, prediction, (array(array(0.0D))), (array()), NULL, ('plus'))");
    }

    @Test
    void classWeightsMakeTheMeanARatioAndNoneLeaveItAsItIs() {
        String weighted = "_sparse_softmax_cross_entropy(label, prediction, (0.0D), (array(1.0D, 3.0D)), (-100.0D))";

        assertThat(plan("sparse_softmax_cross_entropy(class_weight=[1, 3])"))
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.aggregate().name()).isEqualTo("ratio");
                    assertThat(loss.value()).isEqualTo("try" + weighted);
                    assertThat(loss.denominator()).contains("denominator" + weighted);
                });
        assertThat(List.of("sparse_softmax_cross_entropy", "sparse_softmax_cross_entropy(class_weight=[])"))
                .flatMap(this::plan)
                .hasSize(2)
                .allSatisfy(loss -> {
                    assertThat(loss.aggregate().name()).isEqualTo("mean");
                    assertThat(loss.denominator()).isEmpty();
                });
    }

    @Test
    void anAggregateThatIsGivenStandsWithClassWeightsToo() {
        assertThat(plan("sparse_softmax_cross_entropy(class_weight=[1, 3])", "mean"))
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.aggregate().name()).isEqualTo("mean");
                    assertThat(loss.denominator()).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weighted_cost|needs cost",
                "weighted_cost(cost=5)|cost must be a list of lists of numbers",
                "weighted_cost(cost=[0, 1])|cost must be a list of lists of numbers",
                "weighted_cost(cost=null)|cost must not be null",
                "weighted_cost(cost=[[0, -1]])|cost must be ≥ 0 and finite",
                "weighted_cost(cost=[[0]], class_weight=[[1]])|class_weight must be a list of numbers",
                "weighted_cost(cost=[[0]], class_weight=[-1])|class_weight must be ≥ 0 and finite",
                "weighted_cost(cost=[[0]], sign=[[1]])|sign must be a text"
            })
    void aValueOfTheWrongKindIsTold(String call, String rule) {
        assertThat(plan(call)).isEmpty();
        assertThat(problems).hasSize(1).allSatisfy(problem -> assertThat(problem.toString())
                .contains(rule));
    }

    private List<LossColumn> plan(String call) {
        return plan(call, Optional.empty());
    }

    private List<LossColumn> plan(String call, String aggregate) {
        return plan(call, Optional.of(aggregate));
    }

    private List<LossColumn> plan(String call, Optional<String> aggregate) {
        LossEntry entry = new LossEntry(
                "line 1",
                "cost",
                Optional.of(call),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                aggregate,
                Optional.empty());
        return new LossPlanner(Catalogue.of(LOSSES), COLUMNS, new StructType(), problems).plan(List.of(entry));
    }
}
