package io.assay.cost;

import java.util.Random;

/** Losses, weights and denominators of every kind that tallies of many places must hold exactly. */
final class PlaceNumbers {

    private PlaceNumbers() {}

    /** What the losses of one column of one run look like. */
    enum Losses {
        BITS,
        LOG_LOSS,
        GAUSSIAN,
        LARGE,
        TINY,
        ILL_CONDITIONED,
        EVERYTHING;

        double draw(Random random) {
            return switch (this) {
                case BITS -> random.nextInt(2);
                case LOG_LOSS -> -Math.log(1 - random.nextDouble());
                case GAUSSIAN -> random.nextGaussian();
                case LARGE -> 1e9 * (1 + random.nextDouble());
                case TINY -> 1e-12 * random.nextGaussian();
                case ILL_CONDITIONED ->
                    (random.nextBoolean() ? 1 : -1) * Math.pow(2, random.nextInt(60)) + random.nextInt(3);
                case EVERYTHING -> everything(random);
            };
        }

        private static double everything(Random random) {
            double sign = random.nextBoolean() ? 1 : -1;
            return switch (random.nextInt(9)) {
                case 0 -> sign * 0.0;
                case 1 -> sign;
                case 2 -> sign * 0.5;
                case 3 -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(250) - 125);
                // The product with a weight must stay finite, and so must that of three: nothing is larger here.
                case 4 -> sign * 1e100 * random.nextDouble();
                case 5 -> sign * 1e-300 * random.nextDouble();
                case 6 -> sign * Double.MIN_VALUE * random.nextInt(1000);
                case 7 -> random.nextInt(100);
                default -> sign * random.nextDouble();
            };
        }
    }

    /** What the weights of one run look like. */
    enum Weights {
        NONE,
        ZERO_OR_ONE,
        UNIFORM,
        MIXED;

        double draw(Random random) {
            return switch (this) {
                case NONE -> 1;
                case ZERO_OR_ONE -> random.nextInt(2);
                case UNIFORM -> 0.5 + random.nextDouble();
                case MIXED ->
                    switch (random.nextInt(8)) {
                        case 0 -> 0;
                        case 1, 2 -> 1;
                        case 3 -> 0.5;
                        case 4 -> Math.scalb(random.nextDouble(), random.nextInt(120) - 60);
                        case 5 -> 1e-200;
                        case 6 -> random.nextInt(10);
                        default -> random.nextDouble();
                    };
            };
        }
    }

    static <E extends Enum<E>> E one(Class<E> kind, Random random) {
        E[] kinds = kind.getEnumConstants();
        return kinds[random.nextInt(kinds.length)];
    }

    /** Mostly 1. */
    static double denominator(Random random) {
        return random.nextInt(20) > 0 ? 1 : 0.25 * random.nextInt(8);
    }
}
