package io.assay.aggregation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts by name, made of parts: {@code rows/filtered}, {@code rows/quarantined/id_null}, {@code ids/v2}. They add. */
public final class Counts {

    /** Rows of the dataset, or of the predictions' side. */
    public static final String ROWS = "rows";

    /** Rows of the labels' side of a join. */
    public static final String LABELS = "labels";

    public static final String EVALUATED = "evaluated";
    public static final String QUARANTINED = "quarantined";

    /** The reason by which all rows of a version and id are set aside that stand there more than once. */
    public static final String DUPLICATE_ID = "duplicate_id";

    /** Rows set aside, by the version that they name. */
    public static final String SET_ASIDE = "set-aside";

    /** Rows evaluated, by their version. */
    public static final String USED = "used";

    /** Rows of a version that the job adds to those read, evaluated or set aside. */
    public static final String MADE = "made";

    /** A matched label of which no prediction was usable. */
    public static final String UNUSED = "unused";

    /** Usable rows without a loss, by loss and reason. */
    public static final String UNSCORED = "unscored";

    /** Examples with a row of the baseline and one of the candidate. */
    public static final String SHARED = "shared";

    /** Examples with a row of the baseline and one of the candidate that were given different labels. */
    public static final String DIFFERING_LABELS = "differing-labels";

    /** Rows without a label, by the version that they name: null, or none of their id on the labels' side. */
    public static final String LACKING_LABEL = "lacking-label";

    /** Examples with a row of a version. */
    public static final String IDS = "ids";

    /** Units with a row in a part of the split; of two-way clusters by the number of the way. */
    public static final String SPLIT_UNITS = "split-units";

    /** Units with rows in several parts of the split; of two-way clusters by the number of the way. */
    public static final String SHARED_UNITS = "shared-units";

    /** Examples whose samples were averaged, with a usable sample of any version. */
    public static final String SAMPLED = "sampled";

    /** The same by version. The samples themselves are counted as rows used. */
    public static final String AVERAGED = "averaged";

    /** Examples whose samples of a version differ in what they should share, by what that is and by version. */
    public static final String DIFFERING_SAMPLES = "differing-samples";

    /** What samples may differ in: partitions and slices, the weight, labels. */
    public static final String PLACE = "place";

    public static final String WEIGHT = "weight";
    public static final String LABEL = "label";

    /** Samples without a loss that others of their example have, by version and loss. */
    public static final String LEFT_OUT = "left-out";

    /** Cells that tasks had rows in, by the set of axes; one that several had rows in counts as often. */
    static final String GROUPS = "groups";

    /** Pairs whose two rows lie in different slices of one set of axes. */
    public static final String DIFFERENT_SLICE = "different-slice";

    private static final String SEPARATOR = "\u0000";

    private final SortedMap<String, Long> counts = new TreeMap<>();

    void add(long n, String... name) {
        counts.merge(String.join(SEPARATOR, name), n, Long::sum);
    }

    /** Adds others. */
    public Counts add(Counts other) {
        other.counts.forEach((name, n) -> counts.merge(name, n, Long::sum));
        return this;
    }

    /** Leaves out every count below a name. */
    void remove(String name) {
        counts.keySet().removeIf(key -> key.startsWith(name + SEPARATOR));
    }

    /** The count called so; 0 if there is none. */
    public long of(String... name) {
        return counts.getOrDefault(String.join(SEPARATOR, name), 0L);
    }

    /** The sum of every count below a name. */
    public long total(String... name) {
        return below(name).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every count below a name, by the parts that follow it. */
    public SortedMap<List<String>, Long> below(String... name) {
        String prefix = String.join(SEPARATOR, name) + SEPARATOR;
        SortedMap<List<String>, Long> found = byName();
        counts.tailMap(prefix).forEach((key, n) -> {
            if (key.startsWith(prefix)) {
                found.put(List.of(key.substring(prefix.length()).split(SEPARATOR, -1)), n);
            }
        });
        return found;
    }

    /** Every count by the parts of its name. */
    public SortedMap<List<String>, Long> all() {
        SortedMap<List<String>, Long> all = byName();
        counts.forEach((key, n) -> all.put(List.of(key.split(SEPARATOR, -1)), n));
        return all;
    }

    /** Counts with these names. */
    public static Counts of(Map<List<String>, Long> named) {
        Counts counts = new Counts();
        named.forEach((name, n) -> counts.add(n, name.toArray(String[]::new)));
        return counts;
    }

    private static SortedMap<List<String>, Long> byName() {
        return new TreeMap<>(Comparator.comparing((List<String> parts) -> String.join(SEPARATOR, parts)));
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(counts.size());
            for (var entry : counts.entrySet()) {
                LongText.write(out, entry.getKey());
                out.writeLong(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Counts fromBytes(byte[] bytes) {
        Counts counts = new Counts();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int n = in.readInt(); n > 0; n--) {
                counts.counts.put(LongText.read(in), in.readLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }
}
