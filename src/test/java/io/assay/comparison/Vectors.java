package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads the statistics vectors and compares with them. */
final class Vectors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    static List<Vector> all() {
        try (InputStream in = Objects.requireNonNull(
                        Vectors.class.getResourceAsStream("/vectors/statistics/vectors.jsonl"), "vectors.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(Vectors::vector).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return new Vector(
                    node.get("id").asText(),
                    node.get("kind").asText(),
                    node.get("input"),
                    node.get("expected"),
                    node.at("/tol/rel").asDouble(),
                    node.at("/tol/abs").asDouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of the vectors. */
    record Vector(String id, String kind, JsonNode input, JsonNode expected, double relative, double absolute) {

        double number(String name) {
            return Vectors.number(input.get(name));
        }

        double[] numbers(String name) {
            return IntStream.range(0, input.get(name).size())
                    .mapToDouble(i -> Vectors.number(input.get(name).get(i)))
                    .toArray();
        }

        /** Checks a number; {@code path} is a JSON pointer below {@code expected}. */
        void check(String path, double got) {
            JsonNode node = expected.at(path);
            assertThat(node.isMissingNode()).as("%s has %s", id, path).isFalse();
            double wanted = Vectors.number(node);
            double tolerance = Math.max(absolute, relative * Math.abs(wanted));
            boolean passes = Double.compare(got, wanted) == 0 || got == wanted || Math.abs(got - wanted) <= tolerance;
            assertThat(passes)
                    .as("%s %s: expected %s but was %s, tolerance %s", id, path, wanted, got, tolerance)
                    .isTrue();
        }
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }
}
