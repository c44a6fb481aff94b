package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tallies of many places are those of an object for each, whatever the numbers and however they come together. */
class CostTalliesLawsTest {

    private static final int PLACES = 40;
    private static final List<String> REASONS = List.of("", "no label", "empty");

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfAnObjectForEachPlace(long seed) {
        Random random = new Random(seed);
        boolean clustered = random.nextBoolean();
        areThoseOfAnObjectForEachPlace(new Run(random, clustered), random, seed);
    }

    /** As many as a byte can tell of columns, and more. */
    @ParameterizedTest
    @ValueSource(ints = {12, 13, 22, 26, 42, 43, 64, 90})
    void areThoseOfAnObjectForEachPlaceUnderManyLosses(int losses) {
        for (long seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            areThoseOfAnObjectForEachPlace(new Run(random, random.nextBoolean(), losses), random, seed);
        }
    }

    private static void areThoseOfAnObjectForEachPlace(Run run, Random random, long seed) {
        CostTallies fast = run.fast();
        PlainCostTallies plain = run.plain();
        run.addRows(random, 1 + random.nextInt(400), fast, plain);
        run.assertSame(fast, plain, "seed " + seed);
        CostTallies read = run.fast();
        for (int i = 0; i < PLACES; i++) {
            int place = i;
            Bytes.read(Bytes.of(out -> fast.writeTo(out, place)), in -> {
                read.read(in, place);
                return place;
            });
        }
        run.assertSame(read, plain, "read, seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addUpAcrossScalesAndStates(long seed) {
        Random random = new Random(seed);
        boolean clustered = random.nextBoolean();
        Run first = new Run(random, clustered);
        CostTallies fast = first.fast();
        PlainCostTallies plain = first.plain();
        first.addRows(random, random.nextInt(300), fast, plain);
        for (int part = 0; part < 4; part++) {
            Run run = new Run(random, clustered, first.losses);
            CostTallies more = run.fast();
            PlainCostTallies morePlain = run.plain();
            run.addRows(random, random.nextInt(300), more, morePlain);
            for (int i = 0; i < 2 * PLACES; i++) {
                int to = random.nextInt(PLACES);
                int from = random.nextInt(PLACES);
                if (morePlain.has(from)) {
                    plain.addPlace(to, morePlain, from);
                }
                if (random.nextBoolean()) {
                    fast.addPlace(to, more, from);
                } else {
                    byte[] state = Bytes.of(out -> more.writeTo(out, from));
                    Bytes.read(state, in -> {
                        fast.read(in, to);
                        return to;
                    });
                }
            }
        }
        first.assertSame(fast, plain, "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void carryInTime(long seed) {
        if (seed >= 8) {
            return;
        }
        Random random = new Random(seed);
        Run run = new Run(random, false);
        CostTallies fast = run.fast();
        PlainCostTallies plain = run.plain();
        for (int i = 0; i < 1 << 15; i++) {
            run.setRow(random, fast, plain);
            fast.add(i & 1);
            plain.add(i & 1);
        }
        run.assertSame(fast, plain, "seed " + seed);
        for (int i = 0; i < 1000; i++) {
            fast.addPlace(2, fast, i & 1);
            plain.addPlace(2, plain, i & 1);
        }
        run.assertSame(fast, plain, "seed " + seed);
    }

    /** All numbers at the upper end of what the highest digit takes, all of one sign. */
    @Test
    void holdMoreThanTheHighestDigit() {
        CostTallies fast = new CostTallies(1, false);
        PlainCostTallies plain = new PlainCostTallies(1, false);
        Random random = new Random(1);
        for (int i = 0; i < 1 << 16; i++) {
            double loss = Math.scalb(1 - random.nextDouble() / 1024, i % 3 == 0 ? 27 : 8);
            for (double weight : new double[] {1, 2}) {
                fast.begin();
                fast.set(0, loss, weight, 1);
                fast.add(3);
                plain.set(0, loss, weight, 1);
                plain.add(3);
            }
        }
        assertThat(fast.tally(3, 0).toBytes()).isEqualTo(plain.tally(3, 0).toBytes());
    }

    @Test
    void refuseWhatHasNoSum() {
        for (double[] row : new double[][] {{Double.POSITIVE_INFINITY, 1}, {1, -1}, {1, Double.NaN}, {1e300, 1e300}}) {
            CostTallies tallies = new CostTallies(1, false);
            tallies.begin();
            tallies.set(0, row[0], row[1], 1);
            assertThatThrownBy(() -> tallies.add(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofUnitsHaveTheUnitsAndNoRows(long seed) {
        Random random = new Random(seed);
        PlaceNumbers.Losses losses = PlaceNumbers.one(PlaceNumbers.Losses.class, random);
        PlaceNumbers.Weights weights = PlaceNumbers.one(PlaceNumbers.Weights.class, random);
        CostTallies units = CostTallies.ofUnits(1);
        CostTally plain = new CostTally();
        for (int i = 0; i < 300; i++) {
            double loss = losses.draw(random);
            double weight = weights.draw(random);
            units.begin();
            units.set(0, loss, weight, 1);
            units.add(3);
            if (!Double.isNaN(loss)) {
                plain.addRowAsUnit(loss, weight);
            }
        }
        assertThat(units.tally(3, 0).toBytes()).isEqualTo(plain.toBytes());
    }

    @Test
    void takeAUnitOfSoManyRowsThatTheyAreNotKept() {
        Random random = new Random(7);
        Run run = new Run(random, true);
        CostTallies fast = run.fast();
        PlainCostTallies plain = run.plain();
        run.addRows(random, 50, fast, plain);
        for (int i = 0; i < 9_000; i++) {
            run.addRow(random, fast, plain);
        }
        run.addRows(random, 50, fast, plain);
        run.assertSame(fast, plain, "a long unit");
    }

    /** The losses and weights of one source of rows. */
    private static final class Run {
        final boolean clustered;
        final int losses;
        final List<PlaceNumbers.Losses> kinds = new ArrayList<>();
        final PlaceNumbers.Weights weights;
        final boolean denominators;
        final boolean unscored;

        Run(Random random, boolean clustered) {
            this(random, clustered, 1 + random.nextInt(4));
        }

        Run(Random random, boolean clustered, int losses) {
            this.clustered = clustered;
            this.losses = losses;
            for (int i = 0; i < losses; i++) {
                kinds.add(PlaceNumbers.one(PlaceNumbers.Losses.class, random));
            }
            weights = PlaceNumbers.one(PlaceNumbers.Weights.class, random);
            denominators = random.nextInt(3) == 0;
            unscored = random.nextInt(3) == 0;
        }

        CostTallies fast() {
            return new CostTallies(losses, clustered);
        }

        PlainCostTallies plain() {
            return new PlainCostTallies(losses, clustered);
        }

        void setRow(Random random, CostTallies fast, PlainCostTallies plain) {
            fast.begin();
            plain.begin();
            double weight = weights.draw(random);
            for (int i = 0; i < losses; i++) {
                if (unscored && random.nextInt(5) == 0) {
                    String reason = REASONS.get(random.nextInt(REASONS.size()));
                    fast.setUnscored(i, reason);
                    plain.setUnscored(i, reason);
                    continue;
                }
                double loss = kinds.get(i).draw(random);
                double denominator = denominators ? PlaceNumbers.denominator(random) : 1;
                double own = denominators && random.nextInt(10) == 0 ? weights.draw(random) : weight;
                fast.set(i, loss, own, denominator);
                plain.set(i, loss, own, denominator);
            }
        }

        void addRows(Random random, int rows, CostTallies fast, PlainCostTallies plain) {
            for (int i = 0; i < rows; i++) {
                addRow(random, fast, plain);
                if (random.nextInt(3) == 0) {
                    fast.endUnit();
                    plain.endUnit();
                }
            }
            fast.endUnit();
            plain.endUnit();
        }

        void addRow(Random random, CostTallies fast, PlainCostTallies plain) {
            setRow(random, fast, plain);
            for (int place : places(random)) {
                fast.add(place);
                plain.add(place);
            }
        }

        private static int[] places(Random random) {
            return IntStream.range(0, 1 + random.nextInt(3))
                    .map(i -> random.nextInt(1 + random.nextInt(PLACES)))
                    .toArray();
        }

        void assertSame(CostTallies fast, PlainCostTallies plain, String text) {
            for (int place = 0; place < PLACES; place++) {
                assertThat(fast.has(place)).as("%s, place %d", text, place).isEqualTo(plain.has(place));
                for (int loss = 0; loss < losses; loss++) {
                    assertThat(fast.tally(place, loss).toBytes())
                            .as("%s, place %d, loss %d of %s, weights %s", text, place, loss, kinds, weights)
                            .isEqualTo(plain.tally(place, loss).toBytes());
                }
            }
        }
    }
}
