package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.report.VerdictFile;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something to a file system, a browser, a table or a shell. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class OddNamesSparkTest {

    /** A value as it is read, and its spelling in a coordinate. */
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("a,b", "a%2Cb");
        VALUES.put("a=b", "a%3Db");
        VALUES.put("100%", "100%25");
        VALUES.put("%2C", "%252C");
        VALUES.put("a/b\\c", "a/b\\c");
        VALUES.put("\"quoted\" 'twice'", "\"quoted\" 'twice'");
        VALUES.put("<script>alert(1)</script>", "<script>alert(1)</script>");
        VALUES.put("two\nlines\r\n", "two%0Alines%0D%0A");
        VALUES.put("tab\t|pipe|", "tab%09|pipe|");
        VALUES.put("München 東京 🙂", "München 東京 🙂");
        VALUES.put("\u202eevil", "\u202eevil");
        VALUES.put("=1+1", "%3D1+1");
        VALUES.put("all", "all");
        VALUES.put("null", "null");
        VALUES.put(" ", " ");
        VALUES.put("", "");
        VALUES.put("${run-date} `x` $(y) ]]>&amp;", "${run-date} `x` $(y) ]]>&amp;");
    }

    private static final String YAML =
            """
            evaluation: odd
            input: {path: rows.jsonl}
            columns: {id: id, version: version, label: label, prediction: prediction, partition: value}
            baseline: "<b>base</b>, \\"1=1\\" %"
            slices: [value]
            losses: [squared_error]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            """;

    @TempDir
    Path folder = Path.of("");

    private void writeRows(String baseline, String candidate) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        int id = 0;
        for (String value : VALUES.keySet()) {
            id++;
            for (String version : new String[] {baseline, candidate}) {
                lines.add(json.writeValueAsString(
                        Map.of("id", "e" + id, "version", version, "label", 1, "prediction", 0.5, "value", value)));
            }
        }
        lines.add(json.writeValueAsString(Map.of("id", "n", "version", baseline, "label", 1, "prediction", 0.5)));
        Trial.write(folder, "rows.jsonl", lines.toArray(String[]::new));
    }

    @Test
    void everyValueHasACellOfItsOwnAndStandsInEveryReportAsItIs(SparkSession spark) throws Exception {
        String baseline = "<b>base</b>, \"1=1\" %";
        String candidate = "next\n]]> | '🙂'";
        writeRows(baseline, candidate);
        Trial trial = Trial.of(folder, YAML);
        Set<String> expected = new TreeSet<>(Set.of("all", "value=%00"));
        VALUES.values().forEach(spelling -> expected.add("value=" + spelling));
        Path out = folder.resolve("out/evaluation=odd/run_date=undated");

        VALUES.forEach((value, spelling) -> {
            Cell cell = new Cell("value=" + spelling, "value=" + spelling);
            assertThat(Runs.cost(trial.evaluation(), cell, candidate, "squared_error")
                            .rows())
                    .as(value)
                    .isEqualTo(1);
            assertThat(Coordinate.decode(spelling)).isEqualTo(value);
        });
        assertThat(spark.read()
                        .parquet(out.resolve("cost").toString())
                        .select("slice")
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(column(out.resolve("cost.csv"), "slice")).isEqualTo(expected);
        assertThat(column(out.resolve("cost.csv"), "model_version")).containsExactlyInAnyOrder(baseline, candidate);
        assertThat(column(out.resolve("comparison.csv"), "partition"))
                .isEqualTo(expected.stream()
                        .filter(cell -> !cell.equals("value=%00"))
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));

        JsonNode json = new ObjectMapper().readTree(out.resolve(jsonReport(out)).toFile());
        assertThat(json.toString()).contains("value=<script>alert(1)</script>");
        try (InputStream verdict = Files.newInputStream(out.resolve(VerdictFile.NAME))) {
            assertThat(VerdictFile.read(verdict).lines()).hasSize(5).allSatisfy(line -> assertThat(line.chars())
                    .noneMatch(Character::isISOControl));
        }
        assertHtmlIsSafe(Files.readString(out.resolve("report.html")));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(out.resolve("junit.xml").toFile())
                        .getElementsByTagName("testcase")
                        .getLength())
                .isPositive();
        assertTablesHold(Files.readString(out.resolve("summary.md")));
    }

    private static String jsonReport(Path out) throws IOException {
        try (var files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.equals(VerdictFile.NAME))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertHtmlIsSafe(String html) {
        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<b>base</b>")
                .contains("&lt;b&gt;base&lt;/b&gt;");
    }

    /** Every line of a Markdown table has as many cells as the table's head, and no raw HTML. */
    private static void assertTablesHold(String markdown) {
        int columns = 0;
        for (String line : markdown.split("\n", -1)) {
            int bars = line.replace("\\|", "").replaceAll("[^|]", "").length();
            if (!line.startsWith("|")) {
                columns = 0;
            } else if (columns == 0) {
                columns = bars;
            } else {
                assertThat(bars).as(line).isEqualTo(columns);
            }
        }
        assertThat(markdown).doesNotContain("<script>").doesNotContain("<b>base");
    }

    private static Set<String> column(Path csv, String name) throws IOException {
        Set<String> values = new TreeSet<>();
        try (var reader = CsvReader.builder().ofNamedCsvRecord(csv, StandardCharsets.UTF_8)) {
            reader.forEach(record -> values.add(record.getField(name)));
        }
        return values;
    }

    @Test
    void aGateNamesACellAsTheTablesSpellIt() throws IOException {
        writeRows("a", "b");
        String yaml = YAML.replaceFirst("baseline: .*", "baseline: a")
                + """
                gates:
                  - {loss: squared_error, slice: "value=a%2Cb", hard: true}
                  - {loss: squared_error, partition: "value=*", hard: false}
                """;
        assertThat(Trial.of(folder, yaml).evaluation().verdicts().get(0).gates())
                .hasSize(1 + VALUES.size() + 1)
                .anySatisfy(gate -> assertThat(gate.slice()).isEqualTo("value=a%2Cb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with spaces",
                "100% <b>'s \"own\"",
                "ü 東京 🙂",
                "a:b*c?d#e",
                "{a,b}[c]",
                "null",
            })
    void anEvaluationOfAnyNameAtAnyTimeReadsBackFromItsFolder(String name, @TempDir Path out) throws IOException {
        writeRows("a", "b");
        Path configuration = Files.writeString(
                folder.resolve("evaluation.yaml"),
                """
                input: {path: rows.jsonl}
                columns: {id: id, version: version, label: label, prediction: "CAST(prediction AS DOUBLE)"}
                baseline: a
                slices: [{column: prediction, quantiles: 2}]
                losses: [squared_error]
                output: {formats: [parquet, json]}
                """);
        String quoted = new ObjectMapper().writeValueAsString(name);
        String date = "2026-01-31T06:00:00+01:00";
        Evaluator.Outcome outcome = Runs.file(configuration, out, Map.of("evaluation", quoted, "run-date", date));
        assertThat(Path.of(outcome.folder()).resolve(VerdictFile.NAME)).exists();
        SparkSession spark = SharedSession.session();
        assertThat(spark.read()
                        .option("basePath", out.toString())
                        .parquet(out + "/evaluation=*/run_date=*/cost")
                        .select("evaluation", "run_date")
                        .distinct()
                        .collectAsList())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString(0)).isEqualTo(name);
                    assertThat(row.getString(1)).isEqualTo(date);
                });
        // The same run again finds its committed result, and its frozen edges, under the same name.
        Runs.file(configuration, out, Map.of("evaluation", quoted, "run-date", date));
        try (var folders = Files.list(out)) {
            assertThat(folders).hasSize(1);
        }
    }
}
