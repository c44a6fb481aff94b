package io.assay.job;

import io.assay.comparison.Limit;
import io.assay.comparison.SliceCorrection;
import io.assay.job.Configuration.Compare;
import io.assay.job.Configuration.Gate;
import io.assay.job.Configuration.Limits;
import io.assay.job.Configuration.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the verdict depends on: {@code compare:}, {@code gates:} and {@code limits:}. */
final class JudgementReader {

    private static final double SHARE_LIMIT = 0.05;

    /** With three losses of two versions, compared, so many fit the 2 GB that a driver has unless told otherwise. */
    private static final double GROUPS_LIMIT = 100_000;

    private final Section root;
    private final List<Problem> problems;

    JudgementReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    Compare compare() {
        Section section = root.section("compare");
        section.oneOf("correction", "holm", List.of("holm"));
        Compare compare = new Compare(
                section.number("alpha", a -> a > 0 && a < 0.5, "must be > 0 and < 0.5")
                        .orElse(0.05),
                margin(section).orElse(new Tolerance(0.01, true)),
                section.number(
                                "minimum-units",
                                n -> n >= 2 && n <= Integer.MAX_VALUE && n == Math.rint(n),
                                "must be a whole number ≥ 2")
                        .orElse(30.0)
                        .intValue(),
                section.flag("sequential", false),
                section.oneOf("sequence", "normal", List.of("normal", "bernstein"))
                                .equals("bernstein")
                        ? Configuration.Sequence.BERNSTEIN
                        : Configuration.Sequence.NORMAL,
                BootstrapReader.read(section),
                section.oneOf("slice-correction", "bh", List.of("bh", "by")).equals("by")
                        ? SliceCorrection.BENJAMINI_YEKUTIELI
                        : SliceCorrection.BENJAMINI_HOCHBERG);
        if (compare.sequential() && compare.sliceCorrection() == SliceCorrection.BENJAMINI_YEKUTIELI) {
            section.problem(
                    "slice-correction",
                    "by is for a single look: with sequential: true e-values hold however slices depend on each other");
        }
        if (compare.sequence() == Configuration.Sequence.BERNSTEIN && !compare.sequential()) {
            section.problem("sequence", "bernstein is for repeated looks: it needs sequential: true");
        }
        if (compare.bootstrap().isPresent() && compare.sequential()) {
            section.problem(BootstrapReader.KEY, "is for a single look: leave it or sequential out");
        }
        section.knows(PairByReader.KEY);
        section.done();
        return compare;
    }

    private static Optional<Tolerance> margin(Section section) {
        Optional<Setting> given = section.setting("margin");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Section margin = section.section("margin");
        Optional<Double> relative = margin.number("relative", m -> m >= 0, "must be ≥ 0");
        Optional<Double> absolute = margin.number("absolute", m -> m >= 0, "must be ≥ 0");
        if (given.get() instanceof Setting.Mapping && margin.has("relative") == margin.has("absolute")) {
            section.problem("margin", "must have exactly one of relative: and absolute:");
        }
        margin.done();
        return relative.map(value -> new Tolerance(value, true))
                .or(() -> absolute.map(value -> new Tolerance(value, false)));
    }

    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        for (Setting item : root.items("gates")) {
            if (item instanceof Setting.Mapping mapping) {
                gates.add(gate(new Section("gates", mapping, problems)));
            } else {
                root.problem("gates", item, "must be a mapping such as {loss: squared_error, slice: all, hard: true}");
            }
        }
        return gates;
    }

    private static Gate gate(Section section) {
        boolean metric = section.has("metric");
        if (metric && section.has("loss")) {
            section.problem("metric", "a gate has either loss: or metric:");
        }
        Optional<Limit> limit = limit(section);
        if (limit.isPresent() && section.has("margin")) {
            section.problem("margin", "means nothing beside at-least: or at-most:");
        }
        Gate gate = new Gate(
                section.place(),
                metric
                        ? section.required("metric", "the metric that is gated")
                        : section.required("loss", "the loss that is gated"),
                metric,
                section.text("slice").orElse("all"),
                section.text("partition").orElse("all"),
                section.flag("hard", true),
                margin(section),
                limit);
        section.done();
        return gate;
    }

    private static Optional<Limit> limit(Section section) {
        Optional<Double> least = section.number("at-least", Double::isFinite, "must be a number");
        Optional<Double> most = section.number("at-most", Double::isFinite, "must be a number");
        if (least.isPresent() && most.isPresent()) {
            section.problem("at-most", "a gate has either at-least: or at-most:; give two gates for a range");
        }
        return least.map(value -> new Limit(Limit.Kind.AT_LEAST, value))
                .or(() -> most.map(value -> new Limit(Limit.Kind.AT_MOST, value)));
    }

    Limits limits() {
        Section section = root.section("limits");
        Limits limits = new Limits(
                share(section, "quarantined"),
                share(section, "unscored"),
                share(section, "unpaired"),
                share(section, "differing-labels", 0),
                share(section, "shared-units", 0),
                share(section, "label-rates"),
                section.number(
                                "groups",
                                n -> n >= 1 && n <= Integer.MAX_VALUE && n == Math.rint(n),
                                "must be a whole number ≥ 1")
                        .orElse(GROUPS_LIMIT)
                        .longValue());
        section.done();
        return limits;
    }

    private static double share(Section section, String key) {
        return share(section, key, SHARE_LIMIT);
    }

    private static double share(Section section, String key, double otherwise) {
        return section.number(key, s -> s >= 0 && s <= 1, "must be a share from 0 to 1")
                .orElse(otherwise);
    }
}
