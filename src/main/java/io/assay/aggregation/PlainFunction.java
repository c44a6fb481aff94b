package io.assay.aggregation;

import io.assay.loss.Doubles;
import io.assay.loss.Loss;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.Violation;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.api.java.UDF8;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** One SQL function of a loss over boxed values, for {@link PlainRegistration}; as many arguments as the loss declares. */
final class PlainFunction
        implements UDF1<Object, Object>,
                UDF2<Object, Object, Object>,
                UDF3<Object, Object, Object, Object>,
                UDF4<Object, Object, Object, Object, Object>,
                UDF5<Object, Object, Object, Object, Object, Object>,
                UDF6<Object, Object, Object, Object, Object, Object, Object>,
                UDF7<Object, Object, Object, Object, Object, Object, Object, Object>,
                UDF8<Object, Object, Object, Object, Object, Object, Object, Object, Object> {

    private static final long serialVersionUID = 1L;

    private final Loss loss;
    private final SqlForm form;
    private transient @Nullable LossFunction found;

    PlainFunction(Loss loss, SqlForm form) {
        this.loss = loss;
        this.form = form;
    }

    private @Nullable Object result(@Nullable Object... given) {
        LossFunction function = function();
        @Nullable Object[] values = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            values[i] = given[i] instanceof Seq<?> elements && isMatrix(function, i, elements)
                    ? matrix(elements)
                    : value(given[i], takes(function, i, String.class));
        }
        Optional<Violation> unreadable = unreadable(function, given, values);
        if (form == SqlForm.REASON) {
            return unreadable
                    .or(() -> function.violation(values))
                    .map(Violation::reason)
                    .orElse(null);
        }
        if (hasForbiddenNull(function, values)) {
            return null;
        }
        double result = unreadable.isPresent() ? Double.NaN : value(function, values);
        return Double.isNaN(result)
                ? withoutLoss(unreadable.or(() -> function.violation(values)).orElseThrow())
                : (Double) result;
    }

    private double value(LossFunction function, @Nullable Object[] values) {
        return form == SqlForm.DENOMINATOR ? function.denominator(values) : function.evaluate(values);
    }

    private @Nullable Double withoutLoss(Violation violation) {
        if (form != SqlForm.STRICT || violation.isIgnored()) {
            return null;
        }
        if (violation.code().equals("nan")) {
            return Double.NaN;
        }
        throw new LossDomainException(violation.message());
    }

    private static Optional<Violation> unreadable(
            LossFunction function, @Nullable Object[] given, @Nullable Object[] values) {
        for (int i = 0; i < given.length; i++) {
            if (given[i] instanceof String text && values[i] instanceof Double number) {
                Optional<Violation> violation = NumberText.violation(function, i, text, number);
                if (violation.isPresent()) {
                    return violation;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasForbiddenNull(LossFunction function, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !function.definition().arguments().get(i).mayBeAbsent()) {
                return true;
            }
        }
        return false;
    }

    private LossFunction function() {
        LossFunction function = found;
        if (function == null) {
            function = LossFunction.of(loss);
            found = function;
        }
        return function;
    }

    private static boolean takes(LossFunction function, int i, Class<?> type) {
        return function.overloads().stream().anyMatch(overload -> overload.getParameterTypes()[i] == type);
    }

    /** Whether these are rows; a loss that takes nothing else decides where there is no row to see. */
    private static boolean isMatrix(LossFunction function, int i, Seq<?> elements) {
        for (int k = 0; k < elements.size(); k++) {
            if (elements.apply(k) != null) {
                return elements.apply(k) instanceof Seq<?>;
            }
        }
        return takes(function, i, Matrix.class) && !takes(function, i, Doubles.class);
    }

    private static @Nullable Object value(@Nullable Object given, boolean takesText) {
        if (given instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        if (given instanceof String text && !takesText) {
            return NumberText.parse(text);
        }
        if (given instanceof Vector vector) {
            return Doubles.of(vector.toArray());
        }
        return given instanceof Seq<?> elements ? Doubles.of(numbers(elements)) : given;
    }

    private static Matrix matrix(Seq<?> elements) {
        double[][] rows = new double[elements.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = elements.apply(i) instanceof Seq<?> row ? numbers(row) : new double[] {Double.NaN};
        }
        return Matrix.of(rows);
    }

    private static double[] numbers(Seq<?> elements) {
        double[] values = new double[elements.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(elements.apply(i), false) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return values;
    }

    @Override
    public @Nullable Object call(@Nullable Object a) {
        return result(a);
    }

    @Override
    public @Nullable Object call(@Nullable Object a, @Nullable Object b) {
        return result(a, b);
    }

    @Override
    public @Nullable Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return result(a, b, c);
    }

    @Override
    public @Nullable Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
        return result(a, b, c, d);
    }

    @Override
    public @Nullable Object call(
            @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d, @Nullable Object e) {
        return result(a, b, c, d, e);
    }

    @Override
    public @Nullable Object call(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        return result(a, b, c, d, e, f);
    }

    @Override
    public @Nullable Object call(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f,
            @Nullable Object g) {
        return result(a, b, c, d, e, f, g);
    }

    @Override
    public @Nullable Object call(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f,
            @Nullable Object g,
            @Nullable Object h) {
        return result(a, b, c, d, e, f, g, h);
    }
}
