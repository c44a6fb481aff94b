package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows without a usable loss, by reason, of many places and losses; a place and loss have one number here. */
final class UnscoredRows {

    private final List<String> reasons = new ArrayList<>();
    private final LongCounts counts = new LongCounts();

    /** The number of a reason. */
    int reason(String reason) {
        int known = reasons.indexOf(reason);
        if (known < 0) {
            reasons.add(reason);
            return reasons.size() - 1;
        }
        return known;
    }

    void add(int lossPlace, int reason) {
        counts.add(key(lossPlace, reason), 1);
    }

    private static long key(int lossPlace, int reason) {
        return (long) reason << Integer.SIZE | lossPlace;
    }

    private interface Taker<E extends Exception> {
        void take(String reason, long count) throws E;
    }

    private <E extends Exception> void forEach(int lossPlace, Taker<E> taker) throws E {
        for (int reason = 0; reason < reasons.size() && !counts.isEmpty(); reason++) {
            long count = counts.get(key(lossPlace, reason));
            if (count > 0) {
                taker.take(reasons.get(reason), count);
            }
        }
    }

    private void add(int lossPlace, String reason, long count) {
        counts.add(key(lossPlace, reason(reason)), count);
    }

    /** Adds what others have for one number to another. */
    void addPlace(int lossPlace, UnscoredRows from, int fromLossPlace) {
        from.forEach(fromLossPlace, (reason, count) -> add(lossPlace, reason, count));
    }

    void addTo(CostTally tally, int lossPlace) {
        forEach(lossPlace, tally::addUnscored);
    }

    void writeTo(DataOutput out, int lossPlace) throws IOException {
        forEach(lossPlace, (reason, count) -> {
            VariableLength.write(out, count);
            out.writeUTF(reason);
        });
        VariableLength.write(out, 0);
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in, int lossPlace) throws IOException {
        for (long count = VariableLength.read(in); count != 0; count = VariableLength.read(in)) {
            add(lossPlace, in.readUTF(), count);
        }
    }

    /** The memory held. */
    long bytes() {
        return counts.bytes();
    }
}
