package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Differences drawn on one axis beside their numbers, a row for each.
 *
 * @param caption what is drawn, for those who cannot see it
 * @param subject what the first column names: {@code candidate} or {@code slice}
 * @param ticks of the axis
 * @param left which way is left: {@code better} or {@code worse}; empty when neither is
 * @param right which way is right
 * @param rows in the order shown
 * @param note what is not shown, as a sentence; empty when all is
 */
record Plot(
        String caption, String subject, List<Axis.Tick> ticks, String left, String right, List<Row> rows, String note) {

    /** Candidates under one loss over all rows. */
    static Plot ofCandidates(List<Comparison> lines, Tested tested) {
        String caption = "Candidates under " + lines.get(0).loss() + " over all rows";
        return of(Shown.text(caption, 120), "candidate", lines, tested, "");
    }

    /** Slices of one candidate under one loss. */
    static Plot ofSlices(List<Comparison> lines, Tested tested, String note) {
        Comparison first = lines.get(0);
        String caption = Sentence.name(first.candidate()) + " against " + Sentence.name(first.baseline())
                + " by slice under " + Sentence.name(first.loss());
        return of(caption, "slice", lines, tested, note);
    }

    private static Plot of(String caption, String subject, List<Comparison> lines, Tested tested, String note) {
        Axis axis = Axis.over(lines);
        int decimals = Numeral.decimalsOfMost(
                lines.stream().mapToDouble(line -> Math.max(Math.abs(line.lower()), Math.abs(line.upper()))), 3);
        Direction direction = lines.get(0).direction();
        String left = direction == Direction.LOWER ? "better" : direction == Direction.HIGHER ? "worse" : "";
        String right = direction == Direction.LOWER ? "worse" : direction == Direction.HIGHER ? "better" : "";
        List<Row> rows = lines.stream()
                .map(line -> Row.of(line, axis, decimals, tested.line(line)))
                .toList();
        return new Plot(caption, subject, axis.ticks(), left, right, rows, note);
    }

    /** The difference at which harm is as large as tolerated. */
    static double harmMargin(Comparison line) {
        return line.direction() == Direction.HIGHER ? -line.margin() : line.margin();
    }

    /** The sign of a finding, beside its words. */
    enum Shape {
        WORSE,
        BETTER,
        EVEN,
        OPEN
    }

    /**
     * One difference in numbers and as a mark.
     *
     * @param cell the slice
     * @param against the baseline
     * @param units empty when every row is a unit
     * @param relativeBounds of the relative difference; empty where it has none
     * @param detail why nothing can be said, or how many rows would decide; empty where something is said
     * @param grounds by which interval and test it was judged, one of how many, at how many looks; empty where it was not
     * @param spoken the picture in words
     */
    record Row(
            Name candidate,
            Name against,
            Name.OfCell cell,
            String n,
            String units,
            String baselineCost,
            String candidateCost,
            String difference,
            String bounds,
            String relative,
            String relativeBounds,
            String p,
            String margin,
            String finding,
            Name detail,
            String grounds,
            String tone,
            String spoken,
            @Nullable Mark mark) {

        private static Row of(Comparison line, Axis axis, int decimals, String grounds) {
            Numeral numeral = Numeral.TYPOGRAPHIC;
            boolean told = !Double.isNaN(line.difference());
            int costs = Numeral.decimals(line.baselineCost(), line.candidateCost());
            String difference = numeral.signed(line.difference(), decimals);
            String bounds = told
                    ? numeral.signed(line.lower(), decimals) + " to " + numeral.signed(line.upper(), decimals)
                    : numeral.none();
            String finding = Sentence.word(line);
            return new Row(
                    Name.of(line.candidate()),
                    Name.of(line.baseline()),
                    Name.OfCell.of(line.cell()),
                    numeral.count(line.rows()),
                    line.units() == line.rows() ? "" : Sentence.counted(line.units(), "unit"),
                    numeral.fixed(line.baselineCost(), costs),
                    numeral.fixed(line.candidateCost(), costs),
                    difference,
                    bounds,
                    numeral.percent(line.relativeDifference()),
                    Sentence.relativeBounds(line),
                    numeral.bareP(line.pValue()),
                    numeral.setting(line.margin()),
                    finding,
                    Name.of(detail(line), 120),
                    grounds,
                    shape(line.finding()).name().toLowerCase(Locale.ROOT),
                    told ? "difference " + difference + ", bounds " + bounds + ": " + finding : finding,
                    told ? Mark.of(line, axis) : null);
        }

        private static String detail(Comparison line) {
            if (!line.shortfall().isEmpty()) {
                return Numeral.typographic(line.shortfall());
            }
            return line.verdict() == Verdict.INCONCLUSIVE && Double.isFinite(line.rowsNeeded())
                    ? "needs " + Numeral.TYPOGRAPHIC.count((long) Math.ceil(line.rowsNeeded())) + " rows"
                    : "";
        }
    }

    /**
     * The drawing of one difference; places are percentages of the width.
     *
     * @param at the difference
     * @param low the lower bound
     * @param high the upper bound
     * @param runsOutLeft whether the interval goes on beyond the left edge
     * @param runsOutRight whether it goes on beyond the right edge
     * @param margin null when there is none
     * @param harmFrom where the harm beyond the margin begins
     * @param harmWidth how far it reaches, to the edge
     */
    record Mark(
            double zero,
            double at,
            double low,
            double high,
            boolean runsOutLeft,
            boolean runsOutRight,
            @Nullable Double margin,
            double harmFrom,
            double harmWidth) {

        private static Mark of(Comparison line, Axis axis) {
            double lower = Double.isNaN(line.lower()) ? line.difference() : line.lower();
            double upper = Double.isNaN(line.upper()) ? line.difference() : line.upper();
            double margin = harmMargin(line);
            boolean drawn = Double.isFinite(margin) && !axis.isBeyond(margin) && line.direction() != Direction.NONE;
            double at = drawn ? axis.percent(margin) : 0;
            boolean harmIsLeft = line.direction() == Direction.HIGHER;
            return new Mark(
                    axis.percent(0),
                    axis.percent(line.difference()),
                    axis.percent(lower),
                    axis.percent(upper),
                    lower < axis.from(),
                    upper > axis.to(),
                    drawn ? at : null,
                    harmIsLeft ? 0 : at,
                    !drawn ? 0 : harmIsLeft ? at : 100 - at);
        }
    }

    /** How bad a line is for ordering, worst first; lines that tell nothing come last. */
    static double harm(Comparison line) {
        if (Double.isNaN(line.difference()) || isMute(line)) {
            return Double.NEGATIVE_INFINITY;
        }
        return line.direction() == Direction.HIGHER ? -line.difference() : line.difference();
    }

    /** Whether the units are no ground to say anything. */
    static boolean isMute(Comparison line) {
        return line.finding() == Finding.UNRELIABLE || line.finding() == Finding.NOT_COMPARABLE;
    }

    static Shape shape(Finding finding) {
        return switch (finding) {
            case WORSE_MATERIAL, WORSE_NEGLIGIBLE, WORSE_SIZE_UNKNOWN -> Shape.WORSE;
            case BETTER_MATERIAL, BETTER_NEGLIGIBLE, BETTER -> Shape.BETTER;
            case EQUIVALENT, NON_INFERIOR -> Shape.EVEN;
            case UNRELIABLE, INCONCLUSIVE, NOT_COMPARABLE -> Shape.OPEN;
        };
    }

    /** Whether a line compares all rows. */
    static boolean isTotal(Comparison line) {
        return line.cell().equals(Cell.ALL);
    }

    /** How many of some lines have each of these shapes. */
    static long count(List<Comparison> lines, Shape... shapes) {
        return lines.stream()
                .filter(line -> !isMute(line) && Arrays.asList(shapes).contains(shape(line.finding())))
                .count();
    }
}
