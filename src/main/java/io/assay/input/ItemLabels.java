package io.assay.input;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that the versions of one group bring for its items, held against each other item by item, whichever of them a
 * version has returned and in what order. What counts as the label of an item is what the first version says that has it, of
 * the versions in the order of their names.
 */
final class ItemLabels {

    /** What stands for a version that contradicts nobody. */
    private static final long AGREEING = 0;

    private final Map<String, Double> known = new HashMap<>();

    /**
     * A number that stands for where the labels of the next version are others than those known: 0 where nowhere, else 64 bits of
     * a hash. Two versions that were given different labels of an item have different ones, but once in 2⁶⁴ pairs; so has a
     * version that has not returned the item, beside one whose label of it is not that of the first.
     *
     * @param labels by item, finite or infinite
     */
    long ofVersion(Map<String, Double> labels) {
        SortedMap<String, Double> others = new TreeMap<>();
        labels.forEach((item, label) -> {
            // Zero has no sign.
            double own = label + 0.0;
            if (known.computeIfAbsent(item, first -> own) != own) {
                others.put(item, own);
            }
        });
        return others.isEmpty() ? AGREEING : hash(others);
    }

    private static long hash(SortedMap<String, Double> labels) {
        MessageDigest digest = sha256();
        labels.forEach((item, label) -> {
            byte[] name = item.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES + Double.BYTES)
                    .putInt(name.length)
                    .putDouble(label)
                    .array());
            digest.update(name);
        });
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
