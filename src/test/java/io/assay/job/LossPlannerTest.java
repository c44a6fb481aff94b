package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.LossColumn;
import io.assay.input.Columns;
import io.assay.job.Configuration.LossEntry;
import io.assay.loss.Catalogue;
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
            Optional.of("label"),
            Optional.of("prediction"),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());

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
                Optional.empty(),
                Optional.empty());
        return new LossPlanner(Catalogue.of(List.of(new WeightedCost())), COLUMNS, new StructType(), problems)
                .plan(List.of(entry));
    }
}
