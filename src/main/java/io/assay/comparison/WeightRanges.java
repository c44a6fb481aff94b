package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.PartEstimate;
import io.assay.cost.VectorPairTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of the gates on weighted sums over which range of each weight their verdict holds, the other weights, the other
 * gates and the correction for their number being as they are. Every verdict is that of the comparison with those
 * weights, read from exact moments; no row is looked at again.
 */
public final class WeightRanges {

    private final ComparisonSettings settings;
    private final GateJudge judge;
    private final List<GatedComparison> gated;

    /**
     * @param gated all gates of the run, in the order in which they were judged
     */
    public WeightRanges(ComparisonSettings settings, List<GatedComparison> gated) {
        this.settings = settings;
        this.judge = new GateJudge(settings);
        this.gated = List.copyOf(gated);
    }

    /**
     * A weighted sum.
     *
     * @param parts the losses that are added
     * @param weights one for each
     * @param renormalise whether rows that lack a part are scored by the others, scaled up
     * @param tally of the parts on the gate's pairs; empty where there are no pairs
     */
    public record Sum(
            ComparisonKey key,
            Units units,
            List<String> parts,
            List<Double> weights,
            boolean renormalise,
            Optional<VectorPairTally> tally) {

        public Sum {
            parts = List.copyOf(parts);
            weights = List.copyOf(weights);
        }

        double[] weightsWith(int part, double weight) {
            double[] changed = weights.stream().mapToDouble(Double::doubleValue).toArray();
            changed[part] = weight;
            return changed;
        }
    }

    /** The ranges of one gate, by its index; a line for each part. */
    public List<WeightRange> of(int index, Sum sum) {
        GatedComparison gate = gated.get(index);
        Verdict verdict = gate.comparison()
                .map(comparison -> judge.verdict(gated, index, comparison))
                .orElse(Verdict.INCONCLUSIVE);
        String obstacle = obstacle(gate, sum);
        List<WeightRange> ranges = new ArrayList<>();
        Optional<PartEstimate> parts = obstacle.isEmpty() ? sum.tally().map(PartEstimate::of) : Optional.empty();
        for (int part = 0; part < sum.parts().size(); part++) {
            ranges.add(
                    parts.isEmpty()
                            ? unknown(gate, sum, part, verdict, obstacle)
                            : range(index, sum, part, verdict, parts.get()));
        }
        return ranges;
    }

    /** Why no range can be given; empty where one can. */
    private String obstacle(GatedComparison gate, Sum sum) {
        if (gate.gate().limit().isPresent()) {
            return "ranges are given for gates on a difference";
        }
        if (sum.tally().isEmpty() && settings.isByBuckets()) {
            return "of clusters that may come again on later run dates only the sum is carried, and not its parts";
        }
        if (gate.comparison().isEmpty() || sum.tally().isEmpty()) {
            return "ranges need versions that are compared on the same rows";
        }
        Comparison comparison = gate.comparison().get();
        if (sum.parts().size() > PartEstimate.MOST_PARTS) {
            return "it has more than " + PartEstimate.MOST_PARTS + " parts";
        }
        if (sum.units() == Units.TWO_WAY) {
            return "ranges are not given for two-way clusters";
        }
        if (sum.renormalise()) {
            return "with missing: renormalise a row's own weights depend on the parts that it has, so that no range can be"
                    + " given";
        }
        if (!sum.key().aggregate().equals(Aggregate.MEAN)) {
            return "ranges are given for means, not for aggregate "
                    + sum.key().aggregate().name();
        }
        if (comparison.finding() == Finding.UNRELIABLE) {
            return "its units are no ground for a verdict: " + comparison.shortfall();
        }
        if (comparison.intervalMethod().startsWith(BoundedLooks.METHOD)) {
            return "its bounds rest on those of the sum, which hold with these weights";
        }
        return comparison.intervalMethod().startsWith("Newcombe")
                ? "every loss is 0 or 1 with these weights, and with others it is not, so that another interval would hold"
                : "";
    }

    private WeightRange range(int index, Sum sum, int part, Verdict verdict, PartEstimate parts) {
        GatedComparison gate = gated.get(index);
        Comparer comparer = new Comparer(settings.withMargin(gate.gate().margin()));
        VectorPairTally tally = sum.tally().orElseThrow();
        double largest = sum.weights().stream().mapToDouble(Math::abs).max().orElse(1);
        WeightScan scan = new WeightScan(
                weight -> judge.verdict(
                        gated,
                        index,
                        comparer.weighted(sum.key(), tally, parts, sum.units(), sum.weightsWith(part, weight))),
                sum.weights().get(part),
                largest > 0 ? largest : 1);
        if (scan.now() != verdict) {
            return unknown(gate, sum, part, verdict, "it is too near to a bound to tell a range");
        }
        WeightScan.Range range = scan.range();
        return new WeightRange(
                sum.key().loss(),
                sum.key().cell(),
                gate.baseline(),
                gate.candidate(),
                gate.gate().hard(),
                sum.parts().get(part),
                sum.weights().get(part),
                verdict,
                range.lower().at(),
                range.lower().beyond(),
                range.upper().at(),
                range.upper().beyond(),
                "");
    }

    private static WeightRange unknown(GatedComparison gate, Sum sum, int part, Verdict verdict, String obstacle) {
        return new WeightRange(
                sum.key().loss(),
                sum.key().cell(),
                gate.baseline(),
                gate.candidate(),
                gate.gate().hard(),
                sum.parts().get(part),
                sum.weights().get(part),
                verdict,
                Double.NaN,
                Optional.empty(),
                Double.NaN,
                Optional.empty(),
                obstacle);
    }
}
