package io.assay.aggregation;

import io.assay.cost.MetricBasis;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the companion metrics need of a row.
 *
 * @param tallied one for each tally; metrics that need the same share one
 * @param ranking what rows are ranked by; empty where no metric needs it
 */
public record MetricColumns(List<Tallied> tallied, Optional<Ranking> ranking) {

    public static final MetricColumns NONE = new MetricColumns(List.of(), Optional.empty());

    public MetricColumns {
        tallied = List.copyOf(tallied);
    }

    /** The same with further tallies at the end. */
    public MetricColumns with(List<Tallied> further) {
        return new MetricColumns(
                Stream.concat(tallied.stream(), further.stream()).toList(), ranking);
    }

    /** The bases of the tallies, in their order. */
    List<MetricBasis> bases() {
        return tallied.stream().map(Tallied::basis).toList();
    }

    /**
     * How rows are ranked.
     *
     * @param score SQL of the score; null where the row cannot be ranked
     * @param label SQL of the label that goes with it, 0 or 1
     * @param tally the tally that holds the weight of either class among the rows that are ranked
     * @param maximumFprs the largest false positive rates of the areas asked for
     */
    public record Ranking(String score, String label, int tally, List<Double> maximumFprs) {

        public Ranking {
            maximumFprs = List.copyOf(maximumFprs);
        }
    }

    /**
     * What one tally reads of a row.
     *
     * @param sql a value each, as the basis wants them; null in any of them where nothing can be said of the row
     */
    public record Tallied(MetricBasis basis, List<String> sql) {

        public Tallied {
            sql = List.copyOf(sql);
            if (sql.size() != basis.inputs()) {
                throw new IllegalArgumentException(basis + " needs " + basis.inputs() + " values of a row: " + sql);
            }
        }
    }
}
