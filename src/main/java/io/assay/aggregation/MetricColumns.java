package io.assay.aggregation;

import java.util.List;
import java.util.Optional;

/**
 * What the companion metrics need of a row.
 *
 * @param outcomes SQL of an outcome's ordinal, one per threshold in use; null where nothing can be said
 * @param score SQL of the score by which rows are ranked for ROC AUC; null where the row cannot be ranked
 * @param label SQL of the label that goes with the score, 0 or 1
 */
public record MetricColumns(List<String> outcomes, Optional<String> score, Optional<String> label) {

    public static final MetricColumns NONE = new MetricColumns(List.of(), Optional.empty(), Optional.empty());

    public MetricColumns {
        outcomes = List.copyOf(outcomes);
    }
}
