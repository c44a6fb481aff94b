package io.assay.aggregation;

import static io.assay.aggregation.LossExpression.cast;
import static io.assay.aggregation.LossExpression.constant;
import static io.assay.aggregation.LossExpression.invoke;
import static io.assay.aggregation.LossExpression.numbers;
import static io.assay.aggregation.LossExpression.seq;

import io.assay.aggregation.MaskCall.Otherwise;
import io.assay.loss.DecodeMask;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** One call of {@link DecodeMask} as an expression of Spark's, as {@link LossExpression} is one of a loss. */
final class MaskExpression {

    private static final DataType MASK = DataTypes.createArrayType(DataTypes.DoubleType, false);

    private final List<Expression> arguments;

    private MaskExpression(List<Expression> arguments) {
        this.arguments = arguments;
    }

    /**
     * A call with the arguments of an SQL text, by position or by name.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    static MaskExpression of(List<Expression> given) {
        List<Expression> ordered = ArgumentOrder.of(DecodeMask.definition(), given);
        List<Expression> arguments = new ArrayList<>(List.of(value(ordered.get(0)), format(ordered.get(1))));
        for (Expression number : ordered.subList(2, ordered.size())) {
            Expression cast = cast(number, DataTypes.DoubleType);
            arguments.add(new Coalesce(seq(List.of(cast, constant(Double.NaN, DataTypes.DoubleType)))));
        }
        return new MaskExpression(arguments);
    }

    private static Expression value(Expression given) {
        DataType type = given.dataType();
        if (type instanceof StringType || type instanceof BinaryType) {
            return given;
        }
        if (type instanceof NullType) {
            return constant(null, DataTypes.StringType);
        }
        if (type instanceof ArrayType array
                && (array.elementType() instanceof NumericType
                        || array.elementType() instanceof StringType
                        || array.elementType() instanceof NullType)) {
            return numbers(given);
        }
        throw new IllegalArgumentException(
                "Invalid call of " + DecodeMask.definition().name() + ": value is " + type.simpleString()
                        + "; it takes a text, binary or an array of numbers");
    }

    private static Expression format(Expression given) {
        Expression format = cast(given, DataTypes.StringType);
        Object constant = format.foldable() ? format.eval(InternalRow.empty()) : null;
        String complaint = constant == null ? null : DecodeMask.complaint(constant.toString());
        if (complaint != null) {
            throw new LossDomainException(complaint);
        }
        return format;
    }

    /** The mask, or what stands in its place. */
    Expression mask(Otherwise otherwise) {
        return invoke(new MaskCall(otherwise), "decode", MASK, arguments, true, true);
    }

    /** Why there is no mask, as a reason code; null where there is one. */
    Expression reason() {
        return invoke(new MaskCall(Otherwise.NULL), "reason", DataTypes.StringType, arguments, false, true);
    }
}
