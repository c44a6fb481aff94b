package io.assay.discovery;

import io.assay.aggregation.Axis;
import io.assay.aggregation.KeptPairs;
import io.assay.aggregation.VersionPair;
import io.assay.loss.Direction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a kept pair says to the search: the values of the features, which are the first axes, the half of its unit, which is the
 * axis after them, and the two losses.
 *
 * @param features in order
 * @param loss the index of the loss among all
 * @param losses how many there are
 * @param direction which way is better, {@code LOWER} or {@code HIGHER}
 * @param clustered whether units are clusters of rows
 */
public record PairLayout(List<Axis> features, int loss, int losses, Direction direction, boolean clustered)
        implements Serializable {

    /** What the half says in which slices are looked for, and in which they are judged. */
    static final String SEARCHED = "0";

    static final String HELD_OUT = "1";

    public PairLayout {
        features = new ArrayList<>(features);
    }

    /** Whether a row is a pair of these versions in which both have the loss. */
    boolean isPair(Row row, VersionPair versions) {
        return versions.baseline().equals(row.getString(KeptPairs.BASELINE))
                && versions.candidate().equals(row.getString(KeptPairs.CANDIDATE))
                && row.<@Nullable Double>getList(KeptPairs.LOSSES).get(loss) != null
                && row.<@Nullable Double>getList(KeptPairs.LOSSES).get(losses + loss) != null;
    }

    boolean isHeldOut(Row row) {
        return HELD_OUT.equals(row.getList(KeptPairs.AXES).get(features.size()));
    }

    double candidate(Row pair) {
        return pair.<Double>getList(KeptPairs.LOSSES).get(loss);
    }

    double baseline(Row pair) {
        return pair.<Double>getList(KeptPairs.LOSSES).get(losses + loss);
    }

    /** How much worse the candidate is; 0 where it is better. */
    double error(Row pair) {
        double difference = candidate(pair) - baseline(pair);
        return Math.max(direction == Direction.HIGHER ? -difference : difference, 0.0);
    }

    double weight(Row pair) {
        return pair.getDouble(KeptPairs.WEIGHT);
    }

    long unit(Row pair) {
        return pair.getLong(KeptPairs.UNIT);
    }

    /** By feature, the value as text, null for a missing one; then the half. */
    List<@Nullable String> values(Row pair) {
        return pair.getList(KeptPairs.AXES);
    }

    /** Whether a value makes a slice: of a predicate only that it holds. */
    boolean isSlice(int feature, @Nullable String value) {
        return features.get(feature).kind() != Axis.Kind.PREDICATE || "true".equals(value);
    }
}
