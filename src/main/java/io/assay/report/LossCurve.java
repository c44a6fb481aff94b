package io.assay.report;

import io.assay.loss.Definition;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.Domain;
import io.assay.loss.Family;
import io.assay.loss.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A loss of one label and one prediction, drawn over the prediction: a line for each label worth drawing, all parameters
 * at their defaults (1 for those that every call must give).
 *
 * @param from the lowest prediction drawn
 * @param to the highest
 * @param lines one for each label
 */
record LossCurve(double from, double to, List<Line> lines) {

    private static final int POINTS = 200;

    /** Steeper parts leave the picture, so that the rest can be seen. */
    private static final double CROP = 0.95;

    /** @param values losses at evenly spaced predictions; NaN where there is none */
    record Line(double label, double[] values) {}

    /** The curve of a loss; empty where label and prediction are not one number each. */
    static Optional<LossCurve> of(LossFunction function) {
        List<Argument> arguments = function.definition().arguments();
        boolean drawable = arguments.size() >= 2
                && arguments.get(0).role() == Role.LABEL
                && arguments.get(1).role() == Role.PREDICTION
                && arguments.stream()
                                .filter(argument -> argument.role() != Role.PARAMETER)
                                .count()
                        == 2
                && function.overloads().stream().anyMatch(method -> IntStream.range(0, arguments.size())
                        .filter(i -> arguments.get(i).required())
                        .allMatch(i -> method.getParameterTypes()[i] == double.class));
        if (!drawable) {
            return Optional.empty();
        }
        double[] range = function.definition().family() == Family.ROBUST
                ? new double[] {-8, 8}
                : range(arguments.get(1).domain());
        List<Line> lines = new ArrayList<>();
        for (double label : labels(function.definition())) {
            double[] values = values(function, label, range);
            if (Arrays.stream(values).anyMatch(Double::isFinite)) {
                lines.add(new Line(label, values));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new LossCurve(range[0], range[1], lines));
    }

    private static double[] values(LossFunction function, double label, double[] range) {
        List<Argument> arguments = function.definition().arguments();
        @Nullable Object[] call = new Object[arguments.size()];
        for (int i = 2; i < call.length; i++) {
            call[i] = arguments.get(i).required()
                    ? (Double) 1.0
                    : arguments.get(i).fallback();
        }
        double[] values = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            call[0] = label;
            call[1] = range[0] + (range[1] - range[0]) * i / POINTS;
            values[i] = function.evaluate(call);
        }
        return values;
    }

    private static double[] range(Domain prediction) {
        return switch (prediction) {
            case PROBABILITY, OPEN_UNIT, BINARY -> new double[] {0, 1};
            case POSITIVE, NON_NEGATIVE, GREATER_THAN_MINUS_ONE, AT_LEAST_ONE, CLASS_INDEX, WHOLE, COUNT ->
                new double[] {0, 5};
            case COSINE -> new double[] {-1, 1};
            case NON_POSITIVE, LOG_PROBABILITY -> new double[] {-5, 0};
            case EXTENDED, FINITE, LOGIT, SIGN -> new double[] {-4, 4};
        };
    }

    private static double[] labels(Definition definition) {
        Domain label = definition.arguments().get(0).domain();
        return switch (label) {
            case BINARY, PROBABILITY -> new double[] {1, 0};
            case SIGN -> new double[] {1, -1};
            case POSITIVE, NON_NEGATIVE, GREATER_THAN_MINUS_ONE, AT_LEAST_ONE, WHOLE, COUNT, CLASS_INDEX ->
                new double[] {2};
            default -> new double[] {definition.family() == Family.PERCENTAGE ? 2 : 0};
        };
    }

    double[] allFinite() {
        return lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.values()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** The lowest value drawn. */
    double lowest() {
        return Math.min(0, allFinite()[0]);
    }

    /** The highest value drawn. */
    double highest() {
        double[] sorted = allFinite();
        double top = sorted[(int) (CROP * (sorted.length - 1))];
        return top > lowest() ? top : lowest() + 1;
    }
}
