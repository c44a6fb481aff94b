package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactMatchErrorTest {

    private final ExactMatchError loss = new ExactMatchError();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "none|18|18|0",
                "none|18| 18|1",
                "none|5,600|5600|1",
                "none|Paris|paris|1",
                "trim|Paris| Paris |0",
                "trim|New York|New  York|1",
                "case|New York| new \t YORK|0",
                "case|Straße|STRASSE|0",
                "case|Paris|London|1",
                "numeric|5,600|5600|0",
                "numeric|5600|5,600|0",
                "numeric|1,450,000|1450000|0",
                "numeric|450000|1,450,000|1",
                "numeric|65960|65,960.00|0",
                "numeric|65960|$65,960|0",
                "numeric|-3|-$3|0",
                "numeric|-3|$-3|0",
                "numeric|3|€ 3.0|0",
                "numeric|5 600|5600|0",
                "numeric|0.5|.5|0",
                "numeric|0|-0|0",
                "numeric|1000|1e3|0",
                "numeric|1000|10,00|1",
                "numeric|12|1,2|1",
                "numeric|2|1/5|1",
                "numeric|1/5| 1/5 |0",
                "numeric|0.2|1/5|1",
                "numeric|2|-1.8 billion|1",
                "numeric|-1800000000|-1.8 billion|1",
                "numeric|50|10+John's age|1",
                "numeric|0.1|0.1000000000000000000001|1",
                "numeric|1|1e999999999|1"
            })
    void aTextIsComparedAfterItsNormalisation(String normalisation, String label, String prediction, double expected) {
        assertThat(loss.loss(label, prediction, normalisation)).isEqualTo(expected);
        assertThat(loss.loss(prediction, label, normalisation))
                .as("the other way round")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"none", "trim", "case", "numeric"})
    void aBlankAnswerIsWrongAndABlankLabelMatchesIt(String normalisation) {
        assertThat(loss.loss("64", "", normalisation)).isEqualTo(1);
        assertThat(loss.loss("", "", normalisation)).isZero();
    }
}
