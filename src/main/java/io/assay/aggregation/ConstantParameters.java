package io.assay.aggregation;

import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.Relation;
import io.assay.loss.Violation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Refuses a constant parameter that no row could have a loss with, before any row is read. */
final class ConstantParameters {

    private final LossFunction function;
    private final Map<String, Object> constants = new HashMap<>();

    /** {@code values} are all arguments, in the types of {@code overload}. */
    ConstantParameters(LossFunction function, Method overload, List<Expression> values) {
        this.function = function;
        List<Argument> arguments = function.definition().arguments();
        for (int i = 0; i < values.size(); i++) {
            boolean constant =
                    arguments.get(i).role() == Role.PARAMETER && values.get(i).foldable();
            Object value = constant ? values.get(i).eval(InternalRow.empty()) : null;
            if (value != null && !isAbsent(arguments.get(i), value)) {
                constants.put(arguments.get(i).name(), asLossSees(value, overload.getParameterTypes()[i]));
            }
        }
    }

    private static boolean isAbsent(Argument argument, Object value) {
        boolean nothing = (value instanceof Double number && number.isNaN())
                || (value instanceof ArrayData array && array.numElements() == 0);
        return nothing && argument.mayBeAbsent();
    }

    private static Object asLossSees(Object value, Class<?> wanted) {
        if (wanted == Doubles.class) {
            return value instanceof ArrayData array ? SparkValues.doubles(array) : SparkValues.vector(value);
        }
        if (wanted == Matrix.class) {
            return SparkValues.matrix((ArrayData) value);
        }
        return value instanceof UTF8String text ? SparkValues.text(text) : value;
    }

    /**
     * Checks single parameters first, then the rules between them.
     *
     * @throws LossDomainException naming the parameter, its value and the rule
     */
    void check() {
        for (Argument argument : function.definition().arguments()) {
            if (!isInDomain(argument)) {
                Object value = constants.get(argument.name());
                fail(
                        argument.name(),
                        argument.domain().code(),
                        String.valueOf(value),
                        argument.domain().rule());
            }
        }
        for (Relation relation : function.definition().relations()) {
            if (!holds(relation)) {
                String values = relation.arguments().stream()
                        .map(name -> name + " = " + constants.get(name))
                        .collect(Collectors.joining(", "));
                fail("", relation.code(), values, relation.rule());
            }
        }
    }

    private boolean isInDomain(Argument argument) {
        Object value = constants.get(argument.name());
        if (value instanceof Doubles array) {
            return argument.domain().containsAll(array);
        }
        if (value instanceof Matrix matrix) {
            return argument.domain().containsAll(matrix);
        }
        return !(value instanceof Double number) || argument.domain().contains(number);
    }

    private boolean holds(Relation relation) {
        return !constants.keySet().containsAll(relation.arguments())
                || relation.test()
                        .holds(relation.arguments().stream().map(constants::get).toArray());
    }

    private void fail(String argument, String code, String value, String rule) {
        throw new LossDomainException(new Violation(function.name(), argument, code, value, rule).message());
    }
}
