package io.assay.aggregation;

import io.assay.loss.Loss;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Greatest;
import org.apache.spark.sql.catalyst.expressions.Least;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.NaNvl;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The expressions that give numbers and are computed in columns. Empty for those that are not. */
final class NumberProgram {

    private final VectorProgram program;

    NumberProgram(VectorProgram program) {
        this.program = program;
    }

    Optional<Vector<double[]>> doubles(Expression expression) {
        DataType type = expression.dataType();
        Optional<Conditional> conditional = program.conditional(expression);
        if (conditional.isPresent()) {
            List<Vector<double[]>> branches =
                    conditional.get().values().stream().map(program::doubles).toList();
            return Optional.of(program.choice(expression, conditional.get()).doubles(branches));
        }
        if (expression instanceof Literal literal) {
            return Optional.of(Arithmetic.constant((Number) literal.value()));
        }
        if (expression instanceof BoundReference reference) {
            return Optional.of(ColumnReading.doubles(reference.ordinal(), type));
        }
        if (!type.equals(DataTypes.DoubleType)) {
            return Optional.empty();
        }
        if (expression instanceof Cast cast) {
            return toDouble(cast.child());
        }
        if (expression instanceof Invoke call) {
            return loss(call);
        }
        return operation(expression);
    }

    private Optional<Vector<double[]>> toDouble(Expression from) {
        DataType type = from.dataType();
        if (WholeNumbers.areNumbers(type)) {
            return Optional.of(Arithmetic.widened(program.longs(from)));
        }
        if (type instanceof BooleanType) {
            return Optional.of(Arithmetic.ofTruths(program.truths(from)));
        }
        return type.equals(DataTypes.FloatType) ? Optional.of(program.doubles(from)) : Optional.empty();
    }

    private Optional<Vector<double[]>> operation(Expression expression) {
        List<Expression> children = VectorProgram.children(expression);
        if (!children.stream().allMatch(child -> child.dataType().equals(DataTypes.DoubleType))) {
            return Optional.empty();
        }
        if (expression instanceof Abs) {
            return Optional.of(Arithmetic.abs(operand(children, 0)));
        }
        if (expression instanceof UnaryMinus) {
            return Optional.of(Arithmetic.unary(operand(children, 0), value -> -value));
        }
        if (expression instanceof Multiply) {
            return Optional.of(Arithmetic.product(operand(children, 0), operand(children, 1)));
        }
        if (expression instanceof Add) {
            return Optional.of(
                    Arithmetic.binary(operand(children, 0), operand(children, 1), (left, right) -> left + right));
        }
        if (expression instanceof Subtract) {
            return Optional.of(
                    Arithmetic.binary(operand(children, 0), operand(children, 1), (left, right) -> left - right));
        }
        if (expression instanceof Divide division && !division.failOnError()) {
            return Optional.of(Arithmetic.quotient(operand(children, 0), operand(children, 1)));
        }
        if (expression instanceof NaNvl) {
            return Optional.of(Arithmetic.orIfNaN(operand(children, 0), operand(children, 1)));
        }
        if (expression instanceof Least || expression instanceof Greatest) {
            List<Vector<double[]>> operands =
                    children.stream().map(program::doubles).toList();
            return Optional.of(Arithmetic.extreme(operands, expression instanceof Least ? 1 : -1));
        }
        return Optional.empty();
    }

    private Vector<double[]> operand(List<Expression> children, int i) {
        return program.doubles(children.get(i));
    }

    /** A call of a loss with numbers and views: its own method in a loop. */
    private Optional<Vector<double[]>> loss(Invoke call) {
        if (!(call.targetObject() instanceof Literal target)
                || !(target.value() instanceof Loss loss)
                || !call.propagateNull()
                || !call.method().isDefined()) {
            return Optional.empty();
        }
        Method method = call.method().get();
        List<Vector<double[]>> numbers = new ArrayList<>();
        List<Vector<Object[]>> objects = new ArrayList<>();
        List<Expression> arguments = scala.jdk.javaapi.CollectionConverters.asJava(call.arguments());
        for (int i = 0; i < arguments.size(); i++) {
            boolean number = method.getParameterTypes()[i] == double.class;
            numbers.add(number ? program.doubles(arguments.get(i)) : Arithmetic.constant(0.0));
            objects.add(number ? Vector.objects((rows, into) -> into.start(0)) : program.objects(arguments.get(i)));
        }
        return Optional.of(Vector.doubles((rows, into) -> fill(loss, method, numbers, objects, rows, into)));
    }

