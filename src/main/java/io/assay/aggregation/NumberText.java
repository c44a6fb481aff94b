package io.assay.aggregation;

import io.assay.loss.LossFunction;
import io.assay.loss.Violation;
import java.util.Locale;
import java.util.Optional;

/** Numbers given as texts, read as Spark's cast reads them; and the words true and false, which are 1 and 0. */
final class NumberText {

    private NumberText() {}

    /** The number; NaN where {@code text} is none. */
    static double parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "true", "false" -> truth(text);
            default -> finite(text);
        };
    }

    /** 1 for true and 0 for false, in any case; NaN for anything else. */
    static double truth(String text) {
        String word = text.strip();
        return word.equalsIgnoreCase("true") ? 1 : word.equalsIgnoreCase("false") ? 0 : Double.NaN;
    }

    private static double finite(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** That argument {@code i}, given as {@code text} and read as {@code number}, is no number; empty where it is. */
    static Optional<Violation> violation(LossFunction function, int i, String text, double number) {
        if (!Double.isNaN(number) || text.strip().equalsIgnoreCase("nan")) {
            return Optional.empty();
        }
        String argument = function.definition().arguments().get(i).name();
        return Optional.of(new Violation(function.name(), argument, "not_a_number", text, "must be a number"));
    }
}
