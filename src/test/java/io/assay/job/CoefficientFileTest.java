package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoefficientFileTest {

    private static double[] numbers(String name, String text) throws IOException {
        return CoefficientFile.numbers(name, text.replace("/", "\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w.json | [1, -2.5, 0.5e1]",
                "w.json | [[1, [-2.5]], [], [5]]",
                "w.json | {\"x1\": 1, \"layer\": {\"x2\": -2.5, \"x3\": [5]}}",
                "w.csv  | 1/-2.5/5",
                "w.CSV  | feature,coefficient/x1,1/\"x,2\",-2.5/x3, 5 /",
            })
    void allNumbersAreReadInTheOrderWritten(String name, String text) throws IOException {
        assertThat(numbers(name, text)).containsExactly(1, -2.5, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w.json | [1, NaN] | coefficient 2 is NaN, which is no finite number",
                "w.json | [1e999] | coefficient 1 is Infinity, which is no finite number",
                "w.json | {\"x\": \"0.5\"} | coefficient 1 is \"0.5\", which is no finite number",
                "w.json | [null] | coefficient 1 is null, which is no finite number",
                "w.json | [] | holds no number",
                "w.json | '' | holds no number",
                "w.json | [1 | is no JSON: ",
                "w.csv  | x,1/y,two | coefficient 2 is two, which is no finite number",
                "w.csv  | x,1/y,NaN | coefficient 2 is NaN, which is no finite number",
            })
    void whatIsNoNumberIsToldWithItsPlace(String name, String text, String message) {
        assertThatThrownBy(() -> numbers(name, text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }
}
