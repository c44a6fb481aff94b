package io.assay.discovery;

import io.assay.aggregation.Axis;
import io.assay.dimension.Coordinate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that make slices, numbered for each feature: a missing one first, then as strings compare. */
final class FeatureValues implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Comparator<@Nullable String> ORDER = Comparator.nullsFirst(Comparator.naturalOrder());

    private final ArrayList<Axis> features;
    private final ArrayList<ArrayList<@Nullable String>> texts = new ArrayList<>();
    private final ArrayList<HashMap<@Nullable String, Integer>> numbers = new ArrayList<>();

    /** @param values for each feature, in any order */
    FeatureValues(List<Axis> features, List<List<@Nullable String>> values) {
        this.features = new ArrayList<>(features);
        for (List<@Nullable String> own : values) {
            ArrayList<@Nullable String> sorted = new ArrayList<>(own);
            sorted.sort(ORDER);
            HashMap<@Nullable String, Integer> numbered = new HashMap<>();
            for (int i = 0; i < sorted.size(); i++) {
                numbered.put(sorted.get(i), i);
            }
            texts.add(sorted);
            numbers.add(numbered);
        }
    }

    /** The number of a value; −1 for one that makes no slice. */
    int number(int feature, @Nullable String value) {
        return numbers.get(feature).getOrDefault(value, -1);
    }

    /** Fills in the numbers of a row's values. */
    void numbers(List<@Nullable String> values, int[] into) {
        for (int feature = 0; feature < into.length; feature++) {
            into[feature] = number(feature, values.get(feature));
        }
    }

    int features() {
        return features.size();
    }

    /** A slice as every table spells it. */
    String name(Conjunction slice) {
        List<String> coordinates = new ArrayList<>();
        for (Condition condition : slice.conditions()) {
            Axis axis = features.get(condition.feature());
            coordinates.add(
                    axis.kind() == Axis.Kind.PREDICATE
                            ? Coordinate.named(axis.name())
                            : Coordinate.of(
                                    axis.name(), texts.get(condition.feature()).get(condition.value())));
        }
        return Coordinate.cross(coordinates);
    }
}
