package io.assay.aggregation;

import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The losses of one pair of rows, taken from the rows once and then added in every cell that the pair counts in. The
 * baseline's row says with which weight.
 */
final class PairLosses {

    private final ScoredLayout layout;
    private final boolean[] countsRows;
    private final boolean clustered;
    private final boolean[] candidateScored;
    private final boolean[] baselineScored;
    private final double[] weights;
    private final double[] candidates;
    private final double[] baselines;
    private final double[] candidateDenominators;
    private final double[] baselineDenominators;
    private final @Nullable PairTally[] alone;

    /**
     * @param countsRows for each loss whether its cost counts rows, the loss being weighted already
     * @param clustered whether a pair is only a part of its unit
     */
    PairLosses(ScoredLayout layout, boolean[] countsRows, boolean clustered) {
        this.layout = layout;
        this.countsRows = countsRows;
        this.clustered = clustered;
        int losses = layout.losses();
        this.candidateScored = new boolean[losses];
        this.baselineScored = new boolean[losses];
        this.weights = new double[losses];
        this.candidates = new double[losses];
        this.baselines = new double[losses];
        this.candidateDenominators = new double[losses];
        this.baselineDenominators = new double[losses];
        this.alone = new PairTally[losses];
    }

    /**
     * Takes the losses of a pair in place of those before.
     *
     * @param usable whether the candidate's row is; if not, none of its losses are
     */
    void take(Row baseline, Row candidate, boolean usable) {
        double weight = baseline.getDouble(ScoredLayout.WEIGHT);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = countsRows[i] ? 1 : weight;
            baselineScored[i] = !baseline.isNullAt(layout.loss(i));
            candidateScored[i] = usable && !candidate.isNullAt(layout.loss(i));
            alone[i] = null;
            if (baselineScored[i] && candidateScored[i]) {
                baselines[i] = baseline.getDouble(layout.loss(i));
                candidates[i] = candidate.getDouble(layout.loss(i));
                baselineDenominators[i] = baseline.getDouble(layout.denominator(i));
                candidateDenominators[i] = candidate.getDouble(layout.denominator(i));
                alone[i] = clustered ? null : alone(i);
            }
        }
    }

    /**
     * The tally of this pair alone, to be added in every cell, so that the many products of a weighted pair are formed
     * once. Null where adding the pair itself is less work.
     */
    private @Nullable PairTally alone(int i) {
        if (weights[i] == 0 || weights[i] == 1 || !countsAsOne(i)) {
            return null;
        }
        PairTally tally = new PairTally();
        tally.addPair(candidates[i], baselines[i], weights[i]);
        return tally;
    }

    private boolean countsAsOne(int i) {
        return baselineDenominators[i] == 1 && candidateDenominators[i] == 1;
    }

    /** Adds them to the tallies of a cell; those of a unit's part only as far as it has no part in the unit. */
    void addTo(PairTally[] tallies) {
        for (int i = 0; i < tallies.length; i++) {
            PairTally whole = alone[i];
            if (whole != null) {
                tallies[i].add(whole);
            } else if (!baselineScored[i] && !candidateScored[i]) {
                tallies[i].addBothUnscored(1);
            } else if (!candidateScored[i]) {
                tallies[i].addCandidateUnscored(1);
            } else if (!baselineScored[i]) {
                tallies[i].addBaselineUnscored(1);
            } else if (weights[i] == 0 || !clustered && countsAsOne(i)) {
                tallies[i].addPair(candidates[i], baselines[i], weights[i]);
            } else if (!clustered) {
                UnitSums candidate = new UnitSums();
                UnitSums baseline = new UnitSums();
                addTo(i, candidate, baseline);
                tallies[i].addUnit(candidate, baseline);
            }
        }
    }

    /** Adds them to the sums of their cluster in a cell. */
    void addTo(ClusterSums sums, VersionPair pair) {
        for (int i = 0; i < weights.length; i++) {
            if (baselineScored[i] && candidateScored[i] && weights[i] != 0) {
                ClusterSums.Pair unit = sums.pair(pair, i);
                addTo(i, unit.candidate(), unit.baseline());
            }
        }
    }

    private void addTo(int i, UnitSums candidate, UnitSums baseline) {
        candidate.add(candidates[i], weights[i], candidateDenominators[i]);
        baseline.add(baselines[i], weights[i], baselineDenominators[i]);
    }
}
