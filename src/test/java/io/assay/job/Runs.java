package io.assay.job;

import io.assay.comparison.Comparison;
import io.assay.cost.Cost;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs evaluations in the shared session, from the text of a configuration to the committed verdict. */
final class Runs {

    private Runs() {}

    /** Evaluates a configuration file into {@code output}. */
    static Evaluator.Outcome file(Path configuration, Path output, Map<String, String> overrides) throws IOException {
        Map<String, String> all = new java.util.LinkedHashMap<>(overrides);
        all.put("output.path", output.toString());
        return new Evaluator(SharedSession.session(), ConfigurationReader.read(configuration, all, null), "test")
                .run(Evaluator.Overwrite.ALLOW);
    }

    /** Evaluates the text of a configuration; {@code folder} holds it, its inputs and {@code out}. */
    static Evaluation text(Path folder, String yaml) throws IOException {
        Path configuration = Files.writeString(folder.resolve("evaluation.yaml"), yaml);
        return file(configuration, folder.resolve("out"), Map.of()).evaluation();
    }

    /** The cost over all rows. */
    static Cost cost(Evaluation evaluation, String version, String loss) {
        return cost(evaluation, Cell.ALL, version, loss);
    }

    static Cost cost(Evaluation evaluation, Cell cell, String version, String loss) {
        return evaluation.costs().stream()
                .filter(cost -> cost.cell().equals(cell)
                        && cost.modelVersion().equals(version)
                        && cost.loss().equals(loss))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No cost of " + version + " under " + loss + " in " + cell));
    }

    static Comparison comparison(Evaluation evaluation, Cell cell, String candidate, String loss) {
        return evaluation.comparisons().stream()
                .filter(comparison -> comparison.cell().equals(cell)
                        && comparison.candidate().equals(candidate)
                        && comparison.loss().equals(loss))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No comparison of " + candidate + " under " + loss));
    }
}
