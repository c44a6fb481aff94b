package io.assay.benchmark;

import java.util.Map;

/**
 * How far a variant's numbers are from those of the variants before it.
 *
 * @param compared how many numbers both have
 * @param missing how many only one of the two has, of the quantities that both have
 * @param worst the largest relative difference; 0 where nothing was compared
 */
record Agreement(long compared, long missing, double worst) {

    /** Sums in another order differ by rounding only. */
    static final double TOLERANCE = 1e-9;

    static final Agreement NOTHING = new Agreement(0, 0, 0);

    static Agreement of(Costs costs, Costs known) {
        long compared = 0;
        long missing = 0;
        double worst = 0;
        for (Costs.Quantity quantity : costs.quantities()) {
            Map<String, Double> ours = costs.of(quantity);
            Map<String, Double> theirs = known.of(quantity);
            if (theirs.isEmpty()) {
                continue;
            }
            for (Map.Entry<String, Double> entry : ours.entrySet()) {
                Double other = theirs.get(entry.getKey());
                if (other == null) {
                    missing++;
                } else {
                    compared++;
                    worst = Math.max(worst, difference(entry.getValue(), other));
                }
            }
            if (costs.isWhole()) {
                missing += theirs.keySet().stream()
                        .filter(cell -> !ours.containsKey(cell))
                        .count();
            }
        }
        return new Agreement(compared, missing, worst);
    }

    /** Infinite where one of them is no number. */
    private static double difference(double ours, double theirs) {
        if (ours == theirs) {
            return 0;
        }
        double difference = Math.abs(ours - theirs) / Math.max(Math.abs(ours), Math.abs(theirs));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /** Whether nothing is missing and all numbers are equal up to rounding. */
    boolean holds() {
        return missing == 0 && worst <= TOLERANCE;
    }
}
