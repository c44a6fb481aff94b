package io.assay.aggregation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The codes that a task has given to the versions that are compared; a version gets its code when it first comes by. */
final class ComparedVersions {

    private final List<String> baselineNames;
    private final List<String> candidateNames;
    private final Dictionary codes;
    private final BitSet isBaseline = new BitSet();
    private int known;
    private int[] baselines = {};
    private int[] candidates = {};

    /** @param candidates empty for all versions that are no baselines */
    ComparedVersions(List<String> baselines, List<String> candidates, Dictionary codes) {
        this.baselineNames = baselines;
        this.candidateNames = candidates;
        this.codes = codes;
    }

    /** Asks for the codes of versions that have come by since. */
    private void update() {
        if (known == codes.size()) {
            return;
        }
        known = codes.size();
        baselines = known(baselineNames);
        candidates = known(candidateNames);
        Arrays.stream(baselines).forEach(isBaseline::set);
    }

    private int[] known(List<String> names) {
        return names.stream().mapToInt(codes::known).filter(code -> code >= 0).toArray();
    }

    /** The baselines that have come by. */
    int[] baselines() {
        update();
        return baselines;
    }

    /** Whether all versions that are no baselines are candidates. */
    boolean comparesAll() {
        return candidateNames.isEmpty();
    }

    /** The candidates that have come by, if they are named. */
    int[] candidates() {
        update();
        return candidates;
    }

    boolean isBaseline(int code) {
        update();
        return isBaseline.get(code);
    }
}
