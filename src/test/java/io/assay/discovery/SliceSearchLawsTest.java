package io.assay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.discovery.SliceSearch.Found;
import io.assay.discovery.SliceSearch.Ranked;
import io.assay.discovery.SliceSearch.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of a search whatever the rows are. */
class SliceSearchLawsTest {

    private static final int MANY = 100_000;

    private static Settings settings(Random random) {
        return new Settings(
                1 + random.nextInt(3),
                1 + random.nextInt(8),
                0.5 + random.nextInt(6) / 10.0,
                2 + random.nextInt(8),
                MANY);
    }

    /** All slices with a score that counts, by the same rules, without leaving any out. */
    private static List<Ranked> exhaustive(PlainRows rows, Settings settings) {
        SliceSums all = rows.sums(new Conjunction(List.of()));
        SliceScore score = new SliceScore(all.size(), all.error(), settings.alpha(), settings.supportIn(all));
        return rows.slices(settings.levels()).stream()
                .map(slice -> new Ranked(slice, rows.sums(slice), score.of(rows.sums(slice))))
                .filter(ranked -> ranked.sums().size() >= score.support() && ranked.score() > 0)
                .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::slice))
                .limit(settings.winners())
                .toList();
    }

    private static List<Conjunction> slices(List<Ranked> ranked) {
        return ranked.stream().map(Ranked::slice).toList();
    }

    private static List<Double> scores(List<Ranked> ranked) {
        return ranked.stream().map(Ranked::score).toList();
    }

    private static PlainRows rows(Random random) {
        return PlainRows.random(random, 60 + random.nextInt(200), 3 + random.nextInt(3), 2 + random.nextInt(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void leavingSlicesOutLosesNoneOfTheBest(long seed) {
        Random random = new Random(seed);
        PlainRows rows = rows(random);
        Settings settings = settings(random);
        Found found = rows.search(settings);
        List<Ranked> expected = exhaustive(rows, settings);
        assertThat(slices(found.winners())).as("seed %d, %s", seed, settings).isEqualTo(slices(expected));
        assertThat(scores(found.winners())).as("seed %d", seed).isEqualTo(scores(expected));
        assertThat(found.looked())
                .isLessThanOrEqualTo(rows.slices(settings.levels()).size());
        assertThat(found.capped()).isFalse();
    }

    @Test
    void mostSlicesAreLeftOutWhereOneIsMuchWorse() {
        PlainRows rows = PlainRows.random(new Random(7), 600, 5, 4);
        Found found = rows.search(new Settings(3, 3, 0.95, 10, MANY));
        assertThat(found.pruned()).isGreaterThan(100);
        assertThat(found.looked()).isLessThan(rows.slices(3).size() / 2);
        assertThat(found.winners().get(0).slice().conditions()).contains(new Condition(0, 1), new Condition(4, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOrderOfRowsChangesNothing(long seed) {
        Random random = new Random(seed);
        PlainRows rows = rows(random);
        Settings settings = settings(random);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.errors().length).boxed().toList());
        Collections.shuffle(order, random);
        Found shuffled = rows.ordered(order.stream().mapToInt(Integer::intValue).toArray())
                .search(settings);
        assertThat(slices(shuffled.winners()))
                .isEqualTo(slices(rows.search(settings).winners()));
        assertThat(scores(shuffled.winners()))
                .isEqualTo(scores(rows.search(settings).winners()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theNamesOfFeaturesDoNotChangeTheScoresFound(long seed) {
        Random random = new Random(seed);
        PlainRows rows = rows(random);
        Settings settings = settings(random);
        List<Integer> columns = new ArrayList<>(
                IntStream.range(0, rows.features()[0].length).boxed().toList());
        Collections.shuffle(columns, random);
        Found renamed = rows.renamed(
                        columns.stream().mapToInt(Integer::intValue).toArray())
                .search(settings);
        assertThat(scores(renamed.winners()))
                .isEqualTo(scores(rows.search(settings).winners()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.125, 0.5, 4, 1024})
    void theUnitOfWeightsDoesNotMatter(double times) {
        PlainRows rows = PlainRows.random(new Random(3), 200, 4, 3);
        Settings settings = new Settings(3, 6, 0.95, 0, MANY);
        Found scaled = rows.weighing(times).search(settings);
        assertThat(slices(scaled.winners()))
                .isEqualTo(slices(rows.search(settings).winners()));
        assertThat(scores(scaled.winners()))
                .isEqualTo(scores(rows.search(settings).winners()));
        assertThat(scaled.winners()).isNotEmpty();
    }

    @Test
    void nothingIsFoundWhereNothingIsWorse() {
        PlainRows rows = PlainRows.of(new int[][] {{0}, {1}, {0}, {1}}, new double[4]);
        Found found = rows.search(new Settings(3, 5, 0.95, 1, MANY));
        assertThat(found.winners()).isEmpty();
        assertThat(found.looked()).isEqualTo(2);
    }

    @Test
    void ofSlicesThatScoreAlikeTheOneOfFewerConditionsComesFirst() {
        int[][] features = {{1, 1}, {1, 1}, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
        PlainRows rows = PlainRows.of(features, new double[] {2, 2, 0, 0, 0, 0});
        Found found = rows.search(new Settings(2, 3, 0.95, 2, MANY));
        assertThat(slices(found.winners()))
                .containsExactly(
                        new Conjunction(List.of(new Condition(0, 1))),
                        new Conjunction(List.of(new Condition(1, 1))),
                        new Conjunction(List.of(new Condition(0, 1), new Condition(1, 1))));
        assertThat(slices(found.distinct())).isEqualTo(slices(found.winners()).subList(0, 2));
        // The cross of both has the same rows, so the same score; its bound is that score, and not above the worst of
        // two.
        Found two = rows.search(new Settings(2, 2, 0.95, 2, MANY));
        assertThat(slices(two.winners())).isEqualTo(slices(found.winners()).subList(0, 2));
        assertThat(two.pruned()).isEqualTo(1);
    }

    @Test
    void aLevelWithTooManySlicesIsCutAndItIsSaid() {
        PlainRows rows = PlainRows.random(new Random(5), 300, 4, 3);
        assertThat(rows.search(new Settings(2, 5, 0.95, 5, 3)).capped()).isTrue();
        assertThat(rows.search(new Settings(2, 5, 0.95, 5, MANY)).capped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sumsOfPartsAreTheSumOfAllInAnyOrder(long seed) {
        Random random = new Random(seed);
        SliceSums whole = new SliceSums();
        List<SliceSums> parts = new ArrayList<>();
        for (int part = 0; part < 7; part++) {
            SliceSums sums = new SliceSums();
            for (int i = random.nextInt(20); i > 0; i--) {
                double error = Math.abs(random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15));
                double weight = random.nextInt(3) == 0 ? 1 : random.nextInt(4) / 3.0;
                sums.add(error, weight);
                whole.add(error, weight);
            }
            parts.add(SliceSums.fromBytes(sums.toBytes()));
        }
        Collections.shuffle(parts, random);
        SliceSums sum = new SliceSums();
        parts.forEach(sum::add);
        assertThat(sum.toBytes()).isEqualTo(whole.toBytes());
    }
}
