package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.StudentT;
import io.assay.cost.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a difference comes from: what each of the slices that divide the rows adds to it, by a change of its cost and by a
 * change of its share ({@link Kitagawa}).
 *
 * <p>All parts are doubles that add up exactly, in any order and any groups; with {@link #remainder} added last, they are
 * the difference of {@code comparison}, to the bit ({@link AddableParts}).
 *
 * @param comparison of all the rows that are divided
 * @param division what divides them, such as {@code slices by branch}
 * @param slices in the order of cells
 * @param remainder what the parts lack to the difference: the rounding of the difference itself
 * @param within what all slices add by changes of their costs
 * @param mix what all add by changes of their shares; exactly 0 on the same rows, but for ratios
 * @param withinStandardError of {@code within}, shares being given; NaN where it is unknown
 * @param withinBounds one-sided 1 − α bounds of {@code within}
 */
public record MixShift(
        Comparison comparison,
        String division,
        List<SliceShift> slices,
        double remainder,
        double within,
        double mix,
        double withinStandardError,
        Interval withinBounds) {

    public MixShift {
        slices = List.copyOf(slices);
    }

    /**
     * Splits a difference by slices that divide its rows.
     *
     * @param alpha the error of each one-sided bound; NaN for none
     * @return empty where there is no difference, or its parts are too large for doubles
     */
    public static Optional<MixShift> of(Comparison comparison, String division, List<SliceSides> slices, double alpha) {
        Totals baseline = SliceSides.baseline(slices);
        Totals candidate = SliceSides.candidate(slices);
        if (!Double.isFinite(comparison.difference()) || baseline.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        return AddableParts.of(Kitagawa.parts(slices), comparison.difference())
                .map(parts ->
                        of(comparison, division, shifts(slices, parts, baseline, candidate), parts, slices, alpha));
    }

    private static MixShift of(
            Comparison comparison,
            String division,
            List<SliceShift> shifts,
            AddableParts parts,
            List<SliceSides> slices,
            double alpha) {
        double within = shifts.stream().mapToDouble(SliceShift::within).reduce(0, Double::sum);
        Spread spread = Spread.of(shifts, slices);
        return new MixShift(
                comparison,
                division,
                shifts,
                parts.remainder(),
                within,
                shifts.stream().mapToDouble(SliceShift::mix).reduce(0, Double::sum),
                spread.standardError(),
                spread.bounds(within, alpha));
    }

    private static List<SliceShift> shifts(
            List<SliceSides> slices, AddableParts parts, Totals baseline, Totals candidate) {
        List<SliceShift> shifts = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            SliceSides slice = slices.get(i);
            shifts.add(new SliceShift(
                    slice.cell(),
                    slice.rows(),
                    Kitagawa.share(slice.baseline(), baseline).value().value(),
                    Kitagawa.share(slice.candidate(), candidate).value().value(),
                    slice.baseline().mean(),
                    slice.candidate().mean(),
                    slice.standardError(),
                    parts.part(2 * i),
                    parts.part(2 * i + 1)));
        }
        return shifts;
    }

    /** Whether what all slices did, and what all rows did, go opposite ways. */
    public enum Reversal {
        /** They do not. */
        NONE(""),
        /** They do, and one of the two may be chance. */
        POSSIBLE("possible"),
        /** They do, and the interval of neither holds 0. */
        PROBABLE("probable");

        private final String text;

        Reversal(String text) {
            this.text = text;
        }

        /** For tables; empty for none. */
        public String text() {
            return text;
        }
    }

    /**
     * Simpson's reversal (1951): the difference over all rows has one sign, that within slices the other, and no slice
     * changes within by the sign of all rows.
     */
    public Reversal reversal() {
        double sign = Math.signum(comparison.difference());
        boolean reversed = sign * Math.signum(within) < 0
                && slices.stream().noneMatch(slice -> sign * Math.signum(slice.within()) > 0);
        if (!reversed) {
            return Reversal.NONE;
        }
        boolean clear =
                isClear(comparison.lower(), comparison.upper()) && isClear(withinBounds.lower(), withinBounds.upper());
        return clear ? Reversal.PROBABLE : Reversal.POSSIBLE;
    }

    private static boolean isClear(double lower, double upper) {
        return lower > 0 || upper < 0;
    }

    /**
     * How much of the difference is where slices are not alike: half the sum of how far each contribution is from what the
     * slice's share of the difference would be, less what chance alone would give if all had the same change. For telling
     * which of several divisions explains most; a finer one has more of chance to pay for.
     */
    public double unevenness() {
        double uneven = 0;
        for (SliceShift slice : slices) {
            double noise = Math.sqrt(2 / Math.PI) * slice.share() * slice.standardError();
            double far = Math.abs(slice.contribution() - slice.share() * comparison.difference());
            uneven += Double.isNaN(noise) ? 0 : (far - noise) / 2;
        }
        return uneven;
    }

    /** The spread of Σ share · change over slices that are independent, shares being given. */
    private record Spread(double standardError, double degreesOfFreedom) {

        /** Degrees of freedom are Satterthwaite's, from those of the slices. */
        private static Spread of(List<SliceShift> shifts, List<SliceSides> slices) {
            double largest = 0;
            for (SliceShift shift : shifts) {
                largest = Math.max(largest, shift.share() * shift.standardError());
            }
            double squares = 0;
            double fourths = 0;
            for (int i = 0; i < shifts.size() && largest > 0; i++) {
                double error = shifts.get(i).share() * shifts.get(i).standardError() / largest;
                squares += error * error;
                fourths += error == 0 ? 0 : Math.pow(error, 4) / slices.get(i).degreesOfFreedom();
            }
            return new Spread(largest == 0 ? 0 : largest * Math.sqrt(squares), squares * squares / fourths);
        }

        /** None where nothing is known of the spread; the value itself where there is none. */
        private Interval bounds(double within, double alpha) {
            if (standardError == 0) {
                return new Interval(within, within);
            }
            if (Double.isNaN(standardError) || Double.isNaN(degreesOfFreedom) || Double.isNaN(alpha)) {
                return new Interval(Double.NaN, Double.NaN);
            }
            double reach = StudentT.upperPoint(alpha, degreesOfFreedom) * standardError;
            return new Interval(within - reach, within + reach);
        }
    }
}
