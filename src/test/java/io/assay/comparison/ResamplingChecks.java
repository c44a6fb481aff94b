package io.assay.comparison;

import io.assay.comparison.Vectors.Vector;
import io.assay.cost.Bootstrap;
import io.assay.cost.PoissonDraws;
import io.assay.cost.SummedHistogram;
import io.assay.cost.TrimmedMean;
import java.util.stream.IntStream;

/** Holds draws, and means without their ends, against reference values. */
final class ResamplingChecks {

    private ResamplingChecks() {}

    /** Each unit has one number; the mean of a replicate is that of all numbers drawn. */
    static void poissonBootstrap(Vector vector) {
        double[] numbers = vector.numbers("x");
        int replicates = (int) vector.number("replicates");
        PoissonDraws[] draws = IntStream.range(0, numbers.length)
                .mapToObj(i ->
                        new PoissonDraws(vector.input().at("/unit_ids/" + i).asText(), (long) vector.number("seed")))
                .toArray(PoissonDraws[]::new);
        double[] means = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            SummedHistogram drawn = new SummedHistogram();
            for (int i = 0; i < numbers.length; i++) {
                SummedHistogram unit = new SummedHistogram();
                unit.add(numbers[i]);
                drawn.add(unit, draws[i].in(replicate));
            }
            means[replicate] = new TrimmedMean(0, drawn.runs()).value();
            vector.check("/replicate_means/" + replicate, means[replicate]);
        }
        vector.check("/se", Bootstrap.standardError(means));
    }

    static void trimmedMean(Vector vector, double[] sorted) {
        TrimmedMean mean = TrimmedMean.ofSorted(vector.number("trim"), sorted);
        TrimmedEvidence evidence = new TrimmedEvidence(mean, "t");
        vector.check("/trimmed_mean", mean.value());
        vector.check("/trimmed_ci/0", evidence.lower(0.025));
        vector.check("/trimmed_ci/1", evidence.upper(0.025));
    }
}
