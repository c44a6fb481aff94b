package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/**
 * How many runs of one to {@code order} words of a text are also in the reference, with a penalty for brevity: a
 * score of one sentence against one reference.
 */
public final class Bleu implements Loss {

    private static final Definition DEFINITION = Definition.of("bleu", Family.TEXT)
            .summary(
                    "How many runs of 1 to order words of a text are also in the reference, with a penalty for brevity. A score.")
            .formula(
                    "min(1, exp(1 − |y|/|p|))·exp(mean over n ≤ order of log precision_n); n without a run in p are left out")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .parameter("order", 4.0, COUNT)
            .choice("tokenisation", "13a", "none")
            .choice("smoothing", "exp", "none")
            .relation(Relation.atMost("order", 16))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Short texts hang on a run or two, which smoothing keeps from being all or nothing.")
            .choose(
                    "Translations are compared and the numbers of others have to be met; chrf follows judgements better.")
            .peers(
                    "sacrebleu gives it times 100. The BLEU of a corpus adds the counts first and is not the mean of this.")
            .reference("Papineni et al. 2002; sacrebleu sentence_bleu with effective order")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(String label, String prediction, double order, String tokenisation, String smoothing) {
        boolean known = (tokenisation.equals("13a") || tokenisation.equals("none"))
                && (smoothing.equals("exp") || smoothing.equals("none"));
        if (!known || !COUNT.contains(order) || order > 16) {
            return Double.NaN;
        }
        boolean plain = tokenisation.equals("none");
        return score(
                plain ? Words.of(label) : Tokens13a.of(label),
                plain ? Words.of(prediction) : Tokens13a.of(prediction),
                (int) order,
                smoothing);
    }

    private static double score(List<String> label, List<String> prediction, int order, String smoothing) {
        int[][] words = Words.numbered(label, prediction);
        NGrams runs = NGrams.of(words[0], words[1]);
        double logarithms = 0;
        double doubling = 1;
        // Longer runs than the text has are left out: the effective order.
        int longest = Math.min(order, prediction.size());
        for (int n = 1; n <= longest; n++) {
            int common = runs.common();
            if (n == 1 && common == 0) {
                // Not a word is right, and there is nothing to smooth.
                return 0;
            }
            doubling *= common == 0 ? 2 : 1;
            boolean smoothed = common == 0 && smoothing.equals("exp");
            logarithms += StrictMath.log((smoothed ? 1 / doubling : common) / runs.ofOther());
            runs = runs.longer();
        }
        return longest == 0
                ? 0
                : Math.min(1, brevity(label.size(), prediction.size()) * StrictMath.exp(logarithms / longest));
    }

    private static double brevity(int label, int prediction) {
        return prediction >= label ? 1 : StrictMath.exp(1 - (double) label / prediction);
    }
}
