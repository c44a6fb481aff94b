package io.assay.comparison;

import io.assay.comparison.HybridEvidence.Bounded;
import io.assay.comparison.HybridEvidence.Tail;
import io.assay.cost.Discordance;
import io.assay.cost.Interval;
import io.assay.cost.Wilson;

/**
 * Newcombe's hybrid score intervals (1998) for a difference of proportions, built from the Wilson interval of each side:
 * method 10 for the paired ones, whose correlation is φ, and φ = 0 for independent ones.
 */
final class NewcombeEvidence {

    private NewcombeEvidence() {}

    /** Candidate − baseline on the same rows; the test of difference = 0 is McNemar's. */
    static HybridEvidence paired(Discordance counts) {
        double rows = counts.rows();
        return new HybridEvidence(
                new Share(counts.both() + counts.candidateOnly(), rows),
                new Share(counts.both() + counts.baselineOnly(), rows),
                correlation(counts),
                Tail.NORMAL,
                McNemar.pValue(counts.candidateOnly(), counts.baselineOnly()),
                "Newcombe paired",
                McNemar.name(counts.candidateOnly(), counts.baselineOnly()));
    }

    /** Candidate − baseline on independent rows. */
    static HybridEvidence independent(
            double candidateSuccesses, double candidateRows, double baselineSuccesses, double baselineRows) {
        return new HybridEvidence(
                new Share(candidateSuccesses, candidateRows),
                new Share(baselineSuccesses, baselineRows),
                0,
                Tail.NORMAL,
                "Newcombe independent");
    }

    /** φ with the continuity correction of Newcombe's method 10; 0 if a margin of the table is empty. */
    private static double correlation(Discordance counts) {
        double a = counts.both();
        double b = counts.candidateOnly();
        double c = counts.baselineOnly();
        double d = counts.neither();
        double margins = (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0) {
            return 0;
        }
        double q = a * d - b * c;
        double half = counts.rows() / 2.0;
        double corrected = q > half ? q - half : Math.min(q, 0);
        return corrected / Math.sqrt(margins);
    }

    /** A share of trials with Wilson's interval. */
    private record Share(double successes, double trials) implements Bounded {

        @Override
        public double value() {
            return successes / trials;
        }

        @Override
        public Interval interval(double distance) {
            return Wilson.interval(successes, trials, distance);
        }
    }
}
