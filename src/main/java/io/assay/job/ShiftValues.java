package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.Comparison;
import io.assay.comparison.MixShift;
import io.assay.comparison.MixShifts;
import io.assay.comparison.SliceSides;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes differences of means and ratios apart by every set of slices that divides the rows, and by partitions. On pairs it
 * is the difference on the rows of both versions, since that is what is compared.
 */
final class ShiftValues {

    private final TallyPlan plan;
    private final Tallied tallied;
    private final Judge judge;
    private final double alpha;

    /** What divides the rows of a cell, and the cells that it has. */
    private final Map<Cell, SortedMap<String, List<Cell>>> divisions = new LinkedHashMap<>();

    /** About all rows only: inside of partitions it is the same. */
    private final Set<String> left = new LinkedHashSet<>();

    /**
     * @param tallied what is compared
     * @param judge who compared it
     */
    ShiftValues(TallyPlan plan, Tallied tallied, Judge judge) {
        this.plan = plan;
        this.tallied = tallied;
        this.judge = judge;
        this.alpha = judge.settings().looks().isPresent() || isTwoWay()
                ? Double.NaN
                : judge.settings().alpha();
        Stream.concat(tallied.cells().keySet().stream(), judge.previousCells().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(this::divide);
    }

    /** Slices that count as independent would share the clusters of either way. */
    private boolean isTwoWay() {
        return !tallied.ways().isEmpty();
    }

    /** The whole that a cell is a part of, and by what. */
    private void divide(Cell cell) {
        boolean slice = !cell.slice().equals(Coordinate.ALL);
        if (slice && isPredicate(cell.slice())) {
            left.add("Nothing is taken apart by " + Coordinate.decode(cell.slice())
                    + ": it is a predicate, and does not divide the rows.");
        } else if (!cell.equals(Cell.ALL)) {
            Cell whole = slice ? new Cell(cell.partition(), Coordinate.ALL) : Cell.ALL;
            String division = slice ? "slices by " + axes(cell.slice()) : "partitions by " + axes(cell.partition());
            divisions
                    .computeIfAbsent(whole, key -> new TreeMap<>())
                    .computeIfAbsent(division, key -> new ArrayList<>())
                    .add(cell);
        }
    }

    private static boolean isPredicate(String slice) {
        return slice.indexOf('=') < 0;
    }

    /** The columns of a coordinate, spelt as they are there. */
    private static String axes(String coordinate) {
        return Arrays.stream(coordinate.split(",", -1))
                .map(part -> part.substring(0, part.indexOf('=')))
                .collect(Collectors.joining(","));
    }

    /** In the order of the comparisons. */
    MixShifts of(List<Comparison> comparisons) {
        Map<String, Integer> losses = new HashMap<>();
        for (int i = 0; i < plan.losses().size(); i++) {
            losses.put(plan.losses().get(i).name(), i);
        }
        Map<List<String>, Map<Cell, Double>> errors = errors(comparisons);
        List<MixShift> shifts = new ArrayList<>();
        for (Comparison line : comparisons) {
            Integer loss = losses.get(line.loss());
            SortedMap<String, List<Cell>> sets = divisions.get(line.cell());
            if (loss != null && sets != null && isAdded(plan.losses().get(loss))) {
                Difference difference = new Difference(line, loss, errors.getOrDefault(lines(line), Map.of()));
                sets.forEach(
                        (division, cells) -> difference.shift(division, cells).ifPresent(shifts::add));
            }
        }
        return new MixShifts(shifts, List.copyOf(left));
    }

    private boolean isAdded(LossColumn loss) {
        if (!loss.aggregate().isMean()) {
            left.add("Differences in " + loss.name() + " are not taken apart: the aggregate "
                    + loss.aggregate().name() + " of all rows is no mean of those of slices.");
        }
        return loss.aggregate().isMean();
    }

    /** Standard errors of the differences by cell, for each loss and pair. */
    private static Map<List<String>, Map<Cell, Double>> errors(List<Comparison> comparisons) {
        Map<List<String>, Map<Cell, Double>> errors = new HashMap<>();
        for (Comparison line : comparisons) {
            errors.computeIfAbsent(lines(line), key -> new HashMap<>()).put(line.cell(), line.standardError());
        }
        return errors;
    }

    private static List<String> lines(Comparison line) {
        return List.of(line.loss(), line.baseline(), line.candidate());
    }

    /** One difference that is taken apart. */
    private final class Difference {

        private final Comparison line;
        private final int loss;
        private final Map<Cell, Double> errors;
        private final boolean paired;

        private Difference(Comparison line, int loss, Map<Cell, Double> errors) {
            this.line = line;
            this.loss = loss;
            this.errors = errors;
            this.paired = judge.isPaired(new VersionPair(line.baseline(), line.candidate()));
        }

        private Optional<MixShift> shift(String division, List<Cell> cells) {
            Optional<SliceSides> all = sides(line.cell());
            List<SliceSides> slices =
                    cells.stream().flatMap(cell -> sides(cell).stream()).toList();
            if (all.isEmpty() || Double.isNaN(line.difference())) {
                return Optional.empty();
            }
            String gap = SliceSides.gap(all.get(), slices);
            Optional<MixShift> shift = gap.isEmpty() ? MixShift.of(line, division, slices, alpha) : Optional.empty();
            if (shift.isEmpty() && line.cell().equals(Cell.ALL)) {
                left.add("The difference in " + line.loss() + " of " + line.candidate() + " is not taken apart by "
                        + division + ": "
                        + (gap.isEmpty() ? "its parts are too large for a number." : "they " + gap + "."));
            }
            return shift;
        }

        /** Empty where neither version has rows. */
        private Optional<SliceSides> sides(Cell cell) {
            Optional<SliceSides> sides =
                    paired ? tallied.cell(cell).flatMap(tally -> pairs(cell, tally)) : versions(cell);
            return isTwoWay() ? sides.map(SliceSides::withoutError) : sides;
        }

        private Optional<SliceSides> pairs(Cell cell, CellTally tally) {
            PairTally[] pairs = tally.pairs().get(new VersionPair(line.baseline(), line.candidate()));
            return Optional.ofNullable(pairs)
                    .map(found -> SliceSides.paired(cell, found[loss], errors.getOrDefault(cell, Double.NaN)));
        }

        private Optional<SliceSides> versions(Cell cell) {
            VersionPair pair = new VersionPair(line.baseline(), line.candidate());
            Optional<CostTally[]> candidate = judge.costs(pair, line.candidate(), cell);
            Optional<CostTally[]> baseline = judge.costs(pair, line.baseline(), cell);
            return candidate.isEmpty() && baseline.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SliceSides.unpaired(
                            cell,
                            plan.losses().get(loss).aggregate(),
                            candidate.map(found -> found[loss]).orElseGet(CostTally::new),
                            baseline.map(found -> found[loss]).orElseGet(CostTally::new)));
        }
    }
}
