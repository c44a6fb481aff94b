package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of texts and sequences by hand, by published examples, and by counting all alignments. */
class TextLossesTest {

    private static final double ULPS = 1e-14;
    private static final Doubles NONE = Doubles.of();

    @Test
    void aTokenIsAsSurprisingAsItsClass() {
        Doubles logits = Doubles.of(0, Math.log(3));

        assertThat(new TokenNll().loss(0, logits, -100)).isCloseTo(Math.log(4), within(ULPS));
        assertThat(LossFunction.of(new TokenNll()).violation(-100, logits).map(Violation::reason))
                .contains("ignored");
        assertThat(LossFunction.of(new TokenNll()).violation(2, logits).map(Violation::reason))
                .contains("not_a_token");
    }

    @Test
    void aSequenceCountsTheTokensThatItsMaskKeeps() {
        Doubles logarithms = Doubles.of(Math.log(0.5), Math.log(0.25), Math.log(0.125));
        SequenceNll loss = new SequenceNll();

        assertThat(loss.loss(logarithms, NONE)).isCloseTo(Math.log(64), within(ULPS));
        assertThat(loss.denominator(logarithms, NONE)).isEqualTo(3);
        assertThat(loss.loss(logarithms, Doubles.of(1, 0, 1))).isCloseTo(Math.log(16), within(ULPS));
        assertThat(loss.denominator(logarithms, Doubles.of(1, 0, 1))).isEqualTo(2);
        assertThat(loss.loss(Doubles.of(Double.NEGATIVE_INFINITY), NONE)).isInfinite();
        assertThat(LossFunction.of(loss)
                        .violation(logarithms, Doubles.of(0, 0, 0))
                        .map(Violation::reason))
                .contains("no_token");
    }

