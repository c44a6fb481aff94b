package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.MixShift;
import io.assay.comparison.SliceShift;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table of attributions: a slice, or the remainder of a difference, which is the last line of a division
 * and is there only where something remains.
 *
 * @param shift the difference that is taken apart
 * @param slice NaN and no rows for a remainder
 * @param contribution what the line adds to the difference
 */
record ShiftLine(MixShift shift, SliceShift slice, double contribution) {

    /** Names the line of a remainder. No slice is called so: only a predicate's name would have no {@code =}. */
    static final String REMAINDER = "remainder";

    static List<ShiftLine> of(Evaluation evaluation) {
        List<ShiftLine> lines = new ArrayList<>();
        for (MixShift shift : evaluation.composition().shifts().all()) {
            shift.slices().forEach(slice -> lines.add(new ShiftLine(shift, slice, slice.contribution())));
            if (shift.remainder() != 0) {
                lines.add(new ShiftLine(shift, remainder(shift), shift.remainder()));
            }
        }
        return lines;
    }

    private static SliceShift remainder(MixShift shift) {
        Cell whole = shift.comparison().cell();
        boolean byPartitions = shift.slices().get(0).cell().slice().equals(Coordinate.ALL);
        Cell cell = byPartitions ? new Cell(REMAINDER, Coordinate.ALL) : new Cell(whole.partition(), REMAINDER);
        double none = Double.NaN;
        return new SliceShift(cell, 0, none, none, none, none, none, none, none);
    }

    private Comparison comparison() {
        return shift.comparison();
    }

    /** The columns after those with which every table begins. */
    static List<Table.Column<ShiftLine>> columns(List<Table.Column<ShiftLine>> start) {
        List<Table.Column<ShiftLine>> columns = new ArrayList<>(start);
        columns.add(Table.text("whole", line -> line.comparison().cell().partition()));
        columns.add(Table.text("division", line -> line.shift().division()));
        columns.addAll(Table.cell(line -> line.slice().cell()));
        columns.add(Table.text("loss", line -> line.comparison().loss()));
        columns.add(Table.text("aggregate", line -> line.comparison().aggregate()));
        columns.add(Table.direction(line -> line.comparison().direction()));
        columns.add(Table.text("baseline", line -> line.comparison().baseline()));
        columns.add(Table.text("candidate", line -> line.comparison().candidate()));
        columns.add(Table.text("pairing", line -> line.comparison().pairing()));
        columns.add(Table.count("rows", line -> line.slice().rows()));
        columns.add(Table.number("baseline_share", line -> line.slice().baselineShare()));
        columns.add(Table.number("candidate_share", line -> line.slice().candidateShare()));
        columns.add(Table.number("baseline_cost", line -> line.slice().baselineCost()));
        columns.add(Table.number("candidate_cost", line -> line.slice().candidateCost()));
        columns.add(Table.number("within", line -> line.slice().within()));
        columns.add(Table.number("mix", line -> line.slice().mix()));
        columns.add(Table.number("contribution", ShiftLine::contribution));
        columns.add(Table.number("difference", line -> line.comparison().difference()));
        columns.add(Table.number("within_total", line -> line.shift().within()));
        columns.add(Table.number("mix_total", line -> line.shift().mix()));
        columns.add(Table.number("within_standard_error", line -> line.shift().withinStandardError()));
        columns.add(
                Table.number("within_lower", line -> line.shift().withinBounds().lower()));
        columns.add(
                Table.number("within_upper", line -> line.shift().withinBounds().upper()));
        columns.add(Table.text("reversal", line -> line.shift().reversal().text()));
        return columns;
    }
}
