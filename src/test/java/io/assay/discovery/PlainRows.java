package io.assay.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows in memory, from which slices are tallied by a plain loop.
 *
 * @param features by row, then feature: the number of the value
 * @param errors by row
 * @param weights by row
 */
public record PlainRows(int[][] features, double[] errors, double[] weights) {

    /** Rows that count 1. */
    public static PlainRows of(int[][] features, double[] errors) {
        double[] ones = new double[errors.length];
        Arrays.fill(ones, 1);
        return new PlainRows(features, errors, ones);
    }

    /** Rows drawn at random, among them a slice or two that are worse. */
    static PlainRows random(Random random, int rows, int columns, int values) {
        int[][] features = new int[rows][columns];
        double[] errors = new double[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < columns; feature++) {
                features[row][feature] = random.nextInt(values);
            }
            boolean worse = features[row][0] == 1 && features[row][columns - 1] == 0;
            double error = random.nextGaussian() + (worse ? 1.5 : 0);
            errors[row] = Math.max(random.nextInt(4) == 0 ? Math.rint(error) : error, 0.0);
            weights[row] = random.nextInt(3) == 0 ? random.nextInt(3) : 1 + random.nextInt(2) / 2.0;
        }
        return new PlainRows(features, errors, weights);
    }

    /** The same rows in another order. */
    PlainRows ordered(int[] order) {
        int[][] otherFeatures = new int[order.length][];
        double[] otherErrors = new double[order.length];
        double[] otherWeights = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            otherFeatures[i] = features[order[i]];
            otherErrors[i] = errors[order[i]];
            otherWeights[i] = weights[order[i]];
        }
        return new PlainRows(otherFeatures, otherErrors, otherWeights);
    }

    /** The same rows with their columns in another order. */
    PlainRows renamed(int[] columns) {
        int[][] other = new int[features.length][columns.length];
        for (int row = 0; row < features.length; row++) {
            for (int feature = 0; feature < columns.length; feature++) {
                other[row][columns[feature]] = features[row][feature];
            }
        }
        return new PlainRows(other, errors, weights);
    }

    /** The same rows, each counting so many times as much. */
    PlainRows weighing(double times) {
        double[] other = weights.clone();
        for (int row = 0; row < other.length; row++) {
            other[row] *= times;
        }
        return new PlainRows(features, errors, other);
    }

    public boolean isIn(int row, Conjunction slice) {
        return slice.conditions().stream()
                .allMatch(condition -> features[row][condition.feature()] == condition.value());
    }

    /** The sums of the rows of a slice. */
    public SliceSums sums(Conjunction slice) {
        SliceSums sums = new SliceSums();
        for (int row = 0; row < errors.length; row++) {
            if (isIn(row, slice)) {
                sums.add(errors[row], weights[row]);
            }
        }
        return sums;
    }

    /** Every value of every feature. */
    public SortedMap<Condition, SliceSums> singles() {
        SortedMap<Condition, SliceSums> singles = new TreeMap<>();
        for (int[] row : features) {
            for (int feature = 0; feature < row.length; feature++) {
                Condition condition = new Condition(feature, row[feature]);
                singles.computeIfAbsent(condition, key -> sums(new Conjunction(List.of(key))));
            }
        }
        return singles;
    }

    /** Every slice of at most so many conditions that any row is in, all rows apart. */
    public List<Conjunction> slices(int levels) {
        List<Conjunction> slices = new ArrayList<>();
        List<Conjunction> open = new ArrayList<>();
        open.add(new Conjunction(List.of()));
        for (int level = 1; level <= levels; level++) {
            List<Conjunction> longer = new ArrayList<>();
            for (Conjunction slice : open) {
                int last = slice.level() == 0
                        ? -1
                        : slice.conditions().get(slice.level() - 1).feature();
                for (Condition condition : singles().keySet()) {
                    if (condition.feature() > last) {
                        Conjunction more = slice.and(condition);
                        if (IntStream.range(0, errors.length).anyMatch(row -> isIn(row, more))) {
                            longer.add(more);
                        }
                    }
                }
            }
            slices.addAll(longer);
            open = longer;
        }
        return slices;
    }

    /** Searches them. */
    public SliceSearch.Found search(SliceSearch.Settings settings) {
        return SliceSearch.search(sums(new Conjunction(List.of())), singles(), settings, slices -> slices.stream()
                .map(this::sums)
                .toList());
    }
}
