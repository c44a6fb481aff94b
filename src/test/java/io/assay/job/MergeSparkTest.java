package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.input.InputException;
import io.assay.job.Evaluator.Overwrite;
import io.assay.job.MergeRequest.Clusters;
import io.assay.job.MergeRequest.Partitions;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is merged from the states of run dates is what all of their rows at once give, or is refused. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MergeSparkTest {

    private static final String EVALUATION =
            """
            evaluation: "votes: all"
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p, weight: w, partition: [region]}
            baseline: a
            slices: [kind, {name: "sure, or not", where: "p > 0.5"}]
            losses: [brier_loss, {name: steady, loss: absolute_error, aggregate: median_difference}, absolute_error,
                     {name: rmse, loss: squared_error, aggregate: root}, wmape]
            metrics: [accuracy, f1, expected_calibration_error, r2]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            output: {formats: [csv]}
            """;

    private static final String HEADER = "id,v,y,p,w,region,kind";
    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");
    private static final MergeRequest ALL = request(Partitions.ADD, Clusters.MAY_RECUR);

    @TempDir
    private Path folder = Path.of("");

    private static MergeRequest request(Partitions partitions, Clusters clusters) {
        return new MergeRequest("2026-01-01", "2026-01-03", partitions, clusters);
    }

    /** Rows of two versions, some of them unusable, with ids of their own. */
    private static List<String> rows(Random random, String prefix, List<String> regions) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String region = regions.get(random.nextInt(regions.size()));
            for (String version : List.of("a", "b")) {
                String prediction = random.nextInt(15) == 0 ? "" : String.valueOf(random.nextDouble());
                rows.add(String.join(
                        ",",
                        prefix + i,
                        version,
                        String.valueOf(random.nextInt(2)),
                        prediction,
                        String.valueOf(random.nextInt(4)),
                        region,
                        "k" + random.nextInt(2)));
            }
        }
        rows.add(rows.get(0));
        return rows;
    }

    private void write(String name, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(rows);
        Files.write(folder.resolve("rows-" + name + ".csv"), lines);
    }

    private Configuration configuration(String yaml, String output, Map<String, String> overrides, String date)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.put("output.path", folder.resolve(output).toString());
        return ConfigurationReader.read(Files.writeString(folder.resolve("votes.yaml"), yaml), all, date);
    }

    private void evaluate(String yaml, String date) throws IOException {
        new Evaluator(SharedSession.session(), configuration(yaml, "out", Map.of(), date), "test").run(Overwrite.ALLOW);
    }

    /** All rows of files whose names begin so, under the name of a merge. */
    private Evaluator.Outcome atOnce(String yaml, String files) throws IOException {
        Map<String, String> overrides = Map.of("input.path", "rows-" + files + "*.csv");
        Configuration configuration = configuration(yaml, "once", overrides, "2026-01-03");
        return new Evaluator(SharedSession.session(), configuration.named(ALL.name()), "test").run(Overwrite.ALLOW);
    }

    private Evaluator.Outcome merge(String yaml, MergeRequest request) throws IOException {
        return Merger.of(SharedSession.session(), date -> configuration(yaml, "out", Map.of(), date), request, "merge")
                .run(Overwrite.ALLOW);
    }

    private static void sameTables(Evaluator.Outcome merged, Evaluator.Outcome once) throws IOException {
        for (String table : List.of("cost.csv", "comparison.csv", "metrics.csv")) {
            String text = Files.readString(Path.of(merged.folder(), table));
            assertThat(text).isEqualTo(Files.readString(Path.of(once.folder(), table)));
            assertThat(text.lines().count()).isGreaterThan(10);
        }
        assertThat(merged.evaluation().verdicts()).isEqualTo(once.evaluation().verdicts());
        assertThat(states(merged)).isEqualTo(states(once));
    }

    private static void sameRows(Evaluator.Outcome merged, Evaluator.Outcome once) {
        assertThat(merged.evaluation().accounts()).isEqualTo(once.evaluation().accounts());
        assertThat(quarantine(merged)).isEqualTo(quarantine(once)).isNotEmpty();
    }

    private static List<String> states(Evaluator.Outcome outcome) {
        return SharedSession.session().read().parquet(outcome.folder() + "/state").collectAsList().stream()
                .map(row -> row.getString(2) + " " + row.getString(3) + " "
                        + HexFormat.of().formatHex(row.<byte[]>getAs(4)))
                .toList();
    }

    private static List<String> quarantine(Evaluator.Outcome outcome) {
        return SharedSession.session().read().parquet(outcome.folder() + "/quarantine").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private void days(String yaml, long seed) throws IOException {
        Random random = new Random(seed);
        for (String date : DATES) {
            write(date, rows(random, date + "-", List.of("north", "south", "x=y")));
            evaluate(yaml, date);
        }
    }

    private Path result(String date) {
        return folder.resolve("out/evaluation=votes%3A all/run_date=" + date);
    }

    @Test
    void mergedDaysAreWhatAllRowsAtOnceGiveAndStayThatWhenADayIsReplaced() throws IOException {
        days(EVALUATION, 1);
        Evaluator.Outcome merged = merge(EVALUATION, ALL);
        Evaluator.Outcome once = atOnce(EVALUATION, "2026");
        sameTables(merged, once);
        sameRows(merged, once);
        assertThat(merged.folder()).endsWith("/evaluation=votes%3A all/merged=2026-01-01..2026-01-03");
        assertThat(merged.evaluation().notes().get(0))
                .isEqualTo("Merged from the states of 3 run dates, no row was read again: 2026-01-01, 2026-01-02,"
                        + " 2026-01-03.");
        assertThat(Contract.verdict(Path.of(merged.folder()))
                        .at("/timings/scans")
                        .asInt())
                .isZero();

        List<String> before = states(merged);
        write("2026-01-02", rows(new Random(77), "late-", List.of("south", "west")));
        evaluate(EVALUATION, "2026-01-02");
        Evaluator.Outcome again = merge(EVALUATION, ALL);
        sameTables(again, atOnce(EVALUATION, "2026"));
        assertThat(states(again)).isNotEqualTo(before);
    }

    @Test
    void aPartitionOfALaterRunDateReplacesThatOfEarlierOnes() throws IOException {
        Random random = new Random(5);
        List<String> kept = rows(random, "kept-", List.of("north", "south"));
        write(
                "2026-01-01",
                Stream.concat(kept.stream(), Stream.of("g,a,1,0.5,1,west,k0", "g,b,1,0.25,1,west,k0"))
                        .toList());
        evaluate(EVALUATION, "2026-01-01");
        List<String> late = rows(random, "late-", List.of("west", "east"));
        write("2026-01-03", late);
        evaluate(EVALUATION, "2026-01-03");
        Evaluator.Outcome merged = merge(EVALUATION, request(Partitions.REPLACE, Clusters.MAY_RECUR));
        write("final", Stream.concat(kept.stream(), late.stream()).toList());
        sameTables(merged, atOnce(EVALUATION, "final"));
        assertThat(merged.evaluation().accounts().get(0).filtered()).isEqualTo(2);
        assertThat(merged.evaluation().notes())
                .anyMatch(note -> note.startsWith("2 rows of region=west were replaced by those of later run dates"));
    }

    @Test
    void clustersAreMergedOnlyWhereNoneIsOnTwoRunDates() throws IOException {
        String clustered = EVALUATION.replace("weight: w,", "weight: w, cluster: \"concat(substr(id, 1, 11), kind)\",");
        days(clustered, 3);
        assertThatThrownBy(() -> merge(clustered, ALL))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("Cannot merge clusters of concat(substr(id, 1, 11), kind)")
                .hasMessageContaining("--distinct-clusters");
        sameTables(merge(clustered, request(Partitions.ADD, Clusters.DISTINCT)), atOnce(clustered, "2026"));
    }

    @Test
    void whatIsReadFromSortedRowsIsLeftEmptyWithANoteAndGatesNothing() throws IOException {
        String sorted = EVALUATION
                .replace("r2]", "roc_auc]")
                .replace("wmape]", "{name: middle, loss: absolute_error, aggregate: median}]");
        days(sorted, 4);
        Evaluation merged = merge(sorted, ALL).evaluation();
        assertThat(merged.notes())
                .contains("Read from sorted rows, which states do not keep, and so left empty: middle, roc_auc.");
        assertThat(Runs.cost(merged, "a", "middle").cost()).isNaN();
        assertThat(Runs.cost(merged, "a", "brier_loss").cost()).isNotNaN();
        assertThat(merged.metrics().stream().filter(metric -> metric.metric().equals("roc_auc")))
                .isNotEmpty()
                .allMatch(metric -> Double.isNaN(metric.value()));
        String gated = sorted + "gates: [{metric: roc_auc}]\n";
        assertThatThrownBy(() -> merge(gated, ALL))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("roc_auc: is read from sorted rows, which states do not keep");
    }

    @Test
    void gatesCanBeJudgedAnewAndOtherDefinitionsAreRefused() throws IOException {
        days(EVALUATION, 6);
        String strict = EVALUATION + "gates: [{loss: brier_loss, margin: {absolute: 0.5}}]\n";
        assertThat(merge(strict, ALL).evaluation().verdicts())
                .isEqualTo(atOnce(strict, "2026").evaluation().verdicts());
        for (Map.Entry<String, String> other : Map.of(
                        "[brier_loss, ", "[brier_loss, log_loss, ", "[kind, ", "[", "weight: w, ", "")
                .entrySet()) {
            assertThatThrownBy(() -> merge(EVALUATION.replace(other.getKey(), other.getValue()), ALL))
                    .isInstanceOf(BadArgumentsException.class)
                    .hasMessageContaining("Cannot merge run date 2026-01-01: its state was made with other ");
        }
    }

    @Test
    void runDatesThatReadTheSameRowsAreRefused() throws IOException {
        String same = EVALUATION.replace("rows-${run-date}.csv", "rows-2026-01-01.csv");
        days(same, 7);
        assertThatThrownBy(() -> merge(same, ALL))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessage("Cannot merge run dates 2026-01-01 and 2026-01-02: both have read csv rows-2026-01-01.csv,"
                        + " whose rows would count twice");
    }

    @Test
    void whatIsMissingIsToldAndNotLeftOut() throws IOException {
        assertThatThrownBy(() -> merge(EVALUATION, ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no run date from 2026-01-01 to 2026-01-03 has a result in");
        days(EVALUATION, 8);
        evaluate(EVALUATION.replace("[csv]", "[csv], state: false"), "2026-01-02");
        assertThatThrownBy(() -> merge(EVALUATION, ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Cannot merge run date 2026-01-02")
                .hasMessageContaining("evaluate it again with output.state: true");
        Files.delete(result("2026-01-02").resolve("verdict.json"));
        assertThatThrownBy(() -> merge(EVALUATION, ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Cannot merge run date 2026-01-02: no result is committed in");
        MergeRequest first = new MergeRequest("2026-01-01", "2026-01-01", Partitions.ADD, Clusters.MAY_RECUR);
        assertThat(merge(EVALUATION, first).folder()).endsWith("merged=2026-01-01..2026-01-01");
    }

    @Test
    void damagedFilesAreTold(SparkSession spark) throws IOException {
        days(EVALUATION, 9);
        Path state = result("2026-01-02").resolve("state.json");
        String text = Files.readString(state);
        Files.deleteIfExists(result("2026-01-02").resolve(".state.json.crc"));
        for (Map.Entry<String, String> damage : Map.of(
                        text.replaceFirst("\"read\" : (\\d)", "\"read\" : 7$1"),
                        "its checksum is wrong",
                        text.substring(0, text.length() / 2),
                        "it is not JSON",
                        text.replace("\"format_version\" : 2", "\"format_version\" : 4"),
                        "its format has version 4",
                        "[]",
                        "it is no JSON object")
                .entrySet()) {
            Files.writeString(state, damage.getKey());
            assertThatThrownBy(() -> merge(EVALUATION, ALL))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Cannot read the state of run date 2026-01-02")
                    .hasMessageContaining(damage.getValue())
                    .hasMessageContaining("evaluate that run date again");
        }
        Files.writeString(state, text);
        assertThat(merge(EVALUATION, ALL).folder()).isNotEmpty();

        Path table = Path.of(tableFile("2026-01-02"));
        spark.read()
                .parquet(table.toString())
                .filter(functions.col("slice").equalTo("all"))
                .coalesce(1)
                .write()
                .parquet(folder.resolve("fewer").toString());
        Files.deleteIfExists(table.resolveSibling("." + table.getFileName() + ".crc"));
        try (Stream<Path> files = Files.list(folder.resolve("fewer"))) {
            Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.write(table, Files.readAllBytes(part));
        }
        assertThatThrownBy(() -> merge(EVALUATION, ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Cannot read the state of run date 2026-01-02: its table has ");
        Files.delete(table);
        assertThatThrownBy(() -> merge(EVALUATION, ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is named by its verdict and not there");
    }

    private String tableFile(String date) throws IOException {
        String name = Stream.of(Contract.dataFiles(result(date)).toArray(String[]::new))
                .filter(file -> file.startsWith("state/"))
                .findFirst()
                .orElseThrow();
        return result(date).resolve(name).toString();
    }
}
