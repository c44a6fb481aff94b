package io.assay.comparison;

import io.assay.cost.Dyadic;
import io.assay.cost.Totals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Kitagawa's split (1955) of a difference of two means C₁ − C₀ = Σπ₁c₁ − Σπ₀c₀ over slices with shares π and costs c: a
 * slice changes by ½(π₀+π₁)(c₁−c₀) within, and by (½(c₀+c₁) − ½(C₀+C₁))(π₁−π₀) in the mix. Together these are exactly the
 * difference. That the mix is centred about the mean of both costs leaves its total as it is, and makes the one of a
 * slice readable: it is above 0 where a slice that costs more than most has grown.
 *
 * <p>A slice that is absent on one side has the other side's cost there, so that all of it is mix. Exact sums go in;
 * quotients alone are rounded, after 256 bits.
 */
final class Kitagawa {

    private static final Dyadic HALF = new Dyadic(BigInteger.ONE, -1);

    private final Totals baseline;
    private final Totals candidate;

    /** Over all slices. */
    Kitagawa(Totals baseline, Totals candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
    }

    /** What a slice changes within, then what it changes in the mix. */
    List<Dyadic> parts(SliceSides slice) {
        return List.of(within(slice), mix(slice));
    }

    private Dyadic within(SliceSides slice) {
        Totals was = slice.baseline();
        Totals is = slice.candidate();
        if (was.isEmpty() || is.isEmpty()) {
            return Dyadic.ZERO;
        }
        Fraction change = Fraction.mean(is).minus(Fraction.mean(was));
        return share(was, baseline)
                .plus(share(is, candidate))
                .times(change)
                .value()
                .times(HALF);
    }

    private Dyadic mix(SliceSides slice) {
        Totals was = slice.baseline().isEmpty() ? slice.candidate() : slice.baseline();
        Totals is = slice.candidate().isEmpty() ? slice.baseline() : slice.candidate();
        if (is.isEmpty()) {
            return Dyadic.ZERO;
        }
        Fraction grown = share(slice.candidate(), candidate).minus(share(slice.baseline(), baseline));
        if (grown.over().signum() == 0) {
            return Dyadic.ZERO;
        }
        Fraction costs = Fraction.mean(was).plus(Fraction.mean(is));
        Fraction all = Fraction.mean(baseline).plus(Fraction.mean(candidate));
        return costs.minus(all).times(grown).value().times(HALF);
    }

    /** Both parts of every slice, one after the other. */
    static List<Dyadic> parts(List<SliceSides> slices) {
        Kitagawa split = new Kitagawa(SliceSides.baseline(slices), SliceSides.candidate(slices));
        List<Dyadic> parts = new ArrayList<>();
        slices.forEach(slice -> parts.addAll(split.parts(slice)));
        return parts;
    }

    /** Of all of a side. */
    static Fraction share(Totals slice, Totals all) {
        return new Fraction(slice.denominator(), all.denominator());
    }

    /** A quotient that is not taken yet, so that nothing is lost where two of them are nearly equal. */
    record Fraction(Dyadic over, Dyadic under) {

        static Fraction mean(Totals totals) {
            return new Fraction(totals.numerator(), totals.denominator());
        }

        Fraction plus(Fraction other) {
            return new Fraction(over.times(other.under).plus(other.over.times(under)), under.times(other.under));
        }

        Fraction minus(Fraction other) {
            return plus(new Fraction(other.over.negate(), other.under));
        }

        Fraction times(Fraction other) {
            return new Fraction(over.times(other.over), under.times(other.under));
        }

        Dyadic value() {
            return over.over(under);
        }
    }
}
