package io.assay.loss;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a mask into an array of a number per pixel, row by row from the top, each from the left: what the losses of
 * masks take. Masks of different formats, decoded, can be held against each other.
 */
public final class DecodeMask {

    /** The most pixels that a mask may declare, 4096 by 4096: they take 128 MiB. Nothing is unpacked before this is asked. */
    public static final int MOST_PIXELS = 1 << 24;

    private static final int LONGEST_SHOWN = 40;

    private static final Definition DEFINITION = Definition.of("decode_mask", Family.VISION)
            .summary("A mask as an array of a number per pixel, row by row: for the losses of masks.")
            .formula("rle, coco_rle and kaggle_rle are run lengths, column by column; bitmap is packed bits; png is"
                    + " brightness in [0, 1]; png_index is the numbers that a PNG stores")
            .required("value", Domain.EXTENDED)
            .required("format", Domain.EXTENDED)
            .optional("height", Domain.COUNT)
            .optional("width", Domain.COUNT)
            .optional("threshold", Domain.FINITE)
            .relation(new Relation(
                    "wrong_type", "value must be a text, binary or an array of numbers", List.of("value"), v -> true))
            .relation(Relation.oneOf("format", MaskFormat.names()))
            .range(0, 65_535)
            .direction(Direction.NONE)
            .reference("COCO maskApi; Kaggle run-length encoding; numpy packbits; PNG (ISO/IEC 15948)")
            .build();

    private DecodeMask() {}

    /** What is declared of it. */
    public static Definition definition() {
        return DEFINITION;
    }

    /**
     * The mask.
     *
     * @param value a String, {@link Doubles} or bytes
     * @param height rows, a whole number; NaN where it is not known, which only a PNG allows
     * @param width columns, in the same way
     * @param threshold from which on a pixel is 1, below it is 0; NaN to leave the pixels as they are
     * @throws MaskException if it cannot be decoded
     */
    public static double[] decode(Object value, String format, double height, double width, double threshold)
            throws MaskException {
        MaskFormat known = MaskFormat.find(format)
                .orElseThrow(() -> failure(
                        "format", "unknown", format, "must be one of " + String.join(", ", MaskFormat.names())));
        check("height", height, known.isSized());
        check("width", width, known.isSized());
        if (height * width > MOST_PIXELS) {
            throw tooLarge(height, width);
        }
        if (Double.isInfinite(threshold)) {
            throw failure("threshold", "not_finite", String.valueOf(threshold), "must be finite");
        }
        double[] pixels = known.decode(value, height, width);
        if (!Double.isNaN(threshold)) {
            Arrays.setAll(pixels, i -> pixels[i] >= threshold ? 1 : 0);
        }
        return pixels;
    }

    private static void check(String argument, double size, boolean needed) throws MaskException {
        if (Double.isNaN(size) ? needed : !Domain.COUNT.contains(size)) {
            throw Double.isNaN(size)
                    ? failure(argument, "missing", "none", "must be given for this format")
                    : failure(argument, "not_count", String.valueOf(size), Domain.COUNT.rule());
        }
    }

    static MaskException tooLarge(double height, double width) {
        return failure(
                "",
                "mask_too_large",
                String.format(Locale.ROOT, "%.0f × %.0f", height, width),
                "height × width must be at most " + MOST_PIXELS);
    }

    /** That something is wrong with the value itself. */
    static MaskException unreadable(String code, Object value, String rule) {
        return failure("value", code, shown(value), rule);
    }

    private static MaskException failure(String argument, String code, String value, String rule) {
        return new MaskException(new Violation(DEFINITION.name(), argument, code, value, rule));
    }

    private static String shown(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof Doubles numbers) {
            return "an array of " + numbers.size() + " numbers";
        }
        String text = String.valueOf(value);
        return "'" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text) + "'";
    }

    /** The bytes, or those that a text holds in base 64; line breaks in it do not matter. */
    static byte[] bytes(Object value) throws MaskException {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text) {
            try {
                return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
            } catch (IllegalArgumentException e) {
                throw unreadable("not_base64", value, "must be binary, or a text in base 64");
            }
        }
        throw unreadable("wrong_type", value, "must be binary, or a text in base 64");
    }

    /** The text; what is none cannot be decoded. */
    static String text(Object value) throws MaskException {
        if (value instanceof String text) {
            return text;
        }
        throw unreadable("wrong_type", value, "must be a text");
    }

    /** Why {@code format} is none; null where it is one. */
    public static @Nullable String complaint(String format) {
        return MaskFormat.find(format).isPresent()
                ? null
                : failure("format", "unknown", format, "must be one of " + String.join(", ", MaskFormat.names()))
                        .violation()
                        .message();
    }
}
