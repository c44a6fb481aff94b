package io.assay.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that is declared of a loss: registration, checks, lists of losses, documentation and tests are made from it. */
public final class Definition {

    private final String name;
    private final Family family;
    private final String summary;
    private final String formula;
    private final List<Argument> arguments;
    private final List<Relation> relations;
    private final double lowest;
    private final double highest;
    private final boolean zeroAtEquality;
    private final boolean symmetric;
    private final Convexity convexity;
    private final boolean smooth;
    private final String outliers;
    private final String choose;
    private final String peers;
    private final Direction direction;
    private final String aggregate;
    private final Map<String, String> shorthands;
    private final String reference;

    private Definition(Builder builder) {
        this.name = builder.name;
        this.family = builder.family;
        this.summary = builder.summary;
        this.formula = builder.formula;
        this.arguments = List.copyOf(builder.arguments);
        this.relations = List.copyOf(builder.relations);
        this.lowest = builder.lowest;
        this.highest = builder.highest;
        this.zeroAtEquality = builder.zeroAtEquality;
        this.symmetric = builder.symmetric;
        this.convexity = builder.convexity;
        this.smooth = builder.smooth;
        this.outliers = builder.outliers;
        this.choose = builder.choose;
        this.peers = builder.peers;
        this.direction = builder.direction;
        this.aggregate = builder.aggregate;
        this.shorthands = Collections.unmodifiableMap(new LinkedHashMap<>(builder.shorthands));
        this.reference = builder.reference;
    }

    /** Starts a definition of the loss that SQL and configurations call {@code name}. */
    public static Builder of(String name, Family family) {
        return new Builder(name, family);
    }

    /** The name in SQL and in configurations, in snake_case. */
    public String name() {
        return name;
    }

    public Family family() {
        return family;
    }

    /** What it is, in a sentence. */
    public String summary() {
        return summary;
    }

    /** The formula in plain text, with e = prediction − label. */
    public String formula() {
        return formula;
    }

    /** Label first, then prediction or its parts, then parameters: the order of a call. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** What must hold between arguments. */
    public List<Relation> relations() {
        return relations;
    }

    /** The smallest value the loss can take. */
    public double lowest() {
        return lowest;
    }

    /** The largest value the loss can take; infinite when unbounded. */
    public double highest() {
        return highest;
    }

    /** Whether a prediction that equals its label costs exactly 0, whatever the parameters. */
    public boolean zeroAtEquality() {
        return zeroAtEquality;
    }

    /** Whether swapping label and prediction gives the same loss, whatever the parameters. */
    public boolean symmetric() {
        return symmetric;
    }

    /** The shape of the loss as a function of the prediction, all else fixed, whatever the parameters. */
    public Convexity convexity() {
        return convexity;
    }

    /** Whether it has a continuous derivative in the prediction, inside of its domain, whatever the parameters. */
    public boolean smooth() {
        return smooth;
    }

    /** How it treats outliers or confident mistakes, in a sentence; empty when not told. */
    public String outliers() {
        return outliers;
    }

    /** When to choose it, in a sentence; empty when not told. */
    public String choose() {
        return choose;
    }

    /** How libraries differ from it; empty where they do not. */
    public String peers() {
        return peers;
    }

    public Direction direction() {
        return direction;
    }

    /** The aggregate used unless another is asked for, such as {@code mean}. */
    public String aggregate() {
        return aggregate;
    }

    /** Other names in configurations, each with the aggregate that it sets: {@code rmse → root}. */
    public Map<String, String> shorthands() {
        return shorthands;
    }

    /** Where the formula comes from, and which libraries share it. */
    public String reference() {
        return reference;
    }

