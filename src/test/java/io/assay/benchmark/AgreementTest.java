package io.assay.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How numbers of two variants are held against each other. */
class AgreementTest {

    private static final Costs.Quantity LOSS = new Costs.Quantity("loss", "all");

    private final Costs known = new Costs();

    private static Costs costs(Costs costs, String cell, double value) {
        costs.put(LOSS, cell, value);
        return costs;
    }

    @Test
    void theWorstRelativeDifferenceIsTold() {
        costs(costs(known, "a", 2), "b", 4);

        Agreement agreement = Agreement.of(costs(costs(new Costs(), "a", 2), "b", 5), known);

        assertThat(agreement).isEqualTo(new Agreement(2, 0, 0.2));
        assertThat(agreement.holds()).isFalse();
    }

    @Test
    void roundingIsNoDifference() {
        costs(known, "a", 1);

        assertThat(Agreement.of(costs(new Costs(), "a", 1 + 0x1p-52), known).holds())
                .isTrue();
    }

    @Test
    void aCellThatOnlyOneHasIsMissing() {
        costs(costs(known, "a", 1), "b", 1);

        assertThat(Agreement.of(costs(costs(new Costs(), "a", 1), "c", 1), known))
                .isEqualTo(new Agreement(1, 2, 0));
    }

    @Test
    void anExcerptNeedNotHaveAllCellsAndIsNoMeasureForOthers() {
        costs(costs(known, "a", 1), "b", 1);
        Costs excerpt = costs(Costs.excerpt(), "a", 1);

        assertThat(Agreement.of(excerpt, known).holds()).isTrue();

        Costs nothing = new Costs();
        nothing.addMissing(excerpt);
        assertThat(nothing.quantities()).isEmpty();
    }

    @Test
    void noNumberAgreesWithNothing() {
        costs(known, "a", 1);

        assertThat(Agreement.of(costs(new Costs(), "a", Double.NaN), known).holds())
                .isFalse();
    }
}
