package io.assay.aggregation;

import io.assay.cost.MetricBasis;
import io.assay.cost.RankStatistic;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the companion metrics need of a row.
 *
 * @param tallied one for each tally; metrics that need the same share one
 * @param rankings what rows are ranked by, for the metrics that need it
 */
public record MetricColumns(List<Tallied> tallied, List<Ranking> rankings) {

    public static final MetricColumns NONE = new MetricColumns(List.of(), List.of());

    public MetricColumns {
        tallied = List.copyOf(tallied);
        rankings = List.copyOf(rankings);
    }

    /** The same with further tallies at the end. */
    public MetricColumns with(List<Tallied> further) {
        return new MetricColumns(
                Stream.concat(tallied.stream(), further.stream()).toList(), rankings);
    }

    /** The bases of the tallies, in their order. */
    List<MetricBasis> bases() {
        return tallied.stream().map(Tallied::basis).toList();
    }

    /**
     * How rows are ranked.
     *
     * @param kind what is read off the ranked rows
     * @param score SQL of the score; null where the row cannot be ranked
     * @param label SQL of the label that goes with it; 0 or 1 for a curve
     * @param tally the tally of the rows that are ranked; for a curve it holds the weight of either class
     * @param statistics what is asked for
     */
    public record Ranking(Kind kind, String score, String label, int tally, List<RankStatistic> statistics)
            implements Serializable {

        /** What is read off ranked rows. */
        public enum Kind {
            /** Areas under curves of yes/no labels. */
            CURVE,
            /** Correlations of the ranks of labels and scores. */
            CORRELATION;

            /** How many values a kept row has for it: a correlation needs the label by itself too. */
            int places() {
                return this == CORRELATION ? 2 : 1;
            }
        }

        public Ranking {
            statistics = List.copyOf(statistics);
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
