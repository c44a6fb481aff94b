package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How pairs are distributed, {@link PairHistograms}, in many places of losses, for those losses whose aggregate asks for it. */
final class PairDistributions {

    private final int losses;
    private final Map<Long, PairHistograms> histograms = new HashMap<>();

    /** Losses whose histograms are kept. */
    private int[] counted = {};

    /** For each loss whether the sums of its differences are kept too. */
    private final boolean[] summed;

    /** Whether differences are counted by the bucket of the cluster. */
    private boolean byCluster;

    /** That of the pair's unit. */
    private int bucket;

    PairDistributions(int losses) {
        this.losses = losses;
        this.summed = new boolean[losses];
    }

    void keepHistograms(int[] ofLosses) {
        counted = ofLosses.clone();
    }

    void keepSums(int[] ofLosses) {
        for (int loss : ofLosses) {
            summed[loss] = true;
        }
    }

    void setBucket(int ofUnit) {
        bucket = ofUnit;
    }

    void inBucket(int ofCluster) {
        bucket = ofCluster;
        byCluster = true;
    }

    /** Counts a pair in a place, as far as both sides have losses and there is a weight. */
    void count(int place, PairRow pair) {
        for (int loss : counted) {
            if (pair.isScored(loss) && pair.weights[loss] != 0) {
                PairHistograms own = of((long) place * losses + loss);
                own.add(pair.candidates[loss], pair.baselines[loss], byCluster ? bucket : PairHistograms.NO_CLUSTER);
                if (summed[loss]) {
                    own.addSums(bucket, pair.candidates[loss], pair.baselines[loss]);
                }
            }
        }
    }

    private PairHistograms of(long lossPlace) {
        return histograms.computeIfAbsent(lossPlace, key -> new PairHistograms());
    }

    /** Adds what another has in a place of a loss to one of this. */
    void add(int lossPlace, PairDistributions from, int fromPlace) {
        PairHistograms theirs = from.histograms.get((long) fromPlace);
        if (theirs != null) {
            of(lossPlace).add(theirs);
        }
    }

    /** Adds what is in a place of a loss to its tally. */
    void addTo(PairTally tally, int lossPlace) {
        PairHistograms own = histograms.get((long) lossPlace);
        if (own != null) {
            tally.addHistograms(own);
        }
    }

    void writeTo(DataOutput out, int lossPlace) throws IOException {
        PairHistograms.write(out, histograms.get((long) lossPlace));
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in, int lossPlace) throws IOException {
        PairHistograms read = PairHistograms.read(in);
        if (read != null) {
            of(lossPlace).add(read);
        }
    }

    long bytes() {
        return histograms.values().stream().mapToLong(PairHistograms::bytes).sum();
    }
}
