package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histograms of many places are those of an object for each, whatever their counters can hold and however they meet. */
class LossRangesTest {

    private static final int PLACES = 3;
    private static final int LOSSES = 2;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    /** Losses by the thousand in few buckets, so that counters and then entries of tables are full, and some far away. */
    @ParameterizedTest
    @MethodSource("seeds")
    void countAsOneHistogramForEachPlaceDoes(long seed) {
        Random random = new Random(seed);
        Ranges all = new Ranges();
        for (int task = 0; task < 6; task++) {
            Ranges rows = new Ranges();
            double scale = Math.scalb(1.0, random.nextInt(12) - (seed % 2 == 0 ? 0 : 30 * task));
            for (int i = 0; i < 10_000; i++) {
                rows.add(random.nextInt(PLACES), scale, random);
            }
            for (int i = 0; i < 300; i++) {
                rows.addRun(random.nextInt(PLACES), scale, random);
            }
            rows.assertSame();
            for (int place = 0; place < PLACES; place++) {
                if (random.nextBoolean()) {
                    all.addPlace(place, rows);
                } else {
                    all.read(place, rows);
                }
            }
        }
        all.assertSame();
        Ranges twice = new Ranges();
        for (int i = 0; i < 8; i++) {
            for (int place = 0; place < PLACES; place++) {
                twice.addPlace(place, all);
            }
        }
        twice.assertSame();
        // Rows after tallies, too.
        for (int i = 0; i < 5_000; i++) {
            twice.add(random.nextInt(PLACES), 1, random);
        }
        twice.assertSame();
    }

    /** The same counted twice: in places side by side, and in an object for each. */
    private static final class Ranges {

        private final LossRanges fast = new LossRanges(LOSSES);
        private final LogHistogram[][] plain = new LogHistogram[PLACES][LOSSES];
        private final double[][] largest = new double[PLACES][LOSSES];
        private final double[][] smallest = new double[PLACES][LOSSES];

        Ranges() {
            for (int place = 0; place < PLACES; place++) {
                for (int loss = 0; loss < LOSSES; loss++) {
                    plain[place][loss] = new LogHistogram();
                    largest[place][loss] = Double.NEGATIVE_INFINITY;
                    smallest[place][loss] = Double.POSITIVE_INFINITY;
                }
            }
        }

        void add(int place, double scale, Random random) {
            double first = first(scale, random);
            double second = second(scale, random);
            fast.set(0, first);
            fast.set(1, second);
            fast.add(place, new int[] {0, 1}, 2);
            note(place, 0, first);
            note(place, 1, second);
        }

        private static double first(double scale, Random random) {
            return scale * (1 + random.nextInt(9) / 8.0);
        }

        /** It has a wider spread than the first, and both signs. */
        private static double second(double scale, Random random) {
            return scale * Math.exp(3 * random.nextGaussian()) * (random.nextInt(50) == 0 ? -1 : 1);
        }

        /** Rows that come together; losses of 0 and 1 are not counted here. */
        void addRun(int place, double scale, Random random) {
            RowRuns run = new RowRuns(1 + LOSSES);
            run.begin(true);
            int count = 1 + random.nextInt(RowRuns.ROWS_OF_A_RUN);
            double[] numbers = new double[count * (1 + LOSSES)];
            for (int i = 0; i < count; i++) {
                int at = i * (1 + LOSSES);
                numbers[at] = 2;
                numbers[at + 1] = first(scale, random);
                numbers[at + 2] = random.nextInt(10) == 0 ? random.nextInt(2) : second(scale, random);
                for (int loss = 0; loss < LOSSES; loss++) {
                    double value = numbers[at + 1 + loss];
                    fast.note(loss, value);
                    if (value != 0 && value != 1) {
                        note(place, loss, value);
                    }
                }
                assertThat(run.takes(place, true)).isTrue();
                run.add(at);
            }
            run.fetch(numbers);
            fast.add(run);
        }

        private void note(int place, int loss, double value) {
            plain[place][loss].add(value);
            largest[place][loss] = Math.max(largest[place][loss], value);
            smallest[place][loss] = Math.min(smallest[place][loss], value);
        }

        void addPlace(int place, Ranges from) {
            fast.addPlace(place, from.fast, place);
            addPlain(place, from);
        }

        void read(int place, Ranges from) {
            Bytes.read(Bytes.of(out -> from.fast.writeTo(out, place)), in -> {
                fast.read(in, place);
                return place;
            });
            addPlain(place, from);
        }

        private void addPlain(int place, Ranges from) {
            for (int loss = 0; loss < LOSSES; loss++) {
                plain[place][loss].add(from.plain[place][loss]);
                largest[place][loss] = Math.max(largest[place][loss], from.largest[place][loss]);
                smallest[place][loss] = Math.min(smallest[place][loss], from.smallest[place][loss]);
            }
        }

        void assertSame() {
            for (int place = 0; place < PLACES; place++) {
                for (int loss = 0; loss < LOSSES; loss++) {
                    LogHistogram wanted = plain[place][loss];
                    assertThat(Bytes.of(fast.histogram(place, loss, 0, 0)::writeTo))
                            .as("place %d, loss %d", place, loss)
                            .isEqualTo(Bytes.of(wanted::writeTo));
                    assertThat(fast.largest(place, loss, 0, 0)).isEqualTo(largest[place][loss]);
                    assertThat(fast.smallest(place, loss, 0, 0)).isEqualTo(smallest[place][loss]);
                }
            }
        }
    }
}
