package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.cost.Aggregate;
import io.assay.input.Columns;
import io.assay.input.Expressions;
import io.assay.job.Configuration.LossEntry;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.Direction;
import io.assay.loss.Doubles;
import io.assay.loss.LossCall;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns the configured losses into SQL over the conformed columns, calling the registered functions. */
final class LossPlanner {

    private final Catalogue catalogue;
    private final Columns columns;
    private final StructType schema;
    private final List<Problem> problems;

    /**
     * @param schema of the conformed rows
     * @param problems where what is wrong is told
     */
    LossPlanner(Catalogue catalogue, Columns columns, StructType schema, List<Problem> problems) {
        this.catalogue = catalogue;
        this.columns = columns;
        this.schema = schema;
        this.problems = problems;
    }

    /** The columns of all entries; entries with problems are left out. */
    List<LossColumn> plan(List<LossEntry> entries) {
        List<LossColumn> planned = new ArrayList<>();
        for (LossEntry entry : entries) {
            try {
                if (entry.call().isPresent()) {
                    planned.add(called(entry, LossCall.parse(entry.call().get())));
                } else if (entry.sql().isPresent()) {
                    planned.add(written(entry));
                } else if (isKnown(entry, entries)) {
                    planned.add(composed(entry, entries));
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(
                        entry.place(), "losses", entry.call().orElse(entry.name()), String.valueOf(e.getMessage())));
            }
        }
        return planned;
    }

    /** Whether a weighted sum has parts, each a loss of its own; the reader has told otherwise. */
    private static boolean isKnown(LossEntry sum, List<LossEntry> entries) {
        Map<String, LossEntry> losses = new HashMap<>();
        entries.forEach(entry -> losses.put(entry.name(), entry));
        return !sum.weightedSum().isEmpty()
                && sum.weightedSum().keySet().stream()
                        .allMatch(part -> losses.containsKey(part)
                                && losses.get(part).weightedSum().isEmpty());
    }

    private LossColumn called(LossEntry entry, LossCall call) {
        Optional<Catalogue.Shorthand> shorthand = catalogue.shorthand(call.name());
        String lossName = shorthand.map(Catalogue.Shorthand::loss).orElse(call.name());
        LossFunction function = catalogue
                .find(lossName)
                .orElseThrow(() -> new IllegalArgumentException("unknown loss" + suggestions(call.name())));
        Definition definition = function.definition();
        checkNames(entry, call, definition);
        checkValues(entry, call, function);
        String arguments = definition.arguments().stream()
                .map(argument -> argument(entry, call, argument))
                .collect(Collectors.joining(", "));
        String aggregateName = entry.aggregate()
                .or(() -> shorthand.map(Catalogue.Shorthand::aggregate))
                .orElse(isClassWeighted(entry, call, function) ? Aggregate.RATIO.name() : definition.aggregate());
        Aggregate aggregate = Aggregate.parse(aggregateName);
        boolean ratio = aggregate.equals(Aggregate.RATIO);
        boolean divided = function.hasDenominator() && (ratio || aggregate.equals(Aggregate.EXPONENTIAL));
        if (ratio && !divided) {
            throw new IllegalArgumentException("aggregate ratio needs a loss with a denominator, such as "
                    + "weighted_absolute_percentage_error; " + lossName + " has none");
        }
        return new LossColumn(
                entry.name(),
                "try_" + lossName + "(" + arguments + ")",
                "check_" + lossName + "(" + arguments + ")",
                divided ? Optional.of("denominator_" + lossName + "(" + arguments + ")") : Optional.empty(),
                false,
                aggregate,
                entry.direction().map(LossPlanner::direction).orElse(definition.direction()));
    }

    /** Whether rows weigh in the mean by their class, so that it is a ratio of sums. */
    private static boolean isClassWeighted(LossEntry entry, LossCall call, LossFunction function) {
        boolean bound = entry.arguments().containsKey(LossFunction.CLASS_WEIGHT);
        Object given = call.parameters().get(LossFunction.CLASS_WEIGHT);
        return function.hasDenominator() && (bound || (given instanceof Doubles weights && weights.size() > 0));
    }

