package io.assay.aggregation;

import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.cost.QuantileShares;
import java.io.Serializable;
import java.util.HashMap;

/**
 * What is read off the tallies of shares of one cell: numbers, where the tallies themselves would be kilobytes for each loss.
 *
 * @param versions by version, then by loss
 * @param pairs by pair, then by loss
 */
record SharesOfCell(HashMap<String, OfVersion[]> versions, HashMap<VersionPair, OfPair[]> pairs)
        implements Serializable {

    /** How many units a version's losses are of, and how many rows they are worth. */
    record OfVersion(long units, double effectiveRows) implements Serializable {}

    /** The same of both sides of pairs, and how their shares go together. */
    record OfPair(long units, double candidateRows, double baselineRows, double correlation) implements Serializable {}

    /** Reads the tallies that {@link ShareTallier} gave. */
    static SharesOfCell of(CellTally tally) {
        SharesOfCell shares = new SharesOfCell(new HashMap<>(), new HashMap<>());
        tally.costs().forEach((version, costs) -> {
            OfVersion[] losses = new OfVersion[costs.length];
            for (int i = 0; i < costs.length; i++) {
                CostTally cost = costs[i];
                losses[i] = new OfVersion(cost.units(), QuantileShares.effectiveRows(cost));
            }
            shares.versions.put(version, losses);
        });
        tally.pairs().forEach((pair, pairs) -> {
            OfPair[] losses = new OfPair[pairs.length];
            for (int i = 0; i < pairs.length; i++) {
                PairTally share = pairs[i];
                losses[i] = new OfPair(
                        share.units(),
                        QuantileShares.candidateRows(share),
                        QuantileShares.baselineRows(share),
                        QuantileShares.correlation(share));
            }
            shares.pairs.put(pair, losses);
        });
        return shares;
    }
}
