package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Cost;
import io.assay.cost.Penalty;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

    private static final double NONE = Double.NaN;

    private static Cost cost(Cell cell, String version, String aggregate, Direction direction, double cost) {
        return new Cost(
                cell, version, "brier", aggregate, direction, 8, 0, 8, cost, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
                NONE);
    }

    private static Cost mean(String version, double cost) {
        return cost(Cell.ALL, version, "mean", Direction.LOWER, cost);
    }

    private static Penalty penalty(String version, double total) {
        return new Penalty(version, 2, 2, NONE, total, NONE, total);
    }

    private static Comparison comparison(Cell cell) {
        return new Comparison(
                cell,
                "brier",
                "mean",
                Direction.LOWER,
                "a",
                "b",
                "paired",
                8,
                8,
                0.5,
                0.75,
                0.25,
                NONE,
                0.125,
                0.125,
                0.375,
                "paired t",
                NONE,
                NONE,
                NONE,
                0.01,
                Finding.WORSE_MATERIAL,
                Verdict.FAIL,
                NONE,
                "",
                Grounds.NONE);
    }

    /** 0.25 + (1 − 3) = −1.75, and so the bounds 0.125 and 0.375. */
    @Test
    void aPenaltyMovesTheDifferenceAndItsBounds() {
        List<Objective> objectives = Objectives.of(
                List.of(mean("a", 0.5), mean("b", 0.75)),
                List.of(comparison(Cell.ALL), comparison(new Cell("all", "x=1"))),
                List.of(penalty("a", 3), penalty("b", 1)));
        assertThat(objectives)
                .containsExactly(
                        new Objective("brier", "a", 0.5, 3, 3.5, "", NONE, NONE, NONE, NONE, NONE),
                        new Objective("brier", "b", 0.75, 1, 1.75, "a", 0.25, -2, -1.75, -1.875, -1.625));
    }

    @Test
    void aVersionWithoutCoefficientsHasNoObjective() {
        List<Objective> objectives = Objectives.of(
                List.of(mean("a", 0.5), mean("b", 0.75)), List.of(comparison(Cell.ALL)), List.of(penalty("b", 1)));
        assertThat(objectives)
                .containsExactly(
                        new Objective("brier", "a", 0.5, NONE, NONE, "", NONE, NONE, NONE, NONE, NONE),
                        new Objective("brier", "b", 0.75, 1, 1.75, "a", 0.25, NONE, NONE, NONE, NONE));
    }

    @Test
    void onlyAMeanOverAllRowsOfWhichLowerIsBetterIsAnObjective() {
        List<Cost> others = List.of(
                cost(new Cell("all", "x=1"), "a", "mean", Direction.LOWER, 1),
                cost(Cell.ALL, "a", "root", Direction.LOWER, 1),
                cost(Cell.ALL, "a", "mean", Direction.HIGHER, 1));
        assertThat(Objectives.of(others, List.of(), List.of(penalty("a", 3)))).isEmpty();
    }
}
