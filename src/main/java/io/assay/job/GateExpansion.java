package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Gate;
import io.assay.comparison.Margin;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the cells that the configured gates read: {@code branch=*} is a gate for each value of the column. */
final class GateExpansion {

    private final Configuration configuration;
    private final TallyPlan plan;

    GateExpansion(Configuration configuration, TallyPlan plan) {
        this.configuration = configuration;
        this.plan = plan;
    }

    /**
     * The gates, hard and soft. Without any configured, the first loss that can be gated, over all rows, is hard.
     *
     * @param cells where the baseline has rows: a {@code column=*} stands for these
     */
    List<Gate> gates(Collection<Cell> cells) {
        if (configuration.gates().isEmpty()) {
            Margin margin = Judge.margin(configuration.compare().margin());
            Optional<LossColumn> first = plan.losses().stream()
                    .filter(loss -> loss.direction() != Direction.NONE
                            && loss.aggregate().isCompared())
                    .findFirst();
            return first.map(loss -> List.of(new Gate(loss.name(), Cell.ALL, true, margin)))
                    .orElse(List.of());
        }
        List<Gate> gates = new ArrayList<>();
        for (Configuration.Gate gate : configuration.gates()) {
            Margin margin =
                    Judge.margin(gate.margin().orElse(configuration.compare().margin()));
            for (Cell cell : matching(gate, cells)) {
                gates.add(gate.limit()
                        .map(limit -> new Gate(gate.loss(), cell, gate.hard(), limit))
                        .orElseGet(() -> new Gate(gate.loss(), cell, gate.hard(), margin)));
            }
        }
        return gates;
    }

    /** The cells that match; where none does, the cell as written, so that its absence is seen. */
    private static List<Cell> matching(Configuration.Gate gate, Collection<Cell> cells) {
        Pattern partition = pattern(gate.partition());
        Pattern slice = pattern(gate.slice());
        List<Cell> found = cells.stream()
                .filter(cell -> partition.matcher(cell.partition()).matches()
                        && slice.matcher(cell.slice()).matches())
                .sorted()
                .toList();
        return found.isEmpty() ? List.of(new Cell(gate.partition(), gate.slice())) : found;
    }

    /** Matches coordinates as tables spell them; a text written plainly, such as a predicate's name, matches too. */
    private static Pattern pattern(String text) {
        String wild = List.of(text.split(",", -1)).stream()
                .map(part -> part.endsWith("=*")
                        ? Pattern.quote(part.substring(0, part.length() - 1)) + "[^,]*"
                        : Pattern.quote(part))
                .collect(Collectors.joining(","));
        return text.equals(Coordinate.ALL)
                ? Pattern.compile(Coordinate.ALL)
                : Pattern.compile(wild + "|" + Pattern.quote(Coordinate.named(text)));
    }
}
