package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looking after every run at users who come again on later run dates, and through slices by e-values. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class RecurringSparkTest {

    private static final String EVALUATION =
            """
            evaluation: daily
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p, weight: w, cluster: user}
            baseline: a
            slices: [kind]
            losses: [absolute_error, {name: relative, loss: weighted_absolute_percentage_error}]
            metrics: [r2]
            gates: [{loss: absolute_error}, {loss: absolute_error, at-most: 3}]
            compare: {sequential: true, margin: {absolute: 0.5}}
            output: {formats: [csv, html, markdown]}
            """;

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");
    private static final String ALL_AT_ONCE = "2026-02-01";

    @TempDir
    private Path folder = Path.of("");

    /** Most of 300 users on every day; in kind k0 version b is worse by 3. */
    @BeforeEach
    void write() throws IOException {
        List<String> all = new ArrayList<>();
        for (String date : DATES) {
            List<String> lines = rows(date, 300);
            all.addAll(all.isEmpty() ? lines : lines.subList(1, lines.size()));
            Files.write(folder.resolve("rows-" + date + ".csv"), lines);
        }
        Files.write(folder.resolve("rows-" + ALL_AT_ONCE + ".csv"), all);
    }

    private static List<String> rows(String date, int users) {
        Random random = new Random(date.hashCode());
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,w,user,kind"));
        for (int user = 0; user < users; user++) {
            double own = new Random(user).nextGaussian();
            for (int i = random.nextInt(3); i > 0; i--) {
                String id = date + "-" + user + "-" + i;
                int kind = random.nextInt(2);
                double label = 5 + random.nextGaussian();
                double weight = 1 + random.nextInt(3);
                lines.add(String.join(",", id, "a", "" + label, "" + (label + 1), "" + weight, "u" + user, "k" + kind));
                double error = 1 + own / 2 + random.nextGaussian() / 2 + (kind == 0 ? 3 : 0);
                lines.add(String.join(
                        ",", id, "b", "" + label, "" + (label + error), "" + weight, "u" + user, "k" + kind));
            }
        }
        return lines;
    }

    private Evaluator.Outcome run(String yaml, String output, String date) throws IOException {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("output.path", folder.resolve(output).toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("daily.yaml"), yaml), overrides, date);
        return new Evaluator(SharedSession.session(), configuration, "test").run(Overwrite.ALLOW);
    }

    private Evaluation evaluate(String date) throws IOException {
        return run(EVALUATION, "out", date).evaluation();
    }

    private Path result(String date) {
        return folder.resolve("out/evaluation=daily/run_date=" + date);
    }

    private static Comparison line(Evaluation evaluation, Cell cell, String loss) {
        return evaluation.comparisons().stream()
                .filter(line -> line.cell().equals(cell) && line.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsCarriedGivesTheBitsOfAllRowsAtOnceAndReportsSayWhatWasDone() throws IOException {
        List<Evaluation> looks = new ArrayList<>();
        for (String date : DATES) {
            looks.add(evaluate(date));
        }
        Evaluation last = looks.get(2);
        Evaluation once = run(EVALUATION, "once", ALL_AT_ONCE).evaluation();
        assertThat(last.comparisons()).hasSameSizeAs(once.comparisons()).hasSize(9);
        for (Comparison line : once.comparisons()) {
            Comparison found = line(last, line.cell(), line.loss());
            assertThat(found.difference()).isEqualTo(line.difference());
            assertThat(found.standardError()).isEqualTo(line.standardError());
            assertThat(found.rows()).isEqualTo(line.rows());
            assertThat(found.pairing()).isEqualTo("paired by cluster");
        }
        Comparison all = line(last, Cell.ALL, "absolute_error");
        assertThat(all.intervalMethod())
                .isEqualTo("normal mixture by 64 buckets of clusters, always valid, 3 looks since 2026-01-01");
        assertThat(all.units()).isBetween(150L, 250L);
        assertThat(all.upper() - all.difference())
                .isLessThan(line(looks.get(0), Cell.ALL, "absolute_error").upper()
                        - line(looks.get(0), Cell.ALL, "absolute_error").difference());
        assertThat(last.verdicts()
                        .get(0)
                        .gates()
                        .get(1)
                        .comparison()
                        .orElseThrow()
                        .intervalMethod())
                .startsWith("normal mixture by 64 buckets of clusters");

        assertThat(last.notes())
                .anyMatch(note -> note.startsWith("Clusters of user may come again on later run dates"))
                .noneMatch(note -> note.startsWith("Not compared"));
        ExploredSlice slice = last.explored().stream()
                .filter(each -> each.comparison().cell().slice().equals("kind=k0"))
                .findFirst()
                .orElseThrow();
        assertThat(slice.found()).isEqualTo("worse");
        assertThat(slice.looks()).isEqualTo(3);
        assertThat(slice.eValue()).isGreaterThan(1e3);
        String rule = "Named by e-values (e-BH), in 2 tests and after 3 looks";
        assertThat(Files.readString(result(DATES.get(2)).resolve("report.html")))
                .contains(rule);
        assertThat(Files.readString(result(DATES.get(2)).resolve("summary.md")))
                .contains("in 2 tests and after 3 looks");
        assertThat(Files.readString(result(DATES.get(2)).resolve("exploration.csv")))
                .contains("worse_probability,e_value,looks");

        // A repeated run date changes nothing, and is no further look.
        Path second = result(DATES.get(1)).resolve("comparison.csv");
        String before = Files.readString(second);
        evaluate(DATES.get(1));
        assertThat(Files.readString(second)).isEqualTo(before);
        // Late rows of a run date take the place of its own.
        Files.write(folder.resolve("rows-" + DATES.get(1) + ".csv"), rows(DATES.get(1), 400));
        evaluate(DATES.get(1));
        Evaluation late = evaluate(DATES.get(2));
        assertThat(line(late, Cell.ALL, "absolute_error").rows()).isGreaterThan(all.rows());
        assertThat(late.notes().get(0)).startsWith("Comparisons and gates are over 3 run dates together");
    }

    @Test
    void statesSayTheirVersionMergeAndAreMissedWhereOneCarriesNothing() throws IOException {
        String once = EVALUATION.replace("sequential: true", "sequential: false");
        run(once, "out", DATES.get(0));
        assertThat(state(DATES.get(0)).get("format_version").asInt()).isEqualTo(2);
        Evaluation anew = evaluate(DATES.get(1));
        assertThat(state(DATES.get(1)).get("format_version").asInt()).isEqualTo(3);
        assertThat(anew.notes().get(0)).startsWith("The first look of a sequence");
        assertThat(anew.notes())
                .anyMatch(note -> note.startsWith("Run dates up to 2026-01-01 are no part of the sequence"));

        // Looked at once, clusters that are told to be distinct are merged whether sums are carried or not.
        Configuration configuration = ConfigurationReader.read(
                Files.writeString(folder.resolve("once.yaml"), once),
                Map.of("output.path", folder.resolve("out").toString()),
                DATES.get(1));
        MergeRequest request = new MergeRequest(
                DATES.get(0), DATES.get(1), MergeRequest.Partitions.ADD, MergeRequest.Clusters.DISTINCT);
        Evaluation merged = Merger.of(SharedSession.session(), date -> configuration, request, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
        assertThat(line(merged, Cell.ALL, "absolute_error").units()).isGreaterThan(300);

        // The second run date again, without a sequence: the third would go on as if there had been no look before it.
        run(EVALUATION, "gap", DATES.get(0));
        run(once, "gap", DATES.get(1));
        assertThatThrownBy(() -> run(EVALUATION, "gap", DATES.get(2)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("run date 2026-01-02 was evaluated without compare.sequential")
                .hasMessageContaining("--overwrite");
    }

    private JsonNode state(String date) throws IOException {
        return new ObjectMapper().readTree(result(date).resolve("state.json").toFile());
    }

    @Test
    void whatIsNotCarriedCannotBeGated() {
        assertThatThrownBy(() -> run(
                        EVALUATION
                                .replace("metrics: [r2]", "metrics: [r2, {name: off, metric: ece}]")
                                .replace("gates: [", "gates: [{metric: off, at-most: 0.1}, "),
                        "out",
                        DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("off")
                .hasMessageContaining("gate a loss, or a metric such as f1, r2 or debiased_calibration_error");
        assertThatThrownBy(() -> run(
                        EVALUATION.replace("sequential: true", "sequential: true, sequence: bernstein"),
                        "out",
                        DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("there can be no clusters");
    }
}
