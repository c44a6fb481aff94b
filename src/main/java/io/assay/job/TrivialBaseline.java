package io.assay.job;

import io.assay.input.AddedVersion;
import io.assay.input.Columns;
import io.assay.input.Expressions;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * The baseline {@code trivial} as it is asked for: a predictor that needs no model, which the job makes of the labels.
 *
 * @param form how it predicts; empty where labels and predictions decide
 * @param series of the last value: columns that together name a series; none means that all rows are one
 * @param time of the last value: what orders a series
 */
record TrivialBaseline(Optional<Form> form, List<String> series, Optional<String> time) {

    /** What it is called among the baselines. */
    static final String NAME = "trivial";

    /** The plain word. */
    static final TrivialBaseline CHOSEN = new TrivialBaseline(Optional.empty(), List.of(), Optional.empty());

    TrivialBaseline {
        series = List.copyOf(series);
    }

    /** The baselines that are not it. */
    static List<String> others(List<String> baselines) {
        return baselines.stream().filter(baseline -> !baseline.equals(NAME)).toList();
    }

    /** What the text of a configuration alone shows to stand in its way, in rules. */
    List<String> check(Columns columns, Configuration.Compare compare) {
        List<String> rules = new ArrayList<>();
        if (columns.grouped()) {
            rules.add("trivial has no prediction for rankings: leave it out, or columns.group");
            return rules;
        }
        if (columns.wide().containsKey(NAME) || columns.models().containsKey(NAME)) {
            rules.add("trivial is a version under columns too: the job makes a version of this name itself, so give"
                    + " yours another name");
        }
        if (columns.label().isEmpty()) {
            rules.add("trivial is made of labels: give columns.label");
        }
        if (columns.prediction().isEmpty() && !columns.isWide()) {
            rules.add("trivial says one thing of a row, in place of columns.prediction: give that, as one column or"
                    + " expression");
        }
        if (columns.id().isEmpty() && !columns.isWide()) {
            rules.add(
                    "trivial has one row for each example, which is known by columns.id: give that, or versions side by"
                            + " side under columns.wide");
        }
        if (compare.sequential()) {
            rules.add(
                    "trivial cannot be compared under compare.sequential, since what it predicts changes from run date"
                            + " to run date: leave one of them out");
        }
        return rules;
    }

    /** What stands in its way by the types of label and prediction, as a rule; empty if nothing does. */
    Optional<String> check(DataType label, DataType prediction) {
        boolean many = isMany(prediction);
        boolean fits = many ? isMany(label) || isOne(label) : isOne(label) && isOne(prediction);
        if (!fits) {
            return Optional.of("trivial has nothing to predict where labels are " + label.simpleString()
                    + " and predictions " + prediction.simpleString()
                    + ": it knows numbers, classes and arrays of numbers");
        }
        boolean stated = form.isEmpty() || (form.get() == Form.SHARES) == many;
        return stated
                ? Optional.empty()
                : Optional.of("trivial: " + form.get().text() + " does not fit predictions that are "
                        + prediction.simpleString() + (many ? ": give shares" : ": give mean, majority or last"));
    }

    private static boolean isOne(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof NullType;
    }

    private static boolean isMany(DataType type) {
        return Expressions.isVector(type) || (type instanceof ArrayType array && isOne(array.elementType()));
    }

    /** The version that it is, before it is known what it says. */
    AddedVersion version(Configuration configuration) {
        List<String> preferred = new ArrayList<>(PreviousRun.others(others(configuration.baselines())));
        preferred.addAll(configuration.candidates());
        return new AddedVersion(
                NAME,
                preferred,
                form.equals(Optional.of(Form.LAST))
                        ? new AddedVersion.LastLabel(series, time.orElse(""))
                        : new AddedVersion.Unknown());
    }

    /** By what it is ordered, in words. */
    String order() {
        String by = time.map(column -> "by " + column).orElse("");
        return series.isEmpty() ? "all rows, " + by : String.join(", ", series) + ", " + by;
    }
}
