package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

import java.util.List;

/** What losses of two distributions over the same values share. */
final class Distributions {

    private Distributions() {}

    /** {@code positions}, where given, do not fall. */
    static Relation positionsInOrder() {
        return new Relation(
                "positions_not_in_order",
                "positions must not fall",
                List.of("positions"),
                values -> values[0] == null || inOrder(Relation.array(values, 0)));
    }

    /** Whether both are probabilities of as many classes. */
    static boolean areComparable(Doubles one, Doubles other) {
        return one.size() == other.size() && Primitives.isDistribution(one) && Primitives.isDistribution(other);
    }

    /** Whether these are absent, or in order and one for each of {@code size} values. */
    static boolean arePositions(Doubles positions, int size) {
        return positions.size() == 0
                || (positions.size() == size && FINITE.containsAll(positions) && inOrder(positions));
    }

    private static boolean inOrder(Doubles positions) {
        for (int i = 1; i < positions.size(); i++) {
            if (positions.at(i) < positions.at(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** The Kullback-Leibler divergence of {@code to} from {@code from}, both clipped to {@code floor} from below. */
    static double divergence(Doubles from, Doubles to, double floor) {
        double sum = 0;
        for (int k = 0; k < from.size(); k++) {
            double p = Math.max(Primitives.probability(from.at(k)), floor);
            double q = Math.max(Primitives.probability(to.at(k)), floor);
            sum += p == 0 ? 0 : p * logRatio(p, q);
        }
        // Rounding can leave a little less than 0.
        return Math.max(sum, 0);
    }

    /** log(p/q), by its difference from 1 where both are close. */
    static double logRatio(double p, double q) {
        double excess = (p - q) / q;
        return Math.abs(excess) < 0.5 ? StrictMath.log1p(excess) : StrictMath.log(p) - StrictMath.log(q);
    }

    /** Half the squared distance of the roots of two distributions; a little more than 1 for sums a little above 1. */
    static double squaredHellinger(Doubles label, Doubles prediction) {
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double y = Primitives.probability(label.at(k));
            double p = Primitives.probability(prediction.at(k));
            // √y − √p without cancellation.
            double difference = y == p ? 0 : (y - p) / (Math.sqrt(y) + Math.sqrt(p));
            sum += difference * difference;
        }
        return sum / 2;
    }

    /** Differences of the cumulative sums of both, all but the last, which is 0; compensated (Neumaier). */
    static double[] cumulativeDifferences(Doubles label, Doubles prediction) {
        double[] differences = new double[label.size() - 1];
        double sum = 0;
        double compensation = 0;
        for (int k = 0; k < differences.length; k++) {
            double value = Primitives.probability(label.at(k)) - Primitives.probability(prediction.at(k));
            double next = sum + value;
            compensation += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
            differences[k] = sum + compensation;
        }
        return differences;
    }

    /** How far value {@code k + 1} is from value {@code k}; 1 where positions are absent. */
    static double gap(Doubles positions, int k) {
        return positions.size() == 0 ? 1 : positions.at(k + 1) - positions.at(k);
    }
}
