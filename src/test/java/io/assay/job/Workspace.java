package io.assay.job;

import io.assay.comparison.Comparison;
import io.assay.cost.Cost;
import io.assay.cost.Metric;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A folder with the inputs of a test, in which evaluations run; and short ways to what they found. */
record Workspace(Path folder) {

    /** Writes a text file, line by line. */
    Workspace with(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
        return this;
    }

    /** Evaluates; reports are not rendered. */
    Found run(String yaml) throws IOException {
        return new Found(Runs.text(folder, yaml + "\noutput: {formats: []}\n"));
    }

    /** What an evaluation found. */
    record Found(Evaluation evaluation) {

        Cost cost(String version, String loss) {
            return Runs.cost(evaluation, version, loss);
        }

        Cost cost(String partition, String slice, String version, String loss) {
            return Runs.cost(evaluation, new Cell(partition, slice), version, loss);
        }

        Comparison comparison(String candidate, String loss) {
            return Runs.comparison(evaluation, Cell.ALL, candidate, loss);
        }

        Comparison comparison(String partition, String slice, String candidate, String loss) {
            return Runs.comparison(evaluation, new Cell(partition, slice), candidate, loss);
        }

        Metric metric(String version, String name) {
            return evaluation.metrics().stream()
                    .filter(metric -> metric.cell().equals(Cell.ALL)
                            && metric.modelVersion().equals(version)
                            && metric.metric().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + name + " of " + version));
        }

        /** The account of the only side, or of the predictions. */
        RowAccount account() {
            return evaluation.accounts().get(0);
        }

        /** The slices in which costs are given, over all partitions. */
        Set<String> slices() {
            return evaluation.costs().stream()
                    .map(Cost::cell)
                    .filter(cell -> cell.partition().equals("all"))
                    .map(Cell::slice)
                    .collect(Collectors.toSet());
        }

        Set<String> partitions() {
            return evaluation.costs().stream()
                    .map(cost -> cost.cell().partition())
                    .collect(Collectors.toSet());
        }
    }
}
