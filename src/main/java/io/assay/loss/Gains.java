package io.assay.loss;

/** Discounted cumulative gain: what items of a relevance add at a place, and how it fades with the place. */
final class Gains {

    private static final double LN_2 = StrictMath.log(2);

    private Gains() {}

    /** What an item of this relevance adds at the first place. */
    static double gain(double relevance, String gain) {
        return gain.equals("exponential") ? StrictMath.expm1(relevance * LN_2) : relevance;
    }

    /** 1/log₂(1 + rank), the rank from 1. */
    static double discount(double rank) {
        return LN_2 / StrictMath.log1p(rank);
    }

    /** The gain of the first {@code k} places in the order of the scores. */
    static double discounted(Doubles label, Doubles prediction, double k, String gain, String ties) {
        int[] order = Ranking.returned(prediction);
        int places = Ranking.places(k, order.length);
        boolean averaged = ties.equals("average");
        double sum = 0;
        for (int from = 0; from < places; ) {
            int to = from + 1;
            while (averaged && to < order.length && prediction.at(order[to]) == prediction.at(order[from])) {
                to++;
            }
            sum += tied(label, order, from, to, places, gain);
            from = to;
        }
        return sum;
    }

    /** Items of one score share the discounts of their places, of which those beyond the last count as 0. */
    private static double tied(Doubles label, int[] order, int from, int to, int places, String gain) {
        double gains = 0;
        double discounts = 0;
        for (int place = from; place < to; place++) {
            gains += gain(label.at(order[place]), gain);
            discounts += place < places ? discount(place + 1) : 0;
        }
        return gains / (to - from) * discounts;
    }

    /** The largest gain that any order has in the first {@code k} places. */
    static double ideal(Doubles label, double k, String gain) {
        return discounted(label, label, k, gain, "index");
    }
}
