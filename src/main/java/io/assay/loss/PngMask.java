package io.assay.loss;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A mask in a PNG. Transparency does not count. */
final class PngMask {

    private static final byte[] START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private static final int FIELDS = 10;

    private static final int SIGNATURE = 8;
    /** Bytes of the name of a part. */
    private static final int NAME = 4;
    /** The name and the checksum. */
    private static final int CHECKED = 8;
    /** The same and the length. */
    private static final int FRAME = 12;
    /** The name of the last part, IEND. */
    private static final int END = 0x49454E44;

    private static final int COLOURS = 3;

    private final byte[] png;
    private final int depth;
    private final Raster raster;
    private final ColorModel colours;

    private PngMask(byte[] png, int depth, BufferedImage image) {
        this.png = png;
        this.depth = depth;
        this.raster = image.getRaster();
        this.colours = image.getColorModel();
    }

    /**
     * The mask, unpacked.
     *
     * @param height the rows it must have; NaN for any number
     * @param width the columns it must have; NaN for any number
     */
    static PngMask of(byte[] png, double height, double width) throws MaskException {
        if (png.length < START.length + FIELDS || !Arrays.equals(png, 0, START.length, START, 0, START.length)) {
            throw DecodeMask.unreadable("not_png", png, "must be a PNG");
        }
        // Before a pixel is unpacked: a few bytes can declare billions.
        ByteBuffer header = ByteBuffer.wrap(png, START.length, FIELDS);
        int columns = header.getInt();
        int rows = header.getInt();
        if (columns < 1 || rows < 1) {
            throw DecodeMask.unreadable("not_png", png, "must be a PNG with pixels");
        }
        if ((long) columns * rows > DecodeMask.MOST_PIXELS) {
            throw DecodeMask.tooLarge(rows, columns);
        }
        if (rows != (Double.isNaN(height) ? rows : height) || columns != (Double.isNaN(width) ? columns : width)) {
            throw DecodeMask.unreadable(
                    "size_differs", png, "height and width are given, but the image is " + rows + " × " + columns);
        }
        if (!isWhole(png)) {
            throw DecodeMask.unreadable("not_png", png, "must be a whole PNG; it is cut short or damaged");
        }
        return new PngMask(png, header.get(), unpacked(png));
    }

    /** Whether every part has the checksum that it claims, down to the last: the reader would fill in what is missing. */
    private static boolean isWhole(byte[] png) {
        ByteBuffer parts = ByteBuffer.wrap(png).position(SIGNATURE);
        while (parts.remaining() >= FRAME) {
            int length = parts.getInt();
            if (length < 0 || length > parts.remaining() - CHECKED) {
                return false;
            }
            CRC32 checksum = new CRC32();
            checksum.update(png, parts.position(), NAME + length);
            int name = parts.getInt();
            parts.position(parts.position() + length);
            if ((int) checksum.getValue() != parts.getInt()) {
                return false;
            }
            if (name == END) {
                return true;
            }
        }
        return false;
    }

    private static BufferedImage unpacked(byte[] png) throws MaskException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try {
            // In memory, and past the texts and profiles, which may be packed too.
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)), true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) { // the reader meets broken files with either
            throw DecodeMask.unreadable("not_png", png, "must be a whole PNG; it is broken: " + e.getMessage());
        } finally {
            reader.dispose();
        }
    }

    /** Each pixel's share of white; colours must be grey. */
    double[] brightness() throws MaskException {
        double[] mask = new double[raster.getWidth() * raster.getHeight()];
        for (int i = 0; i < mask.length; i++) {
            int x = raster.getMinX() + i % raster.getWidth();
            int y = raster.getMinY() + i / raster.getWidth();
            mask[i] = colours instanceof IndexColorModel palette
                    ? ofPalette(palette, raster.getSample(x, y, 0))
                    : ofChannels(x, y);
        }
        return mask;
    }

    private double ofPalette(IndexColorModel palette, int place) throws MaskException {
        if (place >= palette.getMapSize()) {
            throw DecodeMask.unreadable("not_png", png, "must have a palette with all the colours that it uses");
        }
        return grey(palette.getRed(place), palette.getGreen(place), palette.getBlue(place)) / 255.0;
    }

    private double ofChannels(int x, int y) throws MaskException {
        int first = raster.getSample(x, y, 0);
        int value = raster.getNumBands() < COLOURS
                ? first
                : grey(first, raster.getSample(x, y, 1), raster.getSample(x, y, 2));
        return value / (double) white(raster.getSampleModel().getSampleSize(0));
    }

    private static int white(int bits) {
        return (1 << bits) - 1;
    }

    private int grey(int red, int green, int blue) throws MaskException {
        if (red != green || green != blue) {
            throw DecodeMask.unreadable(
                    "not_grey",
                    png,
                    "its pixels must be grey, one is " + red + ", " + green + ", " + blue
                            + "; png_index reads places in a palette");
        }
        return red;
    }

    /** The number stored for each pixel: its grey, or its place in the palette. */
    double[] numbers() throws MaskException {
        if (raster.getNumBands() >= COLOURS) {
            throw DecodeMask.unreadable("not_index", png, "must hold one number per pixel, grey or a palette's place");
        }
        // Where a grey is transparent the reader spreads few bits over eight.
        int spread = Math.max(1, white(raster.getSampleModel().getSampleSize(0)) / Math.max(1, white(depth)));
        double[] mask = new double[raster.getWidth() * raster.getHeight()];
        for (int i = 0; i < mask.length; i++) {
            int x = raster.getMinX() + i % raster.getWidth();
            int y = raster.getMinY() + i / raster.getWidth();
            mask[i] = raster.getSample(x, y, 0) / spread;
        }
        return mask;
    }
}
