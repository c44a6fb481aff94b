package io.assay.cost;

import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.Direction;
import io.assay.loss.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric as it can be asked for: {@code f_beta(beta=2, threshold=0.3)}.
 *
 * @param name in configurations, in snake_case
 * @param reading what it is read from
 * @param direction which way is better
 * @param summary what it is, in a sentence
 * @param formula in plain text
 * @param parameters with their defaults
 * @param choices the values of those that are one of a few
 * @param reference where it comes from, and which libraries share it
 * @param unbiased the metric that is gated by a margin instead of this one, which is biased; empty if it is not
 */
public record MetricDefinition(
        String name,
        Reading reading,
        Direction direction,
        String summary,
        String formula,
        List<Argument> parameters,
        Map<String, List<String>> choices,
        String reference,
        Optional<String> unbiased) {

    public MetricDefinition {
        parameters = List.copyOf(parameters);
        choices = Map.copyOf(choices);
    }

    /** What a metric is read from. */
    public enum Reading {
        /** A smooth function of the totals of yes/no decisions; of several classes it is averaged over them. */
        DECISIONS,
        /** A number of rows by what became of the decision. */
        COUNT,
        /** A smooth function of moments of label and prediction. */
        MOMENTS,
        /** A confusion matrix of several classes. */
        CLASSES,
        /** Scores in order, with labels that are 0 or 1. */
        RANKING,
        /** The ranks of labels and predictions. */
        CORRELATION,
        /** Bins of probabilities. */
        RELIABILITY,
        /** Boxes that were found, missed or predicted without cause, summed over images. */
        DETECTIONS
    }

    /** The parameter called {@code parameter}. */
    public Optional<Argument> parameter(String parameter) {
        return parameters.stream().filter(one -> one.name().equals(parameter)).findFirst();
    }

    static Builder of(String name, Reading reading, Direction direction) {
        return new Builder(name, reading, direction);
    }

    /** Collects a definition. */
    static final class Builder {
        private final String name;
        private final Reading reading;
        private final Direction direction;
        private String formula = "";
        private String reference = "Closed form";
        private Optional<String> unbiased = Optional.empty();
        private final List<Argument> parameters = new ArrayList<>();
        private Map<String, List<String>> choices = Map.of();

        private Builder(String name, Reading reading, Direction direction) {
            this.name = name;
            this.reading = reading;
            this.direction = direction;
        }

        Builder formula(String text) {
            this.formula = text;
            return this;
        }

        Builder reference(String text) {
            this.reference = text;
            return this;
        }

        /** Biased, unlike another metric. */
        Builder unlike(String metric) {
            this.unbiased = Optional.of(metric);
            return this;
        }

        Builder parameter(String parameter, double fallback, Domain domain) {
            parameters.add(new Argument(parameter, Role.PARAMETER, domain, fallback, false));
            return this;
        }

        Builder optional(String parameter, Domain domain) {
            parameters.add(new Argument(parameter, Role.PARAMETER, domain, null, false));
            return this;
        }

        /** A text that may be anything; empty when left out. */
        Builder text(String parameter) {
            parameters.add(new Argument(parameter, Role.PARAMETER, Domain.EXTENDED, "", false));
            return this;
        }

        Builder choice(String parameter, String fallback, String... others) {
            parameters.add(new Argument(parameter, Role.PARAMETER, Domain.EXTENDED, fallback, false));
            List<String> all = new ArrayList<>(List.of(others));
            all.add(0, fallback);
            choices = new HashMap<>(choices);
            choices.put(parameter, List.copyOf(all));
            return this;
        }

        MetricDefinition summary(String text) {
            return new MetricDefinition(
                    name, reading, direction, text, formula, parameters, choices, reference, unbiased);
        }
    }
}
