package io.assay.job;

import io.assay.input.Columns;
import io.assay.input.PairBy;
import io.assay.job.Configuration.Input;
import java.util.List;

/** Reads {@code compare.pair-by}, and holds it against what cannot stand beside samples that are averaged. */
final class PairByReader {

    /** The key below {@code compare}. */
    static final String KEY = "pair-by";

    private final Section root;
    private final List<Problem> problems;

    PairByReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The columns with what names an example of several samples, if that is configured. */
    Columns sampled(Columns columns, Input input) {
        if (!(root.setting("compare").orElse(null) instanceof Setting.Mapping mapping)) {
            return columns;
        }
        Section section = new Section("compare", mapping, problems);
        List<String> names = section.texts(KEY);
        if (!section.has(KEY)) {
            return columns;
        }
        if (names.isEmpty()) {
            section.problem(KEY, "must name a column");
        }
        if (columns.grouped()) {
            section.problem(KEY, "means nothing beside columns.group: the rows of a query become one there");
        }
        if (!root.items("metrics").isEmpty()) {
            section.problem(
                    KEY,
                    "cannot stand beside metrics, which are of single rows, not of averages: leave metrics out, where"
                            + " zero_one_loss is the error rate; or leave pair-by out, and name what it names as"
                            + " columns.cluster, with an id for each sample or none");
        }
        if (input.joined() && !columns.id().containsAll(names)) {
            section.problem(KEY, "must be among columns.id, by which predictions and labels are joined");
        }
        String place = section.setting(KEY).map(Setting::place).orElse(section.place());
        return columns.with(new PairBy(place, names));
    }
}
