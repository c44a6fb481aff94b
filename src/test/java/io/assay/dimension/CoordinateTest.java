package io.assay.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinateTest {

    @Test
    void aPlainValueStandsAsItIs() {
        assertThat(Coordinate.of("branch", "House")).isEqualTo("branch=House");
        assertThat(Coordinate.of("note", "Zürich [1] “x” 🙂")).isEqualTo("note=Zürich [1] “x” 🙂");
    }

    @Test
    void whatSeparatesIsEncoded() {
        assertThat(Coordinate.of("age", "[18,30)")).isEqualTo("age=[18%2C30)");
        assertThat(Coordinate.of("a=b", "50%")).isEqualTo("a%3Db=50%25");
        assertThat(Coordinate.of("line", "a\nb\u0085")).isEqualTo("line=a%0Ab%C2%85");
    }

    @Test
    void nullIsNoText() {
        assertThat(Coordinate.of("age", null)).isEqualTo("age=%00");
        assertThat(Coordinate.of("age", "null")).isEqualTo("age=null");
        assertThat(Coordinate.of("age", "")).isEqualTo("age=");
        assertThat(Coordinate.of("age", "\u0000")).isEqualTo("age=%C0%80");
        assertThat(Coordinate.decode("%00")).isNull();
        assertThat(Coordinate.decode("%C0%80")).isEqualTo("\u0000");
    }

    @Test
    void aPredicateIsNeverTheTotal() {
        assertThat(Coordinate.named("close race")).isEqualTo("close race");
        assertThat(Coordinate.named("all")).isEqualTo("%61ll");
        assertThat(Coordinate.decode("%61ll")).isEqualTo("all");
    }

    @Test
    void aCrossOfNothingIsTheTotal() {
        assertThat(Coordinate.cross(List.of())).isEqualTo(Coordinate.ALL);
        assertThat(Coordinate.cross(List.of("a=1", "b=2"))).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyTextReadsBackAndNoTwoShareASpelling(long seed) {
        Random random = new Random(seed);
        String alphabet = "a%,=\u0000\n\u0080À%00C80é🙂";
        Map<String, String> spelled = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                text.appendCodePoint(alphabet.codePointAt(
                        alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())))));
            }
            String value = text.toString();
            String encoded = Coordinate.of("", value).substring(1);
            assertThat(Coordinate.decode(encoded)).as("seed %d", seed).isEqualTo(value);
            assertThat(encoded).doesNotContain(",", "=", "\n");
            String other = spelled.put(encoded, value);
            assertThat(other == null || other.equals(value))
                    .as("seed %d: %s", seed, encoded)
                    .isTrue();
        }
    }

    @Test
    void totalsComeFirst() {
        assertThat(List.of("b=1", "all", "a=2", "a=1").stream().sorted(Coordinate.ORDER))
                .containsExactly("all", "a=1", "a=2", "b=1");
        assertThat(List.of(new Cell("a=1", "all"), new Cell("all", "z"), Cell.ALL, new Cell("a=1", "b")).stream()
                        .sorted())
                .containsExactly(Cell.ALL, new Cell("all", "z"), new Cell("a=1", "all"), new Cell("a=1", "b"));
    }
}
