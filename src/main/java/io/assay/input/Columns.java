package io.assay.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which columns mean what. Each text is a column's name or an SQL expression.
 *
 * @param place file and line of the configuration
 * @param id columns that together name an example; empty means that versions cannot be paired by it; within a group
 *     they name its items
 * @param group columns that together name a group, such as a query, whose rows become one example; empty for none
 * @param unjudged the label of an item of a group that has none; without it such a group is not used
 * @param version the column of a long dataset that names the model version
 * @param wide a version's name → its prediction, for a dataset with a column per version
 * @param models a version's name → the folder of the saved model that scores the rows
 * @param label the truth; may be missing when every loss brings its own
 * @param prediction what the version said; beside saved models, over what they add
 * @param predictionParts named parts of the prediction, such as {@code lower}
 * @param weight of a row, ≥ 0; 1 when missing
 * @param cluster what is independent, such as a user
 * @param otherCluster a second way in which rows hang together, such as a date beside a series
 * @param partition business partition: a day, a split
 * @param split the one of them whose parts, such as train and test, must share no unit
 * @param pairBy what names an example of which versions have several rows, samples of it
 */
public record Columns(
        String place,
        List<String> id,
        List<String> group,
        Optional<Double> unjudged,
        Optional<String> version,
        Map<String, String> wide,
        Map<String, String> models,
        Optional<String> label,
        Optional<String> prediction,
        Map<String, String> predictionParts,
        Optional<String> weight,
        Optional<String> cluster,
        Optional<String> otherCluster,
        List<String> partition,
        Optional<String> split,
        PairBy pairBy) {

    /** Columns of examples of their own, that hang together in one way at most and whose parts are not held against each other. */
    public Columns(
            String place,
            List<String> id,
            List<String> group,
            Optional<Double> unjudged,
            Optional<String> version,
            Map<String, String> wide,
            Map<String, String> models,
            Optional<String> label,
            Optional<String> prediction,
            Map<String, String> predictionParts,
            Optional<String> weight,
            Optional<String> cluster,
            List<String> partition) {
        this(
                place,
                id,
                group,
                unjudged,
                version,
                wide,
                models,
                label,
                prediction,
                predictionParts,
                weight,
                cluster,
                Optional.empty(),
                partition,
                Optional.empty(),
                PairBy.NONE);
    }

    public Columns {
        id = List.copyOf(id);
        group = List.copyOf(group);
        wide = Collections.unmodifiableMap(new LinkedHashMap<>(wide));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        predictionParts = Collections.unmodifiableMap(new LinkedHashMap<>(predictionParts));
        partition = List.copyOf(partition);
    }

    /** The same columns with samples that are averaged. */
    public Columns with(PairBy other) {
        return new Columns(
                place,
                id,
                group,
                unjudged,
                version,
                wide,
                models,
                label,
                prediction,
                predictionParts,
                weight,
                cluster,
                otherCluster,
                partition,
                split,
                other);
    }

    /** What names an example that versions share; empty where nothing does. */
    public List<String> example() {
        return pairBy.isEmpty() ? id : pairBy.columns();
    }

    /**
     * What tells the samples of one example apart, besides the example's own name: a sample that stands twice is a duplicate.
     * Empty where nothing does, so that every row is a sample.
     */
    public List<String> sample() {
        return pairBy.isEmpty()
                ? List.of()
                : id.stream().filter(text -> !pairBy.columns().contains(text)).toList();
    }

    /** Whether anything names what rows belong to: an example, a group or a cluster. */
    public boolean hasUnits() {
        return !example().isEmpty() || grouped() || cluster.isPresent();
    }

    /** Whether rows hang together in two ways. */
    public boolean twoWay() {
        return otherCluster.isPresent();
    }

    /** What rows hang together by, as a phrase: {@code user}, or {@code series and date}; empty where each is independent. */
    public Optional<String> clusters() {
        return cluster.map(
                one -> otherCluster.map(other -> one + " and " + other).orElse(one));
    }

    /** Whether rows are gathered by {@code group}. */
    public boolean grouped() {
        return !group.isEmpty();
    }

    /** What MLlib's models call their prediction. */
    private static final String MODEL_PREDICTION = "prediction";

    /** Whether each row holds what all versions said, or what their models need. */
    public boolean isWide() {
        return !wide.isEmpty() || !models.isEmpty();
    }

    /** The versions of a wide dataset. */
    public int versions() {
        return wide.size() + models.size();
    }

    /** What is taken for the prediction out of what a saved model adds. */
    public String modelPrediction() {
        return prediction.orElse(MODEL_PREDICTION);
    }

    /** The same of a wide dataset without saved models, or with the first alone where there is nothing else. */
    Columns withFewestModels() {
        return new Columns(
                place,
                id,
                group,
                unjudged,
                version,
                wide,
                wide.isEmpty() ? first(models) : Map.of(),
                label,
                prediction,
                predictionParts,
                weight,
                cluster,
                otherCluster,
                partition,
                split,
                pairBy);
    }

    private static Map<String, String> first(Map<String, String> versions) {
        return versions.entrySet().stream().limit(1).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
