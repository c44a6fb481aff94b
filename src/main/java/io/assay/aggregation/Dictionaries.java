package io.assay.aggregation;

/** The dictionaries of one task: what the codes in its {@link ScoredBatch}es stand for. */
final class Dictionaries {

    private final Dictionary versions = new Dictionary();
    private final Dictionary reasons = new Dictionary();
    private final Dictionary[] coordinates;
    private final Dictionary[] values;

    Dictionaries(ScoredSchema schema) {
        this.coordinates = dictionaries(schema.coordinates());
        this.values = dictionaries(schema.values());
    }

    private static Dictionary[] dictionaries(int count) {
        Dictionary[] dictionaries = new Dictionary[count];
        for (int i = 0; i < count; i++) {
            dictionaries[i] = new Dictionary();
        }
        return dictionaries;
    }

    /** Of model versions. */
    Dictionary versions() {
        return versions;
    }

    /** Of the reasons for which there is no loss. */
    Dictionary reasons() {
        return reasons;
    }

    /** Of a partition column or an axis. */
    Dictionary coordinate(int i) {
        return coordinates[i];
    }

    /** Of a metric's input that is text. */
    Dictionary value(int i) {
        return values[i];
    }

    /** About how many bytes of memory all texts take. */
    long bytes() {
        long bytes = versions.bytes() + reasons.bytes();
        for (Dictionary dictionary : coordinates) {
            bytes += dictionary.bytes();
        }
        for (Dictionary dictionary : values) {
            bytes += dictionary.bytes();
        }
        return bytes;
    }
}
