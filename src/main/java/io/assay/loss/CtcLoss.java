package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.LOG_PROBABILITY;

import java.util.Arrays;
import java.util.List;

/**
 * How surprising a sequence of labels is, if a model gives the probabilities of labels and of a blank at each time
 * and any alignment will do.
 */
public final class CtcLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("ctc_loss", Family.TEXT)
            .summary(
                    "How surprising a sequence of labels is under log-probabilities at each time, over all alignments with blanks.")
            .formula(
                    "−log Σ over alignments of Π_t p_t(symbol); repeats merge unless a blank is between; infinite if none fits")
            .label(CLASS_INDEX)
            .prediction(LOG_PROBABILITY)
            .parameter("blank", 0.0, CLASS_INDEX)
            .relation(Matrices.notEmpty("prediction"))
            .relation(Matrices.oneWidth("prediction"))
            .relation(new Relation(
                    "label_out_of_range",
                    "labels and blank must be below the number of columns of prediction",
                    List.of("label", "prediction", "blank"),
                    values -> areSymbols(
                            Relation.array(values, 0),
                            Relation.matrix(values, 1).row(0).size(),
                            Relation.number(values, 2))))
            .relation(new Relation(
                    "label_is_blank",
                    "label must not hold blank",
                    List.of("label", "blank"),
                    values -> !contains(Relation.array(values, 0), Relation.number(values, 1))))
            .outliers("Infinite where there are fewer times than labels, or where all alignments are excluded.")
            .choose(
                    "Speech or handwriting is recognised without knowing which frame belongs to which letter. A row is a time.")
            .peers("torch divides by the number of labels in its mean; here it is the sum, as with reduction none.")
            .reference("Graves et al. 2006; torch CTCLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static boolean areSymbols(Doubles label, int symbols, double blank) {
        for (int i = 0; i < label.size(); i++) {
            if (label.at(i) >= symbols) {
                return false;
            }
        }
        return blank < symbols;
    }

    private static boolean contains(Doubles label, double symbol) {
        for (int i = 0; i < label.size(); i++) {
            if (label.at(i) == symbol) {
                return true;
            }
        }
        return false;
    }

    public double loss(Doubles label, Matrix prediction, double blank) {
        if (!CLASS_INDEX.containsAll(label)
                || !CLASS_INDEX.contains(blank)
                || !Matrices.hasElements(prediction)
                || !Matrices.isOfWidth(prediction, prediction.row(0).size())
                || !LOG_PROBABILITY.containsAll(prediction)
                || !areSymbols(label, prediction.row(0).size(), blank)
                || contains(label, blank)) {
            return Double.NaN;
        }
        return Math.max(0, 0 - probability(extended(label, (int) blank), prediction));
    }

    /** The labels with a blank before, between and after them. */
    private static int[] extended(Doubles label, int blank) {
        int[] symbols = new int[2 * label.size() + 1];
        Arrays.fill(symbols, blank);
        for (int i = 0; i < label.size(); i++) {
            symbols[2 * i + 1] = (int) label.at(i);
        }
        return symbols;
    }

    /** The logarithm of the probability of all alignments, by the forward algorithm, in memory of the labels. */
    private static double probability(int[] symbols, Matrix times) {
        double[] previous = new double[symbols.length];
        double[] current = new double[symbols.length];
        Arrays.fill(previous, Double.NEGATIVE_INFINITY);
        previous[0] = times.row(0).at(symbols[0]);
        if (symbols.length > 1) {
            previous[1] = times.row(0).at(symbols[1]);
        }
        for (int t = 1; t < times.rows(); t++) {
            Doubles time = times.row(t);
            for (int s = 0; s < symbols.length; s++) {
                current[s] = reached(previous, symbols, s) + time.at(symbols[s]);
            }
            double[] spare = previous;
            previous = current;
            current = spare;
        }
        double last = previous[symbols.length - 1];
        return symbols.length == 1 ? last : Primitives.logAddExp(last, previous[symbols.length - 2]);
    }

    /** From the same symbol, from the one before, and past a blank from another label. */
    private static double reached(double[] previous, int[] symbols, int s) {
        double sum = previous[s];
        if (s > 0) {
            sum = Primitives.logAddExp(sum, previous[s - 1]);
        }
        if (s > 1 && s % 2 == 1 && symbols[s] != symbols[s - 2]) {
            sum = Primitives.logAddExp(sum, previous[s - 2]);
        }
        return sum;
    }
}
