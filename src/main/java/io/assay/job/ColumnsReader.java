package io.assay.job;

import io.assay.input.Columns;
import io.assay.input.PairBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code columns:}. Whether the data has them is {@link ColumnCheck}'s business. */
final class ColumnsReader {

    /** What the column is called that says train or test. */
    private static final String SPLIT = "split";

    private final Section section;
    private final List<Problem> problems;
    private final Map<String, String> wide;
    private final Map<String, String> models = new LinkedHashMap<>();

    ColumnsReader(Section section, List<Problem> problems) {
        this.section = section;
        this.problems = problems;
        this.wide = new LinkedHashMap<>(section.textMap("wide"));
    }

    Columns columns() {
        boolean parts = section.setting("prediction").orElse(null) instanceof Setting.Mapping;
        List<String> partition = section.texts("partition");
        versions();
        List<String> clusters = section.texts("cluster");
        Columns columns = new Columns(
                section.place(),
                section.texts("id"),
                section.texts("group"),
                section.number("unjudged", label -> true, "must be a finite number: the label of what has none"),
                section.text("version"),
                wide,
                models,
                section.text("label"),
                parts ? Optional.empty() : section.text("prediction"),
                parts ? section.textMap("prediction") : Map.of(),
                section.text("weight"),
                clusters.stream().findFirst(),
                clusters.stream().skip(1).findFirst(),
                partition,
                split(partition),
                PairBy.NONE);
        section.done();
        checkVersions();
        checkGroup(columns, parts);
        checkClusters(clusters, columns);
        return columns;
    }

    /** A column of the name that everybody gives it needs no configuration. */
    private Optional<String> split(List<String> partition) {
        Optional<String> split = section.text("split");
        if (split.isPresent() && !partition.contains(split.get())) {
            section.problem(
                    "split", "must be one of the columns under partition: (" + String.join(", ", partition) + ")");
            return Optional.empty();
        }
        return split.or(() -> partition.stream().filter(SPLIT::equalsIgnoreCase).findFirst());
    }

    private void checkClusters(List<String> clusters, Columns columns) {
        boolean list = section.setting("cluster").orElse(null) instanceof Setting.Sequence;
        if (list && clusters.size() != 2) {
            section.problem("cluster", "must be one column, or a list of two in which rows hang together either way");
        } else if (list && clusters.get(0).equals(clusters.get(1))) {
            section.problem("cluster", "must be two different columns, such as [series, date]");
        } else if (columns.twoWay() && columns.grouped()) {
            section.problem("cluster", "must be one column beside group:, whose rows are gathered under one cluster");
        }
    }

    /** Versions that are columns or expressions, as under {@code wide:}, and saved models, in any mixture. */
    private void versions() {
        Optional<Setting> versions = section.setting("versions");
        if (versions.isPresent() && versions.get() instanceof Setting.Mapping mapping) {
            mapping.entries().forEach(this::version);
            if (mapping.entries().isEmpty()) {
                section.problem("versions", "must name a version");
            }
        } else {
            versions.ifPresent(setting ->
                    section.problem("versions", "must be a mapping of versions, such as {v3: {pipeline-model: PATH}}"));
        }
    }

    private void version(String name, Setting setting) {
        if (setting instanceof Setting.Mapping mapping) {
            Section model = new Section("columns.versions." + name, mapping, problems);
            String path = model.required("pipeline-model", "the folder of a saved PipelineModel");
            model.done();
            if (!path.isBlank()) {
                models.put(name, path);
            }
        } else if (setting instanceof Setting.Scalar && !setting.isNull()) {
            wide.put(name, setting.toString());
        } else {
            section.problem(
                    "versions." + name, setting, "must be a column, an SQL expression or {pipeline-model: PATH}");
        }
    }

    private void checkVersions() {
        if (section.has("versions")) {
            section.excludes("versions", "version", "wide");
            if (models.isEmpty()) {
                section.excludes("versions without a saved model", "prediction");
            }
        } else if (section.has("wide")) {
            section.excludes("wide", "version", "prediction");
        } else if (!section.has("version")) {
            section.missing(
                    "version",
                    "the column that names the model version, or wide: {version: prediction column}, or versions:"
                            + " {version: {pipeline-model: PATH}}");
        }
    }

    private void checkGroup(Columns columns, boolean parts) {
        if (!columns.grouped()) {
            if (section.has("unjudged")) {
                section.problem("unjudged", "means nothing without group:");
            }
            return;
        }
        if (!section.has("label")) {
            section.missing("label", "how relevant an item of a group is");
        }
        if (parts) {
            section.problem("prediction", "must be one column: group orders items by it");
        } else if (!section.has("prediction") && !columns.isWide()) {
            section.missing("prediction", "the score by which the items of a group are ordered");
        }
        if (section.has("id") && columns.group().containsAll(columns.id())) {
            section.problem("id", "must have a column that group has not: it names the items within a group");
        }
    }
}
