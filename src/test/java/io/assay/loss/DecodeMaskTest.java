package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeMaskTest {

    private static double[] mask(Object value, String format, double height, double width) throws MaskException {
        return DecodeMask.decode(value, format, height, width, Double.NaN);
    }

    private static double[] png(BufferedImage image, String format) throws IOException, MaskException {
        return mask(bytes(image), format, Double.NaN, Double.NaN);
    }

    private static byte[] bytes(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    @Test
    void runsAreAsCocoAndKaggleDescribeThem() throws MaskException {
        // The two examples of maskApi.h.
        assertThat(mask("[2, 3, 1, 1]", "rle", 7, 1)).containsExactly(0, 0, 1, 1, 1, 0, 1);
        assertThat(mask(Doubles.of(0, 6, 1), "rle", 1, 7)).containsExactly(1, 1, 1, 1, 1, 1, 0);
        // By hand: 1 − 3 = −2 is 11110 without a further group, and 30 + 48 is N.
        assertThat(mask("231N", "coco_rle", 7, 1)).containsExactly(0, 0, 1, 1, 1, 0, 1);
        // 100 is 00100 and 00011: 4 + 32 + 48 is T, 3 + 48 is 3; 0 is 0.
        assertThat(mask("0T3", "coco_rle", 10, 10)).containsOnly(1).hasSize(100);
        // Kaggle: "1 3 10 5 implies pixels 1, 2, 3, 10, 11, 12, 13, 14 are to be included".
        assertThat(mask("1 3 10 5", "kaggle_rle", 15, 1)).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0);
        assertThat(mask("", "kaggle_rle", 2, 2)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void runsGoDownColumnsAndTheMaskAlongRows() throws MaskException {
        // Of two rows and three columns the second and the third pixel: below left, then above in the middle.
        assertThat(mask("1 2 3", "rle", 2, 3)).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(mask("2 2", "kaggle_rle", 2, 3)).containsExactly(0, 1, 0, 1, 0, 0);
        // Bits are along rows already: 010 100 and padding.
        assertThat(mask(new byte[] {0b01010000}, "bitmap", 2, 3)).containsExactly(0, 1, 0, 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyFormatGivesTheMaskThatWasWritten(long seed) throws MaskException, IOException {
        Random random = new Random(seed);
        int height = 1 + random.nextInt(70);
        int width = 1 + random.nextInt(70);
        double[] mask = new double[height * width];
        double runs = random.nextDouble();
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i > 0 && random.nextDouble() < runs ? mask[i - 1] : random.nextInt(2);
        }
        List<Integer> counts = counts(mask, height, width);

        assertThat(mask(counts.toString(), "rle", height, width)).containsExactly(mask);
        assertThat(mask(compressed(counts), "coco_rle", height, width)).containsExactly(mask);
        assertThat(mask(pairs(counts), "kaggle_rle", height, width)).containsExactly(mask);
        assertThat(mask(packed(mask), "bitmap", height, width)).containsExactly(mask);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < mask.length; i++) {
            image.setRGB(i % width, i / width, mask[i] == 1 ? 0xFFFFFF : 0);
        }
        String text = Base64.getMimeEncoder().encodeToString(bytes(image));
        assertThat(mask(text, "png", height, width)).containsExactly(mask);
    }

    private static List<Integer> counts(double[] mask, int height, int width) {
        List<Integer> counts = new ArrayList<>();
        double current = 0;
        int length = 0;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                if (mask[y * width + x] != current) {
                    counts.add(length);
                    length = 0;
                    current = 1 - current;
                }
                length++;
            }
        }
        counts.add(length);
        return counts;
    }

    /** After the description of rleToString. */
    private static String compressed(List<Integer> counts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            long left = i > 2 ? counts.get(i) - counts.get(i - 2) : counts.get(i);
            boolean more = true;
            while (more) {
                long group = left & 31;
                left >>= 5;
                more = (group & 16) != 0 ? left != -1 : left != 0;
                text.append((char) (48 + group + (more ? 32 : 0)));
            }
        }
        return text.toString();
    }

    private static String pairs(List<Integer> counts) {
        List<String> pairs = new ArrayList<>();
        int start = 1;
        for (int i = 0; i < counts.size(); i++) {
            if (i % 2 == 1) {
                pairs.add(start + " " + counts.get(i));
            }
            start += counts.get(i);
        }
        return String.join(" ", pairs);
    }

    private static byte[] packed(double[] mask) {
        String bits = Arrays.stream(mask).mapToObj(bit -> bit == 1 ? "1" : "0").collect(Collectors.joining());
        String padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
        byte[] bytes = new byte[padded.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }

    @Test
    void aPngIsBrightnessOrTheNumbersThatItStores() throws IOException, MaskException {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 51, 255});
        assertThat(png(grey, "png")).containsExactly(0, 0.2, 1);
        assertThat(png(grey, "png_index")).containsExactly(0, 51, 255);
        assertThat(DecodeMask.decode(bytes(grey), "png", 1, 3, 0.2)).containsExactly(0, 1, 1);

        BufferedImage fine = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        fine.getRaster().setPixels(0, 0, 2, 1, new int[] {13107, 65535});
        assertThat(png(fine, "png")).containsExactly(0.2, 1);

        BufferedImage colours = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        colours.setRGB(0, 0, 0xFF333333);
        colours.setRGB(1, 0, 0x00FFFFFF);
        assertThat(png(colours, "png")).containsExactly(0.2, 1);
        colours.setRGB(0, 0, 0xFFFF0000);
        assertThatThrownBy(() -> png(colours, "png")).hasMessageContaining("one is 255, 0, 0");
        assertThatThrownBy(() -> png(colours, "png_index")).hasMessageContaining("one number per pixel");

        byte[] levels = {0, 51, (byte) 0xFF};
        for (int bits : new int[] {2, 4, 8}) {
            IndexColorModel palette = new IndexColorModel(bits, 3, levels, levels, levels);
            BufferedImage indexed = new BufferedImage(
                    3, 1, bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY, palette);
            indexed.getRaster().setPixels(0, 0, 3, 1, new int[] {2, 0, 1});
            assertThat(png(indexed, "png_index")).containsExactly(2, 0, 1);
            assertThat(png(indexed, "png")).containsExactly(1, 0, 0.2);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "2, 16", "4, 1", "8, 1"})
    void aTransparentGreyIsTheNumberThatIsStored(int depth, int pixels) throws IOException, MaskException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        part(png, "IHDR", new byte[] {0, 0, 0, 2, 0, 0, 0, 1, (byte) depth, 0, 0, 0, 0});
        part(png, "tRNS", new byte[] {0, 1});
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(depth == 8 ? new byte[] {0, 0, 1} : new byte[] {0, (byte) pixels});
        }
        part(png, "IDAT", packed.toByteArray());
        part(png, "IEND", new byte[0]);
        assertThat(mask(png.toByteArray(), "png_index", 1, 2)).containsExactly(0, 1);
        assertThat(mask(png.toByteArray(), "png", 1, 2)).containsExactly(0, 1.0 / ((1 << depth) - 1));
    }

    private static void part(ByteArrayOutputStream png, String name, byte[] content) {
        ByteBuffer part = ByteBuffer.allocate(12 + content.length);
        part.putInt(content.length)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(content);
        seal(part.array(), 4, content.length);
        png.writeBytes(part.array());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[2, 3]; rle; 2; 3; size_differs; counts must add up to height × width = 6, not to 5",
                "[2, 5]; rle; 2; 3; size_differs; not to more",
                "[-2, 8]; rle; 2; 3; not_rle; counts must be ≥ 0",
                "[2, 4.5]; rle; 2; 3; not_rle; whole numbers",
                "[2, 4; rle; 2; 3; not_rle; whole numbers",
                "~; coco_rle; 2; 3; not_rle; broken at character 1",
                "oooooooooo; coco_rle; 2; 3; not_rle; broken at character 8",
                "o; coco_rle; 2; 3; not_rle; broken at character 2",
                "1 2 2 1; kaggle_rle; 2; 3; not_rle; at 2 1",
                "0 2; kaggle_rle; 2; 3; not_rle; at 0 2",
                "6 2; kaggle_rle; 2; 3; size_differs; must end by height × width = 6",
                "6; kaggle_rle; 2; 3; not_rle; pairs",
                "QA; bitmap; 2; 5; size_differs; need 2 bytes",
                "QQ==; bitmap; 2; 3; size_differs; bits after the last pixel",
                "?; bitmap; 2; 3; not_base64; base 64",
                "iVBORw0KGgo=; png; 2; 3; not_png; must be a PNG",
            })
    void whatIsNoMaskIsToldWithItsRule(
            String value, String format, double height, double width, String code, String rule) {
        assertThatThrownBy(() -> mask(value, format, height, width))
                .hasMessageContaining("Invalid value for decode_mask: ")
                .hasMessageContaining(rule)
                .satisfies(e ->
                        assertThat(((MaskException) e).violation().reason()).isEqualTo("value_" + code));
    }

    @Test
    void sizesAreAskedBeforeAnythingIsUnpacked() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        byte[] png = bytes(image);
        assertThatThrownBy(() -> mask(png, "png", 3, 2)).hasMessageContaining("but the image is 2 × 3");
        byte[] bomb = png.clone();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        assertThatThrownBy(() -> mask(bomb, "png", Double.NaN, Double.NaN))
                .hasMessage(
                        "Invalid arguments for decode_mask: 60000 × 60000 (height × width must be at most 16777216)");
        assertThatThrownBy(() -> mask("[3600000000]", "rle", 60_000, 60_000)).hasMessageContaining("at most 16777216");
        assertThatThrownBy(() -> mask("1", "rle", Double.NaN, 1)).hasMessageContaining("height for decode_mask: none");
        assertThatThrownBy(() -> mask("1", "rle", 1, 0)).hasMessageContaining("width for decode_mask: 0.0");
        assertThatThrownBy(() -> mask("1", "jpg", 1, 1)).hasMessageContaining("must be one of rle, coco_rle");
    }

    @Test
    void aBrokenPngIsNoMaskWhereverItIsBroken() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(7);
        for (int i = 0; i < 1200; i++) {
            image.getRaster().setSample(i % 40, i / 40, 0, random.nextInt(256));
        }
        byte[] png = bytes(image);
        for (int i = 0; i < png.length; i++) {
            byte[] cut = Arrays.copyOf(png, i);
            assertThat(isMask(cut))
                    .as("the first %s of %s bytes", i, png.length)
                    .isFalse();
            byte[] changed = png.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            assertThat(isMask(changed)).as("another byte %s", i).isFalse();
        }
    }

    @Test
    void aPngWithSoundChecksumsAndNonsenseInItIsNoMask() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        byte[] png = bytes(image);
        int data = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT");
        int length = ByteBuffer.wrap(png).getInt(data - 4);
        for (int i = 0; i < length; i++) {
            byte[] changed = png.clone();
            changed[data + 4 + i] ^= (byte) 0x55;
            seal(changed, data, length);
            isMask(changed); // Some of it unpacks to another image; nothing but a MaskException may come out.
        }
        byte[] colourless = png.clone();
        colourless[25] = 3; // a palette is claimed, and there is none
        seal(colourless, 12, 13);
        assertThat(isMask(colourless)).isFalse();
    }

    private static void seal(byte[] png, int part, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(png, part, 4 + length);
        ByteBuffer.wrap(png).putInt(part + 4 + length, (int) checksum.getValue());
    }

    private static boolean isMask(byte[] png) {
        try {
            mask(png, "png", Double.NaN, Double.NaN);
            return true;
        } catch (MaskException e) {
            return false;
        }
    }
}
