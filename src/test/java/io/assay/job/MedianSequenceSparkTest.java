package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.cost.Buckets;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Medians of differences by clusters and after every run, through the whole job; each run date has fewer than 100 users. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MedianSequenceSparkTest {

    private static final String EVALUATION =
            """
            evaluation: middle
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p, cluster: user}
            baseline: a
            slices: [kind]
            losses: [{name: middle, loss: absolute_error, aggregate: median_difference}, absolute_error]
            gates: [{loss: middle, margin: {absolute: 0.05}}]
            compare: {sequential: true, margin: {absolute: 0.05}}
            output: {formats: [csv, html, markdown]}
            """;

    private static final String ONCE = EVALUATION.replace("sequential: true, ", "");
    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");
    private static final String ALL = "2026-02-01";

    @TempDir
    private Path folder = Path.of("");

    /** By user, what b's rows cost more than a's. */
    private final Map<String, List<Double>> differences = new HashMap<>();

    private final List<String> all = new ArrayList<>();

    /** Some 70 of 240 users on each date; b is worse by about a half, in heavy tails. */
    @BeforeEach
    void write() throws IOException {
        for (String date : DATES) {
            Random random = new Random(date.hashCode());
            List<String> lines = new ArrayList<>();
            for (int user = 0; user < 240; user++) {
                if (random.nextDouble() >= 0.3) {
                    continue;
                }
                double own = new Random(user).nextGaussian() / 4;
                for (int i = random.nextInt(3); i >= 0; i--) {
                    String id = date + "-" + user + "-" + i;
                    double more = 0.5 + own + 0.1 * random.nextGaussian() / random.nextGaussian();
                    String kind = "k" + random.nextInt(2);
                    // The label is 0, so that a loss is what is predicted.
                    lines.add(String.join(",", id, "a", "0", "1000", "u" + user, kind));
                    lines.add(String.join(",", id, "b", "0", "" + (1000 + more), "u" + user, kind));
                    differences
                            .computeIfAbsent("u" + user, key -> new ArrayList<>())
                            .add(Math.abs(1000 + more) - 1000);
                }
            }
            all.addAll(lines);
            write(date, lines);
        }
        write(ALL, all);
    }

    private void write(String date, List<String> lines) throws IOException {
        List<String> file = new ArrayList<>(List.of("id,v,y,p,user,kind"));
        file.addAll(lines);
        Files.write(folder.resolve("rows-" + date + ".csv"), file);
    }

    private Evaluation run(String yaml, String output, String date) throws IOException {
        Map<String, String> overrides =
                Map.of("output.path", folder.resolve(output).toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("middle.yaml"), yaml), overrides, date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static Comparison middle(Evaluation evaluation) {
        return Runs.comparison(evaluation, Cell.ALL, "b", "middle");
    }

    /** The one-sided p-value of so many differences at an edge or beyond it, from the rows. */
    private double harm(double edge) {
        double[] surplus = new double[Buckets.MOST];
        boolean[] filled = new boolean[Buckets.MOST];
        differences.forEach((user, own) -> own.forEach(difference -> {
            filled[Buckets.of(user)] = true;
            surplus[Buckets.of(user)] += difference >= edge ? 1 : -1;
        }));
        double sum = 0;
        double squares = 0;
        int buckets = 0;
        for (int i = 0; i < surplus.length; i++) {
            sum += surplus[i];
            squares += surplus[i] * surplus[i];
            buckets += filled[i] ? 1 : 0;
        }
        return StudentT.upperTail(sum / Math.sqrt(squares * buckets / (buckets - 1)), buckets - 1);
    }

    @Test
    void clustersHaveAnIntervalAndTheNumbersAreThoseOfALoopInAnyOrder() throws IOException {
        // Differences in the bucket of the margin, from 4/16 to 17/64, are not certainly beyond it.
        String yaml = ONCE.replace("absolute: 0.05", "absolute: 0.25");
        Evaluation found = run(yaml, "out", ALL);
        Comparison line = middle(found);
        assertThat(line.intervalMethod()).matches("paired signs by \\d\\d buckets of clusters, t");
        assertThat(line.pairing()).isEqualTo("paired by cluster");
        assertThat(line.units()).isEqualTo(differences.size());
        assertThat(line.harmPValue()).isEqualTo(harm(17 / 64.0));
        assertThat(line.lower()).isPositive().isLessThan(line.difference());
        assertThat(line.upper()).isGreaterThan(line.difference()).isLessThan(1);
        assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
        Path result = folder.resolve("out/evaluation=middle/run_date=" + ALL);
        assertThat(Files.readString(result.resolve("comparison.csv"))).contains("paired signs by ");

        Collections.shuffle(all, new Random(3));
        write(ALL, all);
        assertThat(run(yaml, "again", ALL).comparisons()).isEqualTo(found.comparisons());
    }

    @Test
    void usersWhoComeAgainAreLookedAtByBucketAsSoonAsAllSoFarAreAHundred() throws IOException {
        List<Evaluation> looks = new ArrayList<>();
        for (String date : DATES) {
            looks.add(run(EVALUATION, "out", date));
        }
        Comparison first = middle(looks.get(0));
        assertThat(first.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(first.shortfall()).endsWith("clusters so far, as their buckets tell, at least 100 needed");
        Comparison last = middle(looks.get(2));
        assertThat(last.units()).isGreaterThanOrEqualTo(100).isLessThanOrEqualTo(differences.size());
        assertThat(last.finding()).as(last.shortfall()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(last.intervalMethod())
                .matches(
                        "normal mixture of signs by \\d\\d buckets of clusters, always valid, 3 looks since 2026-01-01");
        assertThat(Runs.comparison(looks.get(2), Cell.ALL, "b", "absolute_error")
                        .units())
                .isEqualTo(last.units());
        assertThat(looks.get(2).verdict()).isEqualTo(Verdict.FAIL);

        Comparison once = middle(run(ONCE, "once", ALL));
        assertThat(last.difference()).isEqualTo(once.difference());
        assertThat(last.rows()).isEqualTo(once.rows());
        assertThat(last.lower()).isLessThanOrEqualTo(once.lower());
        assertThat(last.upper()).isGreaterThanOrEqualTo(once.upper());
        assertThat(last.upper() - last.lower()).isGreaterThan(once.upper() - once.lower());
        // With all rows on one run date nothing differs but the information of the first look.
        Comparison atOnce = middle(run(EVALUATION, "atOnce", ALL));
        assertThat(atOnce.difference()).isEqualTo(last.difference());
        assertThat(atOnce.intervalMethod()).contains("1 look since 2026-02-01");

        Path result = folder.resolve("out/evaluation=middle/run_date=" + DATES.get(2));
        String before = Files.readString(result.resolve("comparison.csv"));
        run(EVALUATION, "out", DATES.get(2));
        assertThat(Files.readString(result.resolve("comparison.csv"))).isEqualTo(before);
        for (String report : List.of("report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(report)))
                    .as(report)
                    .contains("clusters so far, as far as it is known")
                    .contains(
                            "Whether the median of the differences of middle is beyond a limit is judged by whether more"
                                    + " than half of all differences are, counted in 64 buckets of clusters of user");
        }
    }

    @Test
    void rowsAreLookedAtByTheirSigns() throws IOException {
        String rows = EVALUATION.replace(", cluster: user", "");
        Evaluation first = run(rows, "out", DATES.get(0));
        assertThat(middle(first).intervalMethod())
                .isEqualTo("beta mixture of signs, always valid, 1 look since 2026-01-01");
        run(rows, "out", DATES.get(1));
        Evaluation last = run(rows, "out", DATES.get(2));
        Comparison line = middle(last);
        Comparison once = middle(run(ONCE.replace(", cluster: user", ""), "once", ALL));
        assertThat(line.difference()).isEqualTo(once.difference());
        assertThat(line.units()).isEqualTo(once.units());
        // Bounds are edges of buckets, so that two of them may be one.
        assertThat(line.lower()).isLessThanOrEqualTo(once.lower());
        assertThat(line.upper()).isGreaterThanOrEqualTo(once.upper());
        assertThat(line.upper() - line.lower()).isGreaterThan(once.upper() - once.lower());
        assertThat(line.intervalMethod()).isEqualTo("beta mixture of signs, always valid, 3 looks since 2026-01-01");
        assertThat(last.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(last.notes())
                .anyMatch(note ->
                        note.endsWith("differences are; bounds hold at all looks together, for every number of rows."));
        assertThat(last.explored())
                .filteredOn(slice -> slice.comparison().loss().equals("middle"))
                .hasSize(2)
                .allSatisfy(slice -> assertThat(slice.eValue()).isGreaterThan(1e3))
                .allSatisfy(slice -> assertThat(slice.found()).isEqualTo("worse"));
    }

    @Test
    void twoWayClustersAreRefusedInASequenceAndForTrimmedMeansWithTheRemedy() {
        String ways = EVALUATION.replace("cluster: user", "cluster: [user, kind]");
        assertThatThrownBy(() -> run(ways, "out", ALL))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("cannot take clusters in two ways, of user and kind")
                .hasMessageContaining("Name one under columns.cluster");
        String trimmed = ONCE.replace("cluster: user", "cluster: [user, kind]")
                .replace("aggregate: median_difference", "aggregate: trimmed_mean_difference(0.1)");
        assertThatThrownBy(() -> run(trimmed, "out", ALL))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("has no interval by two-way clusters: gate a mean, give aggregate:"
                        + " median_difference, or name one way");
    }
}
