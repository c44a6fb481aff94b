package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text has one number, whether it comes as a text or as bytes that are overwritten, alone or among many that look alike. */
class DictionaryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersTextsAsAPlainMapDoes(long seed) {
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary();
        Map<String, Integer> plain = new HashMap<>();
        Map<Integer, byte[]> buffers = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String text = text(random);
            int wanted = plain.computeIfAbsent(text, key -> plain.size());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            // The same room for all texts of a length, and now and then for nothing else.
            byte[] buffer =
                    buffers.computeIfAbsent(2 * bytes.length + random.nextInt(2), key -> new byte[(key + 1) / 2]);
            System.arraycopy(bytes, 0, buffer, 0, bytes.length);

            int code = random.nextInt(4) == 0
                    ? dictionary.code(text)
                    : dictionary.codeOf(UTF8String.fromBytes(buffer, 0, bytes.length));

            assertThat(code).as("seed %d, text %d: %s", seed, i, text).isEqualTo(wanted);
        }
        plain.forEach((text, code) -> assertThat(dictionary.text(code)).isEqualTo(text));
        assertThat(dictionary.size()).isEqualTo(plain.size());
    }

    @Test
    void bytesThatAreNoTextCountAsMemoryToo() {
        Dictionary dictionary = new Dictionary();
        int replaced = dictionary.codeOf(UTF8String.fromBytes(new byte[] {(byte) 0xFF}));
        long before = dictionary.bytes();

        assertThat(dictionary.codeOf(UTF8String.fromBytes(new byte[] {(byte) 0xFE})))
                .isEqualTo(replaced);
        assertThat(dictionary.code("\uFFFD")).isEqualTo(replaced);
        assertThat(dictionary.bytes()).isGreaterThan(before);
        assertThat(dictionary.code(null)).isNotEqualTo(replaced);
    }

    /** Short and long ones; of the latter thousands with the same beginning and the same end. */
    private static String text(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "a\0\0\0\0\0\0\0\0\0".substring(0, random.nextInt(11));
            case 4 -> "12345678abcdefgh".substring(random.nextInt(9)) + "12345678".substring(random.nextInt(9));
            case 5 -> "12345678" + random.nextInt(200) + "abcdefgh";
            case 1 -> String.valueOf((char) ('a' + random.nextInt(3)));
            case 2 -> "store " + random.nextInt(100);
            default -> "a long beginning " + random.nextInt(5_000) + " é";
        };
    }
}
