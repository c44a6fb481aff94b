package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.dimension.Cell;
import io.assay.input.InputException;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looking after every run: what is compared, what stays as it is, and what cannot be looked at again and again. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SequenceSparkTest {

    private static final String EVALUATION =
            """
            evaluation: daily
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p, partition: [region]}
            baseline: a
            slices: [kind]
            losses: [absolute_error, squared_error]
            metrics: [r2]
            compare: {sequential: true, margin: {absolute: 0.2}}
            output: {formats: [csv]}
            """;

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");

    @TempDir
    private Path folder = Path.of("");

    /** 120 examples a day; on the first day there is no kind k2. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(7);
        for (String date : DATES) {
            List<String> lines = new ArrayList<>(List.of("id,v,y,p,region,kind"));
            for (int i = 0; i < 120; i++) {
                String kind = "k" + random.nextInt(date.equals(DATES.get(0)) ? 2 : 3);
                double label = random.nextGaussian();
                for (String version : List.of("a", "b")) {
                    lines.add(String.join(
                            ",",
                            date + i,
                            version,
                            String.valueOf(label),
                            String.valueOf(label + random.nextGaussian()),
                            "r" + i % 2,
                            kind));
                }
            }
            Files.write(folder.resolve("rows-" + date + ".csv"), lines);
        }
    }

    private Evaluation evaluate(String yaml, String date) throws IOException {
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("daily.yaml"), yaml), output, date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    /** All rows at once, looked at once. */
    private Evaluation atOnce(String files) throws IOException {
        Map<String, String> overrides = Map.of(
                "output.path",
                folder.resolve("once").toString(),
                "input.path",
                "rows-" + files + ".csv",
                "compare.sequential",
                "false");
        Configuration configuration = ConfigurationReader.read(
                Files.writeString(folder.resolve("once.yaml"), EVALUATION), overrides, "2026-02-01");
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static Comparison line(Evaluation evaluation, Cell cell, String loss) {
        return evaluation.comparisons().stream()
                .filter(line -> line.cell().equals(cell) && line.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyLookIsAtAllRowsSoFarAndItsBoundsAreThoseOfTheSequence() throws IOException {
        List<Evaluation> looks = new ArrayList<>();
        for (String date : DATES) {
            looks.add(evaluate(EVALUATION, date));
        }
        Evaluation last = looks.get(2);
        Evaluation once = atOnce("*");
        Evaluation third = atOnce(DATES.get(2));

        assertThat(last.comparisons()).hasSameSizeAs(once.comparisons());
        for (Comparison line : once.comparisons()) {
            Comparison found = line(last, line.cell(), line.loss());
            assertThat(found.difference()).isEqualTo(line.difference());
            assertThat(found.standardError()).isEqualTo(line.standardError());
            assertThat(found.units()).isEqualTo(line.units());
            assertThat(found.baselineCost()).isEqualTo(line.baselineCost());
            assertThat(found.lower()).isLessThan(line.lower());
            assertThat(found.upper()).isGreaterThan(line.upper());
        }
        assertThat(last.costs().stream().map(cost -> cost.cost()).toList())
                .isEqualTo(third.costs().stream().map(cost -> cost.cost()).toList());
        assertThat(last.metrics().stream().map(metric -> metric.value()).toList())
                .isEqualTo(
                        third.metrics().stream().map(metric -> metric.value()).toList());
        // 360 units, narrowest at ten times the 120 of the first look, by hand.
        Comparison all = line(last, Cell.ALL, "absolute_error");
        double x = 6.638352067993813 * 360 / 1_200;
        double reach = Math.sqrt(2 * (1 + 1 / x) * Math.log(0.5 + Math.sqrt(1 + x) / 0.1));
        assertThat(all.upper() - all.difference()).isCloseTo(reach * all.standardError(), within(1e-12));
        assertThat(all.intervalMethod()).isEqualTo("normal mixture, always valid, 3 looks since 2026-01-01");
        assertThat(line(last, new Cell("all", "kind=k2"), "absolute_error").intervalMethod())
                .isEqualTo("normal mixture, always valid, 2 looks since 2026-01-02");
        assertThat(looks.get(0).notes().get(0)).startsWith("The first look of a sequence");
        assertThat(last.notes().get(0))
                .startsWith("Comparisons and gates are over 3 run dates together, from 2026-01-01");
        // 60 units on the first day.
        Cell small = new Cell("region=r0", "all");
        assertThat(line(looks.get(0), small, "absolute_error").finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(line(looks.get(0), small, "absolute_error").shortfall()).isEqualTo("60 units, at least 100 needed");
        assertThat(line(last, small, "absolute_error").finding()).isNotEqualTo(Finding.UNRELIABLE);
    }

    @Test
    void aRunThatIsRepeatedGivesTheSameAndLaterRunsAreNoPartOfIt() throws IOException {
        for (String date : DATES) {
            evaluate(EVALUATION, date);
        }
        Path second = folder.resolve("out/evaluation=daily/run_date=2026-01-02/comparison.csv");
        String before = Files.readString(second);
        evaluate(EVALUATION, DATES.get(1));
        assertThat(Files.readString(second)).isEqualTo(before);
    }

    @Test
    void anotherLossStartsAnewAndAnotherMarginDoesNot() throws IOException {
        evaluate(EVALUATION, DATES.get(0));
        Evaluation margin = evaluate(EVALUATION.replace("0.2", "0.3"), DATES.get(1));
        assertThat(line(margin, Cell.ALL, "absolute_error").units()).isEqualTo(240);
        Evaluation anew = evaluate(EVALUATION.replace("squared_error", "huber"), DATES.get(2));
        assertThat(line(anew, Cell.ALL, "absolute_error").units()).isEqualTo(120);
        assertThat(anew.notes().get(0)).startsWith("The first look of a sequence");
    }

    @Test
    void whatCannotBeLookedAtAgainAndAgainIsRefused() throws IOException {
        Files.copy(folder.resolve("rows-2026-01-01.csv"), folder.resolve("rows-undated.csv"));
        assertThatThrownBy(() -> evaluate(EVALUATION, ConfigurationReader.UNDATED))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("--run-date");
        String median = "losses: [{name: middle, loss: absolute_error, aggregate: median}, squared_error]";
        assertThatThrownBy(() -> evaluate(EVALUATION.replaceFirst("losses: .*", median), DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("middle");
        assertThatThrownBy(() ->
                        evaluate(EVALUATION.replace("formats: [csv]", "formats: [csv], state: false"), DATES.get(0)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("output.state");

        // Two run dates that read the same file.
        evaluate(EVALUATION, DATES.get(0));
        assertThatThrownBy(() -> evaluate(EVALUATION.replace("${run-date}", DATES.get(0)), DATES.get(1)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("rows would count twice");
        // A run date without a result would be a look that nobody knows of.
        Files.delete(folder.resolve("out/evaluation=daily/run_date=2026-01-01/verdict.json"));
        assertThatThrownBy(() -> evaluate(EVALUATION, DATES.get(1))).isInstanceOf(InputException.class);
    }
}
