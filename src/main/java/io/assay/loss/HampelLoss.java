package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/** Half the square, then linear, then bending to a constant: the error judged in three steps. */
public final class HampelLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("hampel_loss", Family.ROBUST)
            .summary("Half the square up to a, linear up to b, bending down up to c, and constant from there on.")
            .formula("e²/2 if |e| ≤ a; a·(|e| − a/2) if ≤ b; then a parabola; a·(b + c − a)/2 if |e| > c")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("a", 2.0, POSITIVE)
            .parameter("b", 4.0, POSITIVE)
            .parameter("c", 8.0, POSITIVE)
            .relation(new Relation(
                    "a_b_c_out_of_order",
                    "a, b and c must be in order: a ≤ b < c",
                    List.of("a", "b", "c"),
                    values -> inOrder(
                            Relation.number(values, 0), Relation.number(values, 1), Relation.number(values, 2))))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "Errors beyond c all cost the same: an outlier counts as one and how far out it is does not matter.")
            .choose("It is known from where on errors are suspicious (a), doubtful (b) and plainly wrong (c).")
            .reference("statsmodels Hampel.rho")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double a, double b, double c) {
        double size = TuningConstant.size(label, prediction, a);
        if (Double.isNaN(size) || !POSITIVE.contains(b) || !POSITIVE.contains(c) || !inOrder(a, b, c)) {
            return Double.NaN;
        }
        if (size <= a) {
            return size * size / 2;
        }
        if (size <= b) {
            return a * (size - a / 2);
        }
        double sum = b - a / 2;
        if (size <= c) {
            double left = (c - size) / (c - b);
            return a * (sum + (size - b) * (1 + left) / 2);
        }
        return a * (sum + (c - b) / 2);
    }

    private static boolean inOrder(double a, double b, double c) {
        return a <= b && b < c;
    }
}
