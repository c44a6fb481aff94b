package io.assay.aggregation;

import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted rows of several cursors that are sorted themselves. */
final class MergedRows implements RowCursor {

    private final int keys;
    private final PriorityQueue<RowCursor> others;
    private @Nullable RowCursor current;
    private boolean started;

    private MergedRows(List<RowCursor> cursors, int keys) {
        this.keys = keys;
        this.others = new PriorityQueue<>(cursors.size(), (a, b) -> RowCursor.compare(a, b, keys));
        for (RowCursor cursor : cursors) {
            if (cursor.advance()) {
                others.add(cursor);
            }
        }
    }

    static RowCursor of(List<RowCursor> cursors, int keys) {
        return cursors.size() == 1 ? cursors.get(0) : new MergedRows(cursors, keys);
    }

    @Override
    public boolean advance() {
        RowCursor last = current;
        if (last == null) {
            if (!started) {
                current = others.poll();
                started = true;
            }
            return current != null;
        }
        boolean more = last.advance();
        RowCursor first = others.peek();
        if (first != null && (!more || RowCursor.compare(last, first, keys) > 0)) {
            current = others.poll();
            if (more) {
                others.add(last);
            }
        } else if (!more) {
            current = null;
        }
        return current != null;
    }

    private RowCursor current() {
        if (current == null) {
            throw new IllegalStateException("There is no row");
        }
        return current;
    }

    @Override
    public RowBlock block() {
        return current().block();
    }

    @Override
    public int row() {
        return current().row();
    }
}
