package io.assay.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns mean what. Each text is a column's name or an SQL expression.
 *
 * @param place file and line of the configuration
 * @param id columns that together name an example; empty means that versions cannot be paired by it
 * @param version the column of a long dataset that names the model version
 * @param wide a version's name → its prediction, for a dataset with a column per version
 * @param label the truth; may be missing when every loss brings its own
 * @param prediction what the version said
 * @param predictionParts named parts of the prediction, such as {@code lower}
 * @param weight of a row, ≥ 0; 1 when missing
 * @param cluster what is independent, such as a user
 * @param partition business partition: a day, a split
 */
public record Columns(
        String place,
        List<String> id,
        Optional<String> version,
        Map<String, String> wide,
        Optional<String> label,
        Optional<String> prediction,
        Map<String, String> predictionParts,
        Optional<String> weight,
        Optional<String> cluster,
        List<String> partition) {

    public Columns {
        id = List.copyOf(id);
        wide = Collections.unmodifiableMap(new LinkedHashMap<>(wide));
        predictionParts = Collections.unmodifiableMap(new LinkedHashMap<>(predictionParts));
        partition = List.copyOf(partition);
    }
}
