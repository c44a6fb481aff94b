package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.SchemaCheck;
import io.assay.report.TrivialPredictor.Form;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the predictor that needs no model. */
class TrivialPredictorTest {

    private static TrivialPredictor of(Form form, List<Double> numbers, String label, double share, String order) {
        return new TrivialPredictor("trivial", form, numbers, label, share, 12_345, false, true, order);
    }

    private static TrivialPredictor of(Form form) {
        return switch (form) {
            case MEAN -> of(form, List.of(0.37214999), "", Double.NaN, "");
            case MAJORITY -> of(form, List.of(), "dog", 0.625, "");
            case SHARES -> of(form, List.of(0.25, 0.75), "", Double.NaN, "");
            case LAST -> of(form, List.of(), "", Double.NaN, "store, by day");
            case MEDIAN -> of(form, List.of(0.25), "", Double.NaN, "");
            case VALUE -> of(form, List.of(), "0.50", Double.NaN, "");
        };
    }

    private static Evaluation evaluation(TrivialPredictor predictor) {
        Evaluation evaluation = Midterms.evaluation();
        Provenance was = evaluation.provenance();
        return evaluation
                .withNotes(predictor.sentences())
                .withProvenance(new Provenance(
                        was.program(),
                        was.sparkVersion(),
                        was.command(),
                        was.configurationDigest(),
                        was.inputs(),
                        was.scans(),
                        was.road(),
                        Optional.of(predictor),
                        was.seconds()));
    }

    private static JsonNode verdict(TrivialPredictor predictor) throws IOException {
        return new ObjectMapper().readTree(VerdictFile.bytes(evaluation(predictor), List.of()));
    }