    @Test
    void natsAreDividedOverTokensBytesAndCharacters() {
        double nll = 12 * Math.log(2);

        assertThat(new Perplexity().loss(nll, 4) / new Perplexity().denominator(nll, 4))
                .isCloseTo(3 * Math.log(2), within(ULPS));
        assertThat(new BitsPerByte().loss(nll, 6) / new BitsPerByte().denominator(nll, 6))
                .isCloseTo(2, within(ULPS));
        assertThat(new BitsPerCharacter().loss(nll, 3) / new BitsPerCharacter().denominator(nll, 3))
                .isCloseTo(4, within(ULPS));
        assertThat(new Perplexity().definition().aggregate()).isEqualTo("exponential");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "the cat sat        | the cat sat down | squad | 0.2",
                "The Eiffel-Tower!  | eiffeltower      | squad | 0",
                "a an the           | ''               | squad | 0",
                "one two            | three            | squad | 1",
                "to be or not to be | to be            | none  | 0.5",
                "The cat            | the cat          | none  | 0.5"
            })
    void answersShareWords(String label, String prediction, String normalisation, double expected) {
        assertThat(new TokenF1Loss().loss(label, prediction, normalisation)).isCloseTo(expected, within(ULPS));
    }

    @Test
    void squadAnswersAreEqualButForArticlesPunctuationAndCase() {
        assertThat(new ExactMatchError().loss("The Answer.", "an answer", "squad"))
                .isZero();
        assertThat(new ExactMatchError().loss("then answer", "answer", "squad")).isEqualTo(1);
    }

    /** The example of Papineni et al. 2002: clipped, two of seven. */
    @Test
    void aWordCountsNoMoreOftenThanInTheReference() {
        double score = new Bleu().loss("the cat is on the mat", "the the the the the the the", 1, "none", "none");

        assertThat(score).isCloseTo(2.0 / 7, within(ULPS));
    }

    @Test
    void runsOfWordsAreAveragedByTheirLogarithms() {
        // Runs of 1 … 4 words: 5 of 6, 3 of 5, 1 of 4, and of 3 none, which counts as half of one: 1/(2·3).
        double expected = Math.pow(5.0 / 6 * 3 / 5 * 1 / 4 * 1 / 6, 0.25);

        assertThat(new Bleu().loss("the cat sat on the mat", "the cat sat at the mat", 4, "none", "exp"))
                .isCloseTo(expected, within(ULPS));
        assertThat(new Bleu().loss("the cat sat on the mat", "the cat sat at the mat", 4, "none", "none"))
                .isZero();
        assertThat(new Bleu().loss("the cat sat on the mat", "the cat sat on the mat", 4, "13a", "exp"))
                .isCloseTo(1, within(ULPS));
    }

    @Test
    void shortTextsPayForBrevity() {
        // All runs of 1 and 2 are right and there are no longer ones: exp(1 − 6/2).
        assertThat(new Bleu().loss("the cat sat on the mat", "the cat", 4, "13a", "exp"))
                .isCloseTo(Math.exp(-2), within(ULPS));
        assertThat(new Bleu().loss("the cat", "", 4, "13a", "exp")).isZero();
    }

    @Test
    void punctuationIsSplitOffExceptBetweenDigits() {
        assertThat(Tokens13a.of("Hello, world! 3.14 and U.S.-based 10-year &quot;x&quot;"))
                .containsExactly(
                        "Hello", ",", "world", "!", "3.14", "and", "U", ".", "S", ".", "-based", "10", "-", "year",
                        "\"", "x", "\"");
    }

    /** The example of Lin 2004: both share one pair of words of three with the reference, but not the same order. */
    @Test
    void summariesShareRunsAndSubsequences() {
        String reference = "police killed the gunman";

        assertThat(new Rouge().loss(reference, "police kill the gunman", "rougeL"))
                .isEqualTo(0.75);
        assertThat(new Rouge().loss(reference, "the gunman kill police", "rougeL"))
                .isEqualTo(0.5);
        assertThat(new Rouge().loss(reference, "police kill the gunman", "rouge2"))
                .isCloseTo(1.0 / 3, within(ULPS));
        assertThat(new Rouge().loss(reference, "the gunman kill police", "rouge2"))
                .isCloseTo(1.0 / 3, within(ULPS));
        assertThat(new Rouge().loss(reference, "The GUNMAN, kill: police", "rouge1"))
                .isEqualTo(0.75);
        assertThat(new Rouge().loss("", "", "rouge1")).isZero();
    }

    @Test
    void runsOfCharactersAreAveraged() {
        // One of two characters and no pair: precision and recall 1/4 on average.
        assertThat(new Chrf().loss("ab", "ac", 6, 2)).isCloseTo(0.25, within(ULPS));
        // Characters 1 and 2/3, pairs 1 and 1/2: P = 1, R = 7/12, F₂ = 5PR/(4P + R).
        assertThat(new Chrf().loss("abc", "ab", 6, 2)).isCloseTo(5 * 7.0 / 12 / (4 + 7.0 / 12), within(ULPS));
        assertThat(new Chrf().loss("the cat", "thecat", 6, 2)).isCloseTo(1, within(ULPS));
        assertThat(new Chrf().loss("abc", "xyz", 6, 2)).isZero();
        assertThat(new Chrf().loss("\ud83d\ude00", "\ud83d\ude01", 6, 2)).isZero();
    }

    @Test
    void longTextsAreComparedInMemoryOfTheirLength() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            text.append((char) ('a' + random.nextInt(4)));
        }

        assertThat(new Chrf().loss(text.toString(), text.toString(), 16, 2)).isCloseTo(1, within(ULPS));
        assertThat(new Chrf().loss(text.toString(), text.reverse().toString(), 6, 2))
                .isBetween(0.9, 1.0);
    }

    @Test
    void alignmentsMergeRepeatsUnlessABlankIsBetween() {
        double half = Math.log(0.5);
        Matrix one = Matrix.of(new double[] {half, half});
        Matrix two = Matrix.of(new double[] {half, half}, new double[] {half, half});
        Matrix three = Matrix.of(new double[] {half, half}, new double[] {half, half}, new double[] {half, half});
        CtcLoss loss = new CtcLoss();

        assertThat(loss.loss(Doubles.of(1), one, 0)).isCloseTo(Math.log(2), within(ULPS));
        // aa, a-, -a of four.
        assertThat(loss.loss(Doubles.of(1), two, 0)).isCloseTo(Math.log(4.0 / 3), within(ULPS));
        assertThat(loss.loss(NONE, two, 0)).isCloseTo(Math.log(4), within(ULPS));
        // Only a-a, which two times do not have.
        assertThat(loss.loss(Doubles.of(1, 1), two, 0)).isInfinite();
        assertThat(loss.loss(Doubles.of(1, 1), three, 0)).isCloseTo(Math.log(8), within(ULPS));
    }

    @Test
    void theForwardAlgorithmCountsAllAlignments() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[][] times = new double[1 + random.nextInt(5)][];
            for (int t = 0; t < times.length; t++) {
                times[t] = logDistribution(random);
            }
            int blank = random.nextInt(3);
            double[] label = random.ints(random.nextInt(4), 0, 3)
                    .filter(symbol -> symbol != blank)
                    .asDoubleStream()
                    .toArray();
            double expected = -Math.log(probability(label, times, blank, 0, ""));
            double actual = new CtcLoss().loss(Doubles.of(label), Matrix.of(times), blank);

            if (Double.isInfinite(expected)) {
                assertThat(actual).as("seed " + seed).isInfinite();
            } else {
                assertThat(actual).as("seed " + seed).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** The probability of all paths that continue {@code path} and collapse to {@code label}. */
    private static double probability(double[] label, double[][] times, int blank, int time, String path) {
        if (time == times.length) {
            StringBuilder expected = new StringBuilder();
            for (double symbol : label) {
                expected.append((int) symbol);
            }
            String collapsed = path.replaceAll("(.)\\1*", "$1").replace(String.valueOf(blank), "");
            return collapsed.contentEquals(expected) ? 1 : 0;
        }
        double sum = 0;
        for (int symbol = 0; symbol < 3; symbol++) {
            sum += Math.exp(times[time][symbol]) * probability(label, times, blank, time + 1, path + symbol);
        }
        return sum;
    }

    private static double[] logDistribution(Random random) {
        double[] values = random.doubles(3, 0.01, 1).toArray();
        double sum = values[0] + values[1] + values[2];
        return new double[] {Math.log(values[0] / sum), Math.log(values[1] / sum), Math.log(values[2] / sum)};
    }

    @Test
    void labelsAreSymbolsOtherThanTheBlank() {
        LossFunction loss = LossFunction.of(new CtcLoss());
        Matrix times = Matrix.of(new double[] {Math.log(0.5), Math.log(0.5)});

        assertThat(loss.violation(Doubles.of(0), times).map(Violation::reason)).contains("label_is_blank");
        assertThat(loss.violation(Doubles.of(2), times).map(Violation::reason)).contains("label_out_of_range");
        assertThat(loss.violation(Doubles.of(1), times, 2).map(Violation::reason))
                .contains("label_out_of_range");
    }
}
