package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 1 where a text is not the expected one, after a stated normalisation; its mean is the error rate.
 *
 * <p>{@code numeric} compares {@code $1,200.50} with {@code 1200.5} as numbers; texts that are no numbers, such as
 * {@code 1/5}, are compared as trimmed texts.
 */
public final class ExactMatchError implements Loss {

    private static final Definition DEFINITION = Definition.of("exact_match_error", Family.TEXT)
            .summary(
                    "1 where a text is not the expected one, after a stated normalisation; its mean is the error rate.")
            .formula(
                    "[normalised(y) ≠ normalised(p)]; none, trim, case (trimmed, case folded, blanks collapsed), numeric"
                            + " (as decimal numbers without thousands commas, blanks and currency sign) or squad (lower case,"
                            + " without punctuation and the articles a, an and the)")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .choice("normalisation", "none", "trim", "case", "numeric", "squad")
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .outliers("A letter that is wrong costs as much as a text that is.")
            .choose("There is one right answer, such as a number, a name or a choice.")
            .peers("The exact match of SQuAD is squad: articles, punctuation and case do not count.")
            .shorthand("exact_match", "mean")
            .reference("TFMA ExactMatch for none")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

    private static final Pattern CURRENCY = Pattern.compile("^([+-]?)\\p{Sc}([+-]?)");

    /** Exponents of more digits are no numbers that anyone writes. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    public double loss(String label, String prediction, String normalisation) {
        return switch (normalisation) {
            case "none" -> error(label.equals(prediction));
            case "trim" -> error(label.strip().equals(prediction.strip()));
            case "case" -> error(folded(label).equals(folded(prediction)));
            case "squad" -> error(AnswerText.words(label).equals(AnswerText.words(prediction)));
            case "numeric" -> error(sameNumber(label.strip(), prediction.strip()));
            default -> Double.NaN;
        };
    }

    private static double error(boolean same) {
        return same ? 0 : 1;
    }

    private static String folded(String text) {
        // By way of upper case, so that characters of several lower-case forms, such as ß and ss, become one.
        String lower = text.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return BLANKS.matcher(lower).replaceAll(" ");
    }

    private static boolean sameNumber(String label, String prediction) {
        if (label.equals(prediction)) {
            return true;
        }
        Optional<BigDecimal> expected = number(label);
        Optional<BigDecimal> given = expected.isEmpty() ? Optional.empty() : number(prediction);
        return given.isPresent() && expected.get().compareTo(given.get()) == 0;
    }

    private static Optional<BigDecimal> number(String text) {
        String bare = BLANKS.matcher(text).replaceAll("");
        bare = CURRENCY.matcher(bare).replaceFirst("$1$2");
        if (THOUSANDS.matcher(bare).matches()) {
            bare = bare.replace(",", "");
        }
        return NUMBER.matcher(bare).matches() ? Optional.of(new BigDecimal(bare)) : Optional.empty();
    }
}
