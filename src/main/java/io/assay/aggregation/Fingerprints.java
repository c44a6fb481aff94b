package io.assay.aggregation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** Finds ids that occur more than once where rows need not meet: nothing but the ids' fingerprints travels. */
final class Fingerprints {

    private static final ScoredSchema BARE = new ScoredSchema(0, 0, 0, List.of(), false, false, List.of(), 0);

    private Fingerprints() {}

    /**
     * The least fingerprints that more than one row has, up to a number of them, in order. A row that does not take its
     * version's place in an example does not count, nor one of the labels alone; versions are not looked at.
     */
    static <S> List<Fingerprint> duplicated(
            JavaRDD<S> source,
            FlatMapFunction<Iterator<S>, ScoredBatch> road,
            int partitions,
            MeetingMemory memory,
            int most) {
        return Meeting.tallied(source, part -> new Bare(road.call(part)), BARE, partitions, memory, rows -> duplicated(
                                rows, most)
                        .iterator())
                .collect()
                .stream()
                .sorted()
                .limit(most)
                .collect(Collectors.toList());
    }

    private static List<Fingerprint> duplicated(Iterator<ScoredBatch> sorted, int most) {
        List<Fingerprint> found = new ArrayList<>();
        long high = 0;
        long low = 0;
        int count = 0;
        while (sorted.hasNext() && found.size() < most) {
            ScoredBatch batch = sorted.next();
            for (int row = 0; row < batch.size && found.size() < most; row++) {
                boolean again = count > 0 && batch.idHigh[row] == high && batch.idLow[row] == low;
                high = batch.idHigh[row];
                low = batch.idLow[row];
                count = again ? count + 1 : 1;
                if (count == 2) {
                    found.add(new Fingerprint(high, low));
                }
            }
        }
        return found;
    }

    /** The ids alone of the rows that have a place. */
    private static final class Bare implements Iterator<ScoredBatch> {
        private final Iterator<ScoredBatch> rows;
        private final Dictionaries dictionaries = new Dictionaries(BARE);
        private @Nullable ScoredBatch ids;

        Bare(Iterator<ScoredBatch> rows) {
            this.rows = rows;
            dictionaries.versions().code(null);
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public ScoredBatch next() {
            ScoredBatch from = rows.next();
            ScoredBatch to = ids;
            if (to == null || to.capacity() < from.size) {
                to = new ScoredBatch(BARE, dictionaries, from.capacity());
                ids = to;
            }
            to.size = 0;
            for (int row = 0; row < from.size; row++) {
                OddRow odd = from.odd[row];
                if (odd == null || odd.hasPlace() && !odd.labelsOnly()) {
                    to.idHigh[to.size] = from.idHigh[row];
                    to.idLow[to.size] = from.idLow[row];
                    to.size++;
                }
            }
            return to;
        }
    }
}
