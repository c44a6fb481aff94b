package io.assay.curve;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The parameters of a power law and how they are found: for each of many floors the straight line through the logarithms,
 * the best of these as the start, and the method of Levenberg and Marquardt from there. Where that leaves the allowed
 * range the floor is 0, or the start stands.
 */
record PowerLawFit(double a, double b, double c) {

    private static final double LARGEST_B = 2;
    private static final int FLOORS = 400;
    private static final int EVALUATIONS = 2_000;

    /** The loss at a size. */
    double at(double size) {
        return a * StrictMath.pow(size, -b) + c;
    }

    /**
     * The best law there is for some losses.
     *
     * @param n sizes, rising
     * @param loss at least 0
     */
    static PowerLawFit of(double[] n, double[] loss) {
        PowerLawFit floored = improved(n, loss, scanned(n, loss), 3);
        PowerLawFit sunk = improved(n, loss, line(n, loss, 0), 2);
        return floored.better(sunk, n, loss).better(steepest(n, loss), n, loss);
    }

    /** The other where it is allowed and has the smaller error. */
    private PowerLawFit better(PowerLawFit other, double[] n, double[] loss) {
        return other.isAllowed() && other.error(n, loss) < error(n, loss) ? other : this;
    }

    private boolean isAllowed() {
        return a > 0 && b > 0 && b <= LARGEST_B && c >= 0;
    }

    private double error(double[] n, double[] loss) {
        double sum = 0;
        for (int i = 0; i < n.length; i++) {
            double miss = loss[i] - at(n[i]);
            sum += miss * miss;
        }
        return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
    }

    /** The best straight line among floors from 0 to just below the lowest loss, closer to each other towards it. */
    private static PowerLawFit scanned(double[] n, double[] loss) {
        double lowest = Arrays.stream(loss).min().orElse(0);
        PowerLawFit best = line(n, loss, 0);
        for (int i = 1; i < FLOORS; i++) {
            double left = 1 - i / (double) FLOORS;
            PowerLawFit fit = line(n, loss, lowest * (1 - left * left));
            best = fit.error(n, loss) < best.error(n, loss) ? fit : best;
        }
        return best;
    }

    /** Least squares of log(loss − c) over log n; losses of 0 would have no logarithm and count as tiny. */
    private static PowerLawFit line(double[] n, double[] loss, double c) {
        double meanX = 0;
        double meanY = 0;
        double[] x = new double[n.length];
        double[] y = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            x[i] = StrictMath.log(n[i]);
            y[i] = StrictMath.log(Math.max(loss[i] - c, Double.MIN_NORMAL));
            meanX += x[i] / n.length;
            meanY += y[i] / n.length;
        }
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < n.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        double b = Math.min(LARGEST_B, Math.max(Double.MIN_NORMAL, -xy / xx));
        return new PowerLawFit(StrictMath.exp(meanY + b * meanX), b, c);
    }

    /** The best law at the upper end of b, where it is a straight line over n^(−b). */
    private static PowerLawFit steepest(double[] n, double[] loss) {
        double[] x =
                Arrays.stream(n).map(size -> StrictMath.pow(size, -LARGEST_B)).toArray();
        double meanX = Arrays.stream(x).sum() / n.length;
        double meanY = Arrays.stream(loss).sum() / n.length;
        double xy = 0;
        double xx = 0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < n.length; i++) {
            xy += (x[i] - meanX) * (loss[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            products += x[i] * loss[i];
            squares += x[i] * x[i];
        }
        double floor = meanY - xy / xx * meanX;
        return floor >= 0
                ? new PowerLawFit(xy / xx, LARGEST_B, floor)
                : new PowerLawFit(products / squares, LARGEST_B, 0);
    }

    /**
     * From a start to the nearest least sum of squares; the best law of all that were looked at on the way.
     *
     * @param free 3, or 2 where the floor stays as it is
     */
    private static PowerLawFit improved(double[] n, double[] loss, PowerLawFit start, int free) {
        PowerLawFit[] best = {start};
        double[] begin = {StrictMath.log(start.a), start.b, start.c};
        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .start(Arrays.copyOf(begin, free))
                .target(loss)
                .model(point -> {
                    double[] parameters = Arrays.copyOf(point.toArray(), 3);
                    parameters[2] = free == 3 ? parameters[2] : start.c;
                    PowerLawFit seen = new PowerLawFit(StrictMath.exp(parameters[0]), parameters[1], parameters[2]);
                    best[0] = best[0].better(seen, n, loss);
                    return modelled(n, parameters, free);
                })
                .maxEvaluations(EVALUATIONS)
                .maxIterations(EVALUATIONS)
                .build();
        try {
            new LevenbergMarquardtOptimizer().optimize(problem);
        } catch (MathIllegalStateException e) {
            // No step improves the law any more, or too many were taken: the best one stands.
            return best[0];
        }
        return best[0];
    }

    /** The losses that parameters give, and their derivatives; the logarithm of a is what is varied. */
    private static Pair<RealVector, RealMatrix> modelled(double[] n, double[] parameters, int free) {
        double[] values = new double[n.length];
        double[][] slopes = new double[n.length][free];
        for (int i = 0; i < n.length; i++) {
            double logarithm = StrictMath.log(n[i]);
            double falling = StrictMath.exp(parameters[0] - parameters[1] * logarithm);
            values[i] = falling + parameters[2];
            slopes[i][0] = falling;
            slopes[i][1] = -falling * logarithm;
            if (free == 3) {
                slopes[i][2] = 1;
            }
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
    }
}
