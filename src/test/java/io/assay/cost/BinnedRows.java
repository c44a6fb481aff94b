package io.assay.cost;

import io.assay.cost.RankedRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows with scores of two versions, and their tallies by bin. */
final class BinnedRows {

    private BinnedRows() {}

    static BinPairTally.Say ours(Row row) {
        return new BinPairTally.Say((int) row.label(), row.candidate());
    }

    static BinPairTally.Say theirs(Row row) {
        return new BinPairTally.Say((int) row.label(), row.baseline());
    }

    static void add(BinTally tally, Row row) {
        tally.addRow(ours(row).label(), ours(row).score(), row.weight());
        tally.addUnit(row.weight(), 1 << ours(row).label());
    }

    static void add(BinPairTally tally, Row row) {
        tally.addRow(ours(row), theirs(row), row.weight());
        tally.addUnitRow(ours(row), theirs(row), row.weight());
    }

    static BinTally tally(List<Row> rows, ScoreEdges edges) {
        BinTally tally = new BinTally(edges);
        rows.forEach(row -> add(tally, row));
        return tally;
    }

    static BinPairTally pairs(List<Row> rows, ScoreEdges edges) {
        BinPairTally tally = new BinPairTally(edges);
        rows.forEach(row -> add(tally, row));
        return tally;
    }

    /** All rows of a unit after each other. */
    static void inClusters(List<Row> rows, Consumer<List<Row>> unit) {
        Map<String, List<Row>> units = new LinkedHashMap<>();
        rows.forEach(row ->
                units.computeIfAbsent(row.unit(), key -> new ArrayList<>()).add(row));
        units.values().forEach(unit);
    }

    static BinPairTally clustered(List<Row> rows, ScoreEdges edges) {
        BinPairTally tally = new BinPairTally(edges);
        inClusters(rows, unit -> addUnit(tally, unit));
        return tally;
    }

    static void addUnit(BinPairTally tally, List<Row> unit) {
        int labels = 0;
        double weight = 0;
        boolean differ = false;
        for (Row row : unit) {
            tally.addRow(ours(row), theirs(row), row.weight());
            tally.addToBucket(Buckets.of(row.unit()), ours(row), theirs(row), row.weight());
            labels |= BinPairTally.labels(ours(row), theirs(row));
            weight += row.weight();
            differ |= row.candidate() != row.baseline();
        }
        tally.addUnit(weight, labels, differ);
    }

    static BinTally clusteredOne(List<Row> rows, ScoreEdges edges) {
        BinTally tally = new BinTally(edges);
        inClusters(rows, unit -> {
            int labels = 0;
            double weight = 0;
            for (Row row : unit) {
                tally.addRow(ours(row).label(), row.candidate(), row.weight());
                tally.addToBucket(Buckets.of(row.unit()), ours(row).label(), row.candidate(), row.weight());
                labels |= 1 << ours(row).label();
                weight += row.weight();
            }
            tally.addUnit(weight, labels);
        });
        return tally;
    }

    static ScoreEdges ownBins(List<Row> rows) {
        return ScoreEdges.of(rows.stream()
                .flatMap(row -> Stream.of(row.candidate(), row.baseline()))
                .toList());
    }

    /** So many edges, anywhere among the scores. */
    static ScoreEdges someEdges(List<Row> rows, Random random, int edges) {
        return ScoreEdges.of(IntStream.range(0, edges)
                .mapToObj(i -> rows.get(random.nextInt(rows.size())).candidate() + random.nextInt(2) * 1e-3)
                .toList());
    }

    /** What kinds of scores there are. */
    enum Scores {
        CONTINUOUS,
        TIED,
        SKEWED,
        ONE_VALUE_FILLS_MANY_BINS;

        double of(double signal, Random random) {
            return switch (this) {
                case CONTINUOUS -> signal;
                case TIED -> Math.rint(2 * signal) / 2;
                case SKEWED -> Math.exp(4 * signal);
                case ONE_VALUE_FILLS_MANY_BINS -> random.nextInt(3) == 0 ? 0 : signal;
            };
        }
    }

    static List<Row> rows(Random random, Scores scores, int rows, int units, boolean weighted) {
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double label = random.nextInt(3) == 0 ? 1 : 0;
            double shared = random.nextGaussian();
            all.add(new Row(
                    "unit " + i % units,
                    label,
                    scores.of(label + shared + random.nextGaussian() / 2, random),
                    scores.of(label + shared + random.nextGaussian(), random),
                    weighted ? 0.25 + random.nextInt(5) + random.nextDouble() : 1));
        }
        return all;
    }
}
