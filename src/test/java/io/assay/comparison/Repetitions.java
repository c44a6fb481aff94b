package io.assay.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Repeats scenarios, each from a seed of its own, and keeps what was found beside what is expected. As many repetitions as
 * the system property {@code assay.simulation} says, or a few.
 */
final class Repetitions {

    static final long SEED = 20_260_104;

    private static final int FEW = 40;

    private final int number = Integer.getInteger("assay.simulation", FEW);
    private final List<String> lines = new ArrayList<>();

    Repetitions() {
        lines.add("| scenario | expected | found | repetitions |");
        lines.add("|---|--:|--:|--:|");
    }

    /** How many for a scenario that takes so many times as long as others. */
    int number(int slowness) {
        return Math.max(FEW / 10, number / slowness);
    }

    /** The mean of what a scenario gives, over repetitions; rates are means of 0 and 1. */
    double mean(String scenario, String expected, int slowness, ToDoubleFunction<Random> once) {
        Random random = new Random(SEED + scenario.hashCode());
        int repetitions = number(slowness);
        double sum = 0;
        for (int i = 0; i < repetitions; i++) {
            sum += once.applyAsDouble(random);
        }
        return found(scenario, expected, sum / repetitions, repetitions);
    }

    /** Takes down what was found otherwise. */
    double found(String scenario, String expected, double found, int repetitions) {
        lines.add(String.format(Locale.ROOT, "| %s | %s | %.3f | %,d |", scenario, expected, found, repetitions));
        return found;
    }

    /** The largest rate that agrees with errors of at most 0.05. */
    double atMostFivePercent(int slowness) {
        return 0.05 + 3 * Math.sqrt(0.05 * 0.95 / number(slowness));
    }

    /** How far a rate of 0.95 may be from it. */
    double nearNinetyFive(int slowness) {
        return Math.max(0.01, 3 * Math.sqrt(0.05 * 0.95 / number(slowness)));
    }

    /** Seed and table. */
    String table() {
        return "Seed " + SEED + "\n" + String.join("\n", lines);
    }
}
