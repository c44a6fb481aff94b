package io.assay.loss;

import org.jspecify.annotations.Nullable;

/** Calls losses of the package by name, as a configuration does: what is left out takes its default. */
final class Called {

    private static final Catalogue CATALOGUE = Catalogue.of(Catalogue.builtIn());

    private Called() {}

    static double loss(String name, @Nullable Object... arguments) {
        return function(name).evaluate(arguments);
    }

    static double denominator(String name, @Nullable Object... arguments) {
        return function(name).denominator(arguments);
    }

    /** Why there is no loss; empty where there is one. */
    static String reason(String name, @Nullable Object... arguments) {
        return function(name).violation(arguments).map(Violation::reason).orElse("");
    }

    private static LossFunction function(String name) {
        return CATALOGUE.find(name).orElseThrow();
    }
}
