package io.assay.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Metrics of several classes, read from a confusion matrix; each is rounded once. */
public final class ClassMetrics {

    private final List<String> classes;
    private final Dyadic[][] matrix;
    private final Dyadic[] labels;
    private final Dyadic[] predicted;
    private final Dyadic all;

    public ClassMetrics(ClassTally tally) {
        this.classes = tally.classes();
        int k = classes.size();
        this.matrix = new Dyadic[k][k];
        this.labels = zeros(k);
        this.predicted = zeros(k);
        Dyadic sum = Dyadic.ZERO;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                Dyadic weight = Dyadic.of(tally.weight(classes.get(i), classes.get(j)));
                matrix[i][j] = weight;
                labels[i] = labels[i].plus(weight);
                predicted[j] = predicted[j].plus(weight);
                sum = sum.plus(weight);
            }
        }
        this.all = sum;
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
                recalls.add(matrix[i][i].over(labels[i]));
            }
        }
        return mean(recalls);
    }

    /**
     * Matthews' correlation for several classes (Gorodkin 2004): (c·s − Σ p t) / √((s² − Σp²)(s² − Σt²)), with c right, s
     * all, t and p the weight of each class among labels and predictions. NaN with a single class on either side.
     */
    public double matthews() {
        Dyadic products = Dyadic.ZERO;
        Dyadic ofLabels = all.squared();
        Dyadic ofPredictions = all.squared();
        for (int k = 0; k < labels.length; k++) {
            products = products.plus(labels[k].times(predicted[k]));
            ofLabels = ofLabels.minus(labels[k].squared());
            ofPredictions = ofPredictions.minus(predicted[k].squared());
        }
        return value(
                right().times(all).minus(products),
                ofLabels.times(ofPredictions).root());
    }

    /** Cohen's kappa: 1 − Σ d·observed / Σ d·expected, with d the distance of two classes; NaN with a single class. */
    public double kappa(Distance distance) {
        Dyadic observed = Dyadic.ZERO;
        Dyadic expected = Dyadic.ZERO;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                long apart = Math.abs((long) i - j);
                long weight =
                        switch (distance) {
                            case NONE -> Math.min(apart, 1);
                            case LINEAR -> apart;
                            case QUADRATIC -> apart * apart;
                        };
                observed = observed.plus(matrix[i][j].times(weight));
                expected = expected.plus(labels[i].times(predicted[j]).times(weight));
            }
        }
        return expected.signum() == 0
                ? Double.NaN
                : Dyadic.ONE.minus(observed.times(all).over(expected)).value();
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
        return ratio(metric, beta, matrix[k][k], predicted[k].minus(matrix[k][k]), labels[k].minus(matrix[k][k]));
    }

    private Dyadic exact(OfClass metric, double beta, int k) {
        return fraction(
                metric,
                beta,
                matrix[k][k],
                predicted[k].minus(matrix[k][k]),
                labels[k].minus(matrix[k][k]),
                Dyadic::over);
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
        for (int k = 0; k < labels.length; k++) {
            right = right.plus(matrix[k][k]);
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
