package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossCallTest {

    @ParameterizedTest
    @ValueSource(strings = {"huber", " huber ", "huber()", "huber ( )"})
    void aNameAloneHasNoParameters(String text) {
        assertThat(LossCall.parse(text)).isEqualTo(new LossCall("huber", new TreeMap<>()));
    }

    @Test
    void valuesAreYaml() {
        LossCall call = LossCall.parse("f(a=1.5, b = [0.1, 0.5], c='x, y', d=numeric, e=null, f=true, g=-1e-7, h=.inf,"
                + " i=\"it's \\\"so\\\"\", j=[[0, 1], [5.5]], k=[], l=[[]])");

        assertThat(call.name()).isEqualTo("f");
        assertThat(call.parameters())
                .containsEntry("a", 1.5)
                .containsEntry("b", Doubles.of(0.1, 0.5))
                .containsEntry("c", "x, y")
                .containsEntry("d", "numeric")
                .containsEntry("e", null)
                .containsEntry("f", 1.0)
                .containsEntry("g", -1e-7)
                .containsEntry("h", Double.POSITIVE_INFINITY)
                .containsEntry("j", Matrix.of(new double[] {0, 1}, new double[] {5.5}))
                .containsEntry("k", Doubles.of())
                .containsEntry("l", Matrix.of(new double[] {}))
                .containsEntry("i", "it's \"so\"");
    }

    @Test
    void theTextIsCanonical() {
        assertThat(LossCall.parse("f( threshold=0.50,fp_cost = 1.0, tau=[.1,2], kind='a b', none=~ )"))
                .hasToString("f(fp_cost=1, kind=\"a b\", none=null, tau=[0.1, 2], threshold=0.5)");
        assertThat(LossCall.parse("huber()")).hasToString("huber");
        assertThat(LossCall.parse("cost_matrix_loss(cost=[[0,1.0],[5,.nan]])"))
                .hasToString("cost_matrix_loss(cost=[[0, 1], [5, .nan]])");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                  | 1  | must be name or name(parameter=value, …)",
                "huber(delta=1       | 1  | must be name or name(parameter=value, …)",
                "hu-ber              | 1  | must be name or name(parameter=value, …)",
                "huber(1.5)          | 7  | must be parameter=value",
                "huber(delta=1, 2)   | 16 | must be parameter=value",
                "huber(delta=)       | 13 | must have a value",
                "huber(d=1, d=2)     | 12 | d must be given once",
                "huber(d='1)         | 9  | opens a quote that is not closed",
                "huber(d=1]])        | 10 | closes a bracket that was not opened",
                "huber(d=[1)         | 9  | must be a YAML value",
                "huber(d=[a])        | 9  | must be a list of numbers",
                "huber(d={a: 1})     | 9  | must be a number, a text, a list of numbers or a list of such lists",
                "huber(d=[1, [2]])   | 9  | must be a list of numbers",
                "huber(d=[[1], 2])   | 9  | must be a list of lists of numbers throughout",
                "huber(d=[[1], [a]]) | 9  | must be a list of numbers",
                "huber(d=[[[1]]])    | 9  | must be a list of numbers"
            })
    void anErrorNamesTheTextAndThePosition(String text, int position, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossCall.parse(text))
                .withMessageStartingWith("Cannot read loss '" + text + "': at character " + position + ",")
                .withMessageContaining(rule);
    }

    @Test
    void theCanonicalTextReadsAsTheSameCall() {
        for (int seed = 0; seed < 2_000; seed++) {
            LossCall call = random(new Random(seed));

            assertThat(LossCall.parse(call.toString())).as("seed " + seed).isEqualTo(call);
        }
    }

    private static LossCall random(Random random) {
        SortedMap<String, @Nullable Object> parameters = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.put("p" + i, value(random));
        }
        return new LossCall("loss_" + random.nextInt(9), parameters);
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 4 ->
                Matrix.of(
                        random.doubles(random.nextInt(3)).toArray(),
                        random.doubles(random.nextInt(3)).toArray());
            case 1 -> Doubles.of(random.doubles(random.nextInt(4)).toArray());
            case 2 -> text(random);
            case 3 -> (double) random.nextInt(100);
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private static String text(Random random) {
        String characters = "ab_1 .,:=-#'\"\\()[]{}\n\t\u00e9\ud83d~nulltrue";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString().replace("\ud83d", "\ud83d\ude00");
    }

    @Test
    void parametersAreACopy() {
        SortedMap<String, @Nullable Object> parameters = new TreeMap<>(Map.of("delta", 1.0));
        LossCall call = new LossCall("huber", parameters);
        parameters.clear();

        assertThat(call.parameters()).containsOnlyKeys("delta");
    }
}
