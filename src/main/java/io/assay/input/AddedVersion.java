package io.assay.input;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;

/**
 * A version that the job adds to those of the data: it has a row of every example, and what it says there needs no model.
 *
 * @param name what it is called; no version of the data may be
 * @param preferred the versions whose row stands for an example, the first that has a usable one; then all others by name
 * @param prediction what it says
 */
public record AddedVersion(String name, List<String> preferred, Prediction prediction) {

    public AddedVersion {
        preferred = List.copyOf(preferred);
    }

    /** What it says of a row. */
    public sealed interface Prediction {}

    /** The same of every row, and not known yet: null. */
    public record Unknown() implements Prediction {}

    /** The same number of every row. */
    public record SameNumber(double value) implements Prediction {}

    /** The same class of every row, spelt as the labels are; a whole number without a fraction. */
    public record SameClass(String value) implements Prediction {}

    /** The same array of numbers of every row. */
    public record SameNumbers(List<Double> values) implements Prediction {
        public SameNumbers {
            values = List.copyOf(values);
        }
    }

    /**
     * The label of the latest row before in its series; a row without one has no row of this version.
     *
     * @param series columns that together name a series; none means that all rows are one
     * @param time orders a series
     */
    public record LastLabel(List<String> series, String time) implements Prediction {
        public LastLabel {
            series = List.copyOf(series);
        }
    }

    /** The same under this name, with another prediction. */
    public AddedVersion saying(Prediction other) {
        return new AddedVersion(name, preferred, other);
    }

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    /** Whether it says the same of every row, known or not. */
    boolean isConstant() {
        return !(prediction instanceof LastLabel);
    }

    /** What it says of every row, beside predictions of a type: in that type, or in one that both can be brought to. */
    public Column constant(DataType type) {
        if (prediction instanceof SameNumber number) {
            return number(number.value(), type);
        } else if (prediction instanceof SameClass ofClass) {
            return ofClass(ofClass.value(), type);
        } else if (prediction instanceof SameNumbers numbers) {
            return numbers(numbers.values(), type);
        }
        return lit(null).cast(type);
    }

    private static Column number(double value, DataType type) {
        if (type instanceof StringType) {
            return lit(Double.toString(value));
        }
        return type instanceof BooleanType ? lit(value >= 0.5) : lit(value);
    }

    private static Column ofClass(String value, DataType type) {
        if (type instanceof StringType) {
            return lit(value);
        }
        boolean isTrue = value.equalsIgnoreCase("true");
        if (type instanceof BooleanType) {
            return lit(isTrue || value.equals("1"));
        }
        if (isTrue || value.equalsIgnoreCase("false")) {
            return lit(isTrue ? 1 : 0).cast(type);
        }
        // Of a whole type it must stay, or the others' predictions would be taken for numbers with a fraction.
        return type instanceof IntegralType && WHOLE.matcher(value).matches()
                ? lit(Long.parseLong(value)).try_cast(type)
                : lit(value).try_cast("double");
    }

    private static Column numbers(List<Double> values, DataType type) {
        boolean texts = type instanceof ArrayType elements && elements.elementType() instanceof StringType;
        Column all = array(values.stream()
                .map(value -> texts ? lit(Double.toString(value)) : lit(value))
                .toArray(Column[]::new));
        return Expressions.isVector(type) ? functions.array_to_vector(all) : all;
    }
}
