package io.assay.report;

import io.assay.comparison.MixShift;
import io.assay.comparison.SliceShift;
import io.assay.loss.Direction;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What the slices of one division add to a difference, as bars beside their numbers, largest first.
 *
 * @param caption what is drawn, for those who cannot see it
 * @param mixed whether the mix is drawn too
 * @param zero where 0 stands, in percent of the width
 * @param ticks of the axis
 * @param left which way is left: {@code better} or {@code worse}; empty when neither is
 * @param right which way is right
 * @param within what all slices add by changes of their costs
 * @param mix what all add by changes of their shares
 * @param total the difference that all add up to
 * @param note what is not shown, as a sentence; empty when all is
 */
record ShiftPlot(
        String caption,
        boolean mixed,
        double zero,
        List<Axis.Tick> ticks,
        String left,
        String right,
        List<Row> rows,
        String within,
        String mix,
        String total,
        String note) {

    /** So many slices are drawn. */
    private static final int ROWS = 12;

    static ShiftPlot of(MixShift shift) {
        List<SliceShift> largest = ShiftSentences.largest(shift);
        List<SliceShift> shown = largest.subList(0, Math.min(ROWS, largest.size()));
        boolean mixed = shift.slices().stream().anyMatch(slice -> slice.mix() != 0);
        Axis axis = axis(shown);
        int decimals = ShiftSentences.decimals(shift);
        Direction direction = shift.comparison().direction();
        String left = direction == Direction.LOWER ? "better" : direction == Direction.HIGHER ? "worse" : "";
        String right = direction == Direction.LOWER ? "worse" : direction == Direction.HIGHER ? "better" : "";
        double rest = largest.stream()
                .skip(ROWS)
                .mapToDouble(SliceShift::contribution)
                .reduce(0, Double::sum);
        int hidden = largest.size() - shown.size();
        return new ShiftPlot(
                "What " + ShiftSentences.division(shift) + " add to the difference of "
                        + Sentence.name(shift.comparison().candidate()) + " from "
                        + Sentence.name(shift.comparison().baseline()),
                mixed,
                axis.percent(0),
                axis.ticks(),
                left,
                right,
                shown.stream()
                        .map(slice -> Row.of(slice, axis, decimals, left, right))
                        .toList(),
                Numeral.TYPOGRAPHIC.signed(shift.within(), decimals),
                Numeral.TYPOGRAPHIC.signed(shift.mix(), decimals),
                Numeral.TYPOGRAPHIC.signed(shift.comparison().difference(), decimals),
                hidden == 0
                        ? ""
                        : Numeral.TYPOGRAPHIC.count(hidden) + " more, which add "
                                + Numeral.TYPOGRAPHIC.signed(rest, decimals) + " together, in attribution.csv.");
    }

    private static Axis axis(List<SliceShift> slices) {
        double[] ends = slices.stream()
                .flatMapToDouble(slice -> DoubleStream.of(slice.within(), slice.mix(), slice.contribution()))
                .toArray();
        double from = DoubleStream.of(ends).reduce(0, Math::min);
        double to = DoubleStream.of(ends).reduce(0, Math::max);
        double room = (to - from) * 0.04;
        return room > 0 && Double.isFinite(room) ? new Axis(from - room, to + room) : new Axis(-1, 1);
    }

    /** The word that a style follows, of what a value adds. */
    private static String toneOf(double value, String left, String right) {
        String tone = value < 0 ? left : value > 0 ? right : "";
        return tone.isEmpty() ? "even" : tone;
    }

    /**
     * One slice.
     *
     * @param shares of the baseline and the candidate, or the one that both have
     * @param spoken the picture in words
     */
    record Row(
            Name.OfCell cell,
            String n,
            String shares,
            String baselineCost,
            String candidateCost,
            String within,
            String mix,
            String contribution,
            String tone,
            String spoken,
            Bar withinBar,
            Bar mixBar) {

        private static Row of(SliceShift slice, Axis axis, int decimals, String left, String right) {
            Numeral numeral = Numeral.TYPOGRAPHIC;
            int costs = Numeral.decimals(slice.baselineCost(), slice.candidateCost());
            String within = numeral.signed(slice.within(), decimals);
            String mix = numeral.signed(slice.mix(), decimals);
            String was = ShiftSentences.percent(slice.baselineShare());
            String is = ShiftSentences.percent(slice.candidateShare());
            return new Row(
                    Name.OfCell.of(slice.cell()),
                    numeral.count(slice.rows()),
                    was.equals(is) ? is : was + " \u2192 " + is,
                    numeral.fixed(slice.baselineCost(), costs),
                    numeral.fixed(slice.candidateCost(), costs),
                    within,
                    mix,
                    numeral.signed(slice.contribution(), decimals),
                    toneOf(slice.contribution(), left, right),
                    "within " + within + ", mix " + mix,
                    Bar.of(slice.within(), axis, toneOf(slice.within(), left, right)),
                    Bar.of(slice.mix(), axis, toneOf(slice.mix(), left, right)));
        }
    }

    /** From 0 to a value, in percent of the width. */
    record Bar(double from, double width, String tone) {

        private static Bar of(double value, Axis axis, String tone) {
            double zero = axis.percent(0);
            double end = axis.percent(value);
            return new Bar(Math.min(zero, end), Math.abs(end - zero), tone);
        }
    }
}
