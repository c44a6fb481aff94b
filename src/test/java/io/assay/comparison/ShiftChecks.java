package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.MixShift.Reversal;
import io.assay.comparison.Vectors.Vector;
import io.assay.cost.Dyadic;
import io.assay.cost.Totals;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Differences taken apart by slices: short ways to make them, and their reference values. */
final class ShiftChecks {

    private ShiftChecks() {}

    /** A mean of so much weight. */
    static Totals totals(double weight, double cost) {
        return new Totals(Dyadic.of(weight).times(Dyadic.of(cost)), Dyadic.of(weight));
    }

    static SliceSides slice(String name, Totals baseline, Totals candidate, double standardError) {
        return new SliceSides(new Cell("all", "branch=" + name), 10, 10, 20, baseline, candidate, standardError, 9);
    }

    static SliceSides slice(String name, Totals baseline, Totals candidate) {
        return slice(name, baseline, candidate, 0);
    }

    /** A comparison of all rows with this difference, whose bounds are so far away. */
    static Comparison line(double difference, double reach) {
        return new Comparison(
                Cell.ALL,
                "loss",
                "mean",
                Direction.LOWER,
                "lite",
                "classic",
                "unpaired",
                100,
                100,
                1,
                1 + difference,
                difference,
                difference,
                reach / 2,
                difference - reach,
                difference + reach,
                "Welch t",
                0.5,
                0.5,
                Double.NaN,
                0.01,
                Finding.INCONCLUSIVE,
                Verdict.INCONCLUSIVE,
                Double.NaN,
                "",
                Grounds.NONE);
    }

    /** The difference of both means over all slices, each rounded as in a comparison of independent samples. */
    static double difference(List<SliceSides> slices) {
        return SliceSides.candidate(slices).mean() - SliceSides.baseline(slices).mean();
    }

    static MixShift shift(List<SliceSides> slices) {
        return MixShift.of(line(difference(slices), 0), "slices by branch", slices, 0.05)
                .orElseThrow();
    }

    static void kitagawa(Vector vector) {
        double[] weights = vector.numbers("n0");
        double[] costs = vector.numbers("cost0");
        double[] newWeights = vector.numbers("n1");
        double[] newCosts = vector.numbers("cost1");
        List<SliceSides> slices = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            slices.add(slice("s" + i, totals(weights[i], costs[i]), totals(newWeights[i], newCosts[i])));
        }
        MixShift shift = shift(slices);
        vector.check("/overall0", SliceSides.baseline(slices).mean());
        vector.check("/overall1", SliceSides.candidate(slices).mean());
        vector.check("/change", shift.comparison().difference());
        vector.check("/within_total", shift.within());
        vector.check("/mix_total", shift.mix());
        for (int i = 0; i < weights.length; i++) {
            vector.check("/within/" + i, shift.slices().get(i).within());
            vector.check("/mix/" + i, shift.slices().get(i).mix());
        }
        assertThat(shift.reversal() != Reversal.NONE)
                .as(vector.id())
                .isEqualTo(vector.expected().get("simpson_reversal").asBoolean());
    }

    static void newSlice(Vector vector) {
        TreeSet<String> names = new TreeSet<>();
        vector.input().get("n0").fieldNames().forEachRemaining(names::add);
        vector.input().get("n1").fieldNames().forEachRemaining(names::add);
        List<SliceSides> slices = names.stream()
                .map(name -> slice(name, totals(vector, "0", name), totals(vector, "1", name)))
                .toList();
        MixShift shift = shift(slices);
        vector.check("/change", shift.comparison().difference());
        for (SliceShift each : shift.slices()) {
            String name = each.cell().slice().substring("branch=".length());
            vector.check("/within/" + name, each.within());
            vector.check("/mix/" + name, each.mix());
        }
    }

    private static Totals totals(Vector vector, String side, String name) {
        JsonNode weight = vector.input().get("n" + side).get(name);
        return weight == null
                ? Totals.NONE
                : totals(
                        weight.asDouble(),
                        vector.input().get("cost" + side).get(name).asDouble());
    }
}
