package io.assay.loss;

import java.util.List;

/** What holds of a prediction that is a distribution, given as an array of two: where it lies and how wide it is. */
final class LocationScale {

    private LocationScale() {}

    /** {@code prediction} has two elements, called as told. */
    static Relation two(String location, String scale) {
        return new Relation(
                "not_two_numbers",
                "prediction must be an array of two: " + location + " and " + scale,
                List.of("prediction"),
                values -> Relation.array(values, 0).size() == 2);
    }

    /** The second element of {@code prediction} is above 0. */
    static Relation positive(String scale) {
        return new Relation(
                scale + "_not_positive",
                "prediction[1], the " + scale + ", must be > 0",
                List.of("prediction"),
                values -> Relation.array(values, 0).at(1) > 0);
    }

    /** The second element of {@code prediction} is not below 0. */
    static Relation notNegative(String scale) {
        return new Relation(
                scale + "_negative",
                "prediction[1], the " + scale + ", must be ≥ 0",
                List.of("prediction"),
                values -> Relation.array(values, 0).at(1) >= 0);
    }

    /** Whether {@code prediction} is two finite numbers, the second above 0. */
    static boolean isPositive(Doubles prediction) {
        return isTwo(prediction) && prediction.at(1) > 0;
    }

    /** Whether {@code prediction} is two finite numbers, the second not below 0. */
    static boolean isNotNegative(Doubles prediction) {
        return isTwo(prediction) && prediction.at(1) >= 0;
    }

    private static boolean isTwo(Doubles prediction) {
        return prediction.size() == 2 && Domain.FINITE.containsAll(prediction);
    }
}