    private static void fill(
            Loss loss,
            Method method,
            List<Vector<double[]>> numbers,
            List<Vector<Object[]>> objects,
            BatchRows rows,
            Vector<double[]> into) {
        int size = rows.size();
        Object[] columns = new Object[numbers.size()];
        boolean[] nulls = null;
        for (int i = 0; i < columns.length; i++) {
            if (method.getParameterTypes()[i] == double.class) {
                columns[i] = numbers.get(i).values(rows);
                nulls = merged(nulls, numbers.get(i).nulls(rows), size);
            } else {
                columns[i] = objects.get(i).values(rows);
                nulls = absent(nulls, (Object[]) columns[i], size);
            }
        }
        double[] to = into.start(size);
        try {
            LossLoops.around(method).fill(loss, columns, nulls, to, size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A loss declares no exception", e);
        }
        into.be(to, nulls);
    }

    private static boolean @Nullable [] merged(boolean @Nullable [] one, boolean @Nullable [] other, int size) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        boolean[] merged = new boolean[size];
        for (int i = 0; i < size; i++) {
            merged[i] = one[i] | other[i];
        }
        return merged;
    }

    private static boolean @Nullable [] absent(boolean @Nullable [] nulls, Object[] objects, int size) {
        boolean[] absent = null;
        for (int i = 0; i < size; i++) {
            if (objects[i] == null) {
                absent = absent == null ? new boolean[size] : absent;
                absent[i] = true;
            }
        }
        return merged(nulls, absent, size);
    }

    Optional<Vector<long[]>> longs(Expression expression) {
        DataType type = expression.dataType();
        Optional<Conditional> conditional = program.conditional(expression);
        if (conditional.isPresent()) {
            List<Vector<long[]>> branches =
                    conditional.get().values().stream().map(program::longs).toList();
            return Optional.of(program.choice(expression, conditional.get()).longs(branches));
        }
        if (expression instanceof Literal literal) {
            return Optional.of(Arithmetic.whole((Number) literal.value()));
        }
        if (expression instanceof BoundReference reference) {
            return Optional.of(ColumnReading.longs(reference.ordinal(), type));
        }
        if (expression instanceof XxHash64 hash) {
            return program.hash(hash);
        }
        if (expression instanceof Cast cast) {
            DataType from = cast.child().dataType();
            boolean widens = WholeNumbers.areNumbers(from)
                    && WholeNumbers.areNumbers(type)
                    && from.defaultSize() <= type.defaultSize();
            return widens ? Optional.of(program.longs(cast.child())) : Optional.empty();
        }
        return type.equals(DataTypes.IntegerType) ? integers(expression) : Optional.empty();
    }

    /** Sums and products of 32 bits, which run over where Spark was told to let them. */
    private Optional<Vector<long[]>> integers(Expression expression) {
        if (expression instanceof Add add && add.evalContext().evalMode() == EvalMode.LEGACY()) {
            return integers(add, (left, right) -> (int) (left + right));
        }
        if (expression instanceof Subtract minus && minus.evalContext().evalMode() == EvalMode.LEGACY()) {
            return integers(minus, (left, right) -> (int) (left - right));
        }
        return expression instanceof Multiply times && times.evalContext().evalMode() == EvalMode.LEGACY()
                ? integers(times, (left, right) -> (int) (left * right))
                : Optional.empty();
    }

    private Optional<Vector<long[]>> integers(Expression expression, LongBinaryOperator operator) {
        List<Expression> children = VectorProgram.children(expression);
        return Optional.of(Arithmetic.whole(program.longs(children.get(0)), program.longs(children.get(1)), operator));
    }
}
