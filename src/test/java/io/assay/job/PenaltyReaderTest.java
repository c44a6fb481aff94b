package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.PenaltyStrengths;
import io.assay.cost.PenaltyStrengths.ElasticNet;
import io.assay.job.Configuration.Coefficients;
import io.assay.job.Configuration.Penalties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PenaltyReaderTest {

    private static final String LEAST =
            """
            input: {path: rows.parquet}
            columns: {wide: {a: p, b: q}, label: y}
            baseline: a
            losses: [squared_error]
            """;

    @TempDir
    Path folder = Path.of("");

    private Configuration read(String penalties) throws IOException {
        Path file = Files.writeString(folder.resolve("evaluation.yaml"), LEAST + penalties + "\n");
        return ConfigurationReader.read(file, Map.of(), null);
    }

    @Test
    void strengthsAndCoefficientsAreReadAsWritten() throws IOException {
        Configuration configuration = read("penalties: {l1: 0, l2: 1e-4, elastic-net: {alpha: 2, l1-ratio: 1},"
                + " coefficients: {a: [1, -2.5], b: {mllib-model: models/b, intercept: true}}}");
        String place = folder.resolve("evaluation.yaml") + ":5";
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.penalties())
                .contains(new Penalties(
                        new PenaltyStrengths(Optional.of(0.0), Optional.of(1e-4), Optional.of(new ElasticNet(2, 1))),
                        List.of(
                                new Coefficients.Inline(place, "a", List.of(1.0, -2.5)),
                                new Coefficients.Model(place, "b", "models/b", true))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{l2: -1, coefficients: {a: [1]}} | penalties.l2: -1: must be a number ≥ 0",
                "{l1: .nan, coefficients: {a: [1]}} | penalties.l1: .nan: must be a number ≥ 0",
                "{elastic-net: {alpha: 1, l1-ratio: 1.5}, coefficients: {a: [1]}} | penalties.elastic-net.l1-ratio: 1.5: must be a number from 0 to 1",
                "{elastic-net: {alpha: 1}, coefficients: {a: [1]}} | penalties.elastic-net.l1-ratio: is missing: the share of the sum of sizes, from 0 to 1",
                "{l2: 1} | penalties.coefficients: is missing: for each version its numbers, or where they stand",
                "{l2: 1, coefficients: {}} | penalties.coefficients: {}: must name a version and its coefficients",
                "{l2: 1, coefficients: w.json} | penalties.coefficients: w.json: must be a mapping of versions to their coefficients",
                "{coefficients: {a: [1]}} | penalties: {coefficients={a=[1]}}: must have one of l1:, l2: and elastic-net:",
                "{l2: 1, coefficients: {c: [1]}} | penalties.coefficients: c: unknown (did you mean a? known: a, b)",
                "{l2: 1, coefficients: {a: [1, .nan]}} | penalties.coefficients.a: [1, .nan]: must be a list of numbers",
                "{l2: 1, coefficients: {a: []}} | penalties.coefficients.a: []: must be a list of numbers, the path",
                "{l2: 1, coefficients: {a: {intercept: true}}} | penalties.coefficients.a.mllib-model: is missing: the folder of a saved model",
            })
    void whatIsWrongIsToldWithItsPlaceAndRule(String penalties, String problem) throws IOException {
        assertThat(read("penalties: " + penalties).problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("evaluation.yaml") + ":5: " + problem);
    }
}
