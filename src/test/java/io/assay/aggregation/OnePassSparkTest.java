package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import io.assay.input.Source;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How often a pass reads, how much work it makes, and what it sets aside. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class OnePassSparkTest {

    private static final Slicing NO_SLICES = new Slicing(List.of(), List.of());

    @TempDir
    private Path folder = Path.of("");

    /** What a pass cost. */
    private record Work(long rowsRead, int jobs, int scans, long quarantined) {}

    private Work work(SparkSession spark, TallyPlan plan, List<Score> scores) throws Exception {
        Source source = source(scores);
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
                long quarantined = tallied.quarantined().count();
                try {
                    return new Work(counter.rowsRead(), counter.jobs(), tallied.scans(), quarantined);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private Source source(List<Score> scores) throws IOException {
        Path file = folder.resolve("scores.csv");
        Files.write(file, scores.stream().map(OnePassSparkTest::line).toList());
        return new Source(
                "test",
                "csv",
                file.toString(),
                Map.of(),
                Optional.empty(),
                Optional.of("id STRING, version STRING, label DOUBLE, prediction DOUBLE, kind STRING, day STRING"));
    }

    private static String line(Score score) {
        return String.join(
                ",",
                score.id(),
                score.version(),
                String.valueOf(score.label()),
                String.valueOf(score.prediction()),
                score.kind(),
                score.day());
    }

    private static List<Score> reversed(List<Score> scores) {
        List<Score> reversed = new ArrayList<>(scores);
        Collections.reverse(reversed);
        return reversed;
    }

    private static TallyPlan ordered(int medians) {
        TallyPlan means = Passes.means(1, NO_SLICES);
        return new TallyPlan(
                means.columns(),
                IntStream.range(0, medians)
                        .mapToObj(i -> Passes.loss("median " + i, "absolute_error", Aggregate.MEDIAN))
                        .toList(),
                Passes.METRICS,
                Passes.SLICING,
                means.baselines(),
                means.candidates());
    }

    @Test
    void whateverIsComputedTheSourceIsReadOnce(SparkSession spark) throws Exception {
        List<Score> scores = Score.good(new Random(1), 40);
        for (TallyPlan plan :
                List.of(Passes.means(1, NO_SLICES), Passes.means(7, Passes.SLICING), ordered(1), ordered(3))) {
            Work work = work(spark, plan, scores);
            assertThat(work.rowsRead()).isEqualTo(scores.size());
            assertThat(work.scans()).isEqualTo(1);
        }
    }

    @Test
    void theNumberOfJobsDoesNotGrowWithLossesAndSlices(SparkSession spark) throws Exception {
        List<Score> scores = Score.good(new Random(2), 40);
        assertThat(work(spark, Passes.means(9, Passes.SLICING), scores).jobs())
                .isEqualTo(work(spark, Passes.means(1, NO_SLICES), scores).jobs());
        assertThat(work(spark, ordered(4), scores).jobs())
                .isEqualTo(work(spark, ordered(1), scores).jobs());
    }

    /** Nearly all rows are of one version, of one slice and of one date; what brings them together is the id. */
    @Test
    void skewedVersionsAndSlicesMeetEvenly(SparkSession spark) throws Exception {
        List<Score> scores = new ArrayList<>();
        for (int id = 0; id < 6_000; id++) {
            scores.add(Score.of(String.valueOf(id), "a", 1, 0.5));
            if (id % 60 == 0) {
                scores.add(Score.of(String.valueOf(id), "b", 1, 0.25));
            }
        }
        TallyPlan plan = Passes.means(1, Passes.SLICING);

        List<Long> fetched;
        try (ScanCounter counter = ScanCounter.on(spark)) {
            Conformed conformed = Passes.conformed(plan, scores, 3);
            long shared =
                    Passes.run(plan, conformed, tallied -> tallied.counts().total(Counts.SHARED));
            assertThat(shared).isPositive();
            fetched = counter.fetchedBytes();
        }

        assertThat(fetched).hasSizeGreaterThan(1);
        assertThat(Collections.max(fetched)).isLessThan(Collections.min(fetched) * 11 / 10);
        assertThat(Collections.min(fetched)).isGreaterThan(scores.size());
    }

    @Test
    void duplicatesAreFetchedByASecondRead(SparkSession spark) throws Exception {
        List<Score> scores = new ArrayList<>(Score.good(new Random(3), 40));
        scores.add(scores.get(0));
        scores.add(scores.get(0));
        Work work = work(spark, Passes.means(1, NO_SLICES), scores);
        assertThat(work.quarantined()).isEqualTo(3);
        assertThat(work.scans()).isEqualTo(2);
        // The stage that reads the file anew reads what is kept too, which Spark counts in batches.
        assertThat(work.rowsRead()).isBetween(2L * scores.size(), 2L * scores.size() + 4);
    }

    /** Between the reads one of two duplicates vanishes, both of others, and there is one more of yet others. */
    @Test
    void duplicatesThatTheSourceNoLongerHasAreListedWithoutTheirRecords() throws Exception {
        List<Score> before = new ArrayList<>();
        List<Score> after = new ArrayList<>();
        for (String[] ids : List.of(
                new String[] {"1", "1"},
                new String[] {"1", "9"},
                new String[] {"2", "8"},
                new String[] {"2", "7"},
                new String[] {"3", "3"},
                new String[] {"3", "3"},
                new String[] {"4", "3"})) {
            before.add(Score.of(ids[0], "a", 1, 0.5));
            after.add(Score.of(ids[1], "a", 1, 0.5));
        }
        TallyPlan plan = Passes.means(1, NO_SLICES);
        List<String> listed = Passes.run(plan, Passes.conformed(plan, source(before)), tallied -> {
            try {
                source(after);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(tallied.counts().of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID))
                    .isEqualTo(6);
            return tallied.quarantined().selectExpr("if(record IS NULL, '', id)").collectAsList().stream()
                    .map(row -> row.getString(0))
                    .toList();
        });
        assertThat(listed).containsExactlyInAnyOrder("1", "", "", "", "3", "3");
    }

    @Test
    void ofDuplicatesEveryRowIsSetAsideOnceWhateverElseIsWrongWithIt() {
        Score good = Score.of("1", "b", 1, 0.5);
        List<Score> scores = List.of(
                Score.of("1", "a", 1, 0.5),
                good,
                good.withPrediction(null),
                good.withPrediction(Double.NaN),
                good.withLabel(null),
                good.withWeight(-1.0),
                Score.of("2", "a", 1, 0.5).withPrediction(null));
        TallyPlan plan = Passes.plan(true, false);
        for (List<Score> order : List.of(scores, reversed(scores))) {
            Passes.run(plan, order, tallied -> {
                Counts counts = tallied.counts();
                assertThat(counts.below(Counts.ROWS, Counts.QUARANTINED))
                        .containsOnly(
                                Map.entry(List.of("duplicate_id"), 5L), Map.entry(List.of("no_loss_scorable"), 1L));
                assertThat(counts.of(Counts.ROWS, "unlabelled")).isZero();
                assertThat(counts.of(Counts.ROWS, Counts.EVALUATED)).isEqualTo(1);
                assertThat(tallied.quarantined()
                                .select("reason", "id", "record")
                                .collectAsList())
                        .hasSize(6)
                        .allSatisfy(row -> assertThat(row.getString(2)).contains("\"version\""));
                assertThat(tallied.cell(Cell.ALL).orElseThrow().pairs()).isEmpty();
                return true;
            });
        }
    }

    @Test
    void aRowWithoutAnIdIsSetAsideWithoutOne() {
        Score nameless = new Score(null, "a", 1.0, 1.0, 1.0, null, null, null);
        Passes.run(Passes.plan(false, false), List.of(nameless, Score.of("0", "a", 1, 1)), tallied -> {
            assertThat(tallied.counts().of(Counts.ROWS, Counts.QUARANTINED, "id_null"))
                    .isEqualTo(1);
            assertThat(tallied.quarantined().select("id").collectAsList())
                    .allSatisfy(row -> assertThat(row.isNullAt(0)).isTrue());
            return true;
        });
    }

    @Test
    void aVersionOfAnyLengthIsCounted() {
        String broken = "x".repeat(100_000);
        Passes.run(Passes.plan(false, false), List.of(Score.of("1", broken, 1, 1)), tallied -> {
            assertThat(tallied.cell(Cell.ALL).orElseThrow().costs().keySet()).containsExactly(broken);
            assertThat(tallied.counts().of(Counts.IDS, broken)).isEqualTo(1);
            return true;
        });
    }
}
