package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.Grounds;
import io.assay.comparison.MixShift;
import io.assay.comparison.MixShifts;
import io.assay.comparison.SliceShift;
import io.assay.cost.Interval;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.List;

/** Differences that are taken apart, to be rendered. */
final class Shifts {

    private Shifts() {}

    /** A slice by {@code branch} with these shares, which are those of its rows too. */
    static SliceShift slice(String name, double baselineShare, double candidateShare, double within, double mix) {
        return new SliceShift(
                new Cell("all", Coordinate.of("branch", name)),
                Math.round(100 * (baselineShare + candidateShare)),
                baselineShare,
                candidateShare,
                baselineShare == 0 ? Double.NaN : 0.25,
                candidateShare == 0 ? Double.NaN : 0.5,
                0.001,
                within,
                mix);
    }

    static MixShift of(Comparison line, SliceShift... slices) {
        return of(line, "slices by branch", 0.001, slices);
    }

    /** With bounds so far from the change within. */
    static MixShift of(Comparison line, String division, double reach, SliceShift... slices) {
        double within = 0;
        double mix = 0;
        for (SliceShift slice : slices) {
            within += slice.within();
            mix += slice.mix();
        }
        return new MixShift(
                line,
                division,
                List.of(slices),
                line.difference() - within - mix,
                within,
                mix,
                reach / 2,
                new Interval(within - reach, within + reach));
    }

    /** A composition of nothing else. */
    static Composition composition(List<MixShift> all, List<String> left) {
        return new Composition(List.of(), List.of(), List.of(), List.of(), List.of(), new MixShifts(all, left));
    }

    /** As many slices as there are names, of divisions and for candidates that are called by them too. */
    static MixShifts named(Comparison line, List<String> names) {
        SliceShift[] slices = names.stream()
                .map(name -> slice(name, 1.0 / names.size(), 0.5 / names.size(), -0.5, 0.75))
                .toArray(SliceShift[]::new);
        List<MixShift> all = new ArrayList<>();
        for (String candidate : names.subList(0, Math.min(50, names.size()))) {
            all.add(of(
                    renamed(line, names.get(0), candidate),
                    "slices by " + Coordinate.of(names.get(0), "").replace("=", ""),
                    0.001,
                    slices));
        }
        return new MixShifts(all, names);
    }

    private static Comparison renamed(Comparison line, String name, String candidate) {
        return new Comparison(
                Cell.ALL,
                name,
                name,
                line.direction(),
                name,
                candidate,
                name,
                line.rows(),
                line.units(),
                line.baselineCost(),
                line.candidateCost(),
                line.difference(),
                line.relativeDifference(),
                line.standardError(),
                line.lower(),
                line.upper(),
                name,
                line.pValue(),
                line.harmPValue(),
                line.adjustedPValue(),
                line.margin(),
                line.finding(),
                line.verdict(),
                line.rowsNeeded(),
                "",
                Grounds.NONE);
    }
}
