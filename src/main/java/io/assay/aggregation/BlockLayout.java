package io.assay.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns a block of rows has. First come the numbers: the fingerprints of the cluster (where units are clusters), of
 * the id and of the sample (where samples have names), from the most to the least significant, then the others, and at last the words in which the codes are packed.
 *
 * @param keys how many of the numbers, at the beginning, say which rows meet
 * @param numbers numbers before the words of codes
 * @param codes columns of codes: version, coordinates, reasons, values that are texts
 */
record BlockLayout(ScoredSchema schema, int keys, int numbers, int codes) {

    static BlockLayout of(ScoredSchema schema) {
        int keys = 2 + (schema.clustered() ? 2 : 0) + (schema.hasNamedSamples() ? 2 : 0);
        int texts = (int) schema.textual().stream().filter(text -> text).count();
        int ratios = (int) schema.ratios().stream().filter(ratio -> ratio).count();
        int counts = 3 + (schema.labelled() ? 1 : 0) + (schema.bucketed() ? 1 : 0);
        int numbers = keys + counts + schema.losses() + ratios + schema.values() - texts + 2 * schema.rankings() + 1;
        return new BlockLayout(schema, keys, numbers, 1 + schema.coordinates() + schema.losses() + texts);
    }

    /** The dictionaries of the columns of codes. */
    List<Dictionary> of(Dictionaries all) {
        List<Dictionary> dictionaries = new ArrayList<>();
        dictionaries.add(all.versions());
        for (int i = 0; i < schema.coordinates(); i++) {
            dictionaries.add(all.coordinate(i));
        }
        for (int i = 0; i < schema.losses(); i++) {
            dictionaries.add(all.reasons());
        }
        for (int i = 0; i < schema.values(); i++) {
            if (schema.textual().get(i)) {
                dictionaries.add(all.value(i));
            }
        }
        return dictionaries;
    }
}
