package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The character error rate: characters to change, add or leave out, over the characters of the label. */
public final class CharacterError implements Loss {

    private static final Definition DEFINITION = Definition.of("character_error", Family.TEXT)
            .summary(
                    "The character error rate: characters to change, add or leave out, over the characters of the label.")
            .formula(
                    "edit distance in characters over the number of characters of y; a character is a code point or a byte of UTF-8")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .choice("unit", "code_point", "byte")
            .relation(new Relation(
                    "empty_label", "label must have a character", List.of("label"), values -> !Relation.text(values, 0)
                            .isEmpty()))
            .zeroAtEquality()
            .aggregate("ratio")
            .outliers("A prediction that runs on can cost more than 1.")
            .choose("As word_error, for languages without blanks between words or where spelling matters.")
            .shorthand("cer", "ratio")
            .reference("jiwer cer, torchmetrics char_error_rate")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(String label, String prediction, String unit) {
        if (label.isEmpty()) {
            return Double.NaN;
        }
        return switch (unit) {
            case "code_point" -> EditDistance.between(codePoints(label), codePoints(prediction));
            case "byte" -> EditDistance.between(bytes(label), bytes(prediction));
            default -> Double.NaN;
        };
    }

    /** The number of characters of the label. */
    public double denominator(String label, String prediction, String unit) {
        if (label.isEmpty()) {
            return Double.NaN;
        }
        return switch (unit) {
            case "code_point" -> codePoints(label).length;
            case "byte" -> bytes(label).length;
            default -> Double.NaN;
        };
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] units = new int[bytes.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = bytes[i];
        }
        return units;
    }
}
