package io.assay.discovery;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A slice as the search knows it: the rows for which all of some conditions hold.
 *
 * @param conditions in ascending order, of different features
 */
public record Conjunction(List<Condition> conditions) implements Comparable<Conjunction>, Serializable {

    public Conjunction {
        for (int i = 1; i < conditions.size(); i++) {
            if (conditions.get(i).feature() <= conditions.get(i - 1).feature()) {
                throw new IllegalArgumentException(
                        "Invalid conditions: " + conditions + " (must be of different features, in ascending order)");
            }
        }
        conditions = new ArrayList<>(conditions); // a list that every serialiser knows
    }

    /** How many conditions there are. */
    int level() {
        return conditions.size();
    }

    /** The slices with one condition less; for a single condition, the slice of all rows. */
    List<Conjunction> parents() {
        List<Conjunction> parents = new ArrayList<>();
        for (int left = 0; left < conditions.size(); left++) {
            List<Condition> rest = new ArrayList<>(conditions);
            rest.remove(left);
            parents.add(new Conjunction(rest));
        }
        return parents;
    }

    /** The same with a further condition, of a later feature. */
    Conjunction and(Condition further) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(further);
        return new Conjunction(more);
    }

    /** Orders slices of fewer conditions first, then by their conditions. */
    @Override
    public int compareTo(Conjunction other) {
        int order = Integer.compare(level(), other.level());
        for (int i = 0; order == 0 && i < level(); i++) {
            order = conditions.get(i).compareTo(other.conditions.get(i));
        }
        return order;
    }
}
