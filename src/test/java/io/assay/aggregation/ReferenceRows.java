package io.assay.aggregation;

import io.assay.input.Expressions;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.Violation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of many calls of one loss as a DataFrame, and what a plain loop over {@link LossFunction#evaluate} makes
 * of them. Beside the reference values there is, for each argument, one row where it is null and, for each number or
 * array, one where it is NaN.
 */
final class ReferenceRows {

    private static final int TOGETHER = 16;

    private final LossFunction function;
    private final List<ReferenceValue> references;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private ReferenceRows(LossFunction function, List<ReferenceValue> references) {
        this.function = function;
        this.references = references;
        references.forEach(reference -> rows.add(reference.arguments()));
        @Nullable
        Object[] sound = references.stream()
                .map(ReferenceValue::arguments)
                .filter(arguments -> function.violation(arguments).isEmpty())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < sound.length; i++) {
            rows.add(with(sound, i, null));
            if (sound[i] instanceof Doubles array && array.size() > 0) {
                rows.add(with(sound, i, Doubles.of(endingInNaN(array))));
            } else if (sound[i] instanceof Matrix matrix && matrix.rows() > 0) {
                double[][] values = IntStream.range(0, matrix.rows())
                        .mapToObj(row -> endingInNaN(matrix.row(row)))
                        .toArray(double[][]::new);
                rows.add(with(sound, i, Matrix.of(values)));
            } else if (sound[i] instanceof Double) {
                rows.add(with(sound, i, Double.NaN));
            }
        }
    }

    private static double[] endingInNaN(Doubles array) {
        double[] values =
                IntStream.range(0, array.size()).mapToDouble(array::at).toArray();
        values[values.length - 1] = Double.NaN;
        return values;
    }

    private static @Nullable Object[] with(@Nullable Object[] arguments, int i, @Nullable Object value) {
        @Nullable Object[] changed = arguments.clone();
        changed[i] = value;
        return changed;
    }

    static ReferenceRows of(LossFunction function) {
        return new ReferenceRows(function, ReferenceValue.of(function));
    }

    /** All losses, some at a time. */
    static List<List<ReferenceRows>> all() {
        List<ReferenceRows> all =
                Catalogue.standard().all().stream().map(ReferenceRows::of).toList();
        return IntStream.range(0, (all.size() + TOGETHER - 1) / TOGETHER)
                .mapToObj(i -> all.subList(i * TOGETHER, Math.min(all.size(), (i + 1) * TOGETHER)))
                .toList();
    }

    LossFunction function() {
        return function;
    }

    /** Shown as the name of a test. */
    @Override
    public String toString() {
        return function.name();
    }

    List<ReferenceValue> references() {
        return references;
    }

    /** What the plain loop gives: loss, row, strict, lenient, reason and, for a ratio, denominator. */
    static Dataset<Row> expected(SparkSession spark, List<ReferenceRows> losses) {
        StructType schema = new StructType()
                .add("loss", DataTypes.StringType, false)
                .add("row", DataTypes.IntegerType, false)
                .add("strict", DataTypes.DoubleType)
                .add("lenient", DataTypes.DoubleType)
                .add("reason", DataTypes.StringType)
                .add("denominator", DataTypes.DoubleType);
        return frame(
                spark, losses.stream().flatMap(rows -> rows.expected().stream()).toList(), schema);
    }

    /** The same through SQL, every argument a column; one query for all, as a query costs more than its few rows. */
    static Dataset<Row> actual(SparkSession spark, List<ReferenceRows> losses) {
        return losses.stream()
                .map(rows -> rows.actual(spark))
                .reduce(Dataset::unionAll)
                .orElseThrow();
    }

    private List<Row> expected() {
        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            @Nullable Object[] arguments = rows.get(i);
            double loss = function.evaluate(arguments);
            Optional<Violation> violation = function.violation(arguments);
            Object lenient = Double.isNaN(loss) ? null : loss;
            boolean nan = violation.map(Violation::code).equals(Optional.of("nan"));
            List<@Nullable Object> values = new ArrayList<>();
            values.add(function.name());
            values.add(i);
            values.add(nan ? (Object) Double.NaN : lenient);
            values.add(lenient);
            values.add(violation.map(Violation::reason).orElse(null));
            values.add(isRatio() && lenient != null ? (Object) function.denominator(arguments) : null);
            expected.add(RowFactory.create(values.toArray()));
        }
        return expected;
    }

    /** The strict form is not asked where it would fail. */
    private Dataset<Row> actual(SparkSession spark) {
        String arguments = arguments().stream().map(Argument::name).collect(Collectors.joining(", "));
        String name = function.name();
        String denominator = isRatio() ? "denominator_" + name + "(" + arguments + ")" : "CAST(NULL AS DOUBLE)";
        return given(spark)
                .selectExpr(
                        "'" + name + "' AS loss",
                        "row",
                        "CASE WHEN fails THEN NULL ELSE " + name + "(" + arguments + ") END AS strict",
                        "try_" + name + "(" + arguments + ") AS lenient",
                        "check_" + name + "(" + arguments + ") AS reason",
                        denominator + " AS denominator");
    }

    private boolean isRatio() {
        return function.hasDenominator();
    }

    private List<Argument> arguments() {
        return function.definition().arguments();
    }

    private Dataset<Row> given(SparkSession spark) {
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField("row", DataTypes.IntegerType, false));
        fields.add(DataTypes.createStructField("fails", DataTypes.BooleanType, false));
        Method overload = overload();
        for (int i = 0; i < arguments().size(); i++) {
            DataType type = type(overload.getParameterTypes()[i]);
            fields.add(DataTypes.createStructField(arguments().get(i).name(), type, true));
        }
        List<Row> given = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(i);
            String code = function.violation(rows.get(i)).map(Violation::code).orElse("infinite_loss");
            values.add(!List.of("nan", "null", "ignored", "infinite_loss").contains(code));
            for (Object argument : rows.get(i)) {
                values.add(asSparkSees(argument));
            }
            given.add(RowFactory.create(values.toArray()));
        }
        return frame(spark, given, DataTypes.createStructType(fields));
    }

    /** Rows that Spark does not know beforehand, so that generated code runs over them. */
    private static Dataset<Row> frame(SparkSession spark, List<Row> rows, StructType schema) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(context.parallelize(rows, 1), schema);
    }

    private Method overload() {
        return function.overloads().stream()
                .filter(method -> rows.stream().allMatch(row -> takes(method, row)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean takes(Method method, @Nullable Object[] row) {
        Class<?>[] types = method.getParameterTypes();
        return IntStream.range(0, types.length)
                .allMatch(i -> row[i] == null
                        || (types[i] == double.class ? row[i] instanceof Double : types[i].isInstance(row[i])));
    }

    private static DataType type(Class<?> wanted) {
        DataType array = DataTypes.createArrayType(DataTypes.DoubleType);
        if (wanted == Matrix.class) {
            return DataTypes.createArrayType(array);
        }
        return wanted == String.class ? DataTypes.StringType : wanted == double.class ? DataTypes.DoubleType : array;
    }

    private static @Nullable Object asSparkSees(@Nullable Object argument) {
        if (argument instanceof Matrix matrix) {
            return IntStream.range(0, matrix.rows())
                    .mapToObj(row -> boxed(matrix.row(row)))
                    .toArray(Double[][]::new);
        }
        return argument instanceof Doubles array ? boxed(array) : argument;
    }

    private static Double[] boxed(Doubles array) {
        return IntStream.range(0, array.size()).mapToObj(array::at).toArray(Double[]::new);
    }

    /** A call with literals; what the reference value leaves out is left out. */
    static String callByPosition(String name, LossFunction function, ReferenceValue reference) {
        List<String> literals = new ArrayList<>();
        List<Argument> arguments = function.definition().arguments();
        int last = IntStream.range(0, arguments.size())
                .filter(i -> reference.given().contains(arguments.get(i).name()))
                .max()
                .orElseThrow();
        for (int i = 0; i <= last; i++) {
            literals.add(literal(reference.arguments()[i]));
        }
        return name + "(" + String.join(", ", literals) + ")";
    }

    /** A call with literals by name, the last argument first. */
    static String callByName(String name, LossFunction function, ReferenceValue reference) {
        List<String> literals = new ArrayList<>();
        List<Argument> arguments = function.definition().arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i).name();
            if (reference.given().contains(argument)) {
                literals.add(0, argument + " => " + literal(reference.arguments()[i]));
            }
        }
        return name + "(" + String.join(", ", literals) + ")";
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof Doubles array) {
            return IntStream.range(0, array.size())
                    .mapToObj(i -> literal(array.at(i)))
                    .collect(Collectors.joining(", ", "array(", ")"));
        }
        if (value instanceof Matrix matrix) {
            return IntStream.range(0, matrix.rows())
                    .mapToObj(row -> literal(matrix.row(row)))
                    .collect(Collectors.joining(", ", "array(", ")"));
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number + "D" : "DOUBLE('" + number + "')";
        }
        return value == null ? "NULL" : Expressions.literal(value.toString());
    }
}
