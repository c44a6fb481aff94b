package io.assay.job;

import io.assay.curve.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The curves on the driver, in order of run, metric and split, and what became of the other points.
 *
 * @param fates how many points were not used, by why; used ones have the empty text
 * @param duplicates where points stand more than once, in words, for the first few curves
 * @param otherSplits the first few splits that are neither training nor validation
 * @param sizes of the runs that have one
 * @param notes about runs that have several
 */
record CollectedCurves(
        SortedMap<String, SortedMap<String, Splits>> runs,
        SortedMap<String, Long> fates,
        List<String> duplicates,
        List<String> otherSplits,
        Map<String, Double> sizes,
        List<String> notes) {

    private static final int NAMED = 5;

    /** The curves of one metric of one run. */
    record Splits(Curve train, Curve validation) {}

    /** How many points can be used. */
    static long usable(SortedMap<String, Long> fates) {
        return fates.getOrDefault("", 0L);
    }

    /** Counts all points by their fate. */
    static SortedMap<String, Long> count(Dataset<Row> points) {
        SortedMap<String, Long> fates = new TreeMap<>();
        points.groupBy(CurvePoints.FATE)
                .count()
                .collectAsList()
                .forEach(row -> fates.put(row.isNullAt(0) ? "" : row.getString(0), row.getLong(1)));
        return fates;
    }

    /** Brings the usable points here, which somebody has counted before. */
    static CollectedCurves of(Dataset<Row> points, SortedMap<String, Long> fates) {
        Builder builder = new Builder();
        Iterator<Row> rows = points.filter(functions.col(CurvePoints.FATE).isNull())
                .select(
                        CurvePoints.RUN,
                        CurvePoints.METRIC,
                        CurvePoints.ROLE,
                        CurvePoints.AT,
                        CurvePoints.NUMBER,
                        CurvePoints.SIZE)
                .orderBy(CurvePoints.RUN, CurvePoints.METRIC, CurvePoints.ROLE, CurvePoints.AT)
                .toLocalIterator();
        rows.forEachRemaining(builder::add);
        return new CollectedCurves(
                builder.runs(),
                Collections.unmodifiableSortedMap(fates),
                fates.containsKey(CurvePoints.DUPLICATE) ? duplicates(points) : List.of(),
                fates.containsKey(CurvePoints.OTHER_SPLIT) ? otherSplits(points) : List.of(),
                builder.sizes(),
                builder.notes());
    }

    private static List<String> duplicates(Dataset<Row> points) {
        return points
                .filter(functions.col(CurvePoints.FATE).equalTo(CurvePoints.DUPLICATE))
                .groupBy(CurvePoints.RUN, CurvePoints.METRIC, CurvePoints.ROLE)
                .agg(functions.min(CurvePoints.AT), functions.max(CurvePoints.AT))
                .orderBy(CurvePoints.RUN, CurvePoints.METRIC, CurvePoints.ROLE)
                .limit(NAMED)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + ", " + row.getString(1) + ", " + row.getString(2)
                        + steps(row.getDouble(3), row.getDouble(4)))
                .toList();
    }

    private static String steps(double first, double last) {
        return first == last ? ", step " + step(first) : ", steps " + step(first) + " to " + step(last);
    }

    private static String step(double step) {
        boolean whole = step == Math.rint(step) && Math.abs(step) < 1e15;
        return whole ? Long.toString((long) step) : Double.toString(step);
    }

    private static List<String> otherSplits(Dataset<Row> points) {
        return points
                .filter(functions.col(CurvePoints.FATE).equalTo(CurvePoints.OTHER_SPLIT))
                .select(CurvePoints.SPLIT)
                .distinct()
                .orderBy(CurvePoints.SPLIT)
                .limit(NAMED)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Takes points in order of run, metric, split and step. */
    private static final class Builder {

        private final SortedMap<String, SortedMap<String, Splits>> runs = new TreeMap<>();
        private final SortedMap<String, Set<Double>> sizesSeen = new TreeMap<>();
        private List<String> open = List.of();
        private double[] steps = new double[64];
        private double[] values = new double[64];
        private int points;

        void add(Row row) {
            List<String> key = List.of(row.getString(0), row.getString(1), row.getString(2));
            if (!key.equals(open)) {
                close();
                open = key;
            }
            if (points == steps.length) {
                steps = Arrays.copyOf(steps, 2 * points);
                values = Arrays.copyOf(values, 2 * points);
            }
            steps[points] = row.getDouble(3);
            values[points++] = row.getDouble(4);
            if (!row.isNullAt(5)) {
                sizesSeen
                        .computeIfAbsent(row.getString(0), run -> new TreeSet<>())
                        .add(row.getDouble(5));
            }
        }

        private void close() {
            if (points > 0) {
                Curve curve = Curve.of(Arrays.copyOf(steps, points), Arrays.copyOf(values, points));
                boolean train = open.get(2).equals(CurvePoints.TRAIN);
                Splits added = train ? new Splits(curve, Curve.EMPTY) : new Splits(Curve.EMPTY, curve);
                runs.computeIfAbsent(open.get(0), run -> new TreeMap<>())
                        .merge(
                                open.get(1),
                                added,
                                (a, b) -> train
                                        ? new Splits(b.train(), a.validation())
                                        : new Splits(a.train(), b.validation()));
            }
            points = 0;
        }

        SortedMap<String, SortedMap<String, Splits>> runs() {
            close();
            return runs;
        }

        Map<String, Double> sizes() {
            Map<String, Double> sizes = new TreeMap<>();
            sizesSeen.forEach((run, seen) -> {
                double size = seen.iterator().next();
                if (seen.size() == 1 && Double.isFinite(size) && size > 0) {
                    sizes.put(run, size);
                }
            });
            return sizes;
        }

        List<String> notes() {
            Map<String, Double> usable = sizes();
            List<String> notes = new ArrayList<>();
            List<String> unusable = sizesSeen.keySet().stream()
                    .filter(run -> !usable.containsKey(run))
                    .toList();
            if (!unusable.isEmpty()) {
                notes.add("Runs without one size above 0 stand in no power law: "
                        + String.join(", ", unusable.subList(0, Math.min(NAMED, unusable.size())))
                        + (unusable.size() > NAMED ? " and " + (unusable.size() - NAMED) + " more" : "") + ".");
            }
            return notes;
        }
    }

    /** The size of a run, if it has one. */
    OptionalDouble size(String run) {
        Double size = sizes.get(run);
        return size == null ? OptionalDouble.empty() : OptionalDouble.of(size);
    }
}
