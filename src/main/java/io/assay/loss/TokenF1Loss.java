package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/** 1 less the F1 of the words of two answers, order left aside. */
public final class TokenF1Loss implements Loss {

    private static final Definition DEFINITION = Definition.of("token_f1_loss", Family.TEXT)
            .summary("1 less the F1 of the words of two answers, each as often as it occurs and order left aside.")
            .formula("1 − 2·common/(words of y + words of p); 0 if both are empty")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .choice("normalisation", "squad", "none")
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .outliers("At most 1, whatever else a wrong answer says.")
            .choose("Answers are a few words and partly right ones are worth something.")
            .peers("squad drops case, ASCII punctuation and the articles a, an and the; none splits at blanks only.")
            .reference("Rajpurkar et al. 2016 (SQuAD), of which it is 1 − F1")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(String label, String prediction, String normalisation) {
        return switch (normalisation) {
            case "squad" -> apart(AnswerText.words(label), AnswerText.words(prediction));
            case "none" -> apart(Words.of(label), Words.of(prediction));
            default -> Double.NaN;
        };
    }

    private static double apart(List<String> label, List<String> prediction) {
        int total = label.size() + prediction.size();
        if (total == 0) {
            return 0;
        }
        int[][] words = Words.numbered(label, prediction);
        int common = NGrams.of(words[0], words[1]).common();
        return (total - 2.0 * common) / total;
    }
}
