package io.assay.aggregation;

import io.assay.loss.Definition;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Puts the arguments of an SQL call, given by position or by name, in the order of the definition. */
final class ArgumentOrder {

    private static final DataType ARRAY = DataTypes.createArrayType(DataTypes.DoubleType);

    private final Definition definition;
    private final List<Argument> declared;

    private ArgumentOrder(Definition definition) {
        this.definition = definition;
        this.declared = definition.arguments();
    }

    /**
     * One expression for each declared argument; what is left out takes its default.
     *
     * @throws IllegalArgumentException if the call does not fit the definition
     */
    static List<Expression> of(Definition definition, List<Expression> given) {
        return new ArgumentOrder(definition).arranged(given);
    }

    private List<Expression> arranged(List<Expression> given) {
        @Nullable Expression[] slots = placed(given);
        List<Expression> arranged = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            Argument argument = declared.get(i);
            Expression slot = slots[i];
            require(slot != null || !argument.required(), "needs " + argument.name());
            arranged.add(slot == null ? fallback(argument) : slot);
        }
        return arranged;
    }

    private @Nullable Expression[] placed(List<Expression> given) {
        @Nullable Expression[] slots = new Expression[declared.size()];
        for (int position = 0; position < given.size(); position++) {
            NamedArgumentExpression named =
                    given.get(position) instanceof NamedArgumentExpression expression ? expression : null;
            boolean afterNamed = position > 0 && given.get(position - 1) instanceof NamedArgumentExpression;
            require(named != null || !afterNamed, "must be given arguments by position before those by name");
            require(named != null || position < slots.length, "takes at most " + slots.length + " arguments");
            int slot = named == null ? position : index(named.key());
            require(slots[slot] == null, "is given " + declared.get(slot).name() + " twice");
            slots[slot] = named == null ? given.get(position) : named.value();
        }
        return slots;
    }

    private int index(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> names = declared.stream().map(Argument::name).toList();
        require(names.contains(lower), "has no argument " + name);
        return names.indexOf(lower);
    }

    private static Expression fallback(Argument argument) {
        Object value = argument.fallback();
        if (value instanceof Doubles doubles) {
            return Literal$.MODULE$.create((Object) elements(doubles), ARRAY);
        }
        if (value instanceof Matrix matrix) {
            Double[][] rows = IntStream.range(0, matrix.rows())
                    .mapToObj(i -> elements(matrix.row(i)))
                    .toArray(Double[][]::new);
            return Literal$.MODULE$.create((Object) rows, DataTypes.createArrayType(ARRAY));
        }
        if (value == null) {
            // Of no type, because an array can be absent as well as a number.
            return Literal$.MODULE$.create(null, DataTypes.NullType);
        }
        return Literal$.MODULE$.create(value, value instanceof String ? DataTypes.StringType : DataTypes.DoubleType);
    }

    private static Double[] elements(Doubles doubles) {
        return IntStream.range(0, doubles.size()).mapToObj(doubles::at).toArray(Double[]::new);
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid call of " + definition.name() + ": it " + rule + "; signature: "
                    + definition.name() + LossFunction.signature(definition));
        }
    }
}
