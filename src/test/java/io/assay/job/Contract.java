package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What everybody who reads an output folder holds on to, written out once more from its description. */
final class Contract {

    private static final List<String> FILES = List.of(
            "cost.csv", "comparison.csv", "metrics.csv", "summary.md", "report.html", "junit.xml", "state.json");

    static final Map<String, String> COLUMNS = Map.of(
            "cost",
            "evaluation, run_date, partition, model_version, slice, loss, aggregate, direction, rows, unscored, weight,"
                    + " cost, standard_error, lower, upper, minimum, maximum, p50, p90, p99",
            "comparison",
            "evaluation, run_date, partition, slice, loss, aggregate, direction, baseline, candidate, pairing, rows,"
                    + " units, baseline_cost, candidate_cost, difference, relative_difference, standard_error, lower,"
                    + " upper, interval_method, p_value, harm_p_value, adjusted_p_value, margin, finding, verdict,"
                    + " rows_needed, test, looks, relative_lower, relative_upper",
            "metrics",
            "evaluation, run_date, partition, model_version, slice, metric, direction, rows, unscored, weight, value,"
                    + " standard_error, lower, upper, bound",
            "quarantine",
            "evaluation, run_date, side, reason, model_version, id, record",
            "state",
            "evaluation, run_date, partition, slice, tally");

    /** Where there are slices. */
    private static final String EXPLORATION =
            "evaluation, run_date, partition, slice, loss, direction, baseline, candidate,"
                    + " units, difference, standard_error, p_value, tests, family_p_value, adjusted_p_value, found,"
                    + " shrunk_difference, shrunk_standard_error, worse_probability, e_value, looks, correction";

    /** Where slices or partitions divide the rows. */
    private static final String CONTRIBUTIONS =
            "evaluation, run_date, whole, division, partition, slice, loss, aggregate, direction, baseline, candidate,"
                    + " pairing, rows, baseline_share, candidate_share, baseline_cost, candidate_cost, within, mix,"
                    + " contribution, difference, within_total, mix_total, within_standard_error, within_lower,"
                    + " within_upper, reversal";

    private Contract() {}

    /** Every file is there and committed by the verdict, and every table reads back over all evaluations and dates. */
    static void holds(Sample sample) throws IOException {
        JsonNode verdict = verdict(sample.folder());
        assertThat(verdict.get("verdict").asText())
                .isEqualTo(sample.evaluation().verdict().name());
        TreeSet<String> committed = new TreeSet<>();
        verdict.get("data_files").forEach(file -> committed.add(file.asText()));
        assertThat(committed).containsAll(FILES);
        assertThat(committed).isEqualTo(dataFiles(sample.folder()));
        assertThat(sample.folder().resolve("_SUCCESS")).exists();
        for (String table : COLUMNS.keySet()) {
            assertThat(committed).anyMatch(file -> file.startsWith(table + "/"));
            assertThat(table(sample.output(), table).columns())
                    .as(table)
                    .containsExactlyInAnyOrder(COLUMNS.get(table).split(", "));
        }
        assertThat(table(sample.output(), "cost").count())
                .isEqualTo(sample.evaluation().costs().size());
        assertThat(table(sample.output(), "comparison").count())
                .isEqualTo(sample.evaluation().comparisons().size());
        assertThat(table(sample.output(), "metrics").count())
                .isEqualTo(sample.evaluation().metrics().size());
        if (!sample.evaluation().explored().isEmpty()) {
            Dataset<Row> explored = table(sample.output(), "exploration");
            assertThat(explored.count())
                    .isEqualTo(sample.evaluation().explored().size());
            assertThat(String.join(", ", explored.columns())).isEqualTo(EXPLORATION);
        }
        if (!sample.evaluation().composition().shifts().all().isEmpty()) {
            assertThat(String.join(", ", table(sample.output(), "attribution").columns()))
                    .isEqualTo(CONTRIBUTIONS);
        }
        assertThat(table(sample.output(), "cost")
                        .select("evaluation", "run_date")
                        .distinct()
                        .collectAsList())
                .map(row -> Arrays.asList(row.get(0), row.get(1)))
                .containsExactly(
                        List.of(sample.evaluation().name(), sample.evaluation().runDate()));
    }

    static JsonNode verdict(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("verdict.json").toFile());
    }

    /** A table over all evaluations and dates of an output. */
    static Dataset<Row> table(Path output, String name) {
        return SharedSession.session()
                .read()
                .option("basePath", output.toString())
                .parquet(output + "/evaluation=*/run_date=*/" + name);
    }

    /** What stands in a folder but for the verdict and the names that are no data. */
    static TreeSet<String> dataFiles(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                String name = file.getFileName().toString();
                if (!name.startsWith("_") && !name.startsWith(".") && !name.equals("verdict.json")) {
                    names.add(folder.relativize(file).toString());
                }
            });
        }
        return names;
    }
}
