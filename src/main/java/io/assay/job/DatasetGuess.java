package io.assay.job;

import io.assay.input.Expressions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Guesses from names and from the first rows what the columns of a dataset mean. A start for a person, not a finding. */
final class DatasetGuess {

    private static final int FEW_VALUES = 20;

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
            "forecast");
    private static final List<String> WEIGHT = List.of("weight", "sample_weight", "w");
    private static final List<String> PARTITION =
            List.of("date", "day", "ds", "split", "partition", "fold", "experiment");

    private final StructType schema;
    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private final int rows;

    /**
     * @param sample the first rows
     */
    DatasetGuess(StructType schema, List<Row> sample) {
        this.schema = schema;
        this.rows = sample.size();
        for (int i = 0; i < schema.size(); i++) {
            Set<String> seen = new HashSet<>();
            for (Row row : sample) {
                if (!row.isNullAt(i)) {
                    seen.add(String.valueOf(row.get(i)));
                }
            }
            values.put(schema.fields()[i].name(), seen);
        }
    }

    Optional<String> version() {
        return named(VERSION, column -> values(column).size() <= FEW_VALUES);
    }

    Optional<String> label() {
        return named(LABEL, column -> true);
    }

    Optional<String> prediction() {
        return named(PREDICTION, column -> !label().equals(Optional.of(column)));
    }

    Optional<String> weight() {
        return named(WEIGHT, column -> true);
    }

    Optional<String> partition() {
        return named(PARTITION, column -> values(column).size() <= FEW_VALUES && !isTaken(column));
    }

    /** Columns called an id, else the first with as many values as there are examples. */
    List<String> id() {
        List<String> ids = columns().stream()
                .filter(column -> !isTaken(column))
                .filter(column -> {
                    String name = column.toLowerCase(Locale.ROOT);
                    return name.equals("id") || name.endsWith("_id") || name.equals("key") || name.equals("uuid");
                })
                .toList();
        if (!ids.isEmpty()) {
            return List.of(ids.get(0));
        }
        return columns().stream()
                .filter(column -> !isTaken(column) && values(column).size() * 2 > rows / versions())
                .filter(column -> !isNumberWithFraction(column))
                .limit(1)
                .toList();
    }

    private int versions() {
        return Math.max(1, version().map(column -> values(column).size()).orElse(1));
    }

    /** Columns with a few values, fit to slice by. */
    List<String> slices() {
        return columns().stream()
                .filter(column -> !isTaken(column) && !id().contains(column))
                .filter(column -> !partition().equals(Optional.of(column)))
                .filter(column -> values(column).size() >= 2 && values(column).size() <= FEW_VALUES)
                .limit(3)
                .toList();
    }

    /** The version that reads most like a baseline, else the first in order. */
    String baseline() {
        List<String> versions = version()
                .map(column -> values(column).stream().sorted().toList())
                .orElse(List.of());
        return versions.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(baseline|current|champion|prod|control).*"))
                .findFirst()
                .orElse(versions.isEmpty() ? "baseline" : versions.get(0));
    }

    /** Losses that fit the label and the prediction. */
    List<String> losses() {
        boolean binary = label().filter(column -> isAmong(column, "0", "1", "0.0", "1.0", "true", "false"))
                .isPresent();
        DataType prediction =
                prediction().map(column -> schema.apply(column).dataType()).orElse(schema);
        if (prediction instanceof ArrayType || Expressions.isVector(prediction)) {
            return List.of("sparse_categorical_cross_entropy", "multiclass_zero_one_loss");
        }
        boolean numbers = prediction().filter(this::isNumeric).isPresent();
        if (!numbers) {
            return List.of("exact_match_error");
        }
        boolean probability = prediction().filter(this::isProbability).isPresent();
        return binary && probability
                ? List.of("binary_cross_entropy", "brier_loss", "zero_one_loss")
                : List.of("absolute_error", "rmse");
    }

    /** Metrics that go with them. */
    List<String> metrics() {
        return losses().get(0).equals("binary_cross_entropy") ? List.of("accuracy", "f1", "roc_auc") : List.of();
    }

    private boolean isTaken(String column) {
        Optional<String> given = Optional.of(column);
        return given.equals(version()) || given.equals(label()) || given.equals(prediction()) || given.equals(weight());
    }

    /** The first column with one of these names, or one that ends with it, in the order of the names. */
    private Optional<String> named(List<String> names, Predicate<String> fits) {
        for (String name : names) {
            for (String column : columns()) {
                if (column.equalsIgnoreCase(name) && fits.test(column)) {
                    return Optional.of(column);
                }
            }
        }
        for (String name : names) {
            for (String column : columns()) {
                boolean ends =
                        name.length() > 2 && column.toLowerCase(Locale.ROOT).endsWith("_" + name);
                if (ends && fits.test(column)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    private List<String> columns() {
        return Arrays.stream(schema.fields()).map(StructField::name).toList();
    }

    private Set<String> values(String column) {
        return values.getOrDefault(column, Set.of());
    }

    private boolean isAmong(String column, String... allowed) {
        return !values(column).isEmpty() && List.of(allowed).containsAll(values(column));
    }

    private boolean isNumeric(String column) {
        return !values(column).isEmpty()
                && numbers(column).size() == values(column).size();
    }

    private boolean isProbability(String column) {
        return isNumeric(column) && numbers(column).stream().allMatch(x -> x >= 0 && x <= 1);
    }

    private boolean isNumberWithFraction(String column) {
        return isNumeric(column) && numbers(column).stream().anyMatch(x -> x != Math.rint(x));
    }

    private List<Double> numbers(String column) {
        List<Double> numbers = new ArrayList<>();
        for (String value : values(column)) {
            try {
                numbers.add(Double.valueOf(value));
            } catch (NumberFormatException e) {
                return List.of();
            }
        }
        return numbers;
    }
}