    @Test
    void aSentenceSaysWhatItPredictsAndOfWhatItIsMade() {
        assertThat(of(Form.MEAN).sentences().get(0))
                .isEqualTo("trivial predicts 0.3721 for every row, the weighted mean of the labels of 12,345 rows.");
        assertThat(of(Form.MAJORITY).sentences().get(0))
                .isEqualTo(
                        "trivial predicts dog for every row, the most frequent of the labels of 12,345 rows (62.5% by"
                                + " weight).");
        assertThat(of(Form.SHARES).sentences().get(0))
                .isEqualTo(
                        "trivial predicts [0.2500, 0.7500] for every row, the weighted shares of the classes among the"
                                + " labels of 12,345 rows.");
        assertThat(of(Form.LAST).sentences().get(0))
                .isEqualTo(
                        "trivial predicts for every row the label before it in its series (store, by day). A row that is"
                                + " the first of its series has no such prediction.");
        assertThat(of(Form.MEDIAN).sentences().get(0))
                .isEqualTo(
                        "trivial predicts 0.2500 for every row, the weighted median of the labels of 12,345 rows, where"
                                + " absolute errors are least.");
        assertThat(of(Form.VALUE).sentences())
                .containsExactly("trivial predicts 0.50 for every row, as the configuration says.");
        assertThat(new TrivialPredictor("trivial", Form.MEAN, List.of(0.5), "", Double.NaN, 1, true, false, "")
                        .sentences()
                        .get(0))
                .isEqualTo("trivial predicts 0.5000 for every row, the share of ones among the labels of 1 row.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"MEAN", "MEDIAN", "MAJORITY", "SHARES"})
    void anotherSaysThatItIsFlattered(Form form) {
        assertThat(of(form).sentences().get(1)).contains("made of the very labels that are evaluated", "flatters");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void reportsHaveItsSentencesWholeAndTheVerdictItsNumbers(Form form) throws IOException {
        Evaluation evaluation = evaluation(of(form));
        String page = text("html", evaluation);
        String summary = text("markdown", evaluation);
        for (String sentence : of(form).sentences()) {
            assertThat(sentence.length()).isLessThan(240);
            assertThat(page).contains(sentence);
            assertThat(summary.replace("\\", "")).contains(sentence);
        }
        JsonNode trivial = verdict(of(form)).path("trivial");
        assertThat(trivial.path("predictor").asText()).isEqualTo(form.text());
        assertThat(trivial.path("rows").asLong()).isEqualTo(12_345);
        try (InputStream in = VerdictFile.class.getResourceAsStream("verdict.schema.json")) {
            assertThat(new SchemaCheck(new ObjectMapper().readTree(in)).problems(verdict(of(form))))
                    .isEmpty();
        }
    }

    private static String text(String format, Evaluation evaluation) {
        return new String(Formats.named(format).documents().get(0).bytes(evaluation), StandardCharsets.UTF_8);
    }

    @Test
    void theVerdictHasAllDigits() throws IOException {
        assertThat(verdict(of(Form.MEAN)).at("/trivial/prediction").doubleValue())
                .isEqualTo(0.37214999);
        assertThat(verdict(of(Form.MAJORITY)).at("/trivial/prediction").textValue())
                .isEqualTo("dog");
        assertThat(verdict(of(Form.SHARES)).at("/trivial/prediction").get(1).doubleValue())
                .isEqualTo(0.75);
        assertThat(verdict(of(Form.LAST)).at("/trivial/prediction").isNull()).isTrue();
    }

    @Test
    void oneThatIsFrozenNamesItsRunDate() throws IOException {
        TrivialPredictor frozen = of(Form.MEAN).frozenOn("2026-01-01");
        assertThat(frozen.sentences().get(1))
                .startsWith("trivial was made of the labels of 2026-01-01 and is frozen since")
                .doesNotContain("made of the very labels");
        assertThat(verdict(frozen).at("/trivial/frozen_on").textValue()).isEqualTo("2026-01-01");
        assertThat(frozen.words()).isEqualTo(of(Form.MEAN).words());
    }

    @Test
    void whatItSaysForSingleLossesStandsBesideIt() throws IOException {
        TrivialPredictor with = of(Form.MEAN)
                .with(List.of(
                        new TrivialPredictor.Own("top1", "<i>category", of(Form.MAJORITY)),
                        new TrivialPredictor.Own("own", "y2", of(Form.MEAN, List.of(), "", Double.NaN, ""))));
        assertThat(with.sentences())
                .contains("For top1 trivial predicts dog, the most frequent of the values of <i>category of 12,345 rows"
                        + " (62.5% by weight).")
                .contains("For own trivial has nothing to predict: no value of y2 is a finite number with a weight.");
        assertThat(text("html", evaluation(with)))
                .contains("For top1 trivial predicts dog")
                .doesNotContain("<i>cat");
        assertThat(verdict(with).at("/trivial/own/0/prediction").textValue()).isEqualTo("dog");
        assertThat(verdict(with).at("/trivial/own/1/prediction").isNull()).isTrue();
        assertThat(with.words()).containsExactly("mean: 0.37214999", "for top1 majority: dog", "for own mean: nothing");
        try (InputStream in = VerdictFile.class.getResourceAsStream("verdict.schema.json")) {
            assertThat(new SchemaCheck(new ObjectMapper().readTree(in)).problems(verdict(with)))
                    .isEmpty();
        }
    }

    @Test
    void whatNoLabelGivesIsNothing() throws IOException {
        TrivialPredictor none = of(Form.MEAN, List.of(), "", Double.NaN, "");
        assertThat(none.exists()).isFalse();
        assertThat(none.sentences())
                .containsExactly("trivial could not be computed: no label is a finite number with a weight.");
        assertThat(verdict(none).at("/trivial/prediction").isNull()).isTrue();
    }

    @Test
    void aHostileClassIsHarmless() {
        TrivialPredictor hostile = of(Form.MAJORITY, List.of(), "<script>alert(1)</script>\n| `x` \u202E", 0.5, "");
        assertThat(text("html", evaluation(hostile))).doesNotContain("<script").doesNotContain("\u202E");
        assertThat(text("markdown", evaluation(hostile)))
                .contains("\\<script\\>")
                .doesNotContainPattern("(?<!\\\\)<script")
                .doesNotContain("\u202E");
    }
}
