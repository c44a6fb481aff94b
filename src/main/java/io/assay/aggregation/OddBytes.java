package io.assay.aggregation;

import io.assay.aggregation.OddRow.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spells out an {@link OddRow} in a block. */
final class OddBytes {

    private static final int LABELS_ONLY = 1;
    private static final int FATES = 2;

    private OddBytes() {}

    static void write(OddRow row, BlockBytes out) {
        List<Fate> fates = row.fates();
        out.putByte((row.labelsOnly() ? LABELS_ONLY : 0) | (fates == null ? 0 : FATES));
        out.putText(row.status());
        out.putText(row.id());
        if (fates != null) {
            out.putCount(fates.size());
            for (Fate fate : fates) {
                out.putText(fate.status());
                out.putText(fate.record());
            }
        }
    }

    static OddRow read(BlockInput in) {
        int flags = in.readByte();
        String status = in.readText();
        String id = text(in);
        return new OddRow(status, (flags & LABELS_ONLY) != 0, id, (flags & FATES) != 0 ? fates(in) : null);
    }

    private static List<Fate> fates(BlockInput in) {
        int count = in.readCount();
        List<Fate> fates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String status = text(in);
            fates.add(new Fate(status, in.readText()));
        }
        return fates;
    }

    private static String text(BlockInput in) {
        return Objects.requireNonNull(in.readText(), "a text that is never null");
    }

    /** About how many characters a row's texts have. */
    static long characters(@Nullable OddRow row) {
        if (row == null) {
            return 0;
        }
        long characters = row.id().length();
        List<Fate> fates = row.fates();
        if (fates != null) {
            for (Fate fate : fates) {
                String read = fate.record();
                characters += fate.status().length() + (read == null ? 0 : read.length());
            }
        }
        return characters;
    }
}
