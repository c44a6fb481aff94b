package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.input.PairBy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples become the rows that a plain loop averages them to, in any order, and the tallies are those of these rows. */
class SamplesLawsTest {

    private static final int LOSSES = 2;

    private static final TallyPlan SINGLE = Passes.means(LOSSES, new Slicing(List.of(), List.of()));

    private static final TallyPlan UNNAMED = sampled(List.of("id"));

    /** The plan's id is then that of a sample. */
    private static final TallyPlan NAMED = sampled(List.of("prompt"));

    private static TallyPlan sampled(List<String> by) {
        return new TallyPlan(
                SINGLE.columns().with(new PairBy("test", by)),
                SINGLE.losses(),
                SINGLE.metrics(),
                SINGLE.slicing(),
                SINGLE.baselines(),
                SINGLE.candidates());
    }

    /** A sample; a loss that is not there is a NaN. */
    private record Sample(
            String version,
            long prompt,
            long name,
            @Nullable String day,
            double weight,
            long label,
            List<Double> losses) {

        Row row() {
            @Nullable
            Object[] fixed = {
                null, false, 0, version, null, 0L, prompt, 0L, 0L, null, weight, 1, null, label, 0L, name, day
            };
            List<@Nullable Object> row = new ArrayList<>(Arrays.asList(fixed));
            for (double loss : losses) {
                Collections.addAll(row, Double.isNaN(loss) ? null : loss, 1.0, Double.isNaN(loss) ? "nothing" : null);
            }
            return RowFactory.create(row.toArray());
        }

        Sample named(long other) {
            return new Sample(version, prompt, other, day, weight, label, losses);
        }
    }

    /** The tallies of all cells in bytes, and all counts. */
    private record Result(Map<Cell, CellTally> cells, Counts counts) {

        List<String> bits() {
            List<String> bits = new ArrayList<>();
            cells.forEach((cell, tally) -> bits.add(cell + " " + Arrays.toString(tally.toBytes())));
            return bits;
        }
    }

    private static Result tallied(TallyPlan plan, List<Sample> samples) {
        Iterator<Row> rows = samples.stream().map(Sample::row).iterator();
        Iterator<Row> out = new Tallier(plan, Tallier.Ids.MEET, true, GroupLimit.NONE, 1)
                .tally(RowRoad.ofPublic(ScoredLayout.of(plan, RepeatedIds.NONE), rows));
        TallyState state = new TallyState(LOSSES, List.of(), false);
        Counts counts = new Counts();
        while (out.hasNext()) {
            Row row = out.next();
            byte[] bytes = (byte[]) row.get(3);
            switch (row.getString(0)) {
                case TalliedRow.TALLIES -> state.read(Objects.requireNonNull(bytes));
                case TalliedRow.COUNTS -> counts.add(Counts.fromBytes(Objects.requireNonNull(bytes)));
                default -> assertThat(row.getString(0)).isEqualTo(TalliedRow.QUARANTINED);
            }
        }
        return new Result(state.cells(), counts);
    }

    private static List<Sample> drawn(Random random) {
        List<Sample> samples = new ArrayList<>();
        int prompts = 1 + random.nextInt(60);
        long name = 0;
        for (int prompt = 0; prompt < prompts; prompt++) {
            for (String version : List.of("a", "b", "c")) {
                for (int n = random.nextInt(7); n > 0; n--) {
                    samples.add(new Sample(
                            version,
                            prompt,
                            name++,
                            random.nextInt(9) == 0 ? (random.nextBoolean() ? null : "day 2") : "day " + prompt % 2,
                            random.nextInt(9) == 0 ? random.nextDouble() : 1,
                            random.nextInt(40) == 0 ? 1 : 2,
                            List.of(loss(random), loss(random))));
                }
            }
        }
        return samples;
    }

