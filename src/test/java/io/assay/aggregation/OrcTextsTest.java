package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text of ORC has the number of its bytes, wherever they stand; those of a dictionary are looked at once a batch. */
class OrcTextsTest {

    private static final int NONE = -1;

    private final Dictionary dictionary = new Dictionary();
    private final List<String> looked = new ArrayList<>();
    private final OrcTexts texts = new OrcTexts(text -> {
        looked.add(text.toString());
        return dictionary.codeOf(text);
    });

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A batch of texts in the bytes of a dictionary: each row a place and a length. */
    private static BytesColumnVector places(byte[] array, int... placesAndLengths) {
        BytesColumnVector column = new BytesColumnVector(placesAndLengths.length / 2);
        for (int i = 0; i < placesAndLengths.length / 2; i++) {
            column.setRef(i, array, placesAndLengths[2 * i], placesAndLengths[2 * i + 1]);
        }
        return column;
    }

    private List<@Nullable String> read(BytesColumnVector column, int rows) {
        int[] numbers = new int[rows];
        texts.number(column, rows, numbers, NONE);
        List<@Nullable String> read = new ArrayList<>();
        for (int number : numbers) {
            read.add(number == NONE ? null : dictionary.text(number));
        }
        return read;
    }

    @Test
    void textsOfADictionaryAreLookedAtOnce() {
        BytesColumnVector column = places(bytes("northsouth"), 0, 5, 5, 5, 0, 5, 5, 5, 5, 5, 0, 5);

        assertThat(read(column, 6)).containsExactly("north", "south", "north", "south", "south", "north");
        assertThat(looked).containsExactly("north", "south");
    }

    @Test
    void textsOfOneLengthAndPlaceInAnArrayFilledAnewAreOthers() {
        byte[] array = bytes("northsouth");
        BytesColumnVector column = places(array, 0, 5, 5, 5, 0, 5, 5, 5);
        assertThat(read(column, 4)).containsExactly("north", "south", "north", "south");

        System.arraycopy(bytes("east west "), 0, array, 0, array.length);

        assertThat(read(column, 4)).containsExactly("east ", "west ", "east ", "west ");
    }

    @Test
    void textsThatStartAtOnePlaceAreToldByTheirLengths() {
        BytesColumnVector column = places(bytes("ab"), 0, 0, 0, 1, 0, 2, 2, 0, 0, 1, 0, 0, 0, 2);

        assertThat(read(column, 7)).containsExactly("", "a", "ab", "", "a", "", "ab");
    }

    @Test
    void nullsHaveTheirNumberWhateverStandsThere() {
        BytesColumnVector column = places(bytes("ab"), 0, 1, 1, 1, 0, 1);
        column.noNulls = false;
        column.isNull[0] = true;
        column.vector[0] = null;
        column.isNull[2] = true;

        assertThat(read(column, 3)).containsExactly(null, "b", null);
        column.isNull[1] = true;
        assertThat(read(column, 3)).containsExactly(null, null, null);
    }

    @Test
    void whatRepeatsStandsInTheFirstRow() {
        BytesColumnVector column = places(bytes("ab"), 1, 1, 0, 1);
        column.isRepeating = true;

        assertThat(read(column, 4)).containsExactly("b", "b", "b", "b");
        column.noNulls = false;
        column.isNull[0] = true;
        assertThat(read(column, 3)).containsExactly(null, null, null);
    }

    @Test
    void placesAreNotKeptWhereTheyAreOfNoUseAndTriedAgainLater() {
        byte[] array = bytes("abcdefgh");
        BytesColumnVector plain = places(array, 0, 1, 1, 1, 2, 1, 3, 1);
        read(plain, 4);
        BytesColumnVector shared = places(array, 0, 1, 1, 1, 0, 1, 1, 1);

        int batches = 0;
        do {
            looked.clear();
            assertThat(read(shared, 4)).containsExactly("a", "b", "a", "b");
            batches++;
        } while (looked.size() == 4);

        assertThat(batches).isEqualTo(16);
        assertThat(looked).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersAreThoseOfTheBytes(long seed) {
        Random random = new Random(seed);
        int byPlace = 0;
        // Filled anew for each batch.
        byte[][] arrays = {new byte[8], new byte[40], new byte[1 << 18]};
        for (int batch = 0; batch < 300; batch++) {
            for (byte[] array : arrays) {
                for (int i = 0; i < 40 && i < array.length; i++) {
                    array[i] = (byte) ('a' + random.nextInt(4));
                }
            }
            int usual = random.nextInt(20) == 0 ? 2 : random.nextInt(2);
            int rows = 1 + random.nextInt(2_000);
            BytesColumnVector column = new BytesColumnVector(rows);
            for (int i = 0; i < rows; i++) {
                byte[] array = arrays[random.nextInt(8) == 0 ? random.nextInt(arrays.length) : usual];
                int start = random.nextInt(Math.min(40, array.length));
                int length = random.nextInt(10) == 0 ? 0 : Math.min(1 + start % 3, array.length - start);
                column.setRef(i, array, start, length);
                column.isNull[i] = random.nextInt(10) == 0;
            }
            looked.clear();
            int[] numbers = new int[rows];
            texts.number(column, rows, numbers, NONE);
            for (int i = 0; i < rows; i++) {
                UTF8String text = UTF8String.fromBytes(column.vector[i], column.start[i], column.length[i]);
                assertThat(numbers[i])
                        .as("seed %d, batch %d, row %d", seed, batch, i)
                        .isEqualTo(column.isNull[i] ? NONE : dictionary.codeOf(text));
            }
            byPlace += looked.size() < rows / 2 ? 1 : 0;
        }
        assertThat(byPlace)
                .as("batches of which most texts were not looked for")
                .isGreaterThan(30);
    }
}