    /** The argument called {@code name}. */
    public Optional<Argument> argument(String name) {
        return arguments.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /**
     * One argument of a call.
     *
     * @param role data of the row, or a parameter that is usually the same for all rows
     * @param fallback the value when left out: a Double, a String, a {@link Doubles} or a {@link Matrix}; null when
     *     {@code required}, or when absence itself means something
     * @param required whether a call must give it
     */
    public record Argument(String name, Role role, Domain domain, @Nullable Object fallback, boolean required) {

        /** Whether null, and an array without elements, mean something other than a missing value. */
        public boolean mayBeAbsent() {
            return !required && fallback == null;
        }
    }

    /** Whether an argument is data or a parameter. */
    public enum Role {
        LABEL,
        PREDICTION,
        PARAMETER
    }

    /** Collects a definition; every part but the parameters has to be given. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

        private final String name;
        private final Family family;
        private String summary = "";
        private String formula = "";
        private final List<Argument> arguments = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();
        private double lowest = 0;
        private double highest = Double.POSITIVE_INFINITY;
        private boolean zeroAtEquality;
        private boolean symmetric;
        private Convexity convexity = Convexity.NONE;
        private boolean smooth;
        private String outliers = "";
        private String choose = "";
        private String peers = "";
        private Direction direction = Direction.LOWER;
        private String aggregate = "mean";
        private final Map<String, String> shorthands = new LinkedHashMap<>();
        private String reference = "";

        private Builder(String name, Family family) {
            this.name = name;
            this.family = family;
        }

        public Builder summary(String text) {
            this.summary = text;
            return this;
        }

        public Builder formula(String text) {
            this.formula = text;
            return this;
        }

        /** The truth, called {@code label}. */
        public Builder label(Domain domain) {
            return label("label", domain);
        }

        /** A named part of the truth. */
        public Builder label(String part, Domain domain) {
            arguments.add(new Argument(part, Role.LABEL, domain, null, true));
            return this;
        }

        /** The prediction, called {@code prediction}. */
        public Builder prediction(Domain domain) {
            return prediction("prediction", domain);
        }

        /** A named part of the prediction, such as {@code lower}. */
        public Builder prediction(String part, Domain domain) {
            arguments.add(new Argument(part, Role.PREDICTION, domain, null, true));
            return this;
        }

        /** A numeric parameter with a default. */
        public Builder parameter(String parameter, double fallback, Domain domain) {
            arguments.add(new Argument(parameter, Role.PARAMETER, domain, fallback, false));
            return this;
        }

        /** A text parameter with a default. */
        public Builder parameter(String parameter, String fallback) {
            arguments.add(new Argument(parameter, Role.PARAMETER, Domain.EXTENDED, fallback, false));
            return this;
        }

        /** A text parameter that is one of a few; the first is the default. */
        public Builder choice(String parameter, String fallback, String... others) {
            List<String> choices = new ArrayList<>(List.of(others));
            choices.add(0, fallback);
            return parameter(parameter, fallback).relation(Relation.oneOf(parameter, List.copyOf(choices)));
        }

        /** A parameter that every call must give. */
        public Builder required(String parameter, Domain domain) {
            arguments.add(new Argument(parameter, Role.PARAMETER, domain, null, true));
            return this;
        }

        /** A numeric parameter that may be absent; the loss sees NaN then. */
        public Builder optional(String parameter, Domain domain) {
            arguments.add(new Argument(parameter, Role.PARAMETER, domain, null, false));
            return this;
        }

        /** An array or a matrix that may be absent; the loss sees one without elements then, and that is the same. */
        public Builder optionalArray(String parameter, Domain domain) {
            return optional(parameter, domain);
        }

        /** Adds a rule between arguments. */
        public Builder relation(Relation relation) {
            relations.add(relation);
            return this;
        }

        /** The values that the loss can take; [0, ∞] unless given. */
        public Builder range(double lowestValue, double highestValue) {
            this.lowest = lowestValue;
            this.highest = highestValue;
            return this;
        }

        /** Declares that a prediction that equals its label costs exactly 0. */
        public Builder zeroAtEquality() {
            this.zeroAtEquality = true;
            return this;
        }

        /** Declares that swapping label and prediction gives the same loss. */
        public Builder symmetric() {
            this.symmetric = true;
            return this;
        }

        /** The shape in the prediction; none is claimed unless given. */
        public Builder convexity(Convexity shape) {
            this.convexity = shape;
            return this;
        }

        /** Declares a continuous derivative in the prediction. */
        public Builder smooth() {
            this.smooth = true;
            return this;
        }

        /** How it treats outliers or confident mistakes, in a sentence. */
        public Builder outliers(String text) {
            this.outliers = text;
            return this;
        }

        /** When to choose it, in a sentence. */
        public Builder choose(String text) {
            this.choose = text;
            return this;
        }

        /** How libraries differ from it, where they do. */
        public Builder peers(String text) {
            this.peers = text;
            return this;
        }

        /** Which way is better; lower unless given. */
        public Builder direction(Direction way) {
            this.direction = way;
            return this;
        }

        /** How rows are put together by default; mean unless given. */
        public Builder aggregate(String aggregateName) {
            this.aggregate = aggregateName;
            return this;
        }

        /** Another name in configurations, which sets the aggregate. */
        public Builder shorthand(String otherName, String itsAggregate) {
            shorthands.put(otherName, itsAggregate);
            return this;
        }

        public Builder reference(String text) {
            this.reference = text;
            return this;
        }

        /** The definition, checked: complete, well named, and callable by position. */
        public Definition build() {
            require(NAME.matcher(name).matches(), "its name must be in snake_case");
            require(
                    !summary.isEmpty() && !formula.isEmpty() && !reference.isEmpty(),
                    "summary, formula and reference must be given");
            require(!arguments.isEmpty(), "it must have an argument");
            require(lowest <= highest, "its lowest value must not be above its highest");
            checkArguments();
            return new Definition(this);
        }

        private void checkArguments() {
            Set<String> names = new HashSet<>();
            Argument previous = arguments.get(0);
            for (Argument argument : arguments) {
                require(NAME.matcher(argument.name()).matches(), argument.name() + " must be in snake_case");
                require(names.add(argument.name()), argument.name() + " must be declared once");
                require(
                        argument.role().compareTo(previous.role()) >= 0,
                        argument.name() + " must not come after " + previous.name()
                                + ": labels, predictions, parameters");
                require(
                        !argument.required() || previous.required(),
                        argument.name() + " is required and must come before " + previous.name());
                previous = argument;
            }
            for (Relation relation : relations) {
                require(names.containsAll(relation.arguments()), relation.code() + " must name its arguments only");
            }
        }

        private void require(boolean holds, String rule) {
            if (!holds) {
                throw new IllegalStateException("Invalid definition of loss " + name + ": " + rule);
            }
        }
    }
}
