package io.assay.loss;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks as lengths of runs of equal pixels. Pixels are numbered column by column, each from the top, as COCO and Kaggle
 * number them; the mask that comes out is row by row.
 */
final class RunLengths {

    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+");
    private static final Pattern LIST = Pattern.compile("(?s)\\s*(?:\\[(.*)]|(.*))\\s*");

    /** What a character of the compressed text stands for: five bits, and one that says that more follow. */
    private static final int FIRST_CHARACTER = '0';

    private static final int BITS = 5;
    private static final int MORE = 1 << BITS;
    private static final int SIGN = MORE >> 1;

    /** Seven characters hold every count of a mask that is small enough. */
    private static final int MOST_CHARACTERS = 7;

    private final Object value;
    private final int height;
    private final int width;
    private final double[] mask;

    /**
     * @param value what is decoded, for messages
     */
    RunLengths(Object value, int height, int width) {
        this.value = value;
        this.height = height;
        this.width = width;
        this.mask = new double[height * width];
    }

    /** The mask of runs of zeros and ones in turn. */
    double[] alternating(long[] counts) throws MaskException {
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw DecodeMask.unreadable("not_rle", value, "counts must be ≥ 0; one is " + counts[i]);
            }
            if (counts[i] > mask.length - at) {
                throw incomplete("more");
            }
            if (i % 2 == 1) {
                fill(at, (int) counts[i]);
            }
            at += (int) counts[i];
        }
        if (at < mask.length) {
            throw incomplete(String.valueOf(at));
        }
        return mask;
    }

    private MaskException incomplete(String sum) {
        return DecodeMask.unreadable(
                "size_differs", value, "counts must add up to height × width = " + mask.length + ", not to " + sum);
    }

    /** The mask of ones at starts, from 1, with their lengths; in ascending order. */
    double[] pairs(long[] numbers) throws MaskException {
        if (numbers.length % 2 != 0) {
            throw DecodeMask.unreadable("not_rle", value, "must be pairs of a start and a length");
        }
        long end = 0;
        for (int i = 0; i < numbers.length; i += 2) {
            long start = numbers[i] - 1;
            long length = numbers[i + 1];
            if (start < end || length < 1) {
                throw DecodeMask.unreadable(
                        "not_rle",
                        value,
                        "starts from 1 must ascend without overlap, lengths be ≥ 1; at " + numbers[i] + " " + length);
            }
            if (start > mask.length || length > mask.length - start) {
                throw DecodeMask.unreadable("size_differs", value, "runs must end by height × width = " + mask.length);
            }
            fill((int) start, (int) length);
            end = start + length;
        }
        return mask;
    }

    private void fill(int from, int length) {
        for (int i = from; i < from + length; i++) {
            mask[i % height * width + i / height] = 1;
        }
    }

    /** The whole numbers of an array or of a text, in brackets or without, with commas or blanks between. */
    static long[] counts(Object value) throws MaskException {
        if (value instanceof Doubles numbers) {
            long[] counts = new long[numbers.size()];
            for (int i = 0; i < counts.length; i++) {
                double number = numbers.at(i);
                if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                    throw DecodeMask.unreadable("not_rle", value, "counts must be whole numbers; one is " + number);
                }
                counts[i] = (long) number;
            }
            return counts;
        }
        Matcher list = LIST.matcher(DecodeMask.text(value));
        String inside = list.matches() ? list.group(1) == null ? list.group(2) : list.group(1) : "";
        if (inside.isBlank()) {
            return new long[0];
        }
        String words = inside.strip();
        Matcher separator = SEPARATOR.matcher(words);
        long[] counts = new long[words.length() / 2 + 1];
        int size = 0;
        int at = 0;
        while (at <= words.length()) {
            boolean more = separator.find();
            try {
                counts[size] = Integer.parseInt(words, at, more ? separator.start() : words.length(), 10);
            } catch (NumberFormatException e) {
                throw DecodeMask.unreadable("not_rle", value, "must be whole numbers, such as [3, 2, 7]");
            }
            size++;
            at = more ? separator.end() : words.length() + 1;
        }
        return Arrays.copyOf(counts, size);
    }

    /** The counts in COCO's text: groups of five bits, lowest first; from the fourth on differences to the last but one. */
    static long[] compressed(String text) throws MaskException {
        long[] counts = new long[text.length()];
        int size = 0;
        int at = 0;
        while (at < text.length()) {
            long number = 0;
            int character = MORE;
            for (int k = 0; (character & MORE) != 0; k++) {
                character = at < text.length() ? text.charAt(at) - FIRST_CHARACTER : -1;
                if (character < 0 || character >= 2 * MORE || k == MOST_CHARACTERS) {
                    throw DecodeMask.unreadable(
                            "not_rle", text, "must be COCO's compressed counts; broken at character " + (at + 1));
                }
                number |= (long) (character & (MORE - 1)) << BITS * k;
                if ((character & (MORE | SIGN)) == SIGN) {
                    number |= -1L << BITS * (k + 1);
                }
                at++;
            }
            counts[size] = size > 2 ? number + counts[size - 2] : number;
            size++;
        }
        return Arrays.copyOf(counts, size);
    }
}
