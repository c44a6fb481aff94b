package io.assay.job;

import io.assay.cost.PenaltyStrengths;
import io.assay.cost.PenaltyStrengths.ElasticNet;
import io.assay.input.Columns;
import io.assay.job.Configuration.Coefficients;
import io.assay.job.Configuration.Penalties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code penalties:}. The coefficients themselves are read by {@link CoefficientReader}. */
final class PenaltyReader {

    private static final String WHAT =
            "must be a list of numbers, the path of a JSON or CSV file, or {mllib-model: the path of a saved model}";

    private final Section root;
    private final List<Problem> problems;

    PenaltyReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /**
     * Empty where none are asked for.
     *
     * @param columns which name the versions, unless rows do
     */
    Optional<Penalties> penalties(Columns columns) {
        Section section = root.section("penalties");
        Optional<Double> l1 = section.number("l1", l -> l >= 0, "must be a number ≥ 0");
        Optional<Double> l2 = section.number("l2", l -> l >= 0, "must be a number ≥ 0");
        Optional<ElasticNet> elasticNet = elasticNet(section);
        List<Coefficients> coefficients = coefficients(section);
        section.done();
        if (!root.has("penalties")) {
            return Optional.empty();
        }
        if (!section.has("l1") && !section.has("l2") && !section.has("elastic-net")) {
            root.problem("penalties", "must have one of l1:, l2: and elastic-net:");
        }
        if (!section.has("coefficients")) {
            section.missing("coefficients", "for each version its numbers, or where they stand");
        }
        List<String> versions = new ArrayList<>(columns.wide().keySet());
        versions.addAll(columns.models().keySet());
        for (Coefficients each : coefficients) {
            if (!versions.isEmpty() && !versions.contains(each.version())) {
                problems.add(new Problem(
                        each.place(),
                        "penalties.coefficients",
                        each.version(),
                        Nearest.unknown(each.version(), versions)));
            }
        }
        return Optional.of(new Penalties(new PenaltyStrengths(l1, l2, elasticNet), coefficients));
    }

    private static Optional<ElasticNet> elasticNet(Section penalties) {
        Section section = penalties.section("elastic-net");
        Optional<Double> alpha = section.number("alpha", a -> a >= 0, "must be a number ≥ 0");
        Optional<Double> ratio = section.number("l1-ratio", r -> r >= 0 && r <= 1, "must be a number from 0 to 1");
        section.done();
        if (!penalties.has("elastic-net")) {
            return Optional.empty();
        }
        if (!section.has("alpha")) {
            section.missing("alpha", "the strength of the penalty");
        }
        if (!section.has("l1-ratio")) {
            section.missing("l1-ratio", "the share of the sum of sizes, from 0 to 1");
        }
        return alpha.flatMap(strength -> ratio.map(share -> new ElasticNet(strength, share)));
    }

    private List<Coefficients> coefficients(Section penalties) {
        List<Coefficients> coefficients = new ArrayList<>();
        Optional<Setting> given = penalties.setting("coefficients");
        if (given.isPresent() && given.get() instanceof Setting.Mapping mapping) {
            Section versions = penalties.section("coefficients");
            mapping.entries().keySet().forEach(version -> of(version, versions).ifPresent(coefficients::add));
            if (versions.isEmpty()) {
                penalties.problem("coefficients", "must name a version and its coefficients");
            }
        } else {
            given.ifPresent(setting ->
                    penalties.problem("coefficients", "must be a mapping of versions to their coefficients"));
        }
        return coefficients;
    }

    private Optional<Coefficients> of(String version, Section versions) {
        Optional<Setting> given = versions.setting(version);
        if (given.isEmpty()) {
            versions.missing(version, WHAT.replace("must be ", ""));
            return Optional.empty();
        }
        Setting setting = given.get();
        if (setting instanceof Setting.Sequence) {
            if (setting.equals(new Setting.Sequence(setting.place(), List.of()))) {
                versions.problem(version, WHAT);
            }
            return Optional.of(new Coefficients.Inline(setting.place(), version, versions.numbers(version)));
        }
        if (setting instanceof Setting.Mapping) {
            Section model = versions.section(version);
            String path = model.required("mllib-model", "the folder of a saved model");
            boolean intercept = model.flag("intercept", false);
            model.done();
            return Optional.of(new Coefficients.Model(setting.place(), version, path, intercept));
        }
        if (setting.toString().isBlank()) {
            versions.problem(version, WHAT);
            return Optional.empty();
        }
        return Optional.of(new Coefficients.File(setting.place(), version, setting.toString()));
    }
}