    /** Often missing, often a value that others have too, of any size. */
    private static double loss(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> 0.1;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
        };
    }

    /** The samples of a prompt stand side by side, in an order of chance; those of a name are together, too, if asked for. */
    private static List<Sample> met(List<Sample> samples, Random random, boolean named) {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, random);
        Comparator<Sample> order = Comparator.comparingLong(Sample::prompt);
        shuffled.sort(named ? order.thenComparingLong(Sample::name) : order);
        return shuffled;
    }

    private static double mean(List<Double> numbers) {
        List<Double> there =
                numbers.stream().filter(number -> !Double.isNaN(number)).toList();
        if (there.isEmpty()) {
            return Double.NaN;
        }
        BigDecimal sum = there.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        double mean = sum.doubleValue() / there.size();
        return Math.min(Collections.max(there), Math.max(Collections.min(there), mean));
    }

    /** One row for each prompt and version, by a plain loop; labels that differ are told apart from all others. */
    private static List<Sample> averaged(List<Sample> samples) {
        Map<String, List<Sample>> groups =
                new TreeMap<>(samples.stream().collect(Collectors.groupingBy(s -> s.prompt() + s.version())));
        List<Sample> averages = new ArrayList<>();
        long strange = 100;
        for (List<Sample> group : groups.values()) {
            Sample one = group.get(0);
            boolean sameLabel = group.stream().allMatch(sample -> sample.label() == one.label());
            averages.add(new Sample(
                    one.version(),
                    one.prompt(),
                    0,
                    group.stream()
                            .map(Sample::day)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    mean(group.stream().map(Sample::weight).toList()),
                    sameLabel ? one.label() : strange++,
                    IntStream.range(0, LOSSES)
                            .mapToObj(i -> mean(group.stream()
                                    .map(sample -> sample.losses().get(i))
                                    .toList()))
                            .toList()));
        }
        averages.sort(Comparator.comparingLong(Sample::prompt));
        return averages;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theTalliesAreThoseOfTheAveragesOfAPlainLoopInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<Sample> samples = drawn(random);
        Result expected = tallied(SINGLE, averaged(samples));
        for (int turn = 0; turn < 3; turn++) {
            Result unnamed = tallied(UNNAMED, met(samples, random, false));
            Result named = tallied(NAMED, met(samples, random, true));
            assertThat(unnamed.bits()).as("seed %d", seed).isEqualTo(expected.bits());
            assertThat(named.bits()).as("seed %d", seed).isEqualTo(expected.bits());
            assertThat(named.counts().all())
                    .as("seed %d", seed)
                    .isEqualTo(unnamed.counts().all());
            isCounted(unnamed.counts(), samples);
            for (String count : List.of(Counts.SHARED, Counts.DIFFERING_LABELS, Counts.IDS)) {
                assertThat(unnamed.counts().below(count))
                        .as("%s with seed %d", count, seed)
                        .isEqualTo(expected.counts().below(count));
            }
        }
    }

    private static void isCounted(Counts counts, List<Sample> samples) {
        assertThat(counts.of(Counts.ROWS, Counts.EVALUATED)).isEqualTo(samples.size());
        assertThat(counts.of(Counts.SAMPLED))
                .isEqualTo(samples.stream().map(Sample::prompt).distinct().count());
        for (String version : List.of("a", "b", "c")) {
            List<Sample> own =
                    samples.stream().filter(s -> s.version().equals(version)).toList();
            assertThat(counts.of(Counts.USED, version)).isEqualTo(own.size());
            assertThat(counts.of(Counts.AVERAGED, version))
                    .isEqualTo(own.stream().map(Sample::prompt).distinct().count());
            assertThat(counts.of(Counts.DIFFERING_SAMPLES, Counts.PLACE, version))
                    .isEqualTo(differing(own, Sample::day));
            assertThat(counts.of(Counts.DIFFERING_SAMPLES, Counts.WEIGHT, version))
                    .isEqualTo(differing(own, Sample::weight));
            assertThat(counts.of(Counts.DIFFERING_SAMPLES, Counts.LABEL, version))
                    .isEqualTo(differing(own, Sample::label));
            for (int i = 0; i < LOSSES; i++) {
                int loss = i;
                Map<Long, List<Sample>> prompts = own.stream().collect(Collectors.groupingBy(Sample::prompt));
                long leftOut = prompts.values().stream()
                        .mapToLong(group -> group.stream()
                                .filter(s -> Double.isNaN(s.losses().get(loss)))
                                .count())
                        .sum();
                long whole = prompts.values().stream()
                        .filter(group -> group.stream()
                                .allMatch(s -> Double.isNaN(s.losses().get(loss))))
                        .mapToLong(List::size)
                        .sum();
                assertThat(counts.of(Counts.LEFT_OUT, version, "loss " + i)).isEqualTo(leftOut - whole);
            }
        }
        long lacking =
                samples.stream().filter(s -> Double.isNaN(s.losses().get(0))).count();
        assertThat(counts.of(Counts.UNSCORED, "loss 0", "nothing")).isEqualTo(lacking);
    }

    private static long differing(List<Sample> samples, Function<Sample, @Nullable Object> by) {
        return samples.stream().collect(Collectors.groupingBy(Sample::prompt)).values().stream()
                .filter(group -> group.stream().map(by).distinct().count() > 1)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void oneSampleEachGivesTheBitsOfRowsThatAreNoSamples(long seed) {
        List<Sample> rows = averaged(drawn(new Random(seed)));
        Result single = tallied(SINGLE, rows);
        Result sampled = tallied(UNNAMED, rows);
        assertThat(sampled.bits()).isEqualTo(single.bits());
        for (String count : List.of(Counts.ROWS, Counts.USED, Counts.IDS, Counts.SHARED, Counts.UNSCORED)) {
            assertThat(sampled.counts().below(count)).isEqualTo(single.counts().below(count));
        }
    }

    /** Twice as many samples of a prompt have a sum that is twice as large, exactly. */
    @Test
    void samplesThatAllStandTwiceChangeNothingButTheirNumber() {
        List<Sample> samples = drawn(new Random(31));
        List<Sample> twice = new ArrayList<>(samples);
        samples.forEach(sample -> twice.add(sample.named(sample.name() + 100_000)));
        Result once = tallied(UNNAMED, met(samples, new Random(1), false));
        Result again = tallied(UNNAMED, met(twice, new Random(2), false));
        assertThat(again.bits()).isEqualTo(once.bits());
        assertThat(again.counts().of(Counts.ROWS, Counts.EVALUATED))
                .isEqualTo(2 * once.counts().of(Counts.ROWS, Counts.EVALUATED));
        assertThat(again.counts().of(Counts.AVERAGED, "a"))
                .isEqualTo(once.counts().of(Counts.AVERAGED, "a"));
    }

    @Test
    void aNamedSampleThatStandsTwiceIsADuplicateAndTheOthersAreAveraged() {
        List<Sample> samples = new ArrayList<>();
        for (int name = 0; name < 3; name++) {
            samples.add(new Sample("a", 1, name, "day 0", 1, 2, List.of(name + 1.0, 1.0)));
        }
        samples.add(samples.get(1));
        Result result = tallied(NAMED, met(samples, new Random(3), true));
        CellTally all = Objects.requireNonNull(result.cells().get(Cell.ALL));
        assertThat(all.costs("a")[0].rows()).isEqualTo(1);
        assertThat(all.costs("a")[0].numerator()).isEqualTo(2);
        assertThat(result.counts().of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID))
                .isEqualTo(2);
        assertThat(result.counts().of(Counts.ROWS, Counts.EVALUATED)).isEqualTo(2);
    }

    /** A difference of 0.1 under deviations that prompts have in common, and larger ones that samples have alone. */
    @Test
    void theStandardErrorIsThatOfTheAveragesAndNotOfRowsTakenAsUnits() {
        Random random = new Random(41);
        int prompts = 400;
        int repeats = 5;
        List<Sample> samples = new ArrayList<>();
        List<Sample> asUnits = new ArrayList<>();
        double[] differences = new double[prompts];
        for (int prompt = 0; prompt < prompts; prompt++) {
            double effect = 0.1 + random.nextGaussian();
            for (int n = 0; n < repeats; n++) {
                double baseline = random.nextGaussian();
                double candidate = effect + random.nextGaussian();
                long name = (long) prompt * repeats + n;
                samples.add(new Sample("a", prompt, name, "day 0", 1, 2, List.of(baseline, 1.0)));
                samples.add(new Sample("b", prompt, name, "day 0", 1, 2, List.of(candidate, 1.0)));
                differences[prompt] += (candidate - baseline) / repeats;
            }
        }
        samples.forEach(s -> asUnits.add(new Sample(s.version(), s.name(), 0, s.day(), 1, 2, s.losses())));
        double averaged = standardError(tallied(UNNAMED, met(samples, random, false)), prompts);
        double naive = standardError(tallied(SINGLE, met(asUnits, random, false)), prompts * repeats);
        assertThat(averaged).isCloseTo(plainStandardError(differences), within(1e-12));
        // √(1 + 2/5)/20 and √3/√2000: rows of one prompt are taken for independent there.
        assertThat(averaged).isCloseTo(Math.sqrt(1 + 2.0 / repeats) / 20, within(0.004));
        assertThat(naive).isCloseTo(Math.sqrt(3.0 / 2000), within(0.003));
    }

    private static double standardError(Result result, int pairs) {
        PairTally tally = Objects.requireNonNull(result.cells().get(Cell.ALL)).pairs(new VersionPair("a", "b"))[0];
        assertThat(tally.rows()).isEqualTo(pairs);
        return Aggregate.MEAN.estimate(tally).standardError();
    }

    private static double plainStandardError(double[] differences) {
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        return Math.sqrt(squares / (differences.length - 1) / differences.length);
    }
}
