package io.assay.cost;

/**
 * How often a unit is drawn in each replicate of a Poisson bootstrap: a number with mean and variance 1, by a hash of the
 * unit's name and a seed alone. So the same unit is drawn as often under every loss and by every version, and neither the order
 * of rows nor their partitioning plays a part.
 */
public final class PoissonDraws {

    /** ⌊P(count ≤ k) · 2^32⌋ for k = 0, 1 … of a Poisson distribution with mean 1. */
    private static final long[] THRESHOLDS = {
        1_580_030_168L,
        3_160_060_337L,
        3_950_075_421L,
        4_213_413_783L,
        4_279_248_373L,
        4_292_415_291L,
        4_294_609_777L,
        4_294_923_276L,
        4_294_962_463L,
        4_294_966_817L,
        4_294_967_252L,
        4_294_967_292L,
        4_294_967_295L
    };

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long LANE = 0xFFFF_FFFFL;

    private final long key;

    /** Those of a unit; others for another seed. */
    public PoissonDraws(String unit, long seed) {
        this.key = Buckets.key(unit, seed);
    }

    /** How often it is drawn in a replicate, from 0 to 13. */
    public int in(int replicate) {
        // A word of 64 random bits serves two replicates.
        long word = Buckets.mixed(key + (replicate / 2 + 1) * STEP);
        long lane = replicate % 2 == 0 ? word >>> Integer.SIZE : word & LANE;
        int count = 0;
        while (count < THRESHOLDS.length && THRESHOLDS[count] <= lane) {
            count++;
        }
        return count;
    }
}
