package io.assay.job;

import io.assay.input.Expressions;
import io.assay.job.Configuration.MetricEntry;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** A metric's label and prediction as SQL, with their types, and the decisions and classes that they tell. */
record MetricSides(String label, DataType labelType, String prediction, DataType predictionType) {

    /** The label as a number, the words true and false too. */
    String labelNumber() {
        return "(" + Expressions.number(label, labelType) + ")";
    }

    boolean hasScores() {
        return predictionType instanceof ArrayType || Expressions.isVector(predictionType);
    }

    /** Whether a row has a set of labels. */
    boolean hasSets() {
        return labelType instanceof ArrayType;
    }

    boolean hasTexts() {
        return labelType instanceof StringType && predictionType instanceof StringType;
    }

    /** The ordinal of the outcome: twice the label plus the decision. */
    String binaryOutcome(double threshold) {
        String error = "try_zero_one_loss(" + label + ", " + prediction + ", " + threshold + "D)";
        return "2 * " + labelNumber() + " + abs(" + labelNumber() + " - " + error + ")";
    }

    /** A true positive for a right row, a false negative for a wrong one. */
    String rightOrWrong() {
        return "3 - try_multiclass_zero_one_loss(" + label + ", " + prediction + ")";
    }

    /** The outcome of one class against all others. */
    String outcomeOfClass(MetricEntry metric) {
        String[] classes = classes(metric);
        String wanted = Expressions.literal(metric.text("class"));
        return "2 * CAST(" + classes[0] + " = " + wanted + " AS INT) + CAST(" + classes[1] + " = " + wanted
                + " AS INT)";
    }

    /** The classes of label and prediction as texts; a number without a fraction is spelt without one. */
    String[] classes(MetricEntry metric) {
        if (hasScores()) {
            String usable = "try_multiclass_zero_one_loss(" + label + ", " + prediction + ") IS NOT NULL";
            return new String[] {
                "CASE WHEN " + usable + " THEN CAST(CAST(" + labelNumber() + " AS BIGINT) AS STRING) END",
                "CASE WHEN " + usable + " THEN CAST(CAST(try_predicted_class(" + prediction
                        + ") AS BIGINT) AS STRING) END"
            };
        }
        double threshold = Double.isNaN(metric.number("threshold")) ? 0.5 : metric.number("threshold");
        boolean probability = predictionType instanceof FractionalType
                || (predictionType instanceof StringType && !(labelType instanceof StringType));
        if (probability) {
            String outcome = "try_zero_one_loss(" + label + ", " + prediction + ", " + threshold + "D)";
            return new String[] {
                "CASE WHEN " + outcome + " IS NOT NULL THEN CAST(CAST(" + labelNumber() + " AS BIGINT) AS STRING) END",
                "CAST(CAST(abs(" + labelNumber() + " - " + outcome + ") AS BIGINT) AS STRING)"
            };
        }
        return new String[] {spelt(label, labelType), spelt(prediction, predictionType)};
    }

    private static String spelt(String sql, DataType type) {
        if (type instanceof BooleanType) {
            return "CAST(CAST(" + sql + " AS INT) AS STRING)";
        }
        return type instanceof NumericType
                ? "CASE WHEN " + number(sql) + " = floor(" + number(sql) + ") THEN CAST(CAST(" + sql
                        + " AS BIGINT) AS STRING) ELSE CAST(" + sql + " AS STRING) END"
                : "CAST(" + sql + " AS STRING)";
    }

    /** Any value as a number. */
    static String number(String sql) {
        return "CAST(" + sql + " AS DOUBLE)";
    }
}
