package io.assay.job;

import io.assay.job.Configuration.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code slices:}, in every form in which one is written. */
final class SliceReader {

    private static final String FORMS = "a slice is a column, a list of columns, {rollup: […]}, {name:, where:},"
            + " {column:, bins: […]} or {column:, quantiles: n}";

    private final Section root;
    private final List<Problem> problems;

    SliceReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The slices, without those that are no slices at all. */
    List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        for (Setting item : root.items("slices")) {
            slice(item).ifPresent(slice -> {
                checkName(slices, slice);
                slices.add(slice);
            });
        }
        return slices;
    }

    private Optional<Slice> slice(Setting item) {
        if (item instanceof Setting.Mapping mapping) {
            return Optional.of(new Section("slices", mapping, problems)).flatMap(this::mapped);
        }
        List<Setting> columns = item instanceof Setting.Sequence cross ? cross.items() : List.of(item);
        if (columns.isEmpty()
                || columns.stream().anyMatch(column -> !(column instanceof Setting.Scalar) || column.isNull())) {
            root.problem("slices", item, FORMS);
            return Optional.empty();
        }
        return Optional.of(crossed(
                item.place(),
                Slice.Kind.COLUMNS,
                columns.stream().map(Setting::toString).toList()));
    }

    private Optional<Slice> mapped(Section section) {
        Optional<Slice> slice = Optional.empty();
        if (section.has("rollup")) {
            slice = Optional.of(crossed(section.place(), Slice.Kind.ROLLUP, section.texts("rollup")));
        } else if (section.has("where")) {
            slice = Optional.of(predicate(section));
        } else if (section.has("bins")) {
            section.excludes("bins", "quantiles");
            slice = Optional.of(bins(section));
        } else if (section.has("quantiles")) {
            slice = Optional.of(quantiles(section));
        }
        if (slice.isEmpty()) {
            problems.add(new Problem(section.place(), "slices", null, FORMS));
        } else {
            section.done();
        }
        if (section.has("rollup") && section.items("rollup").isEmpty()) {
            section.problem("rollup", "must have a column");
        }
        return slice;
    }

    private static Slice crossed(String place, Slice.Kind kind, List<String> columns) {
        return new Slice(place, kind, "", columns, "", List.of(), 0);
    }

    private static Slice predicate(Section section) {
        String name = section.required("name", "what to call the rows for which where: holds");
        String where = section.required("where", "which rows");
        return new Slice(section.place(), Slice.Kind.PREDICATE, name, List.of(), where, List.of(), 0);
    }

    private static Slice bins(Section section) {
        String column = section.required("column", "the column that is binned");
        List<Double> edges = section.numbers("bins");
        boolean increasing = true;
        for (int i = 1; i < edges.size(); i++) {
            increasing &= edges.get(i) > edges.get(i - 1);
        }
        if (!increasing) {
            section.problem("bins", "must be increasing");
        } else if (section.items("bins").isEmpty()) {
            section.problem("bins", "must have an edge");
        }
        return new Slice(section.place(), Slice.Kind.BINS, column, List.of(column), "", edges, 0);
    }

    private static Slice quantiles(Section section) {
        String column = section.required("column", "the column that is binned");
        double bins = section.number(
                        "quantiles",
                        n -> n >= 2 && n <= 1000 && n == Math.rint(n),
                        "must be a whole number from 2 to 1000")
                .orElse(2.0);
        return new Slice(section.place(), Slice.Kind.QUANTILES, column, List.of(column), "", List.of(), (int) bins);
    }

    /** Rows of two predicates of one name would be one slice, and the name of a predicate would also be a column's. */
    private void checkName(List<Slice> before, Slice slice) {
        for (Slice other : before) {
            if (slice.kind() == Slice.Kind.PREDICATE) {
                refuseIfTaken(slice, other, slice);
            } else if (other.kind() == Slice.Kind.PREDICATE) {
                refuseIfTaken(other, slice, slice);
            }
        }
    }

    /** Tells, at the place of the later of the two, that what a predicate is called names another slice too. */
    private void refuseIfTaken(Slice predicate, Slice other, Slice later) {
        boolean twice = other.kind() == Slice.Kind.PREDICATE && other.name().equals(predicate.name());
        if (twice || other.columns().contains(predicate.name())) {
            String first = (later == predicate ? other : predicate).place();
            String rule = twice ? "stands twice, first at " : "names a predicate and a column that slices, first at ";
            problems.add(new Problem(
                    later.place(),
                    "slices.name",
                    predicate.name(),
                    rule + first + "; give the predicate another name:"));
        }
    }
}
