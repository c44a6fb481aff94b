package io.assay.job;

import io.assay.input.Expressions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;

/** Guesses from names and from the first rows what the columns of a dataset mean. A start for a person, not a finding. */
final class DatasetGuess {

    private static final int FEW_VALUES = 20;
    private static final int MOST_SLICES = 3;
    private static final int MOST_CLASSES = 100;

    private static final List<String> VERSION =
            List.of("version", "model_version", "model", "variant", "system", "run");
    private static final List<String> LABEL = List.of(
            "label",
            "target",
            "truth",
            "actual",
            "observed",
            "y",
            "y_true",
            "expected",
            "ground_truth",
            "gold",
            "reference",
            "outcome",
            "won");
    private static final List<String> PREDICTION = List.of(
            "prediction",
            "predicted",
            "pred",
            "probability",
            "prob",
            "winprobability",
            "p",
            "y_pred",
            "yhat",
            "score",
            "forecast",
            "median",
            "q50",
            "q_0_5",
            "q_0_50",
            "q_0_500");
    private static final List<String> WEIGHT = List.of("weight", "sample_weight", "w");
    private static final List<String> PARTITION =
            List.of("date", "day", "ds", "split", "partition", "fold", "experiment");
    private static final List<String> CLUSTER = List.of(
            "user",
            "user_id",
            "customer",
            "customer_id",
            "account",
            "account_id",
            "patient",
            "patient_id",
            "session",
            "session_id",
            "document",
            "doc",
            "query",
            "query_id",
            "household",
            "author",
            "group");
    private static final Pattern OF_A_VERSION =
            Pattern.compile("(?i)(?:prediction|predicted|pred|probability|prob|score|yhat|y_pred)_(.+)");

    private final DatasetSample sample;
    private final Optional<String> version;
    private final Optional<String> prediction;
    private final Optional<String> label;
    private final Optional<String> weight;

    DatasetGuess(DatasetSample sample) {
        this.sample = sample;
        this.version = named(VERSION, this::isFew).or(this::perId);
        this.prediction = wide().isEmpty() ? named(PREDICTION, column -> !isIn(column, version)) : Optional.empty();
        this.label = named(LABEL, column -> !isIn(column, version) && !isIn(column, prediction))
                .or(this::alike);
        this.weight = named(WEIGHT, sample::isNumeric);
    }

    Optional<String> version() {
        return version;
    }

    /** Where no column names a version: a version's name → its column, for columns such as {@code pred_v2}. */
    Map<String, String> wide() {
        return version.isEmpty() ? wide(sample.columns()) : Map.of();
    }

    private static Map<String, String> wide(List<String> columns) {
        Map<String, String> wide = new LinkedHashMap<>();
        for (String column : columns) {
            Matcher ofVersion = OF_A_VERSION.matcher(column);
            if (ofVersion.matches()) {
                wide.put(ofVersion.group(1), column);
            }
        }
        return wide.size() > 1 ? wide : Map.of();
    }