    private String suggestions(String name) {
        List<String> near = catalogue.nearest(name);
        return near.isEmpty() ? "" : " (did you mean " + String.join(", ", near) + "?)";
    }

    private static void checkNames(LossEntry entry, LossCall call, Definition definition) {
        List<String> known = definition.arguments().stream().map(Argument::name).toList();
        List<String> parameters = definition.arguments().stream()
                .filter(argument -> argument.role() == Role.PARAMETER)
                .map(Argument::name)
                .toList();
        for (String name : call.parameters().keySet()) {
            if (!parameters.contains(name)) {
                throw new IllegalArgumentException("unknown parameter " + name + Nearest.hint(name, parameters));
            }
        }
        for (String name : entry.arguments().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown argument " + name + Nearest.hint(name, known));
            }
        }
    }

    /** Holds the parameters that are the same for all rows against the rules that every row would break. */
    private static void checkValues(LossEntry entry, LossCall call, LossFunction function) {
        List<Argument> arguments = function.definition().arguments();
        Map<String, Object> constants = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            boolean given = call.parameters().containsKey(argument.name());
            Object value = given ? call.parameters().get(argument.name()) : argument.fallback();
            if (value != null && !entry.arguments().containsKey(argument.name())) {
                checkValue(argument, value, i, function);
                if (!(argument.mayBeAbsent() && value instanceof Doubles many && many.size() == 0)) {
                    constants.put(argument.name(), value);
                }
            } else if (given && value == null && !argument.mayBeAbsent()) {
                throw new IllegalArgumentException(argument.name() + " must not be null");
            }
        }
        for (Relation relation : function.definition().relations()) {
            boolean constant = constants.keySet().containsAll(relation.arguments());
            @Nullable
            Object[] values = relation.arguments().stream().map(constants::get).toArray();
            if (constant && !relation.test().holds(values)) {
                throw new IllegalArgumentException(relation.rule());
            }
        }
    }

    private static void checkValue(Argument argument, Object value, int position, LossFunction function) {
        boolean number = value instanceof Double one && argument.domain().contains(one);
        boolean numbers = (value instanceof Doubles many && argument.domain().containsAll(many))
                || (value instanceof Matrix rows && argument.domain().containsAll(rows));
        Class<?> type = typeOf(value);
        boolean taken = function.overloads().stream().anyMatch(method -> method.getParameterTypes()[position] == type);
        if (!taken) {
            throw new IllegalArgumentException(argument.name() + " must be "
                    + function.overloads().stream()
                            .map(method -> method.getParameterTypes()[position])
                            .distinct()
                            .map(LossPlanner::typeName)
                            .collect(Collectors.joining(" or ")));
        }
        if (!number && !numbers && type != String.class) {
            throw new IllegalArgumentException(
                    argument.name() + " " + argument.domain().rule());
        }
    }

    private static Class<?> typeOf(Object value) {
        if (value instanceof Double) {
            return double.class;
        }
        return value instanceof Doubles ? Doubles.class : value instanceof Matrix ? Matrix.class : String.class;
    }

    private static String typeName(Class<?> type) {
        if (type == Matrix.class) {
            return "a list of lists of numbers";
        }
        return type == double.class ? "a number" : type == String.class ? "a text" : "a list of numbers";
    }

    /** SQL of an argument in its place: every one is given, so that functions without names and defaults serve too. */
    private String argument(LossEntry entry, LossCall call, Argument argument) {
        String name = argument.name();
        String sql = null;
        if (entry.arguments().containsKey(name)) {
            sql = Expressions.sql(entry.arguments().getOrDefault(name, ""), schema);
        } else if (call.parameters().containsKey(name)) {
            sql = literal(call.parameters().get(name));
        } else if (name.equals("label") && argument.role() == Role.LABEL) {
            sql = entry.label().map(text -> Expressions.sql(text, schema)).orElseGet(() -> conformed("label"));
        } else if (name.equals("prediction") && argument.role() == Role.PREDICTION) {
            sql = entry.prediction()
                    .map(text -> Expressions.sql(text, schema))
                    .orElseGet(() -> conformed("prediction"));
        } else if (columns.predictionParts().containsKey(name)) {
            sql = Expressions.sql(columns.predictionParts().getOrDefault(name, ""), schema);
        }
        if (sql == null && argument.required()) {
            throw new IllegalArgumentException("needs " + name + ": give it under arguments:");
        }
        String text = sql == null ? literal(argument.fallback()) : sql;
        return text.matches("\\w+") ? text : "(" + text + ")";
    }

    private String conformed(String name) {
        boolean given = name.equals("label")
                ? columns.label().isPresent()
                : columns.prediction().isPresent() || columns.isWide();
        if (!given) {
            throw new IllegalArgumentException(
                    "needs a " + name + ": give columns." + name + ", or " + name + ": beside the loss");
        }
        return name;
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Doubles numbers) {
            return IntStream.range(0, numbers.size())
                    .mapToObj(i -> number(numbers.at(i)))
                    .collect(Collectors.joining(", ", "array(", ")"));
        }
        if (value instanceof Matrix matrix) {
            return IntStream.range(0, matrix.rows())
                    .mapToObj(i -> literal(matrix.row(i)))
                    .collect(Collectors.joining(", ", "array(", ")"));
        }
        return value instanceof Number number ? number(number.doubleValue()) : Expressions.literal(value.toString());
    }

    private static String number(double value) {
        return Double.isFinite(value) ? value + "D" : "DOUBLE('" + value + "')";
    }

    private LossColumn written(LossEntry entry) {
        Aggregate aggregate = Aggregate.parse(entry.aggregate().orElse("mean"));
        if (aggregate.equals(Aggregate.RATIO)) {
            throw new IllegalArgumentException("aggregate ratio needs a loss of the catalogue with a denominator");
        }
        return new LossColumn(
                entry.name(),
                entry.sql().orElseThrow(),
                "NULL",
                Optional.empty(),
                false,
                aggregate,
                entry.direction().map(LossPlanner::direction).orElse(Direction.LOWER));
    }

    /** A weighted sum of other losses' columns; a part without a loss leaves the sum without one, or is left out. */
    private LossColumn composed(LossEntry entry, List<LossEntry> entries) {
        List<String> names = entries.stream().map(LossEntry::name).toList();
        List<String> parts = new ArrayList<>();
        List<String> weights = new ArrayList<>();
        for (Map.Entry<String, Double> part : entry.weightedSum().entrySet()) {
            parts.add(LossColumn.column(names.indexOf(part.getKey())));
            weights.add(number(part.getValue()));
        }
        String sum =
                "try_weighted_sum(array(" + String.join(", ", parts) + "), array(" + String.join(", ", weights) + "))";
        return new LossColumn(
                entry.name(),
                entry.renormalise() ? renormalised(parts, weights) : guarded(parts, sum),
                "'part_unscored'",
                Optional.empty(),
                true,
                Aggregate.parse(entry.aggregate().orElse("mean")),
                entry.direction().map(LossPlanner::direction).orElse(Direction.LOWER));
    }

    private static String guarded(List<String> parts, String sum) {
        String missing = parts.stream().map(part -> part + " IS NULL").collect(Collectors.joining(" OR "));
        return "CASE WHEN " + missing + " THEN NULL ELSE " + sum + " END";
    }

    /** The sum over the parts that are there, scaled up to the weight of all. */
    private static String renormalised(List<String> parts, List<String> weights) {
        List<String> sum = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            sum.add("coalesce(" + weights.get(i) + " * " + parts.get(i) + ", 0D)");
            present.add("if(" + parts.get(i) + " IS NULL, 0D, " + weights.get(i) + ")");
        }
        return "(" + String.join(" + ", sum) + ") * (" + String.join(" + ", weights) + ") / nullif("
                + String.join(" + ", present) + ", 0D)";
    }

    private static Direction direction(String text) {
        return Direction.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
