package io.assay.job;

import io.assay.input.AddedVersion;
import io.assay.input.Columns;
import io.assay.input.Outcomes;
import io.assay.report.TrivialPredictor;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The baseline {@code trivial} as it is asked for: a predictor that needs no model, which the job makes of the labels.
 *
 * @param form how it predicts; empty where labels, predictions and the first loss decide
 * @param series of the last value: columns that together name a series; none means that all rows are one
 * @param time of the last value: what orders a series
 * @param value what it predicts where the configuration says so
 * @param frozen whether it is made once, of the labels of the first run date, where that is said
 */
record TrivialBaseline(
        Optional<Form> form,
        List<String> series,
        Optional<String> time,
        Optional<AddedVersion.Prediction> value,
        Optional<Boolean> frozen) {

    /** What it is called among the baselines. */
    static final String NAME = "trivial";

    /** The plain word. */
    static final TrivialBaseline CHOSEN = new TrivialBaseline(Optional.empty(), List.of(), Optional.empty());

    TrivialBaseline {
        series = List.copyOf(series);
    }

    /** One that is made of the labels evaluated. */
    TrivialBaseline(Optional<Form> form, List<String> series, Optional<String> time) {
        this(form, series, time, Optional.empty(), Optional.empty());
    }

    /** Whether it is made once and kept for all run dates: where that is said, and where they are looked at together. */
    boolean isFrozen(Configuration.Compare compare) {
        boolean made = !is(Form.LAST) && !is(Form.VALUE);
        return made && (compare.sequential() || frozen.orElse(false));
    }

    /** Whether it is stated to be of a form. */
    boolean is(Form other) {
        return form.equals(Optional.of(other));
    }

    /** The baselines that are not it. */
    static List<String> others(List<String> baselines) {
        return baselines.stream().filter(baseline -> !baseline.equals(NAME)).toList();
    }

    /** What the text of a configuration alone shows to stand in its way, in rules. */
    List<String> check(Columns columns, Configuration.Compare compare) {
        List<String> rules = new ArrayList<>();
        if (columns.grouped()) {
            rules.add(
                    "trivial has no prediction for rankings, since only a model says which documents it returns: leave it"
                            + " out, or columns.group, or give an order of your own, such as one by chance, as a version");
            return rules;
        }
        if (columns.wide().containsKey(NAME) || columns.models().containsKey(NAME)) {
            rules.add("trivial is a version under columns too: the job makes a version of this name itself, so give"
                    + " yours another name");
        }
        if (columns.label().isEmpty() && !is(Form.VALUE)) {
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
        if (compare.sequential() && frozen.equals(Optional.of(false))) {
            rules.add("trivial has to be one baseline for all looks of compare.sequential: leave frozen: false out");
        }
        return rules;
    }

    /** What stands in its way by the types of label and prediction, as a rule; empty if nothing does. */
    Optional<String> check(DataType label, DataType prediction) {
        boolean many = Outcomes.isMany(prediction);
        if (value.isPresent()) {
            return checkValue(value.get(), prediction, many);
        }
        if (!fits(label, prediction)) {
            return Optional.of("trivial has nothing to predict where labels are " + label.simpleString()
                    + " and predictions " + prediction.simpleString()
                    + ": it knows numbers, classes and arrays of numbers");
        }
        boolean stated = form.isEmpty() || (form.get() == Form.SHARES) == many;
        return stated
                ? Optional.empty()
                : Optional.of("trivial: " + form.get().text() + " does not fit predictions that are "
                        + prediction.simpleString()
                        + (many ? ": give shares" : ": give mean, majority or last, or median"));
    }

    /** Whether there is something to predict beside labels and predictions of these types. */
    static boolean fits(DataType label, DataType prediction) {
        return Outcomes.isMany(prediction)
                ? Outcomes.isMany(label) || Outcomes.isOne(label)
                : Outcomes.isOne(label) && Outcomes.isOne(prediction);
    }

    private static Optional<String> checkValue(AddedVersion.Prediction value, DataType prediction, boolean many) {
        String does = "trivial: {value: …} does not fit predictions that are " + prediction.simpleString();
        if (!many && !Outcomes.isOne(prediction)) {
            return Optional.of(does + ": they are no numbers, classes or arrays of numbers");
        }
        if (!(value instanceof AddedVersion.SameClass one)) {
            return many ? Optional.empty() : Optional.of(does + ": give one number or class");
        }
        if (many) {
            return Optional.of(does + ": give a list of numbers");
        }
        boolean fits = prediction instanceof BooleanType
                ? TRUTH.matcher(one.value()).matches()
                : !(prediction instanceof NumericType) || Section.isNumber(one.value());
        return fits ? Optional.empty() : Optional.of(does + ": " + one.value() + " is none of them");
    }

    private static final Pattern TRUTH = Pattern.compile("(?i)true|false|0|1");

    /** What is asked for, in words that are equal where the same is. */
    List<String> words(Columns columns) {
        String asked = form.isEmpty()
                ? "by labels and predictions"
                : form.get().text()
                        + (is(Form.LAST)
                                ? " of " + order()
                                : given().map(said -> " " + said.words()).orElse(""));
        return List.of(
                "form: " + asked,
                "label: " + columns.label().orElse(""),
                "weight: " + columns.weight().orElse(""));
    }

    /** The version that it is, before it is known what it says. */
    AddedVersion version(Configuration configuration) {
        List<String> preferred = new ArrayList<>(PreviousRun.others(others(configuration.baselines())));
        preferred.addAll(configuration.candidates());
        return new AddedVersion(
                NAME,
                preferred,
                is(Form.LAST) ? new AddedVersion.LastLabel(series, time.orElse("")) : new AddedVersion.Unknown());
    }

    /** What it predicts where no label has to be read for it. */
    Optional<TrivialPredictor> given() {
        return value.map(said -> new TrivialPredictor(
                NAME,
                Form.VALUE,
                said instanceof AddedVersion.SameNumbers many ? many.values() : List.of(),
                said instanceof AddedVersion.SameClass one ? one.value() : "",
                Double.NaN,
                0,
                false,
                false,
                ""));
    }

    /** By what it is ordered, in words. */
    String order() {
        String by = time.map(column -> "by " + column).orElse("");
        return series.isEmpty() ? "all rows, " + by : String.join(", ", series) + ", " + by;
    }
}
