package io.assay.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Puts rows together in a random order, partitioning and merge tree, as a cluster of machines might. */
final class Partitionings {

    private Partitionings() {}

    static <R, S> S merged(
            List<R> rows,
            Random random,
            Supplier<S> empty,
            BiConsumer<S, R> addRow,
            BiConsumer<S, S> addState,
            UnaryOperator<S> throughBytes) {
        List<R> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        List<S> states = new ArrayList<>();
        for (int i = 0, count = 1 + random.nextInt(8); i < count; i++) {
            states.add(empty.get());
        }
        for (R row : shuffled) {
            addRow.accept(states.get(random.nextInt(states.size())), row);
        }
        while (states.size() > 1) {
            S from = states.remove(random.nextInt(states.size()));
            S into = states.get(random.nextInt(states.size()));
            addState.accept(into, random.nextBoolean() ? throughBytes.apply(from) : from);
        }
        return states.get(0);
    }

    static CostTally mergedCost(List<Row> rows, Random random) {
        return merged(
                rows,
                random,
                CostTally::new,
                (tally, row) -> row.addTo(tally),
                CostTally::add,
                through(CostTally::toBytes, CostTally::fromBytes));
    }

    static PairTally mergedPairs(List<Pair> pairs, Random random) {
        return merged(
                pairs,
                random,
                PairTally::new,
                (tally, pair) -> pair.addTo(tally),
                PairTally::add,
                through(PairTally::toBytes, PairTally::fromBytes));
    }

    private static <S> UnaryOperator<S> through(Function<S, byte[]> write, Function<byte[], S> read) {
        return state -> read.apply(write.apply(state));
    }

    /** A row that is its own unit. */
    record Row(double loss, double weight) {

        void addTo(CostTally tally) {
            tally.addRow(loss, weight);
            tally.addRowAsUnit(loss, weight);
        }
    }

    /** A unit of a pair. */
    record Pair(double candidate, double candidateWeight, double baseline, double baselineWeight, long rows) {

        static Pair ofRows(double candidate, double baseline) {
            return new Pair(candidate, 1, baseline, 1, 1);
        }

        void addTo(PairTally tally) {
            tally.addUnit(candidate, candidateWeight, baseline, baselineWeight, rows);
        }

        Pair swapped() {
            return new Pair(baseline, baselineWeight, candidate, candidateWeight, rows);
        }

        Pair scaled(double factor) {
            return new Pair(
                    candidate * factor, candidateWeight * factor, baseline * factor, baselineWeight * factor, rows);
        }
    }
}
