package io.assay.loss;

import io.assay.loss.Definition.Argument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds the arguments of one call against a definition, in the order in which it declares its rules. */
final class Violations {

    private static final int LONGEST_VALUE = 80;

    private final Definition definition;
    private final @Nullable Object[] values;

    Violations(Definition definition, @Nullable Object[] values) {
        this.definition = definition;
        this.values = values;
    }

    /**
     * The first rule that is broken: whether the row is left out by intention, then those of single arguments, then
     * those between them.
     */
    Optional<Violation> first() {
        return ofRelations(Relation::leavesOut)
                .or(this::ofArguments)
                .or(() -> ofRelations(relation -> !relation.leavesOut()));
    }

    private Optional<Violation> ofArguments() {
        for (int i = 0; i < values.length; i++) {
            Optional<Violation> violation = ofArgument(definition.arguments().get(i), values[i]);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> ofRelations(Predicate<Relation> asked) {
        return definition.relations().stream()
                .filter(asked)
                .filter(relation -> !relation.test().holds(valuesOf(relation)))
                .map(relation -> new Violation(
                        definition.name(), "", relation.code(), quote(relation.arguments()), relation.rule()))
                .findFirst();
    }

    /** Why a loss is not finite although every rule holds. */
    static Violation ofResult(Definition definition, @Nullable Object[] values, double loss) {
        List<String> all = definition.arguments().stream().map(Argument::name).toList();
        String quoted = new Violations(definition, values).quote(all);
        return Double.isNaN(loss)
                ? new Violation(definition.name(), "", "undefined_loss", quoted, "has no loss")
                : new Violation(definition.name(), "", "infinite_loss", quoted, "has an infinite loss");
    }

    private Optional<Violation> ofArgument(Argument argument, @Nullable Object value) {
        if (value == null) {
            return argument.mayBeAbsent() ? Optional.empty() : broken(argument, "null", value, "must not be null");
        }
        if (value instanceof Doubles array) {
            return ofArray(argument, array, "", array);
        }
        if (value instanceof Matrix matrix) {
            return IntStream.range(0, matrix.rows())
                    .mapToObj(row -> ofArray(argument, matrix.row(row), " of row " + row, matrix))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (value instanceof Double number) {
            boolean absent = Double.isNaN(number) && argument.mayBeAbsent();
            boolean fine = absent || argument.domain().contains(number);
            return fine
                    ? Optional.empty()
                    : broken(
                            argument,
                            code(argument, number),
                            value,
                            argument.domain().rule());
        }
        return Optional.empty();
    }

    /** The first element outside of the domain; {@code place} follows its index, {@code whole} is what was given. */
    private Optional<Violation> ofArray(Argument argument, Doubles array, String place, Object whole) {
        OptionalInt wrong = IntStream.range(0, array.size())
                .filter(i -> !argument.domain().contains(array.at(i)))
                .findFirst();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        int index = wrong.getAsInt();
        String rule = "element " + index + place + " is " + array.at(index) + " and "
                + argument.domain().rule();
        return broken(argument, code(argument, array.at(index)), whole, rule);
    }

    private static String code(Argument argument, double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        return Double.isInfinite(number)
                ? "infinite"
                : "not_" + argument.domain().code();
    }

    private Optional<Violation> broken(Argument argument, String code, @Nullable Object value, String rule) {
        return Optional.of(new Violation(definition.name(), argument.name(), code, quote(value), rule));
    }

    private @Nullable Object[] valuesOf(Relation relation) {
        return relation.arguments().stream().map(this::valueOf).toArray();
    }

    private @Nullable Object valueOf(String argument) {
        for (int i = 0; i < values.length; i++) {
            if (definition.arguments().get(i).name().equals(argument)) {
                return values[i];
            }
        }
        throw new IllegalStateException("No argument " + argument + " in " + definition.name());
    }

    private String quote(List<String> arguments) {
        StringJoiner text = new StringJoiner(", ");
        for (String argument : arguments) {
            text.add(argument + " = " + quote(valueOf(argument)));
        }
        return cut(text.toString());
    }

    private static String quote(@Nullable Object value) {
        if (value instanceof Matrix matrix) {
            return cut(quote(matrix));
        }
        return cut(value instanceof Doubles array ? quote(array) : String.valueOf(value));
    }

    private static String quote(Matrix matrix) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < matrix.rows() && text.length() <= LONGEST_VALUE; i++) {
            text.add(quote(matrix.row(i)));
        }
        return text.toString();
    }

    private static String quote(Doubles array) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < array.size() && text.length() <= LONGEST_VALUE; i++) {
            text.add(String.valueOf(array.at(i)));
        }
        return text.toString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_VALUE) {
            return text;
        }
        // Never between the two halves of one character.
        int end = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 2)) ? LONGEST_VALUE - 2 : LONGEST_VALUE - 1;
        return text.substring(0, end) + "…";
    }
}
