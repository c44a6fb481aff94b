package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scored row has.
 *
 * @param partitions columns of the partition; they are the first coordinates
 * @param axes axes of slices; they are the further coordinates
 * @param losses how many losses there are
 * @param ratios which losses have a denominator of their own
 * @param meets whether all rows of an example have to meet, and so all rows of a cluster
 * @param clustered whether units are clusters; otherwise they are rows
 * @param bucketed whether a metric needs the bucket of the unit, or units are carried or drawn by bucket
 * @param textual for every value that a metric reads whether it is a text; otherwise it is a number
 * @param rankings how many pairs of score and label are ranked
 * @param labelled whether two versions of an example may have been given different labels
 * @param sampling whether a version may have several rows of an example, which are averaged
 */
record ScoredSchema(
        int partitions,
        int axes,
        int losses,
        List<Boolean> ratios,
        boolean meets,
        boolean clustered,
        boolean bucketed,
        List<Boolean> textual,
        int rankings,
        boolean labelled,
        Sampling sampling)
        implements Serializable {

    ScoredSchema {
        ratios = new ArrayList<>(ratios);
        textual = new ArrayList<>(textual);
    }

    /** A schema of rows that have to meet and share their labels. */
    ScoredSchema(
            int partitions,
            int axes,
            int losses,
            List<Boolean> ratios,
            boolean clustered,
            boolean bucketed,
            List<Boolean> textual,
            int rankings) {
        this(partitions, axes, losses, ratios, true, clustered, bucketed, textual, rankings, false);
    }

    /** A schema of examples that have one row of a version. */
    ScoredSchema(
            int partitions,
            int axes,
            int losses,
            List<Boolean> ratios,
            boolean meets,
            boolean clustered,
            boolean bucketed,
            List<Boolean> textual,
            int rankings,
            boolean labelled) {
        this(partitions, axes, losses, ratios, meets, clustered, bucketed, textual, rankings, labelled, Sampling.NONE);
    }

    static ScoredSchema of(TallyPlan plan) {
        List<Boolean> ratios = new ArrayList<>();
        plan.losses().forEach(loss -> ratios.add(loss.denominator().isPresent()));
        List<Boolean> textual = new ArrayList<>();
        plan.metrics().bases().forEach(basis -> {
            for (int i = 0; i < basis.inputs(); i++) {
                textual.add(basis.hasTexts());
            }
        });
        return new ScoredSchema(
                plan.columns().partition().size(),
                plan.slicing().axes().size(),
                plan.losses().size(),
                ratios,
                plan.columns().grouped()
                        || plan.columns().isWide()
                        || !plan.columns().example().isEmpty()
                        || plan.columns().cluster().isPresent(),
                plan.columns().cluster().isPresent(),
                plan.carriesUnits()
                        || plan.resamples()
                        || plan.countsByCluster()
                        || plan.metrics().bases().stream().anyMatch(basis -> !basis.isSmooth()),
                textual,
                plan.metrics().rankings().size(),
                !plan.labels().isEmpty() && !plan.columns().example().isEmpty(),
                Sampling.of(plan.columns()));
    }

    /** Whether samples have fingerprints of their own. */
    boolean hasNamedSamples() {
        return sampling == Sampling.NAMED;
    }

    /** Partition columns and axes. */
    int coordinates() {
        return partitions + axes;
    }

    /** What all metrics read together. */
    int values() {
        return textual.size();
    }
}
