package io.assay.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Metrics of several classes, read from a confusion matrix; each is rounded once. */
public final class ClassMetrics {

    private final List<String> classes;
    private final List<Pair> pairs = new ArrayList<>();
    private final Dyadic[] labels;
    private final Dyadic[] predicted;
    private final Dyadic[] hits;
    private final Dyadic all;

    /** The weight of rows of one class that were predicted as another, by their places in the order of classes. */
    private record Pair(int label, int predicted, Dyadic weight) {}

    public ClassMetrics(ClassTally tally) {
        this.classes = tally.classes();
        Map<String, Integer> places = new HashMap<>();
        classes.forEach(name -> places.put(name, places.size()));
        tally.forEach((label, prediction, rows) ->
                pairs.add(new Pair(place(places, label), place(places, prediction), rows.exactWeight())));
        this.labels = zeros(classes.size());
        this.predicted = zeros(classes.size());
        this.hits = zeros(classes.size());
        Dyadic sum = Dyadic.ZERO;
        for (Pair pair : pairs) {
            labels[pair.label] = labels[pair.label].plus(pair.weight);
            predicted[pair.predicted] = predicted[pair.predicted].plus(pair.weight);
            if (pair.label == pair.predicted) {
                hits[pair.label] = pair.weight;
            }
            sum = sum.plus(pair.weight);
        }
        this.all = sum;
    }

