package io.assay.cost;

import java.nio.charset.StandardCharsets;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Which bucket a unit falls into: a hash of its name alone, so that both versions, every slice and every run agree. All
 * rows of a unit share a bucket, hence buckets of independent units are independent too.
 *
 * <p>Buckets nest: that of a unit among {@code n/2} is half of that among {@code n}, so neighbours can be merged.
 */
public final class Buckets {

    /** How many there are at first. */
    public static final int MOST = 64;

    private static final long SEED = 0;
    private static final long OF_BUCKETS = 0x632BE59BD9B4E019L;
    private static final long OF_HALVES = 0xD1B54A32D192ED03L;

    /** In plain Java: the same on every machine, and nothing native to load. */
    private static final XXHash64 XXH64 = XXHashFactory.safeInstance().hash64();

    private Buckets() {}

    /** The bucket of a unit, from 0 to {@link #MOST} − 1. */
    public static int of(String unit) {
        return of(unit, MOST, SEED);
    }

    /** The bucket of a unit among {@code buckets}: ⌊u · buckets⌋ for a u in [0, 1) of 32 bits. */
    public static int of(String unit, int buckets, long seed) {
        return (int) (((mixed(key(unit, seed) + OF_BUCKETS) >>> 32) * buckets) >>> 32);
    }

    /**
     * In which of two halves a unit lies, 0 or 1: a coin tossed by its name, independent of its bucket. What was searched in
     * one half can be tested in the other.
     */
    public static int half(String unit) {
        return half(unit, SEED);
    }

    /** The same with another coin for another seed. */
    public static int half(String unit, long seed) {
        return (int) (mixed(key(unit, seed) + OF_HALVES) >>> 63);
    }

    /** 64 random bits of a unit, others for another seed. */
    public static long key(String unit, long seed) {
        return mixed(hash(unit) ^ mixed(seed));
    }

    /** XXH64 of the text in UTF-8. */
    public static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return XXH64.hash(bytes, 0, bytes.length, 0);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mixed(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
