package io.assay.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.assay.input.Conformed;
import io.assay.input.Examples;
import io.assay.input.Outcomes;
import io.assay.report.TrivialPredictor;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads the labels once to find what the baseline {@code trivial} says, for the label that all losses share and for those that
 * single losses and metrics bring.
 */
final class TrivialReader {

    private static final String WEIGHT = "weight";
    private static final String TAKEN = "taken";
    private static final String CARRIES = "carries";

    private final SparkSession spark;
    private final Configuration configuration;
    private final TrivialBaseline asked;

    TrivialReader(SparkSession spark, Configuration configuration, TrivialBaseline asked) {
        this.spark = spark;
        this.configuration = configuration;
        this.asked = asked;
    }

    /**
     * Reads the rows that it will be given copies of.
     *
     * @param examples what {@link Examples} gives
     * @param shared the label and the prediction for all losses
     * @param own those of single losses and metrics
     * @throws InvalidConfigurationException if a version of the data has its name
     */
    TrivialPredictor read(Dataset<Row> examples, TrivialTarget shared, List<TrivialTarget> own) {
        spark.sparkContext().setJobDescription("assay: read the labels for the trivial predictor");
        List<TrivialTarget> targets = new ArrayList<>(List.of(shared));
        // What only a saved model adds is not there where labels are read.
        own.stream().filter(target -> isThere(examples, target)).forEach(targets::add);
        List<Column> columns = new ArrayList<>(List.of(
                col(Conformed.WEIGHT).as(WEIGHT),
                col(Conformed.VERSION).equalTo(TrivialBaseline.NAME).as(TAKEN),
                col(Examples.CARRIER).as(CARRIES)));
        for (int i = 0; i < targets.size(); i++) {
            columns.addAll(columns(examples, targets.get(i), i));
        }
        Dataset<Row> read = examples.select(columns.toArray(Column[]::new)).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            refuseTaken(read.filter(col(TAKEN)));
            TrivialPredictor found =
                    asked.is(Form.LAST) ? last(read.filter(col(CARRIES)).count()) : guess(read, shared, 0);
            List<TrivialPredictor.Own> others = new ArrayList<>();
            for (int i = 1; i < targets.size(); i++) {
                TrivialTarget target = targets.get(i);
                others.add(new TrivialPredictor.Own(target.of(), target.shown(), guess(read, target, i)));
            }
            return found.with(others);
        } finally {
            read.unpersist(false);
        }
    }

    private static boolean isThere(Dataset<Row> examples, TrivialTarget target) {
        return OwnPredictions.type(examples, target.label()).isPresent()
                && OwnPredictions.type(examples, target.prediction()).isPresent();
    }

    /** Refuses rows of a version of the data that is called like it. */
    void refuseTaken(Dataset<Row> taken) {
        if (!taken.isEmpty()) {
            throw new InvalidConfigurationException(List.of(new Problem(
                    configuration.columns().place(),
                    "columns.version",
                    configuration.columns().version().orElse(null),
                    "is trivial in some rows: baseline: trivial makes a version of this name itself, so rename that of"
                            + " the data (an expression may stand here), or leave the baseline out")));
        }
    }

    private TrivialPredictor last(long rows) {
        return new TrivialPredictor(
                TrivialBaseline.NAME, Form.LAST, List.of(), "", Double.NaN, rows, false, isWeighted(), asked.order());
    }

    private boolean isWeighted() {
        return configuration.columns().weight().isPresent();
    }

    private TrivialPredictor guess(Dataset<Row> read, TrivialTarget target, int index) {
        BestGuess guess = new BestGuess(of(read.filter(col(CARRIES)), index), of(read, index), isWeighted());
        if (target.isMany()) {
            return guess.shares(Outcomes.isMany(target.labels()));
        }
        boolean isOwn = !target.of().isEmpty();
        if (asked.form().isPresent() && !isOwn) {
            return guess.stated(asked.form().get());
        }
        // What is stated of the label for all may not fit another, so that this one still has a say.
        boolean amounts = asked.is(Form.MEAN) || asked.is(Form.MEDIAN);
        Form amount = amounts ? asked.form().get() : target.absolute() ? Form.MEDIAN : Form.MEAN;
        return guess.one(amount, amounts);
    }

    private static Dataset<Row> of(Dataset<Row> read, int index) {
        return read.select(BestGuess.COLUMNS.stream()
                .map(name ->
                        name.equals(WEIGHT) ? col(WEIGHT) : col(name + index).as(name))
                .toArray(Column[]::new));
    }

    private static List<Column> columns(Dataset<Row> examples, TrivialTarget target, int index) {
        DataType labels = OwnPredictions.type(examples, target.label()).orElse(target.labels());
        DataType said = OwnPredictions.type(examples, target.prediction()).orElse(target.predictions());
        boolean many = target.isMany();
        return List.of(
                (many && Outcomes.isMany(labels)
                                ? Outcomes.numbers(target.label(), labels)
                                : Outcomes.number(target.label(), labels))
                        .as(BestGuess.COLUMNS.get(0) + index),
                (many ? lit(null).cast("string") : spelt(target.label(), labels)).as(BestGuess.COLUMNS.get(1) + index),
                (many ? length(target.prediction(), said) : Outcomes.number(target.prediction(), said))
                        .as(BestGuess.COLUMNS.get(2) + index));
    }

    private static Column length(String prediction, DataType predictions) {
        Column all = Outcomes.numbers(prediction, predictions);
        return when(all.isNotNull(), size(all)).cast("double");
    }

    /** The label as a class: a whole number without a fraction, whatever its type; null for a number that is none. */
    private static Column spelt(String label, DataType labels) {
        String text = "CAST(" + label + " AS STRING)";
        if (!(labels instanceof NumericType)) {
            return expr(text);
        }
        String number = "CAST(" + label + " AS DOUBLE)";
        return expr("CASE WHEN abs(" + number + ") < 1e15D AND " + number + " = floor(" + number + ") THEN CAST(CAST("
                + label + " AS BIGINT) AS STRING) WHEN abs(" + number + ") < double('Infinity') THEN " + text + " END");
    }
}
