package io.assay.aggregation;

import io.assay.cost.BinPairTally;
import io.assay.cost.BinTally;
import io.assay.cost.BucketPairTally;
import io.assay.cost.BucketTally;
import io.assay.cost.ClassTally;
import io.assay.cost.LabelSetTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.RowTally;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Hands the values of scored rows to the tallies of one basis.
 *
 * @param first which of the values that metrics read is the first of this basis
 */
record MetricFeed(MetricBasis basis, int first) implements Serializable {

    /** One for each basis. */
    static List<MetricFeed> of(List<MetricBasis> bases) {
        List<MetricFeed> feeds = new ArrayList<>();
        int first = 0;
        for (MetricBasis basis : bases) {
            feeds.add(new MetricFeed(basis, first));
            first += basis.inputs();
        }
        return feeds;
    }

    boolean isPresent(ScoredBatch batch, int row) {
        for (int i = first; i < first + basis.inputs(); i++) {
            if (ScoredBatch.isAbsent(batch.value[i][row])) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row to its tally, but not its unit. */
    void addRow(MetricTally tally, ScoredBatch batch, int row) {
        double weight = batch.weight[row];
        if (tally instanceof BucketTally bucketed) {
            bucketed.addRow(batch.bucket[row], weight, part -> addTo(part, batch, row, weight));
        } else if (tally instanceof VectorTally vector) {
            vector.addRow(weight);
            if (basis.oneOfSeveral()) {
                vector.countOutcome(outcome(batch, row));
            }
        } else if (tally instanceof BinTally bins) {
            BinPairTally.Say say = say(batch, row);
            bins.addRow(say.label(), say.score(), weight);
        }
    }

    /** Adds a row to a tally as a unit of its own. */
    void addUnit(MetricTally tally, ScoredBatch batch, int row) {
        double weight = batch.weight[row];
        if (tally instanceof BucketTally bucketed) {
            bucketed.addUnit(weight);
        } else if (tally instanceof VectorTally vector) {
            addUnit(vector, batch, row, weight);
        } else if (tally instanceof BinTally bins) {
            bins.addUnit(weight, labels(batch, row));
        }
    }

    private void addUnit(VectorTally tally, ScoredBatch batch, int row, double weight) {
        if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(batch, row));
        } else {
            tally.addUnit(unit(batch, row, weight));
        }
    }

    /** Adds a pair of rows with a weight to its tally, but not its unit. The baseline says in which bucket. */
    void addPairRow(MetricPairTally tally, RowPair pair) {
        if (tally instanceof BucketPairTally bucketed) {
            double weight = pair.weight();
            bucketed.addRow(
                    pair.baselines().bucket[pair.baseline()],
                    weight,
                    part -> addTo(part, pair.candidates(), pair.candidate(), weight),
                    part -> addTo(part, pair.baselines(), pair.baseline(), weight));
        } else if (tally instanceof BinPairTally bins) {
            bins.addRow(ours(pair), theirs(pair), pair.weight());
        }
    }

    /** Adds a pair of rows with a weight to a tally as a unit of its own. */
    void addPairUnit(MetricPairTally tally, RowPair pair) {
        if (tally instanceof BucketPairTally bucketed) {
            if (differ(pair)) {
                bucketed.addDifferingUnit(pair.weight());
            } else {
                bucketed.addEqualUnit(pair.weight());
            }
        } else if (tally instanceof VectorPairTally vector) {
            addPairUnit(vector, pair);
        } else if (tally instanceof BinPairTally bins) {
            bins.addUnitRow(ours(pair), theirs(pair), pair.weight());
        }
    }

    private void addPairUnit(VectorPairTally tally, RowPair pair) {
        double weight = pair.weight();
        if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(pair.candidates(), pair.candidate()), outcome(pair.baselines(), pair.baseline()));
        } else {
            tally.addUnit(
                    unit(pair.candidates(), pair.candidate(), weight), unit(pair.baselines(), pair.baseline(), weight));
        }
    }

    private BinPairTally.Say ours(RowPair pair) {
        return say(pair.candidates(), pair.candidate());
    }

    private BinPairTally.Say theirs(RowPair pair) {
        return say(pair.baselines(), pair.baseline());
    }

    private BinPairTally.Say say(ScoredBatch batch, int row) {
        return new BinPairTally.Say((int) batch.value[first][row], batch.value[first + 1][row]);
    }

    /** 1 for a row whose label is 0, 2 for one whose label is 1. */
    int labels(ScoredBatch batch, int row) {
        return 1 << (int) batch.value[first][row];
    }

    /** The labels of a pair, of either side. */
    int labels(RowPair pair) {
        return labels(pair.candidates(), pair.candidate()) | labels(pair.baselines(), pair.baseline());
    }

    /** Adds a row of a cluster, which {@link #addRow} has added, to what is kept of clusters. */
    void addToBucket(MetricTally tally, ScoredBatch batch, int row) {
        if (tally instanceof BinTally bins) {
            BinPairTally.Say say = say(batch, row);
            bins.addToBucket(batch.bucket[row], say.label(), say.score(), batch.weight[row]);
        }
    }

    /** The same of a pair. The baseline says in which bucket. */
    void addToBucket(MetricPairTally tally, RowPair pair) {
        if (tally instanceof BinPairTally bins) {
            bins.addToBucket(pair.baselines().bucket[pair.baseline()], ours(pair), theirs(pair), pair.weight());
        }
    }

    /** Whether two rows do not say the same. */
    boolean differ(RowPair pair) {
        for (int i = first; i < first + basis.inputs(); i++) {
            if (pair.candidates().value[i][pair.candidate()] != pair.baselines().value[i][pair.baseline()]) {
                return true;
            }
        }
        return false;
    }

    private void addTo(RowTally tally, ScoredBatch batch, int row, double weight) {
        if (tally instanceof ClassTally classes) {
            classes.add(text(batch, row, 0), text(batch, row, 1), weight);
        } else if (tally instanceof LabelSetTally sets) {
            sets.add(text(batch, row, 0), text(batch, row, 1), weight);
        } else if (tally instanceof ReliabilityTally reliability) {
            reliability.add(batch.value[first][row], batch.value[first + 1][row], weight);
        }
    }

    private String text(ScoredBatch batch, int row, int input) {
        String text = batch.dictionaries.value(first + input).text((int) batch.value[first + input][row]);
        return Objects.requireNonNull(text, "a null text is absent");
    }

    private UnitVector unit(ScoredBatch batch, int row, double weight) {
        UnitVector unit = new UnitVector(basis);
        addTo(unit, batch, row, weight);
        return unit;
    }

    /** Adds a row to a unit. */
    void addTo(UnitVector unit, ScoredBatch batch, int row, double weight) {
        if (basis.oneOfSeveral()) {
            unit.addOutcome(outcome(batch, row), weight);
        } else if (basis.sumsInputs()) {
            unit.addParts(weight, inputs(batch, row));
        } else {
            unit.addPoint(batch.value[first][row], batch.value[first + 1][row], weight);
        }
    }

    private double[] inputs(ScoredBatch batch, int row) {
        double[] inputs = new double[basis.inputs()];
        Arrays.setAll(inputs, i -> batch.value[first + i][row]);
        return inputs;
    }

    private int outcome(ScoredBatch batch, int row) {
        return (int) batch.value[first][row];
    }
}
