package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** How many units there are at least, by the buckets that they fill. */
class BucketOccupancyTest {

    private static final int URNS = Buckets.MOST;

    /** In how many ways so many balls fall into exactly so many of 64 urns, by Stirling numbers of the second kind. */
    private static BigInteger[] ways(int balls) {
        BigInteger[] partitions = new BigInteger[URNS + 1];
        Arrays.fill(partitions, BigInteger.ZERO);
        partitions[0] = BigInteger.ONE;
        for (int ball = 0; ball < balls; ball++) {
            for (int k = URNS; k > 0; k--) {
                partitions[k] = partitions[k].multiply(BigInteger.valueOf(k)).add(partitions[k - 1]);
            }
            partitions[0] = BigInteger.ZERO;
        }
        BigInteger chosen = BigInteger.ONE;
        for (int k = 0; k <= URNS; k++) {
            partitions[k] = partitions[k].multiply(chosen);
            chosen = chosen.multiply(BigInteger.valueOf(URNS - k));
        }
        return partitions;
    }

    /** Whether so many balls fill so many urns or more with a probability of 5 % at least, in whole numbers. */
    private static boolean mayFill(int balls, int urns) {
        BigInteger[] ways = ways(balls);
        BigInteger atLeast = BigInteger.ZERO;
        for (int k = urns; k <= URNS; k++) {
            atLeast = atLeast.add(ways[k]);
        }
        BigInteger all = BigInteger.valueOf(URNS).pow(balls);
        return atLeast.multiply(BigInteger.valueOf(20)).compareTo(all) >= 0;
    }

    @Test
    void theBoundIsTheLeastNumberThatFillsSoManyByWholeNumbers() {
        assertThat(BucketOccupancy.leastUnits(0)).isZero();
        for (int urns = 1; urns <= URNS; urns++) {
            int least = (int) BucketOccupancy.leastUnits(urns);
            assertThat(mayFill(least, urns))
                    .as("%d balls, %d urns", least, urns)
                    .isTrue();
            assertThat(mayFill(least - 1, urns))
                    .as("%d balls, %d urns", least - 1, urns)
                    .isFalse();
        }
        assertThat(BucketOccupancy.leastUnits(URNS)).isBetween(190L, 210L);
    }

    @Test
    void namesAreHardlyEverFewerThanTheirBucketsTell() {
        for (int units : new int[] {10, 60, 100, 150}) {
            int wrong = 0;
            for (int set = 0; set < 1_000; set++) {
                BitSet filled = new BitSet();
                for (int unit = 0; unit < units; unit++) {
                    filled.set(Buckets.of("set " + set + " unit " + unit));
                }
                wrong += BucketOccupancy.leastUnits(filled.cardinality()) > units ? 1 : 0;
            }
            assertThat(wrong).as("%d units", units).isLessThanOrEqualTo(70);
        }
    }
}
