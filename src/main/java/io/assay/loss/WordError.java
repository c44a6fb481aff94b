package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/** The word error rate: words to change, add or leave out, over the words of the label. Case and punctuation count. */
public final class WordError implements Loss {

    private static final Definition DEFINITION = Definition.of("word_error", Family.TEXT)
            .summary(
                    "The word error rate: words to change, add or leave out, over the words of the label. Case and punctuation count.")
            .formula("edit distance in words over the number of words of y")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .relation(new Relation(
                    "empty_label",
                    "label must have a word",
                    List.of("label"),
                    values -> length(Relation.text(values, 0)) > 0))
            .zeroAtEquality()
            .aggregate("ratio")
            .outliers("A prediction that runs on can cost more than 1.")
            .choose(
                    "Transcripts are compared word by word. Normalise case and punctuation first where they do not matter.")
            .shorthand("wer", "ratio")
            .reference("jiwer wer, torchmetrics word_error_rate")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(String label, String prediction) {
        int[][] words = EditDistance.words(label, prediction);
        return words[0].length == 0 ? Double.NaN : EditDistance.between(words[0], words[1]);
    }

    /** The number of words of the label. */
    public double denominator(String label, String prediction) {
        int count = length(label);
        return count == 0 ? Double.NaN : count;
    }

    private static int length(String text) {
        return EditDistance.words(text, "")[0].length;
    }
}
