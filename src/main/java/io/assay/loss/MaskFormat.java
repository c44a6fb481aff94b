package io.assay.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a mask is written down. */
enum MaskFormat {
    /** COCO's run lengths: a list of counts, zeros first, column by column. */
    RLE {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return new RunLengths(value, (int) height, (int) width).alternating(RunLengths.counts(value));
        }
    },
    /** The same counts in COCO's compressed text. */
    COCO_RLE {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return new RunLengths(value, (int) height, (int) width)
                    .alternating(RunLengths.compressed(DecodeMask.text(value)));
        }
    },
    /** Pairs of a start, from 1, and a length, column by column. */
    KAGGLE_RLE {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return new RunLengths(value, (int) height, (int) width).pairs(RunLengths.counts(value));
        }
    },
    /** A bit for each pixel, row by row, the most significant bit first; only the last byte is padded. */
    BITMAP {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return bits(value, (int) (height * width));
        }
    },
    /** Brightness as a share of white. */
    PNG {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return PngMask.of(DecodeMask.bytes(value), height, width).brightness();
        }
    },
    /** The numbers stored: grey values as they are, or places in the palette. */
    PNG_INDEX {
        @Override
        double[] decode(Object value, double height, double width) throws MaskException {
            return PngMask.of(DecodeMask.bytes(value), height, width).numbers();
        }
    };

    abstract double[] decode(Object value, double height, double width) throws MaskException;

    /** Whether it does not say itself how large the mask is. */
    boolean isSized() {
        return this != PNG && this != PNG_INDEX;
    }

    static Optional<MaskFormat> find(String name) {
        return Arrays.stream(values())
                .filter(format -> format.spelling().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(MaskFormat::spelling).toList();
    }

    private String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double[] bits(Object value, int pixels) throws MaskException {
        byte[] bytes = DecodeMask.bytes(value);
        int needed = (pixels + 7) / 8;
        if (bytes.length != needed) {
            throw DecodeMask.unreadable(
                    "size_differs", bytes, "height × width = " + pixels + " pixels need " + needed + " bytes");
        }
        int padding = needed * 8 - pixels;
        if ((bytes[needed - 1] & ((1 << padding) - 1)) != 0) {
            throw DecodeMask.unreadable("size_differs", bytes, "the bits after the last pixel must be 0");
        }
        double[] mask = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            mask[i] = bytes[i / 8] >> (7 - i % 8) & 1;
        }
        return mask;
    }
}
