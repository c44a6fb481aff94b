package io.assay.loss;

import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws arguments of losses: mostly as they should be, now and then as badly as data can be. */
public final class RandomArguments {

    private static final double[] HOSTILE = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-300,
        1e308,
        -1e308,
        Double.MAX_VALUE,
        1e100,
        -1e100,
        1 + 1e-10,
        -1e-10,
        1.0,
        -1.0,
        -0.25,
        2.5,
        7.0,
        1e10
    };

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "the cat sat",
            "a  Cat\tsat ",
            "1,200.50",
            "$ 1200.5",
            "-1.8 billion",
            "1/5",
            "\ud83d\ude00 ok",
            "1e99999999999");

    private final Random random;
    private final double hostility;

    /** {@code hostility} is the share of numbers that need not be in their domain. */
    public RandomArguments(long seed, double hostility) {
        this.random = new Random(seed);
        this.hostility = hostility;
    }

    /** Arguments of the types of {@code overload}; optional ones are null now and then. */
    public @Nullable Object[] draw(Definition definition, Method overload) {
        int size = random.nextInt(20) == 0 ? random.nextInt(3) : 2 + random.nextInt(3);
        List<Argument> arguments = definition.arguments();
        @Nullable Object[] drawn = new Object[arguments.size()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = draw(arguments.get(i), overload.getParameterTypes()[i], size);
        }
        List<String> names = arguments.stream().map(Argument::name).toList();
        if (!hostile()) {
            putInOrder(drawn, names.indexOf("lower"), names.indexOf("upper"));
        }
        if (definition.relations().stream().anyMatch(relation -> relation.code().equals("not_boxes")) && !hostile()) {
            drawn[0] = boxes(size, 4);
            drawn[1] = boxes(size, 5);
        }
        return drawn;
    }

    /** Boxes near each other, with a score where there is a fifth number: chance would rarely give the one or the other. */
    private Matrix boxes(int count, int numbers) {
        double[][] boxes = new double[count][numbers];
        for (double[] box : boxes) {
            Arrays.setAll(box, i -> random.nextDouble());
            box[2] += box[0];
            box[3] += box[1];
        }
        return Matrix.of(boxes);
    }

    /** Sees to it that no lower bound is above its upper one, which chance would rarely give for several. */
    private static void putInOrder(@Nullable Object[] drawn, int lower, int upper) {
        if (lower >= 0
                && upper >= 0
                && drawn[lower] instanceof Doubles one
                && drawn[upper] instanceof Doubles other
                && one.size() == other.size()) {
            double[] low = new double[one.size()];
            Arrays.setAll(low, i -> Math.min(one.at(i), other.at(i)));
            double[] high = new double[one.size()];
            Arrays.setAll(high, i -> Math.max(one.at(i), other.at(i)));
            drawn[lower] = Doubles.of(low);
            drawn[upper] = Doubles.of(high);
        }
    }

    private @Nullable Object draw(Argument argument, Class<?> type, int size) {
        if (!argument.required() && random.nextInt(3) == 0) {
            return argument.fallback();
        }
        if (type == String.class) {
            boolean named = argument.role() == Role.PARAMETER && !hostile();
            return named ? argument.fallback() : TEXTS.get(random.nextInt(TEXTS.size()));
        }
        if (type == Matrix.class) {
            return matrix(argument.domain(), size);
        }
        boolean classes =
                argument.role() == Role.LABEL && argument.domain() == Domain.NON_NEGATIVE && random.nextBoolean();
        if (type == double.class) {
            return classes ? (Double) (double) random.nextInt(3) : number(argument.domain());
        }
        return Doubles.of(classes ? classWeights(size) : array(argument.domain(), size));
    }

    /** A class as weights: one-hot, a distribution, or any. */
    private double[] classWeights(int size) {
        double[] weights = new double[size];
        int kind = random.nextInt(3);
        if (kind == 0 && size > 0) {
            weights[random.nextInt(size)] = 1;
            return weights;
        }
        Arrays.setAll(weights, i -> random.nextDouble());
        double sum = Arrays.stream(weights).sum();
        if (kind == 1 && sum > 0) {
            Arrays.setAll(weights, i -> weights[i] / sum);
        }
        return weights;
    }

    private Matrix matrix(Domain domain, int size) {
        double[][] rows = new double[hostile() ? random.nextInt(5) : size][];
        Arrays.setAll(rows, i -> array(domain, size));
        return Matrix.of(rows);
    }

    private double[] array(Domain domain, int size) {
        if (domain == Domain.COUNT && !hostile()) {
            // Counts in an array are the shape of another.
            int height = size % 2 == 0 && random.nextBoolean() ? 2 : 1;
            return new double[] {height, size / height};
        }
        double[] values = new double[hostile() ? random.nextInt(5) : size];
        Arrays.setAll(values, i -> number(domain));
        if (random.nextInt(3) == 0) {
            Arrays.sort(values);
        }
        if (domain == Domain.LOG_PROBABILITY && !hostile()) {
            double total = Primitives.logSumExp(Doubles.of(values));
            Arrays.setAll(values, i -> values[i] - total);
        }
        double sum = Arrays.stream(values).sum();
        if (domain == Domain.PROBABILITY && !hostile() && sum > 0) {
            Arrays.setAll(values, i -> values[i] / sum);
        }
        return values;
    }

    private double number(Domain domain) {
        return hostile() ? HOSTILE[random.nextInt(HOSTILE.length)] : ordinary(domain);
    }

    private boolean hostile() {
        return random.nextDouble() < hostility;
    }

    private double ordinary(Domain domain) {
        return switch (domain) {
            case EXTENDED, FINITE, LOGIT -> random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 3 * random.nextGaussian();
            case POSITIVE, OPEN_UNIT -> 0.01 + 0.98 * random.nextDouble();
            case NON_NEGATIVE -> random.nextInt(4) == 0 ? 0 : random.nextDouble() / 2;
            case LOG_PROBABILITY -> -3 * random.nextDouble();
            case NON_POSITIVE -> -100 * random.nextDouble();
            case GREATER_THAN_MINUS_ONE -> 4 * random.nextDouble() - 0.99;
            case AT_LEAST_ONE -> 1 + random.nextDouble();
            case COSINE -> random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 2 * random.nextDouble() - 1;
            case PROBABILITY -> random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
            case BINARY -> random.nextInt(2);
            case SIGN -> random.nextInt(3) - 1;
            case CLASS_INDEX -> random.nextInt(3);
            case WHOLE -> random.nextInt(6);
            case COUNT -> 1 + random.nextInt(3);
        };
    }
}
