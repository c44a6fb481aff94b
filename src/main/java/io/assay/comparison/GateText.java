package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what a gate demands and what was found, for a person. */
final class GateText {

    private GateText() {}

    /** The loss and where: {@code rmse in country=CH}. */
    static String place(Gate gate) {
        Cell cell = gate.cell();
        if (cell.equals(Cell.ALL)) {
            return gate.loss();
        }
        if (cell.partition().equals(Coordinate.ALL)) {
            return gate.loss() + " in " + cell.slice();
        }
        return cell.slice().equals(Coordinate.ALL)
                ? gate.loss() + " in " + cell.partition()
                : gate.loss() + " in " + cell.slice() + " of " + cell.partition();
    }

    /** The rule: {@code upper(difference) < 0.002}. */
    static String formula(Gate gate, Optional<Comparison> comparison) {
        if (gate.limit().isPresent()) {
            Limit limit = gate.limit().get();
            return limit.kind() == Limit.Kind.AT_LEAST
                    ? "lower(value) >= " + Figures.text(limit.value())
                    : "upper(value) <= " + Figures.text(limit.value());
        }
        boolean higher = comparison.map(Comparison::direction).orElse(Direction.LOWER) == Direction.HIGHER;
        String bound = higher ? "lower(difference) > -margin " : "upper(difference) < margin ";
        return switch (gate.margin().kind()) {
            case ABSOLUTE -> bound + gate.margin().text() + " (absolute)";
            case RELATIVE ->
                bound
                        + comparison
                                .map(found -> Figures.text(found.margin()) + " ")
                                .orElse("")
                        + "(" + gate.margin().text() + ")";
        };
    }

    /** What was found, with the numbers. */
    static String sentence(Comparison comparison, Verdict verdict, double alpha) {
        if (comparison.finding() == Finding.NOT_COMPARABLE) {
            return incomparable(comparison);
        }
        return String.format(
                Locale.ROOT,
                "%s; %s %s against %s %s, %s %s%s, %s %% interval %s to %s%s, margin %s, %s",
                finding(comparison, verdict),
                comparison.candidate(),
                Figures.text(comparison.candidateCost()),
                comparison.baseline(),
                Figures.text(comparison.baselineCost()),
                comparison.estimand(),
                Figures.signed(comparison.difference()),
                beside(comparison),
                Figures.text(100 * (1 - 2 * alpha)),
                Figures.text(comparison.lower()),
                Figures.text(comparison.upper()),
                method(comparison),
                Figures.text(comparison.margin()),
                counted(comparison.units(), "unit"));
    }

    /** What a difference is relative to the baseline, and how likely as large a one would be if there were none, by what test. */
    private static String beside(Comparison comparison) {
        List<String> parts = new ArrayList<>();
        if (!Double.isNaN(comparison.relativeDifference())) {
            Interval bounds = comparison.grounds().relative();
            parts.add(Figures.signed(100 * comparison.relativeDifference()) + " %"
                    + (Double.isNaN(bounds.lower())
                            ? ""
                            : ", " + Figures.text(100 * bounds.lower()) + " to " + Figures.text(100 * bounds.upper())
                                    + " %"));
        }
        if (!comparison.grounds().test().isEmpty()) {
            parts.add("p " + Figures.text(comparison.pValue()) + ", "
                    + comparison.grounds().test());
        }
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    /** By what test a value was held against a limit. */
    static String tested(Comparison comparison) {
        String test = comparison.grounds().test();
        return test.isEmpty() || Double.isNaN(comparison.harmPValue()) ? "" : " (" + test + ")";
    }

    private static String method(Comparison comparison) {
        return comparison.intervalMethod().isEmpty() ? "" : " (" + comparison.intervalMethod() + ")";
    }

    /** How likely as much harm, or more, would be by chance, if the harm were at the margin: as found, and corrected. */
    static String corrected(Comparison comparison, int tests) {
        if (Double.isNaN(comparison.harmPValue())) {
            return "";
        }
        String adjusted = tests < 2 || Double.isNaN(comparison.adjustedPValue())
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %s by Holm over %s",
                        Figures.text(comparison.adjustedPValue()),
                        counted(tests, "hard gate"));
        return "; harm p " + Figures.text(comparison.harmPValue()) + adjusted;
    }

    /** {@code 1 unit}, {@code 2 units}. */
    static String counted(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    /** What was found of a value that must keep a limit. */
    static String sentence(Comparison comparison, Verdict verdict, Limit limit, double alpha) {
        double lower = limit.value() + comparison.lower();
        double upper = limit.value() + comparison.upper();
        return String.format(
                Locale.ROOT,
                "%s; %s %s, wanted %s%s, %s",
                switch (verdict) {
                    case PASS -> "keeps the limit";
                    case FAIL -> "beyond the limit";
                    default ->
                        comparison.finding() == Finding.UNRELIABLE
                                ? "no verdict: " + comparison.shortfall()
                                : comparison.finding() == Finding.WORSE_MATERIAL
                                        ? "perhaps beyond the limit, but not after the correction for several tests"
                                        : "undecided";
                },
                comparison.candidate(),
                Figures.text(comparison.candidateCost()),
                limit.text(),
                comparison.lower() == comparison.upper()
                        ? ""
                        : ", " + Figures.text(100 * (1 - 2 * alpha)) + " % interval " + Figures.text(lower) + " to "
                                + Figures.text(upper) + method(comparison),
                counted(comparison.units(), "unit"));
    }

    private static String finding(Comparison comparison, Verdict verdict) {
        return switch (comparison.finding()) {
            case EQUIVALENT -> comparison.lower() == 0 && comparison.upper() == 0 ? "identical" : "equivalent";
            case UNRELIABLE ->
                comparison.shortfall().isEmpty() ? "no ground for a verdict" : "no verdict: " + comparison.shortfall();
            case WORSE_MATERIAL ->
                verdict == Verdict.FAIL
                        ? "worse by more than the margin"
                        : "suspected regression: worse by more than the margin, but not after the correction for"
                                + " several tests (adjusted p " + Figures.text(comparison.adjustedPValue()) + ")";
            case WORSE_NEGLIGIBLE -> "worse, but by less than the margin";
            case WORSE_SIZE_UNKNOWN -> "worse, perhaps by more than the margin" + needed(comparison);
            case BETTER_MATERIAL -> "better by more than the margin";
            case BETTER_NEGLIGIBLE -> "better, by less than the margin";
            case BETTER -> "better";
            case NON_INFERIOR -> "not worse by the margin";
            case INCONCLUSIVE -> "undecided" + needed(comparison);
            case NOT_COMPARABLE -> incomparable(comparison);
        };
    }

    private static String incomparable(Comparison comparison) {
        if (comparison.rows() == 0) {
            return "no rows to compare";
        }
        return comparison.units() == 0 ? "no row has a weight" : "sums over different rows cannot be compared";
    }

    private static String needed(Comparison comparison) {
        return Double.isNaN(comparison.rowsNeeded())
                ? ""
                : String.format(Locale.ROOT, " (about %,.0f rows needed)", comparison.rowsNeeded());
    }
}
