package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.NON_NEGATIVE;

import java.util.Arrays;
import java.util.List;

/**
 * The items of one query: relevance and score of each. Higher scores come first; equal ones keep the order in which
 * they are given. An item with the score −∞ is one that was not returned: it is among the relevant ones, if it is
 * relevant, and has no place.
 */
final class Ranking {

    /** What becomes of a query without a relevant item. */
    static final String NO_RELEVANT = "no_relevant";

    /** What is said of such an item where a loss reads places. */
    static final String NOT_RETURNED =
            " An item with the score −∞ was not returned: it has no place, and still counts among the relevant ones.";

    /** The largest relevance whose exponential gain, summed over any list, is finite. */
    private static final double LARGEST_EXPONENT = 900;

    private Ranking() {}

    /** One item at least has a relevance above 0, unless {@code no_relevant} says what to do. */
    static Relation someRelevant() {
        return new Relation(
                "no_relevant_item",
                "label must have a relevance above 0, or no_relevant must be zero or one",
                List.of("label", NO_RELEVANT),
                values -> !Relation.text(values, 1).equals("null") || relevant(Relation.array(values, 0)) > 0);
    }

    /** A relevance is not too large for the exponential gain. */
    static Relation gainsAreFinite() {
        return new Relation(
                "relevance_too_large",
                "label must be at most 900 for the exponential gain",
                List.of("label", "gain"),
                values -> areGains(Relation.array(values, 0), Relation.text(values, 1)));
    }

    /** Whether these are as many relevances as scores, one at least, and scores that can be ordered. */
    static boolean areItems(Doubles label, Doubles prediction, Domain scores) {
        return label.size() == prediction.size()
                && label.size() > 0
                && NON_NEGATIVE.containsAll(label)
                && scores.containsAll(prediction);
    }

    /** Whether {@code gain} is one and gives a finite gain for every relevance. */
    static boolean areGains(Doubles label, String gain) {
        if (!gain.equals("exponential")) {
            return gain.equals("linear");
        }
        return Primitives.argMax(label) < 0 || label.at(Primitives.argMax(label)) <= LARGEST_EXPONENT;
    }

    /** The number of items with a relevance above 0. */
    static int relevant(Doubles label) {
        int count = 0;
        for (int i = 0; i < label.size(); i++) {
            count += label.at(i) > 0 ? 1 : 0;
        }
        return count;
    }

    /** Positions of the items, that of the highest score first. */
    static int[] order(Doubles scores) {
        Integer[] order = new Integer[scores.size()];
        Arrays.setAll(order, i -> i);
        // Not Double.compare, for which -0.0 is below 0.0. The sort is stable.
        Arrays.sort(order, (one, other) -> {
            double first = scores.at(one);
            double second = scores.at(other);
            return first > second ? -1 : first < second ? 1 : 0;
        });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Positions of the items that were returned, that of the highest score first. */
    static int[] returned(Doubles scores) {
        int[] order = order(scores);
        int returned = order.length;
        while (returned > 0 && scores.at(order[returned - 1]) == Double.NEGATIVE_INFINITY) {
            returned--;
        }
        return Arrays.copyOf(order, returned);
    }

    /** The number of places that count: {@code k}, or all if it is absent, at most those that there are. */
    static int places(double k, int size) {
        return Double.isNaN(k) ? size : (int) Math.min(k, size);
    }

    /** Whether {@code k} is absent or a number of places. */
    static boolean isPlaces(double k) {
        return Double.isNaN(k) || COUNT.contains(k);
    }

    /** How many of the first {@code k} items are relevant. */
    static int hits(Doubles label, Doubles prediction, double k) {
        int[] order = returned(prediction);
        int hits = 0;
        for (int place = 0; place < places(k, order.length); place++) {
            hits += label.at(order[place]) > 0 ? 1 : 0;
        }
        return hits;
    }

    /** Σ over the first {@code k} places with a relevant item of the share of relevant items up to there. */
    static double precisions(Doubles label, Doubles prediction, double k) {
        int[] order = returned(prediction);
        int hits = 0;
        double sum = 0;
        for (int place = 0; place < places(k, order.length); place++) {
            if (label.at(order[place]) > 0) {
                hits++;
                sum += (double) hits / (place + 1);
            }
        }
        return sum;
    }

    /** What a query without a relevant item scores; NaN for none. */
    static double withoutRelevant(String choice) {
        return switch (choice) {
            case "zero" -> 0;
            case "one" -> 1;
            default -> Double.NaN;
        };
    }

    /** Whether {@code choice} is one of those for queries without a relevant item. */
    static boolean isChoice(String choice) {
        return choice.equals("zero") || choice.equals("one") || choice.equals("null");
    }
}