    /** Where no name tells the version: a column of a few texts that every id stands with once. */
    private Optional<String> perId() {
        List<String> ids = sample.columns().stream()
                .filter(IdGuess::isCalledId)
                .filter(id -> sample.combinations(List.of(id)) < sample.rows())
                .toList();
        return wide(sample.columns()).isEmpty()
                ? sample.columns().stream()
                        .filter(column -> isFew(column) && sample.values(column).size() > 1)
                        .filter(column -> !sample.isNumeric(column) && !ids.contains(column) && !isCalledOther(column))
                        .filter(column -> ids.stream()
                                .anyMatch(id -> new IdGuess(sample, Optional.of(column), List.of(id)).serves()))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether a column is called like something else than a version. */
    private static boolean isCalledOther(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return Stream.of(LABEL, PREDICTION, WEIGHT, PARTITION, CLUSTER).anyMatch(names -> names.contains(name));
    }

    /** A column of what is probably independent: called so, and the same in many rows of a version. */
    Optional<String> cluster() {
        List<String> id = id();
        return named(
                CLUSTER,
                column -> !isTaken(column)
                        && !id.contains(column)
                        && !isIn(column, partition())
                        && sample.values(column).size() > 1
                        && sample.combinations(List.of(column)) < sample.combinations(id));
    }

    Optional<String> label() {
        return label;
    }

    Optional<String> prediction() {
        return prediction;
    }

    Optional<String> weight() {
        return weight;
    }

    Optional<String> partition() {
        return named(PARTITION, column -> isFew(column) && !isTaken(column));
    }

    List<String> id() {
        List<String> free =
                sample.columns().stream().filter(column -> !isTaken(column)).toList();
        return new IdGuess(sample, version, free).columns();
    }

    /** Columns with a few values, fit to slice by; texts first. */
    List<String> slices() {
        List<String> id = id();
        return sample.columns().stream()
                .filter(column -> !isTaken(column) && !id.contains(column) && !isIn(column, partition()))
                .filter(column -> isFew(column) && sample.values(column).size() > 1)
                .filter(column -> Stream.concat(label.stream(), version.stream())
                        .noneMatch(other -> sample.isDecided(column, other)))
                .sorted(Comparator.comparing(sample::isNumeric))
                .limit(MOST_SLICES)
                .toList();
    }

    /** The version that reads most like a baseline, else the first in order. */
    String baseline() {
        List<String> versions = version.map(
                        column -> sample.values(column).stream().sorted().toList())
                .orElse(List.copyOf(wide().keySet()));
        return versions.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(baseline|current|champion|prod|control).*"))
                .findFirst()
                .orElse(versions.isEmpty() ? "baseline" : versions.get(0));
    }

    /** Losses that fit the label and the prediction. */
    List<String> losses() {
        Optional<String> predicted =
                prediction.or(() -> wide().values().stream().findFirst());
        if (predicted.filter(this::isArray).isPresent()) {
            return label.filter(this::isArray).isPresent()
                    ? List.of("categorical_cross_entropy", "multiclass_brier_loss")
                    : List.of("sparse_categorical_cross_entropy", "multiclass_zero_one_loss");
        }
        boolean numbers = Stream.concat(predicted.stream(), label.filter(this::isWordless).stream())
                .allMatch(sample::isNumeric);
        if (!numbers) {
            boolean classes = label.filter(column -> sample.values(column).size() <= MOST_CLASSES)
                    .isPresent();
            return List.of(classes ? "multiclass_zero_one_loss" : "exact_match_error");
        }
        boolean binary = label.filter(
                        column -> sample.isTruth(column) || sample.isAmong(column, "0", "1", "0.0", "1.0"))
                .isPresent();
        return binary && predicted.filter(sample::isProbability).isPresent()
                ? List.of("binary_cross_entropy", "brier_loss", "zero_one_loss")
                : List.of("absolute_error", "rmse");
    }

    /** Metrics that go with them. */
    List<String> metrics() {
        return switch (losses().get(0)) {
            case "binary_cross_entropy" -> List.of("accuracy", "f1", "roc_auc");
            case "multiclass_zero_one_loss" -> List.of("accuracy");
            default -> List.of();
        };
    }

    /** Where no name tells the label: the column with about the same few values as a prediction of classes. */
    private Optional<String> alike() {
        return prediction.filter(column -> !sample.isNumeric(column)).flatMap(column -> sample.columns().stream()
                .filter(other -> !other.startsWith(column) && !isIn(other, version))
                .filter(other -> likeness(other, column) > 0.5)
                .max(Comparator.comparing(other -> likeness(other, column))));
    }

    /** Shared values over all values. */
    private double likeness(String one, String other) {
        List<String> shared = new ArrayList<>(sample.values(one));
        shared.retainAll(sample.values(other));
        int all = sample.values(one).size() + sample.values(other).size() - shared.size();
        return all == 0 ? 0 : (double) shared.size() / all;
    }

    private boolean isArray(String column) {
        return sample.type(column) instanceof ArrayType || Expressions.isVector(sample.type(column));
    }

    private boolean isWordless(String column) {
        return !sample.isTruth(column);
    }

    private boolean isFew(String column) {
        return sample.values(column).size() <= FEW_VALUES;
    }

    private boolean isTaken(String column) {
        return isIn(column, version)
                || isIn(column, label)
                || isIn(column, prediction)
                || isIn(column, weight)
                || wide().containsValue(column);
    }

    private static boolean isIn(String column, Optional<String> given) {
        return given.equals(Optional.of(column));
    }

    /** The first column with one of these names, or that ends or begins with it, in the order of the names. */
    private Optional<String> named(List<String> names, Predicate<String> fits) {
        return Stream.<Predicate<String[]>>of(
                        pair -> pair[0].equals(pair[1]),
                        pair -> pair[1].length() > 2 && pair[0].endsWith("_" + pair[1]),
                        pair -> pair[1].length() > 2 && pair[0].startsWith(pair[1] + "_"))
                .flatMap(way -> names.stream().flatMap(name -> sample.columns().stream()
                        .filter(column -> way.test(new String[] {column.toLowerCase(Locale.ROOT), name}))))
                .filter(fits)
                .findFirst();
    }
}
