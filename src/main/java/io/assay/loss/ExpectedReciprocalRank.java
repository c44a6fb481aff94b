package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

import java.util.List;

/**
 * One over the place at which a reader stops who goes down the list and is satisfied by an item the more likely the
 * more relevant it is: a score.
 */
public final class ExpectedReciprocalRank implements Loss {

    private static final Definition DEFINITION = Definition.of("expected_reciprocal_rank", Family.RANKING)
            .summary("One over the place at which a reader is expected to be satisfied. A score: more is better.")
            .formula("Σ_rank 1/rank·R_rank·Π_{earlier} (1 − R), R = (2^relevance − 1)/2^max_grade")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .parameter("max_grade", 4.0, NON_NEGATIVE)
            .optional("k", COUNT)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(new Relation(
                    "relevance_above_max_grade",
                    "label must not be above max_grade, which is at most 900",
                    List.of("label", "max_grade"),
                    values -> areGrades(Relation.array(values, 0), Relation.number(values, 1))))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("After a very relevant item hardly anything counts." + Ranking.NOT_RETURNED)
            .choose("A good item at the top makes the rest of the list unimportant.")
            .reference("Chapelle et al. 2009")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static boolean areGrades(Doubles label, double maxGrade) {
        int top = Primitives.argMax(label);
        return maxGrade <= 900 && (top < 0 || label.at(top) <= maxGrade);
    }

    public double loss(Doubles label, Doubles prediction, double maxGrade, double k) {
        if (!Ranking.areItems(label, prediction, EXTENDED)
                || !NON_NEGATIVE.contains(maxGrade)
                || !areGrades(label, maxGrade)
                || !Ranking.isPlaces(k)) {
            return Double.NaN;
        }
        int[] order = Ranking.returned(prediction);
        double most = Gains.gain(maxGrade, "exponential") + 1;
        double reads = 1;
        double sum = 0;
        for (int place = 0; place < Ranking.places(k, order.length); place++) {
            double satisfied = Gains.gain(label.at(order[place]), "exponential") / most;
            sum += reads * satisfied / (place + 1);
            reads *= 1 - satisfied;
        }
        return Math.abs(sum);
    }
}
