package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.POSITIVE;

/** The F-score of the runs of one to {@code order} characters that a text shares with the reference: a score. */
public final class Chrf implements Loss {

    private static final Definition DEFINITION = Definition.of("chrf", Family.TEXT)
            .summary("The F-score of the runs of 1 to order characters that a text shares with the reference. A score.")
            .formula(
                    "(1 + beta²)·P·R/(beta²·P + R), P and R the mean precision and recall over n ≤ order; blanks are left out")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .parameter("order", 6.0, COUNT)
            .parameter("beta", 2.0, POSITIVE)
            .relation(Relation.atMost("order", 16))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("0 for a right answer in other words; word forms that differ a little count almost fully.")
            .choose("Translations are compared, into languages of many word forms too.")
            .peers(
                    "sacrebleu gives it times 100, this variant as chrF2; chrF++ counts words as well and is not offered.")
            .reference("Popović 2015; sacrebleu sentence_chrf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(String label, String prediction, double order, double beta) {
        if (!COUNT.contains(order) || order > 16 || !POSITIVE.contains(beta)) {
            return Double.NaN;
        }
        NGrams runs = NGrams.of(characters(label), characters(prediction));
        // Only lengths that both texts have count.
        int longest = (int) Math.min(order, Math.min(runs.ofOne(), runs.ofOther()));
        double precisions = 0;
        double recalls = 0;
        for (int n = 1; n <= longest; n++) {
            double common = runs.common();
            precisions += common / runs.ofOther();
            recalls += common / runs.ofOne();
            runs = runs.longer();
        }
        if (precisions == 0) {
            return 0;
        }
        return fScore(precisions / longest, recalls / longest, beta);
    }

    /** The harmonic mean, recall weighted by beta²: 1/(share/P + (1 − share)/R), which does not overflow. */
    private static double fScore(double precision, double recall, double beta) {
        double share = 1 / (1 + beta * beta);
        return Math.min(1, 1 / (share / precision + (1 - share) / recall));
    }

    private static int[] characters(String text) {
        return text.codePoints()
                .filter(character -> !Character.isWhitespace(character) && !Character.isSpaceChar(character))
                .toArray();
    }
}
