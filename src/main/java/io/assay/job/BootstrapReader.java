package io.assay.job;

import io.assay.cost.Bootstrap;
import java.util.Optional;

/** Reads {@code compare.bootstrap}: how often clusters are drawn anew where nothing else gives an interval. */
final class BootstrapReader {

    /** The key below {@code compare}. */
    static final String KEY = "bootstrap";

    private static final double REPLICATES = 1_000;
    private static final double SEED = 42;

    private BootstrapReader() {}

    /** Empty where it is not asked for. */
    static Optional<Bootstrap> read(Section compare) {
        if (compare.setting(KEY).isEmpty()) {
            return Optional.empty();
        }
        Section section = compare.section(KEY);
        double replicates = section.number(
                        "replicates",
                        n -> n >= Bootstrap.FEWEST && n <= Bootstrap.MOST && n == Math.rint(n),
                        "must be a whole number from " + Bootstrap.FEWEST + " to " + Bootstrap.MOST)
                .orElse(REPLICATES);
        double seed = section.number(
                        "seed",
                        n -> n >= 0 && n <= 0x1p53 && n == Math.rint(n),
                        "must be a whole number from 0 to 2^53")
                .orElse(SEED);
        section.done();
        return Optional.of(new Bootstrap((int) replicates, (long) seed));
    }
}
