package io.assay.job;

import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code baseline:}, names of versions among which one may be a mapping that says how {@code trivial} predicts. */
final class BaselineReader {

    private static final List<String> FORMS =
            Arrays.stream(Form.values()).map(Form::text).toList();

    private final Section root;
    private final List<Problem> problems;

    BaselineReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The names, and how the one is meant that is no version of the data. */
    record Baselines(List<String> versions, Optional<TrivialBaseline> trivial) {
        Baselines {
            versions = List.copyOf(versions);
        }
    }

    Baselines baselines() {
        List<String> versions = new ArrayList<>();
        Optional<TrivialBaseline> trivial = Optional.empty();
        for (Setting item : root.items("baseline")) {
            if (item instanceof Setting.Mapping mapping) {
                trivial = Optional.of(stated(new Section("baseline", mapping, problems)));
                versions.add(TrivialBaseline.NAME);
            } else if (item instanceof Setting.Scalar && !item.isNull()) {
                versions.add(item.toString());
            } else {
                root.problem("baseline", item, "must be a version, a list of versions, or {trivial: mean}");
            }
        }
        return new Baselines(
                versions,
                versions.contains(TrivialBaseline.NAME)
                        ? trivial.or(() -> Optional.of(TrivialBaseline.CHOSEN))
                        : trivial);
    }

    private TrivialBaseline stated(Section section) {
        if (!section.has(TrivialBaseline.NAME)) {
            section.missing(TrivialBaseline.NAME, "how it predicts: " + String.join(", ", FORMS));
        }
        Form form = Form.valueOf(
                section.oneOf(TrivialBaseline.NAME, Form.MEAN.text(), FORMS).toUpperCase(Locale.ROOT));
        List<String> series = section.texts("series");
        Optional<String> time = section.text("time");
        if (form != Form.LAST) {
            section.excludes("trivial: " + form.text(), "series", "time");
        } else if (time.isEmpty()) {
            section.missing("time", "the column that orders a series");
        }
        section.done();
        return new TrivialBaseline(Optional.of(form), series, time);
    }
}
