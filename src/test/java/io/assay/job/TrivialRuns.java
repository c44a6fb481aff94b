package io.assay.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.comparison.Comparison;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Evaluations against a trivial predictor, and what they write. */
record TrivialRuns(Path folder) {

    /** A row for each version; the baselines and the losses are to be filled in. */
    static final String LONG =
            """
            input: {path: rows.csv}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: %s
            slices: [kind]
            losses: [%s]
            limits: {quarantined: 1, unscored: 1, unpaired: 1, label-rates: 1}
            output: {formats: [csv, markdown]}
            """;

    Evaluation run(String yaml) throws IOException {
        return Runs.text(folder, yaml);
    }

    void write(List<String> lines) throws IOException {
        Files.write(folder.resolve("rows.csv"), lines);
    }

    String written(String name) throws IOException {
        return Files.readString(folder.resolve("out/evaluation=evaluation/run_date=undated/" + name));
    }

    /** What the verdict has of the predictor. */
    JsonNode trivial() throws IOException {
        return new ObjectMapper().readTree(written("verdict.json")).path("trivial");
    }

    static Comparison against(Evaluation evaluation, String baseline, String candidate, String loss) {
        return evaluation.comparisons().stream()
                .filter(line -> line.cell().equals(Cell.ALL)
                        && line.baseline().equals(baseline)
                        && line.candidate().equals(candidate)
                        && line.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    /** The same lines in another order, the header first. */
    static List<String> shuffled(List<String> lines, long seed) {
        List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.shuffle(rows, new Random(seed));
        rows.add(0, lines.get(0));
        return rows;
    }
}
