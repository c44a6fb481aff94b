package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.aggregation.SortedSequences.Reading;
import io.assay.cost.CorrelationInfluence;
import io.assay.cost.CurveInfluence;
import io.assay.cost.MetricBasis.Outcome;
import io.assay.cost.MetricTally;
import io.assay.cost.RankCorrelation;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankSummary;
import io.assay.cost.RankingCurve;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What each ranked sequence is read by.
 *
 * @param positives for every curve the weight of the rows whose label is 1
 * @param negatives the same of 0
 */
record RankReadings(KeptLayout layout, HashMap<Key, Double> positives, HashMap<Key, Double> negatives)
        implements Serializable {

    /** With the weights that a pass has tallied. */
    static RankReadings of(KeptLayout layout, SortedMap<Cell, CellTally> cells) {
        RankReadings readings = new RankReadings(layout, new HashMap<>(), new HashMap<>());
        for (int i = 0; i < layout.rankings().size(); i++) {
            if (layout.rankings().get(i).kind() == Kind.CURVE) {
                readings.weigh(i, cells);
            }
        }
        return readings;
    }

    private void weigh(int ranking, Map<Cell, CellTally> cells) {
        int place = layout.place(ranking);
        int tally = layout.rankings().get(ranking).tally();
        cells.forEach((cell, tallies) -> {
            for (Map.Entry<String, MetricTally[]> version : tallies.metrics().entrySet()) {
                VectorTally classes = (VectorTally) version.getValue()[tally];
                Key key = new Key(cell, version.getKey(), null, place);
                positives.put(key, classes.weight(Outcome.TRUE_POSITIVE));
                negatives.put(key, classes.weight(Outcome.TRUE_NEGATIVE));
            }
            tallies.metricPairs().forEach((pair, pairs) -> {
                VectorPairTally classes = (VectorPairTally) pairs[tally];
                Key ours = new Key(cell, pair.baseline(), pair.candidate(), place);
                Key theirs = new Key(cell, pair.baseline(), pair.candidate(), layout.theirRankings() + place);
                positives.put(ours, classes.candidateWeight(Outcome.TRUE_POSITIVE));
                negatives.put(ours, classes.candidateWeight(Outcome.TRUE_NEGATIVE));
                positives.put(theirs, classes.baselineWeight(Outcome.TRUE_POSITIVE));
                negatives.put(theirs, classes.baselineWeight(Outcome.TRUE_NEGATIVE));
            });
        });
    }

    /** The statistics of a sequence. */
    Reading statistics(Key key) {
        List<RankStatistic> statistics = layout.statistics(key.series());
        if (!isCurve(key)) {
            return new SortedSequences.Correlated(new RankCorrelation(), statistics);
        }
        // Points are for pictures, of versions over all rows: in every cell they would be many.
        boolean drawn = key.candidate() == null && key.cell().equals(Cell.ALL);
        return new SortedSequences.Ranked(
                drawn
                        ? RankingCurve.drawn(positives(key), negatives(key), statistics)
                        : new RankingCurve(positives(key), negatives(key), statistics),
                statistics);
    }

    /** The influences of a curve's rows. */
    CurveInfluence curve(Key key, double[] numbers) {
        return new CurveInfluence(
                positives(key), negatives(key), layout.statistics(key.series()), RankSummary.of(numbers));
    }

    /** The influences of a correlation's rows. */
    CorrelationInfluence correlation(Key key) {
        return new CorrelationInfluence(layout.statistics(key.series()));
    }

    boolean isCurve(Key key) {
        return layout.rankings().get(layout.ranking(key.series())).kind() == Kind.CURVE;
    }

    private double positives(Key key) {
        return positives.getOrDefault(key, Double.NaN);
    }

    private double negatives(Key key) {
        return negatives.getOrDefault(key, Double.NaN);
    }
}
