package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.MixShift;
import io.assay.comparison.MixShift.Reversal;
import io.assay.comparison.SliceShift;
import io.assay.cost.Interval;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in sentences where the difference of one candidate from one baseline under one loss comes from. */
final class ShiftSentences {

    /** So many slices are named. */
    private static final int NAMED = 4;

    /** So many reversals are told. */
    private static final int REVERSALS = 3;

    private static final Numeral NUMERAL = Numeral.TYPOGRAPHIC;

    private final List<MixShift> all;

    /** The differences that are taken apart for one loss, baseline and candidate, over all rows and by partition. */
    ShiftSentences(List<MixShift> all) {
        this.all = List.copyOf(all);
    }

    /** The division over all rows that explains most; empty where there is none. */
    Optional<MixShift> most() {
        return all.stream().filter(ShiftSentences::isTotal).max(Comparator.comparingDouble(MixShift::unevenness));
    }

    private static boolean isTotal(MixShift shift) {
        return shift.comparison().cell().equals(Cell.ALL);
    }

    /** Empty where nothing is taken apart. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        most().ifPresent(shift -> sentences.add(source(shift)));
        all.stream()
                .filter(shift -> isTotal(shift) && shift.reversal() != Reversal.NONE)
                .limit(REVERSALS)
                .forEach(shift -> sentences.add(reversal(shift)));
        long elsewhere = all.stream()
                .filter(shift -> !isTotal(shift) && shift.reversal() != Reversal.NONE)
                .count();
        if (elsewhere > 0) {
            sentences.add("Inside of single partitions there " + (elsewhere == 1 ? "is " : "are ")
                    + Sentence.counted(elsewhere, "more reversal") + ", in attribution.csv.");
        }
        return sentences;
    }

    private static String source(MixShift shift) {
        Comparison line = shift.comparison();
        if (shift.slices().stream().allMatch(slice -> slice.within() == 0 && slice.mix() == 0)) {
            return "There is no difference in " + Sentence.name(line.loss()) + " to take apart by " + division(shift)
                    + ".";
        }
        int decimals = decimals(shift);
        String start = "Of the difference of " + NUMERAL.signed(line.difference(), decimals) + " in "
                + Sentence.name(line.loss()) + ", ";
        if (shift.mix() == 0 && line.pairing().startsWith("paired")) {
            return start + slices(shift, decimals, "comes from")
                    + "; none of it is mix, as both versions are compared on the same rows.";
        }
        return start + NUMERAL.signed(shift.within(), decimals) + " comes from changes within " + division(shift)
                + bounds(shift.withinBounds(), decimals) + " and " + NUMERAL.signed(shift.mix(), decimals)
                + " from the mix, as the two versions have other shares of rows there; most by slice: "
                + slices(shift, decimals, "adds") + ".";
    }

    /** Decimals that suit all numbers of a division. */
    static int decimals(MixShift shift) {
        return Numeral.decimals(shift.comparison().difference(), shift.within(), shift.mix());
    }

    private static String bounds(Interval bounds, int decimals) {
        return Double.isNaN(bounds.lower())
                ? ""
                : " (bounds " + NUMERAL.signed(bounds.lower(), decimals) + " to "
                        + NUMERAL.signed(bounds.upper(), decimals) + ")";
    }

    private static String slices(MixShift shift, int decimals, String verb) {
        List<SliceShift> largest = largest(shift);
        List<String> named = new ArrayList<>();
        for (SliceShift slice : largest.subList(0, Math.min(NAMED, largest.size()))) {
            String name = Label.of(slice.cell()).text(Sentence.NAME) + " (" + shares(slice) + ")";
            String added = NUMERAL.signed(slice.contribution(), decimals);
            named.add(
                    verb.equals("adds")
                            ? name + " " + added
                            : added + (named.isEmpty() ? " " + verb + " " : " from ") + name);
        }
        double rest = largest.stream()
                .skip(NAMED)
                .mapToDouble(SliceShift::contribution)
                .reduce(0, Double::sum);
        if (largest.size() > NAMED) {
            String more = Sentence.counted(largest.size() - NAMED, "more");
            more = more.endsWith("s") ? more.substring(0, more.length() - 1) : more;
            String added = NUMERAL.signed(rest, decimals);
            named.add(verb.equals("adds") ? more + " " + added : added + " from " + more);
        }
        return String.join(", ", named);
    }

    /** By how much they add, the most first. */
    static List<SliceShift> largest(MixShift shift) {
        return shift.slices().stream()
                .sorted(Comparator.comparingDouble((SliceShift slice) -> Math.abs(slice.contribution()))
                        .reversed())
                .toList();
    }

    private static String shares(SliceShift slice) {
        String was = percent(slice.baselineShare());
        String is = percent(slice.candidateShare());
        return slice.baselineShare() == slice.candidateShare()
                ? is + " of the weight"
                : was + " \u2192 " + is + " of the weight";
    }

    /** A share of something, from 0 to 1. */
    static String percent(double share) {
        return NUMERAL.fixed(100 * share, 1) + "%";
    }

    private static String reversal(MixShift shift) {
        Comparison line = shift.comparison();
        int decimals = decimals(shift);
        boolean up = line.difference() > 0;
        return "Simpson\u2019s reversal, " + shift.reversal().text() + ": over all rows " + Sentence.name(line.loss())
                + " of " + Sentence.name(line.candidate()) + " is " + (up ? "higher" : "lower") + " than that of "
                + Sentence.name(line.baseline()) + " (" + NUMERAL.signed(line.difference(), decimals) + "), but within "
                + division(shift) + " it is " + (up ? "lower" : "higher") + " ("
                + NUMERAL.signed(shift.within(), decimals)
                + bounds(shift.withinBounds(), decimals).replace(" (", ", ").replace(")", "")
                + "), and in none of them "
                + (up ? "higher" : "lower") + "; the two versions had different rows"
                + (shift.reversal() == Reversal.PROBABLE
                        ? ", and neither interval holds 0."
                        : ". It may be chance: not both intervals are known to be clear of 0.");
    }

    /** As people read it: {@code slices by branch × category}. */
    static String division(MixShift shift) {
        int by = shift.division().indexOf(" by ") + 4;
        String axes = Arrays.stream(shift.division().substring(by).split(",", -1))
                .map(axis -> Sentence.name(Objects.requireNonNullElse(Coordinate.decode(axis), "")))
                .collect(Collectors.joining(" \u00d7 "));
        return shift.division().substring(0, by) + axes;
    }
}
