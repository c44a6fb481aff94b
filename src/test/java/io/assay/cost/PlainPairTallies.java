package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link PairTallies} must equal to the byte: an object for each of the {@link PairTally}s of one candidate and one baseline in many places under several losses. A pair of rows is handed
 * over once, by {@link #begin} and one call for each loss, and then added in every place that it counts in.
 */
final class PlainPairTallies {

    private final int losses;
    private final boolean clustered;
    private final List<PairTally[]> tallies = new ArrayList<>();
    private final List<UnitSums[]> open = new ArrayList<>();
    private final Set<Integer> touched = new LinkedHashSet<>();
    private final boolean[] ours;
    private final boolean[] theirs;
    private final double[] candidates;
    private final double[] baselines;
    private final double[] candidateDenominators;
    private final double[] baselineDenominators;
    private final double[] weights;

    /**
     * @param clustered whether a pair is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    PlainPairTallies(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.ours = new boolean[losses];
        this.theirs = new boolean[losses];
        this.candidates = new double[losses];
        this.baselines = new double[losses];
        this.candidateDenominators = new double[losses];
        this.baselineDenominators = new double[losses];
        this.weights = new double[losses];
    }

    /** Starts a pair, in place of the one before. Each loss must be told of before it is added anywhere. */
    void begin() {}

    /** The losses of both sides. */
    void set(
            int loss,
            double candidate,
            double baseline,
            double candidateDenominator,
            double baselineDenominator,
            double weight) {
        ours[loss] = true;
        theirs[loss] = true;
        candidates[loss] = candidate;
        baselines[loss] = baseline;
        candidateDenominators[loss] = candidateDenominator;
        baselineDenominators[loss] = baselineDenominator;
        weights[loss] = weight;
    }

    /** Not both sides have such a loss. */
    void setUnscored(int loss, boolean candidateScored, boolean baselineScored) {
        ours[loss] = candidateScored;
        theirs[loss] = baselineScored;
    }

    /** Adds the pair in a place; places are numbered from 0 and come to be when something is added there. */
    void add(int place) {
        PairTally[] own = own(place);
        for (int i = 0; i < losses; i++) {
            if (!ours[i] && !theirs[i]) {
                own[i].addBothUnscored(1);
            } else if (!ours[i]) {
                own[i].addCandidateUnscored(1);
            } else if (!theirs[i]) {
                own[i].addBaselineUnscored(1);
            } else if (weights[i] == 0) {
                own[i].addPair(candidates[i], baselines[i], 0);
            } else {
                addScored(own[i], place, i);
            }
        }
    }

    private void addScored(PairTally tally, int place, int i) {
        if (clustered) {
            touched.add(place);
            open.get(place)[2 * i].add(candidates[i], weights[i], candidateDenominators[i]);
            open.get(place)[2 * i + 1].add(baselines[i], weights[i], baselineDenominators[i]);
        } else if (candidateDenominators[i] == 1 && baselineDenominators[i] == 1) {
            tally.addPair(candidates[i], baselines[i], weights[i]);
        } else {
            UnitSums candidate = new UnitSums();
            UnitSums baseline = new UnitSums();
            candidate.add(candidates[i], weights[i], candidateDenominators[i]);
            baseline.add(baselines[i], weights[i], baselineDenominators[i]);
            tally.addUnit(candidate, baseline);
        }
    }

    /** Ends the unit whose pairs have been added since the last one ended. */
    void endUnit() {
        for (int place : touched) {
            UnitSums[] sums = open.get(place);
            for (int i = 0; i < losses; i++) {
                tallies.get(place)[i].addUnit(sums[2 * i], sums[2 * i + 1]);
                sums[2 * i] = new UnitSums();
                sums[2 * i + 1] = new UnitSums();
            }
        }
        touched.clear();
    }

    private PairTally[] own(int place) {
        while (tallies.size() <= place) {
            PairTally[] fresh = new PairTally[losses];
            UnitSums[] sums = new UnitSums[2 * losses];
            for (int i = 0; i < losses; i++) {
                fresh[i] = new PairTally();
                sums[2 * i] = new UnitSums();
                sums[2 * i + 1] = new UnitSums();
            }
            tallies.add(fresh);
            open.add(sums);
        }
        return tallies.get(place);
    }

    /** Whether any pair has been seen in a place, those without a loss included. */
    boolean has(int place) {
        return place < tallies.size() && tallies.get(place)[0].pairsSeen() > 0;
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    void addPlace(int place, PlainPairTallies from, int fromPlace) {
        PairTally[] own = own(place);
        for (int i = 0; i < losses; i++) {
            own[i].add(from.tallies.get(fromPlace)[i]);
        }
    }

    /** The tally of a loss in a place: a copy, in which the same pairs give the same bytes whatever they went through. */
    PairTally tally(int place, int loss) {
        PairTally copy = new PairTally();
        copy.add(own(place)[loss]);
        return copy;
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    void writeTo(DataOutput out, int place) throws IOException {
        for (PairTally tally : own(place)) {
            tally.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        for (PairTally tally : own(place)) {
            tally.add(PairTally.readFrom(in));
        }
    }
}
