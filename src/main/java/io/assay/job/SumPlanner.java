package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.MetricColumns;
import io.assay.cost.MetricBasis;
import io.assay.job.Configuration.LossEntry;
import java.util.ArrayList;
import java.util.List;

/** Plans tallies of the parts of weighted sums, each over the rows that its sum is scored on. */
final class SumPlanner {

    /** So that a part that was scaled up is as small as a loss must be. */
    private static final double LARGEST = 1e180;

    private final List<LossEntry> entries;
    private final List<String> names;
    private final List<MetricColumns.Tallied> tallied = new ArrayList<>();
    private final List<PlannedSum> sums = new ArrayList<>();

    /**
     * @param first the index of the first tally that is free
     */
    SumPlanner(List<LossEntry> entries, int first) {
        this.entries = entries;
        this.names = entries.stream().map(LossEntry::name).toList();
        for (int i = 0; i < entries.size(); i++) {
            int index = i;
            LossEntry entry = entries.get(i);
            if (!entry.weightedSum().isEmpty()) {
                List<String> parts = List.copyOf(entry.weightedSum().keySet());
                sums.add(new PlannedSum(
                        i,
                        parts,
                        List.copyOf(entry.weightedSum().values()),
                        entry.renormalise(),
                        first + tallied.size()));
                tallied.add(new MetricColumns.Tallied(
                        MetricBasis.parts(parts.size()),
                        parts.stream().map(part -> value(index, part)).toList()));
            }
        }
    }

    /** What the pass tallies. */
    List<MetricColumns.Tallied> tallied() {
        return tallied;
    }

    List<PlannedSum> sums() {
        return sums;
    }

    private String value(int sum, String part) {
        String total = LossColumn.column(sum);
        String loss = LossColumn.column(names.indexOf(part));
        LossEntry entry = entries.get(sum);
        if (!entry.renormalise()) {
            return "CASE WHEN " + total + " IS NULL THEN NULL ELSE " + loss + " END";
        }
        String scaled = "coalesce(" + loss + ", 0D) * (" + weights(entry) + ") / nullif(" + present(entry) + ", 0D)";
        return "CASE WHEN " + total + " IS NULL OR abs(" + scaled + ") > " + LARGEST + "D THEN NULL ELSE " + scaled
                + " END";
    }

    private static String weights(LossEntry entry) {
        return String.join(
                " + ",
                entry.weightedSum().values().stream().map(LossPlanner::number).toList());
    }

    /** The weight of the parts that a row has. */
    private String present(LossEntry entry) {
        List<String> terms = new ArrayList<>();
        entry.weightedSum()
                .forEach((part, weight) -> terms.add("if(" + LossColumn.column(names.indexOf(part)) + " IS NULL, 0D, "
                        + LossPlanner.number(weight) + ")"));
        return "(" + String.join(" + ", terms) + ")";
    }
}
