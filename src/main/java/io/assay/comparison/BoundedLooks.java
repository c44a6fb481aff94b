package io.assay.comparison;

import io.assay.cost.DifferenceSums;
import io.assay.cost.Interval;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen at each look of losses that lie between known bounds.
 *
 * @param bounds of losses, by name
 * @param sums of the pairs of each run date, in their order, from the first that has any
 * @param outside a loss that lies outside of its bounds, where there is one
 */
public record BoundedLooks(
        Map<String, Interval> bounds, Map<Place, List<DifferenceSums>> sums, Map<Value, Double> outside) {

    /** How the table names these bounds. */
    static final String METHOD = "empirical Bernstein";

    /** No loss has bounds. */
    static final BoundedLooks NONE = new BoundedLooks(Map.of(), Map.of(), Map.of());

    /** A candidate and a baseline under a loss in a cell. */
    public record Place(Cell cell, String loss, String baseline, String candidate) {}

    /** A version's losses in a cell. */
    public record Value(Cell cell, String loss, String version) {}

    public BoundedLooks {
        bounds = Map.copyOf(bounds);
        sums = Map.copyOf(sums);
        outside = Map.copyOf(outside);
    }

    /** A sentence for a version that has a loss outside of its bounds. */
    public Optional<String> outside(Cell cell, String loss, String version) {
        Interval interval = bounds.get(loss);
        Double value = outside.get(new Value(cell, loss, version));
        return interval == null || value == null
                ? Optional.empty()
                : Optional.of(loss + " of " + version + " has a value of " + Figures.text(value)
                        + ", outside of its bounds " + Figures.text(interval.lower()) + " and "
                        + Figures.text(interval.upper()) + ", so that nothing is guaranteed");
    }

    /** What is known; empty where the loss has no bounds. */
    Optional<BernsteinEvidence> evidence(Findings.Subject subject, double alpha, String since) {
        Interval interval = bounds.get(subject.name());
        if (interval == null) {
            return Optional.empty();
        }
        List<DifferenceSums> dates = dates(subject);
        BernsteinSequence sequence = new BernsteinSequence(interval.upper() - interval.lower(), alpha, dates);
        return Optional.of(new BernsteinEvidence(
                sequence,
                METHOD + ", always valid, " + since,
                outside(subject.cell(), subject.name(), subject.candidate())
                        .or(() -> outside(subject.cell(), subject.name(), subject.baseline()))
                        .orElse(shortfall(sequence, alpha))));
    }

    private List<DifferenceSums> dates(Findings.Subject subject) {
        return sums.getOrDefault(
                new Place(subject.cell(), subject.name(), subject.baseline(), subject.candidate()), List.of());
    }

    private static String shortfall(BernsteinSequence sequence, double alpha) {
        if (sequence.looks() == 0) {
            return "no rows in common, which these bounds are made for";
        }
        return sequence.lower(alpha) > sequence.upper(alpha)
                ? "the bounds of earlier looks and of this one exclude each other, so that the difference has changed"
                : Shortfall.NONE;
    }

    /** As {@link Looks#unitsNeeded}; empty where the loss has no bounds. */
    Optional<Double> pairsNeeded(
            Findings.Subject subject, double deviation, double margin, double alpha, double power) {
        Interval interval = bounds.get(subject.name());
        if (interval == null) {
            return Optional.empty();
        }
        long[] pairs = dates(subject).stream()
                .mapToLong(DifferenceSums::pairs)
                .filter(n -> n > 0)
                .toArray();
        double range = interval.upper() - interval.lower();
        double mean = Arrays.stream(pairs).average().orElse(1);
        return Optional.of(
                margin > 0
                        ? BernsteinSequence.pairsNeeded(
                                range, alpha, deviation, margin, mean, StudentT.normalUpperPoint(1 - power))
                        : Double.NaN);
    }
}