    private static int place(Map<String, Integer> places, String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    /** How classes are put together. */
    public enum Average {
        /** The mean over classes, each counting alike. */
        MACRO,
        /** Of the sums over classes. */
        MICRO,
        /** The mean over classes by the weight of their labels. */
        WEIGHTED
    }

    /** How far apart two classes are for Cohen's kappa, by their places in the order of classes. */
    public enum Distance {
        NONE,
        LINEAR,
        QUADRATIC
    }

    /** A metric of one class against the others. */
    public enum OfClass {
        PRECISION,
        RECALL,
        F_BETA,
        JACCARD
    }

    /** The share of weight whose class was predicted. */
    public double accuracy() {
        return value(right(), all);
    }

    /** The mean recall of the classes that labels have. */
    public double balancedAccuracy() {
        List<Dyadic> recalls = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].signum() > 0) {
                recalls.add(hits[i].over(labels[i]));
            }
        }
        return mean(recalls);
    }

    /**
     * Matthews' correlation for several classes (Gorodkin 2004): (c·s − Σ p t) / √((s² − Σp²)(s² − Σt²)), with c right, s
     * all, t and p the weight of each class among labels and predictions. NaN with a single class on either side.
     */
    public double matthews() {
        Dyadic products = product(labels, predicted);
        Dyadic ofLabels = all.squared().minus(product(labels, labels));
        Dyadic ofPredictions = all.squared().minus(product(predicted, predicted));
        return value(
                right().times(all).minus(products),
                ofLabels.times(ofPredictions).root());
    }

    /** Cohen's kappa: 1 − Σ d·observed / Σ d·expected, with d the distance of two classes; NaN with a single class. */
    public double kappa(Distance distance) {
        Dyadic observed = Dyadic.ZERO;
        for (Pair pair : pairs) {
            observed = observed.plus(pair.weight.times(apart(distance, pair.label, pair.predicted)));
        }
        Dyadic expected =
                switch (distance) {
                    case NONE -> all.squared().minus(product(labels, predicted));
                    case LINEAR -> linear();
                    case QUADRATIC -> quadratic();
                };
        return expected.signum() == 0
                ? Double.NaN
                : Dyadic.ONE.minus(observed.times(all).over(expected)).value();
    }

    private static long apart(Distance distance, int one, int other) {
        long apart = Math.abs((long) one - other);
        return switch (distance) {
            case NONE -> Math.min(apart, 1);
            case LINEAR -> apart;
            case QUADRATIC -> apart * apart;
        };
    }

    /** Σ |i − j|·label_i·predicted_j: at each step from a class to the next, what has to cross it. */
    private Dyadic linear() {
        Dyadic sum = Dyadic.ZERO;
        Dyadic labelsBelow = Dyadic.ZERO;
        Dyadic predictedBelow = Dyadic.ZERO;
        for (int k = 0; k < labels.length; k++) {
            labelsBelow = labelsBelow.plus(labels[k]);
            predictedBelow = predictedBelow.plus(predicted[k]);
            sum = sum.plus(labelsBelow.times(all.minus(predictedBelow)))
                    .plus(predictedBelow.times(all.minus(labelsBelow)));
        }
        return sum;
    }

    /** Σ (i − j)²·label_i·predicted_j. */
    private Dyadic quadratic() {
        Dyadic squares = Dyadic.ZERO;
        Dyadic labelPlaces = Dyadic.ZERO;
        Dyadic predictedPlaces = Dyadic.ZERO;
        for (int k = 0; k < labels.length; k++) {
            squares = squares.plus(labels[k].plus(predicted[k]).times((long) k * k));
            labelPlaces = labelPlaces.plus(labels[k].times(k));
            predictedPlaces = predictedPlaces.plus(predicted[k].times(k));
        }
        return squares.times(all).minus(labelPlaces.times(predictedPlaces).times(2));
    }

    private static Dyadic product(Dyadic[] one, Dyadic[] other) {
        Dyadic sum = Dyadic.ZERO;
        for (int k = 0; k < one.length; k++) {
            sum = sum.plus(one[k].times(other[k]));
        }
        return sum;
    }

    /** A metric averaged over classes; those for which it is undefined are left out, or count as {@code undefined}. */
    public double average(OfClass metric, double beta, Average average, double undefined) {
        if (average == Average.MICRO) {
            // Every wrong row is a false hit of one class and a miss of another.
            Dyadic wrong = all.minus(right());
            return ratio(metric, beta, right(), wrong, wrong);
        }
        List<Dyadic> values = new ArrayList<>();
        Dyadic weights = Dyadic.ZERO;
        Dyadic sum = Dyadic.ZERO;
        for (int k = 0; k < labels.length; k++) {
            double value = ofClass(metric, beta, k);
            double counted = Double.isNaN(value) ? undefined : value;
            if (!Double.isNaN(counted)) {
                Dyadic exact = Double.isNaN(value) ? Dyadic.of(undefined) : exact(metric, beta, k);
                values.add(exact);
                sum = sum.plus(exact.times(labels[k]));
                weights = weights.plus(labels[k]);
            }
        }
        return average == Average.MACRO ? mean(values) : value(sum, weights);
    }

    /** A metric for each class, in the order of classes; NaN where it is undefined. */
    public Map<String, Double> perClass(OfClass metric, double beta) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int k = 0; k < labels.length; k++) {
            values.put(classes.get(k), ofClass(metric, beta, k));
        }
        return values;
    }

    private double ofClass(OfClass metric, double beta, int k) {
        return ratio(metric, beta, hits[k], predicted[k].minus(hits[k]), labels[k].minus(hits[k]));
    }

    private Dyadic exact(OfClass metric, double beta, int k) {
        return fraction(metric, beta, hits[k], predicted[k].minus(hits[k]), labels[k].minus(hits[k]), Dyadic::over);
    }

    private static double ratio(OfClass metric, double beta, Dyadic hits, Dyadic falseHits, Dyadic missed) {
        return fraction(metric, beta, hits, falseHits, missed, ClassMetrics::value);
    }

    static <T> T fraction(
            OfClass metric,
            double beta,
            Dyadic hits,
            Dyadic falseHits,
            Dyadic missed,
            BiFunction<Dyadic, Dyadic, T> divide) {
        Dyadic square = Dyadic.of(beta).squared();
        Dyadic scaled = hits.times(square.plus(Dyadic.ONE));
        return switch (metric) {
            case PRECISION -> divide.apply(hits, hits.plus(falseHits));
            case RECALL -> divide.apply(hits, hits.plus(missed));
            case JACCARD -> divide.apply(hits, hits.plus(falseHits).plus(missed));
            case F_BETA -> divide.apply(scaled, scaled.plus(falseHits).plus(square.times(missed)));
        };
    }

    private Dyadic right() {
        Dyadic right = Dyadic.ZERO;
        for (Dyadic hit : hits) {
            right = right.plus(hit);
        }
        return right;
    }

    private static double mean(List<Dyadic> values) {
        Dyadic sum = values.stream().reduce(Dyadic.ZERO, Dyadic::plus);
        return value(sum, Dyadic.of(values.size()));
    }

    static double value(Dyadic part, Dyadic whole) {
        return whole.signum() == 0 ? Double.NaN : part.over(whole).value();
    }

    private static Dyadic[] zeros(int length) {
        Dyadic[] zeros = new Dyadic[length];
        Arrays.fill(zeros, Dyadic.ZERO);
        return zeros;
    }
}
