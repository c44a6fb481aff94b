package io.assay.cost;

import io.assay.cost.ClassMetrics.OfClass;
import java.util.ArrayList;
import java.util.List;

/** Metrics of single labels in rows with sets of them, and their means over labels; each is rounded once. */
public final class LabelSetMetrics {

    private final LabelSetTally tally;

    public LabelSetMetrics(LabelSetTally tally) {
        this.tally = tally;
    }

    /** A metric for each label, in their order; NaN where it is undefined. */
    public List<Double> perLabel(OfClass metric, double beta) {
        List<Double> values = new ArrayList<>();
        for (int k = 0; k < tally.size(); k++) {
            values.add(ClassMetrics.fraction(
                    metric, beta, tally.hits(k), tally.falseHits(k), tally.missed(k), ClassMetrics::value));
        }
        return values;
    }

    /** The mean over labels, each counting alike; those without a value are left out, or count as {@code undefined}. */
    public double macro(OfClass metric, double beta, double undefined) {
        return average(metric, beta, undefined, k -> Dyadic.ONE);
    }

    /** The mean over labels by the weight of the rows that have them; the same of those without a value. */
    public double weighted(OfClass metric, double beta, double undefined) {
        return average(metric, beta, undefined, k -> tally.hits(k).plus(tally.missed(k)));
    }

    /** How much a label counts. */
    @FunctionalInterface
    private interface Importance {
        Dyadic of(int label);
    }

    private double average(OfClass metric, double beta, double undefined, Importance importance) {
        Dyadic sum = Dyadic.ZERO;
        Dyadic weights = Dyadic.ZERO;
        List<Double> values = perLabel(metric, beta);
        for (int k = 0; k < values.size(); k++) {
            boolean defined = !Double.isNaN(values.get(k));
            if (defined || !Double.isNaN(undefined)) {
                Dyadic value = defined
                        ? ClassMetrics.fraction(
                                metric, beta, tally.hits(k), tally.falseHits(k), tally.missed(k), Dyadic::over)
                        : Dyadic.of(undefined);
                sum = sum.plus(value.times(importance.of(k)));
                weights = weights.plus(importance.of(k));
            }
        }
        return ClassMetrics.value(sum, weights);
    }
}
