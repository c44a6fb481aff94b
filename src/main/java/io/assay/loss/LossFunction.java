package io.assay.loss;

import io.assay.loss.Definition.Argument;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Loss} made callable: its methods found and checked against its definition.
 *
 * <p>Generated code calls the {@link #overloads} on {@link #loss} directly. {@link #evaluate} does the same with boxed
 * arguments, for tests and plain loops.
 */
public final class LossFunction {

    /**
     * The parameter for weights of classes. A loss with this parameter and a {@code denominator}, the weight of the row's
     * class, is a ratio of sums where weights are given, and has its own aggregate where they are not.
     */
    public static final String CLASS_WEIGHT = "class_weight";

    private static final List<Class<?>> TYPES = List.of(double.class, Doubles.class, Matrix.class, String.class);

    private final Loss loss;
    private final Definition definition;
    private final List<Method> overloads;
    private final Map<Method, Method> denominators;

    private LossFunction(Loss loss) {
        this.loss = loss;
        this.definition = loss.definition();
        this.overloads = methods("loss");
        this.denominators = new LinkedHashMap<>();
        checkClass();
        checkOverloads();
        pairDenominators();
    }

    /**
     * Finds the methods of {@code loss}.
     *
     * @throws IllegalArgumentException when they do not fit its definition
     */
    public static LossFunction of(Loss loss) {
        return new LossFunction(loss);
    }

    public Definition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    public Loss loss() {
        return loss;
    }

    /** The methods called {@code loss}, one or more, numbers before arrays before matrices before texts. */
    public List<Method> overloads() {
        return overloads;
    }

    /** Whether rows add to a divisor, so that the cost can be a ratio of sums or its exponential. */
    public boolean hasDenominator() {
        return !denominators.isEmpty();
    }

    /** The method {@code denominator} that goes with an overload; empty unless the cost can be a ratio of sums. */
    public Optional<Method> denominator(Method overload) {
        return Optional.ofNullable(denominators.get(overload));
    }

    /**
     * The loss of one row. Arguments are numbers, {@link Doubles}, {@link Matrix} and Strings in the order of the
     * definition; missing parameters at the end take their defaults. NaN when a value is null that may not be.
     *
     * @throws IllegalArgumentException when no overload takes as many arguments of these types
     */
    public double evaluate(@Nullable Object... arguments) {
        @Nullable Object[] bound = bind(arguments);
        return hasForbiddenNull(bound) ? Double.NaN : call(overloadFor(bound), bound);
    }

    /** What the row adds to the divisor of a ratio of sums; takes the arguments of {@link #evaluate}. */
    public double denominator(@Nullable Object... arguments) {
        @Nullable Object[] bound = bind(arguments);
        Method method = denominator(overloadFor(bound))
                .orElseThrow(() -> new IllegalStateException(
                        name() + " has no denominator: its aggregate is " + definition.aggregate() + ", not ratio"));
        return hasForbiddenNull(bound) ? Double.NaN : call(method, bound);
    }

    /** Why these arguments have no finite loss; empty when they have one. */
    public Optional<Violation> violation(@Nullable Object... arguments) {
        @Nullable Object[] bound = bind(arguments);
        Method overload = overloadFor(bound);
        Optional<Violation> declared = new Violations(definition, bound).first();
        if (declared.isPresent()) {
            return declared;
        }
        double value = call(overload, bound);
        return Double.isFinite(value) ? Optional.empty() : Optional.of(Violations.ofResult(definition, bound, value));
    }

    /** The arguments with defaults filled in, every number a Double, what is absent null. */
    private @Nullable Object[] bind(@Nullable Object[] arguments) {
        List<Argument> declared = definition.arguments();
        if (arguments.length > declared.size()
                || declared.stream().skip(arguments.length).anyMatch(Argument::required)) {
            throw new IllegalArgumentException(
                    "Cannot call " + name() + " with " + arguments.length + " arguments: it takes " + signature());
        }
        @Nullable Object[] bound = new Object[declared.size()];
        for (int i = 0; i < bound.length; i++) {
            Object value = i < arguments.length ? arguments[i] : declared.get(i).fallback();
            boolean absent = declared.get(i).mayBeAbsent() && isEmpty(value);
            bound[i] = absent ? null : value instanceof Number number ? (Double) number.doubleValue() : value;
        }
        return bound;
    }

    private static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Doubles array && array.size() == 0)
                || (value instanceof Matrix matrix && matrix.rows() == 0);
    }

    private String signature() {
        return signature(definition);
    }

    /** The arguments of a call in their order, those that may be left out in brackets. */
    public static String signature(Definition definition) {
        return definition.arguments().stream()
                .map(argument -> argument.required() ? argument.name() : "[" + argument.name() + "]")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private boolean hasForbiddenNull(@Nullable Object[] bound) {
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] == null && !definition.arguments().get(i).mayBeAbsent()) {
                return true;
            }
        }
        return false;
    }

    private Method overloadFor(@Nullable Object[] bound) {
        for (Method overload : overloads) {
            if (takes(overload, bound)) {
                return overload;
            }
        }
        String given = Arrays.stream(bound).map(LossFunction::typeName).collect(Collectors.joining(", ", "(", ")"));
        throw new IllegalArgumentException("Cannot call " + name() + " with " + given + ": it takes "
                + overloads.stream().map(LossFunction::types).collect(Collectors.joining(" or ")));
    }

    private static String typeName(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return TYPES.stream()
                .filter(type -> type.isInstance(value))
                .findFirst()
                .orElse(value.getClass())
                .getSimpleName();
    }

    private static boolean takes(Method overload, @Nullable Object[] bound) {
        Class<?>[] types = overload.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            Object value = bound[i];
            Class<?> boxed = types[i] == double.class ? Double.class : types[i];
            if (value != null && !boxed.isInstance(value)) {
                return false;
            }
        }
        return true;
    }

    private static String types(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private double call(Method method, @Nullable Object[] bound) {
        @Nullable Object[] present = bound.clone();
        for (int i = 0; i < present.length; i++) {
            if (present[i] == null) {
                present[i] = absent(method.getParameterTypes()[i]);
            }
        }
        try {
            return (double) method.invoke(loss, present);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "Loss " + name() + " failed on " + Arrays.toString(present) + ": a loss never throws, it gives NaN",
                    e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + method, e);
        }
    }

    /** What a loss sees in place of an absent argument. */
    private static Object absent(Class<?> type) {
        if (type == Doubles.class) {
            return Doubles.of();
        }
        return type == Matrix.class ? Matrix.of() : (Object) Double.NaN;
    }

    private List<Method> methods(String methodName) {
        return Arrays.stream(loss.getClass().getMethods())
                .filter(method -> method.getName().equals(methodName) && !method.isBridge())
                .sorted(Comparator.comparing(LossFunction::rank))
                .toList();
    }

    private static String rank(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> String.valueOf(TYPES.indexOf(type)))
                .collect(Collectors.joining());
    }

    private void checkClass() {
        for (Class<?> type = loss.getClass(); type != null; type = type.getEnclosingClass()) {
            require(Modifier.isPublic(type.getModifiers()), type.getName() + " must be public");
        }
        boolean constructible = Arrays.stream(loss.getClass().getConstructors())
                .mapToInt(Constructor::getParameterCount)
                .anyMatch(count -> count == 0);
        require(constructible, "it must have a public constructor without parameters");
    }

    private void checkOverloads() {
        require(!overloads.isEmpty(), "it must have a public method double loss" + signature());
        for (Method method : overloads) {
            checkMethod(method);
        }
    }

    private void checkMethod(Method method) {
        String text = method.getName() + types(method);
        require(!Modifier.isStatic(method.getModifiers()), text + " must not be static");
        require(method.getReturnType() == double.class, text + " must return double");
        require(
                method.getParameterCount() == definition.arguments().size(),
                text + " must take the arguments of the definition " + signature());
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> type = method.getParameterTypes()[i];
            Argument argument = definition.arguments().get(i);
            require(
                    TYPES.contains(type),
                    text + " must take double, Doubles, Matrix or String as " + argument.name() + ", not "
                            + type.getSimpleName());
            require(
                    fits(argument.fallback(), type),
                    text + " must take a type as " + argument.name() + " that its default " + argument.fallback()
                            + " has");
            require(
                    !argument.mayBeAbsent() || type != String.class,
                    text + " must not take String as " + argument.name() + ": a text cannot be absent");
        }
    }

    private static boolean fits(@Nullable Object fallback, Class<?> type) {
        return fallback == null || (type == double.class ? fallback instanceof Double : type.isInstance(fallback));
    }

    private void pairDenominators() {
        boolean ratio = definition.aggregate().equals("ratio");
        boolean mayDivide = ratio
                || definition.aggregate().equals("exponential")
                || definition.argument(CLASS_WEIGHT).isPresent();
        List<Method> found = new ArrayList<>(methods("denominator"));
        for (Method overload : overloads) {
            Optional<Method> match = found.stream()
                    .filter(method -> Arrays.equals(method.getParameterTypes(), overload.getParameterTypes()))
                    .findFirst();
            require(
                    match.isPresent() || !ratio,
                    "its aggregate is ratio, so it must have a public method double denominator" + types(overload));
            require(
                    match.isEmpty() || mayDivide,
                    "it has a method denominator, so its aggregate must be ratio or exponential, or it must take class_weight");
            match.ifPresent(method -> {
                checkMethod(method);
                denominators.put(overload, method);
                found.remove(method);
            });
        }
        require(found.isEmpty(), "every method denominator must have the parameters of a method loss");
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Invalid loss " + name() + " (" + loss.getClass().getName() + "): " + rule);
        }
    }

    @Override
    public String toString() {
        return name() + signature();
    }

    /** What an argument must be, for people: its types, its domain, and what else is declared of it alone. */
    public String rule(Argument argument) {
        String types = overloads().stream()
                .map(method ->
                        method.getParameterTypes()[definition().arguments().indexOf(argument)])
                .distinct()
                .map(LossFunction::typeName)
                .collect(Collectors.joining(" or "));
        String relations = definition().relations().stream()
                .filter(relation -> relation.arguments().equals(List.of(argument.name())))
                .map(relation -> "; " + relation.rule())
                .collect(Collectors.joining());
        return types + (types.equals("text") ? "" : ", " + argument.domain().rule()) + relations;
    }

    private static String typeName(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "double" -> "number";
            case "Doubles" -> "array";
            case "Matrix" -> "array of arrays";
            default -> "text";
        };
    }
}
