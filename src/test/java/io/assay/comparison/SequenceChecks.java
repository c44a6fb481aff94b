package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Vectors.Vector;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Holds sequences of looks, and corrections that need no independence, against reference values. */
final class SequenceChecks {

    private SequenceChecks() {}

    /** Benjamini and Yekutieli's correction, and e-BH. */
    static void anyDependence(Vector vector) {
        double[] p = vector.numbers("p");
        double alpha = vector.number("alpha");
        HierarchicalTests tests = new HierarchicalTests(List.of(p), alpha, SliceCorrection.BENJAMINI_YEKUTIELI);
        HierarchicalTests evidence = HierarchicalTests.ofEvidence(List.of(vector.numbers("e_values")), alpha);
        for (int i = 0; i < p.length; i++) {
            vector.check("/fdr_by/adjusted/" + i, tests.adjusted(0, i));
            assertThat(tests.isRejected(0, i))
                    .as("%s by %d", vector.id(), i)
                    .isEqualTo(vector.expected().at("/fdr_by/reject/" + i).asBoolean());
            assertThat(evidence.adjusted(0, i) <= alpha)
                    .as("%s e-BH %d", vector.id(), i)
                    .isEqualTo(vector.expected().at("/e_bh_reject/" + i).asBoolean());
        }
    }

    static void delayedStart(Vector vector) {
        double alpha = vector.number("alpha");
        DelayedStart sequence = new DelayedStart(vector.number("n0"));
        vector.check("/delayed_start_a2", Math.pow(sequence.reach(sequence.first(), alpha), 2));
        vector.check("/rho2", ConfidenceSequence.tuning(alpha) / vector.number("n_star"));
        double anytime = 1;
        for (int i = 0; i < vector.input().get("looks").size(); i++) {
            JsonNode look = vector.input().at("/looks/" + i);
            double n = look.get("n").asDouble();
            double mean = look.get("mean").asDouble();
            double error = Math.sqrt(look.get("var").asDouble() / n);
            anytime = Math.min(anytime, sequence.pValue(mean / error, n));
            vector.check("/looks/" + i + "/delayed_start_ci/0", mean - sequence.reach(n, alpha) * error);
            vector.check("/looks/" + i + "/delayed_start_ci/1", mean + sequence.reach(n, alpha) * error);
            vector.check("/looks/" + i + "/delayed_start_p", anytime);
        }
    }

    private static Looks looks(double firstUnits) {
        return new Looks(
                List.of("2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, (long) firstUnits)),
                Map.of());
    }

    /** What a sequence needs; its difference is assumed where the reference assumes one. */
    static void unitsNeeded(Vector vector) {
        double needed = looks(vector.number("mixture_nstar") / 10)
                .unitsNeeded(
                        new Findings.Subject(Cell.ALL, "loss", "mean", Direction.LOWER, "a", "b"),
                        vector.number("sd"),
                        vector.number("margin") - vector.number("assumed_true_diff"),
                        vector.number("alpha"),
                        vector.number("power"),
                        1);
        vector.check("/n_sequential_noninferiority", Math.ceil(needed));
    }

    /** Of a line that was looked at once. */
    static double eValue(Comparison line) {
        return looks(line.units()).eValue(line, 0.05);
    }

    /** The largest number k of p-values with p₍k₎ ≤ k·rate/(m·Σ1/i), by trying every k. */
    static int rejectedByTrying(double[] p, double rate) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 1; i <= p.length; i++) {
            sum += 1.0 / i;
        }
        int most = 0;
        for (int k = 1; k <= p.length; k++) {
            if (sorted[k - 1] <= k * rate / (p.length * sum)) {
                most = k;
            }
        }
        return most;
    }
}
