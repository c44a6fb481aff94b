package io.assay.input;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one Spark partition in a single pass. Rows come sorted by group, the labels' side first, then by version, and
 * all rows of a group are in one partition; no more than the labels of a group, wherever they stand, and one version of it are held.
 */
final class Gatherer implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final Group.Rule rule;

    Gatherer(Group.Rule rule) {
        this.rule = rule;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Pass(rows);
    }

    private final class Pass implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Queue<Row> finished = new ArrayDeque<>();
        private @Nullable Group group;

        Pass(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (finished.isEmpty() && rows.hasNext()) {
                accept(rows.next());
            }
            if (finished.isEmpty() && group != null) {
                group.end();
                group = null;
            }
            return !finished.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return finished.remove();
        }

        private void accept(Row row) {
            String key = row.getString(Group.KEY);
            if (group == null || !group.key().equals(key)) {
                if (group != null) {
                    group.end();
                }
                group = new Group(key, rule, finished);
            }
            group.add(row);
        }
    }
}
