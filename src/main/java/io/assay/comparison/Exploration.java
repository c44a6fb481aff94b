package io.assay.comparison;

import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks through all slices for those that differ, when nobody said beforehand which. Beside the verdict of gates this is
 * search: of what is told to differ a share of at most {@link #RATE} is chance on average (Benjamini and Bogomolov 2014),
 * however many slices, losses and candidates there are. No verdict follows from it.
 *
 * <p>The slices of a candidate against a baseline under one loss are a family; the cell of all rows is in none. Slices of
 * fewer units than the minimum are left out: that is decided by counts alone, never by what was found. A slice that is
 * unreliable otherwise stays in the count of tests, with a p-value of 1.
 *
 * <p>Where one looks after every run, e-values decide in place of p-values (e-BH, Wang and Ramdas 2022): the rate then holds at
 * every look, and whatever slices have to do with each other.
 */
public final class Exploration {

    /** The expected share of chance findings among all. */
    public static final double RATE = 0.10;

    private final ComparisonSettings settings;
    private final SliceCorrection correction;

    public Exploration(ComparisonSettings settings) {
        this(settings, SliceCorrection.BENJAMINI_HOCHBERG);
    }

    /** @param correction of p-values; where one looks after every run, e-values need none */
    public Exploration(ComparisonSettings settings, SliceCorrection correction) {
        this.settings = settings;
        this.correction = settings.looks().isPresent() ? SliceCorrection.E_BH : correction;
    }

    /** A candidate against a baseline under a loss. */
    private record Family(String loss, String baseline, String candidate) {}

    /** Every slice that is looked at, in the order of the comparisons. */
    public List<ExploredSlice> of(List<Comparison> comparisons) {
        Map<Family, List<Comparison>> families = new LinkedHashMap<>();
        for (Comparison line : comparisons) {
            if (!line.cell().equals(Cell.ALL)
                    && line.units() >= settings.minimumUnits()
                    && !Double.isNaN(line.pValue())) {
                families.computeIfAbsent(
                                new Family(line.loss(), line.baseline(), line.candidate()), family -> new ArrayList<>())
                        .add(line);
            }
        }
        HierarchicalTests tests = settings.looks().isPresent()
                ? HierarchicalTests.ofEvidence(
                        families.values().stream().map(this::eValues).toList(), RATE)
                : new HierarchicalTests(
                        families.values().stream().map(Exploration::pValues).toList(), RATE, correction);
        List<ExploredSlice> explored = new ArrayList<>();
        int family = 0;
        for (List<Comparison> lines : families.values()) {
            explored.addAll(slices(lines, tests, family));
            family++;
        }
        return explored;
    }

    private static double[] pValues(List<Comparison> lines) {
        return lines.stream()
                .mapToDouble(line -> line.finding() == Finding.UNRELIABLE ? 1 : line.pValue())
                .toArray();
    }

    private double[] eValues(List<Comparison> lines) {
        return lines.stream().mapToDouble(this::eValue).toArray();
    }

    /** NaN for a single look. */
    private double eValue(Comparison line) {
        return settings.looks()
                .map(looks -> looks.eValue(line, settings.alpha(line.baseline(), line.candidate())))
                .orElse(Double.NaN);
    }

    private List<ExploredSlice> slices(List<Comparison> lines, HierarchicalTests tests, int family) {
        Shrinkage shrinkage = Shrinkage.of(
                lines.stream().mapToDouble(Exploration::harm).toArray(),
                lines.stream().mapToDouble(Comparison::standardError).toArray());
        return IntStream.range(0, lines.size())
                .mapToObj(i -> {
                    Comparison line = lines.get(i);
                    double sign = line.direction() == Direction.HIGHER ? -1 : 1;
                    return new ExploredSlice(
                            line,
                            lines.size(),
                            tests.familyPValue(family),
                            tests.adjusted(family, i),
                            tests.isRejected(family, i),
                            sign * shrinkage.mean(i),
                            shrinkage.deviation(i),
                            line.direction() == Direction.NONE
                                    ? Double.NaN
                                    : shrinkage.probabilityAbove(i, line.margin()),
                            eValue(line),
                            settings.looks().map(looks -> looks.dates().size()).orElse(1),
                            correction);
                })
                .toList();
    }

    /** The difference as harm: above 0 where the candidate is worse. */
    private static double harm(Comparison line) {
        return line.direction() == Direction.HIGHER ? -line.difference() : line.difference();
    }
}
