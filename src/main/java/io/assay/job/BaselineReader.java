package io.assay.job;

import io.assay.input.AddedVersion;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code baseline:}, names of versions among which one may be a mapping that says how {@code trivial} predicts. */
final class BaselineReader {

    private static final List<String> FORMS = Arrays.stream(Form.values())
            .filter(form -> form != Form.VALUE)
            .map(Form::text)
            .toList();

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
        Optional<Setting> how = section.setting(TrivialBaseline.NAME);
        if (how.isPresent() && how.get() instanceof Setting.Mapping mapping) {
            return valued(section, mapping);
        }
        if (how.isEmpty()) {
            section.missing(TrivialBaseline.NAME, "how it predicts: " + String.join(", ", FORMS) + ", or {value: 0.5}");
        }
        Form form = Form.valueOf(
                section.oneOf(TrivialBaseline.NAME, Form.MEAN.text(), FORMS).toUpperCase(Locale.ROOT));
        List<String> series = section.texts("series");
        Optional<String> time = section.text("time");
        Optional<Boolean> frozen =
                section.has("frozen") ? Optional.of(section.flag("frozen", false)) : Optional.empty();
        if (form != Form.LAST) {
            section.excludes("trivial: " + form.text(), "series", "time");
        } else {
            section.excludes("trivial: last", "frozen");
            if (time.isEmpty()) {
                section.missing("time", "the column that orders a series");
            }
        }
        section.done();
        return new TrivialBaseline(Optional.of(form), series, time, Optional.empty(), frozen);
    }

    /** One that is given: a number, a class, or an array of numbers. */
    private TrivialBaseline valued(Section section, Setting.Mapping mapping) {
        Section inner = new Section("baseline.trivial", mapping, problems);
        Optional<Setting> value = inner.setting("value");
        AddedVersion.Prediction said = new AddedVersion.Unknown();
        if (value.isEmpty()) {
            inner.missing("value", "what is predicted for every row: a number, a class, or a list of numbers");
        } else if (value.get() instanceof Setting.Scalar one && !one.toString().isBlank()) {
            said = new AddedVersion.SameClass(one.toString());
        } else if (value.get() instanceof Setting.Sequence many && !many.items().isEmpty()) {
            said = new AddedVersion.SameNumbers(inner.numbers("value"));
        } else {
            inner.problem("value", "must be a number, a class, or a list of numbers");
        }
        inner.done();
        section.excludes("trivial: {value: …}", "series", "time", "frozen");
        section.done();
        return new TrivialBaseline(
                Optional.of(Form.VALUE), List.of(), Optional.empty(), Optional.of(said), Optional.empty());
    }
}
