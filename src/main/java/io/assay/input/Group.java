package io.assay.input;

import static io.assay.input.Conformed.QUARANTINED;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one group, of which those of each version become one. Items stand in the order of their scores, the highest
 * first; of equal ones that with the larger id first, byte by byte, or without ids that with the smaller label. Then come
 * the judged items that the version has not returned, with the score −∞, in the same order of ids.
 *
 * <p>A group counts whole or not at all: where one row cannot be used, the others are set aside with it, because the
 * places of a list with a gap are not those of the list.
 */
final class Group {

    static final int KEY = 0;
    private static final int LABELS_ONLY = 1;
    private static final int VERSION = 2;
    private static final int ID = 3;
    private static final int CLUSTER = 4;
    private static final int WEIGHT = 5;
    private static final int ITEM = 6;
    private static final int STATUS = 7;
    private static final int RECORD = 8;
    private static final int LABEL = 9;
    private static final int PREDICTION = 10;
    private static final int KEPT = 11;
    private static final int GATHERED = 11;

    /** The reason of a row that could be used, were it not for others of its group. */
    static final String INCOMPLETE = QUARANTINED + "group_incomplete";

    private static final String DUPLICATE = QUARANTINED + "duplicate_in_group";
    private static final String DUPLICATE_LABEL = QUARANTINED + "duplicate_id";
    private static final String NOT_CONSTANT = QUARANTINED + "not_constant_in_group: ";

    /** Where labels stand. */
    enum Labels {
        /** In the rows of the predictions. */
        BESIDE,
        /** In rows of their own. */
        JOINED
    }

    /**
     * How groups are gathered.
     *
     * @param hasIds whether items have ids
     * @param unjudged the label of an item without one; null to set such groups aside
     * @param kept names of the columns that are kept
     * @param own how many of those are the predictions' own; the others are of the labels' side
     */
    record Rule(Labels labels, boolean hasIds, @Nullable Double unjudged, List<String> kept, int own)
            implements Serializable {

        Rule {
            kept = List.copyOf(kept);
        }
    }

    private final String key;
    private final Rule rule;
    private final Queue<Row> finished;
    private final List<Row> judgements = new ArrayList<>();
    private final Map<String, Row> judged = new HashMap<>();
    private final List<Row> items = new ArrayList<>();
    private final Set<String> unlabelled = new HashSet<>();
    private final ItemLabels itemLabels = new ItemLabels();
    private boolean judgementsEnded;
    private boolean misjudged;
    private boolean returned;

    /**
     * @param finished takes the rows that are gathered
     */
    Group(String key, Rule rule, Queue<Row> finished) {
        this.key = key;
        this.rule = rule;
        this.finished = finished;
    }

    String key() {
        return key;
    }

    /** Takes the next row: those of the labels' side come first, then one version after the other. */
    void add(Row row) {
        if (!Conformed.hasPlace(row.getString(STATUS))) {
            finished.add(alone(row, row.getString(STATUS)));
        } else if (row.getBoolean(LABELS_ONLY)) {
            judgements.add(row);
        } else {
            endJudgements();
            if (!items.isEmpty() && !row.getString(VERSION).equals(items.get(0).getString(VERSION))) {
                endVersion();
            }
            items.add(row);
        }
    }

    /** Ends the group: a label that no version could be held against is unmatched. */
    void end() {
        endJudgements();
        endVersion();
        if (!returned) {
            judged.values().forEach(row -> finished.add(alone(row, Conformed.UNMATCHED)));
        }
    }

    /** Of an item that is judged twice no judgement counts, nor one that says nothing. */
    private void endJudgements() {
        if (judgementsEnded) {
            return;
        }
        judgementsEnded = true;
        Set<String> twice = repeated(judgements);
        for (Row row : judgements) {
            String item = row.getString(ITEM);
            String own = row.getString(STATUS);
            String status = own != null ? own : twice.contains(item) ? DUPLICATE_LABEL : null;
            if (status == null && row.isNullAt(LABEL) && rule.unjudged() == null) {
                unlabelled.add(item);
                status = Conformed.UNLABELLED;
            }
            if (status == null) {
                judged.put(item, row);
            } else {
                misjudged = true;
                finished.add(alone(row, status));
            }
        }
        judgements.clear();
    }

    private static Set<String> repeated(List<Row> rows) {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Row row : rows) {
            String item = row.getString(ITEM);
            if (item != null && !once.add(item)) {
                twice.add(item);
            }
        }
        return twice;
    }

    private void endVersion() {
        if (items.isEmpty()) {
            return;
        }
        returned = true;
        Set<String> twice = rule.hasIds() ? repeated(items) : Set.of();
        String varying = varying();
        List<Item> all = new ArrayList<>();
        for (Row row : items) {
            all.add(item(row, twice, varying));
        }
        finished.add(gathered(items.get(0), status(all), all));
        items.clear();
    }

    private Item item(Row row, Set<String> twice, @Nullable String varying) {
        Double label = label(row);
        String status = row.getString(STATUS);
        if (status == null && twice.contains(row.getString(ITEM))) {
            status = DUPLICATE;
        }
        if (status == null && !isJudged()) {
            status = Conformed.UNMATCHED;
        }
        if (status == null && label == null) {
            boolean matched = rule.labels() == Labels.BESIDE || unlabelled.contains(row.getString(ITEM));
            status = matched ? Conformed.UNLABELLED : Conformed.UNMATCHED;
        }
        if (status == null && varying != null) {
            status = NOT_CONSTANT + varying;
        }
        return new Item(row, label, status);
    }

    /** Whether anything is known of the group's labels. */
    private boolean isJudged() {
        return rule.labels() == Labels.BESIDE || !judged.isEmpty() || misjudged;
    }

    private @Nullable Double label(Row row) {
        Row from = rule.labels() == Labels.BESIDE ? row : judged.get(row.getString(ITEM));
        return from == null || from.isNullAt(LABEL) ? rule.unjudged() : (Double) from.getDouble(LABEL);
    }

    /** The name of a column in which rows differ that must agree; null if there is none. */
    private @Nullable String varying() {
        for (int i = 0; i < rule.kept().size(); i++) {
            int column = KEPT + i;
            if (differ(i < rule.own() ? items : judged.values(), column)) {
                return rule.kept().get(i);
            }
        }
        return differ(items, WEIGHT) ? "weight" : null;
    }

    private static boolean differ(Iterable<Row> rows, int column) {
        Row first = null;
        for (Row row : rows) {
            if (first != null && !Objects.deepEquals(first.get(column), row.get(column))) {
                return true;
            }
            first = row;
        }
        return false;
    }

    /** Null for a group that counts. */
    private @Nullable String status(List<Item> all) {
        String first = all.get(0).status();
        boolean alike = all.stream().allMatch(item -> Objects.equals(item.status(), first));
        return alike && (first != null || !misjudged) ? first : INCOMPLETE;
    }

    private Row gathered(Row first, @Nullable String status, List<Item> all) {
        @Nullable Object[] values = new Object[GATHERED + rule.kept().size()];
        values[0] = status;
        values[1] = false;
        values[2] = judged.size();
        values[3] = first.getString(VERSION);
        values[4] = first.getString(ID);
        values[5] = first.getString(CLUSTER);
        values[6] = first.get(WEIGHT);
        List<Item> ordered = new ArrayList<>(all);
        if (status == null) {
            ordered.sort(rule.hasIds() ? Item.BY_SCORE_THEN_ID : Item.BY_SCORE_THEN_LABEL);
        }
        values[7] = ordered.stream().map(Item::seen).toArray(Row[]::new);
        if (status == null) {
            ordered.addAll(notReturned());
            values[8] = ordered.stream().map(Item::label).toArray(Double[]::new);
            values[9] = ordered.stream().map(Item::prediction).toArray(Double[]::new);
            values[10] = rule.labels() == Labels.BESIDE && rule.hasIds() ? itemLabels.ofVersion(labels(all)) : 0L;
        }
        for (int i = 0; i < rule.kept().size(); i++) {
            Row from = i < rule.own()
                    ? first
                    : judged.values().stream().findFirst().orElse(first);
            values[GATHERED + i] = from.get(KEPT + i);
        }
        return RowFactory.create(values);
    }

    private static Map<String, Double> labels(List<Item> items) {
        Map<String, Double> labels = new HashMap<>();
        items.forEach(item -> labels.put(item.row().getString(ITEM), Objects.requireNonNull(item.label())));
        return labels;
    }

    /** The judged items that the version has not. */
    private List<Item> notReturned() {
        Map<String, Row> left = new HashMap<>(judged);
        items.forEach(row -> left.remove(row.getString(ITEM)));
        List<Item> missing = new ArrayList<>();
        left.values().forEach(row -> missing.add(new Item(row, label(row), null)));
        missing.sort(Item.BY_SCORE_THEN_ID);
        return missing;
    }

    /** A row that stands for itself. */
    private Row alone(Row row, @Nullable String status) {
        @Nullable Object[] values = new Object[GATHERED + rule.kept().size()];
        values[0] = status;
        values[1] = row.getBoolean(LABELS_ONLY);
        values[2] = 0;
        values[3] = row.getString(VERSION);
        values[4] = row.getString(ID);
        values[5] = row.getString(CLUSTER);
        values[6] = row.get(WEIGHT);
        values[7] = new Row[] {new Item(row, null, status).seen()};
        return RowFactory.create(values);
    }

    /** An item with its label, and its status where it has one of its own. */
    private record Item(Row row, @Nullable Double label, @Nullable String status) {

        private static final Comparator<Item> BY_SCORE =
                Comparator.comparing(Item::prediction, Comparator.reverseOrder());

        static final Comparator<Item> BY_SCORE_THEN_ID = BY_SCORE.thenComparing(Item::id, Comparator.reverseOrder());

        static final Comparator<Item> BY_SCORE_THEN_LABEL =
                BY_SCORE.thenComparing(item -> Objects.requireNonNull(item.label()));

        /** The score; −∞ for an item that was not returned. Zero has no sign, so that it has one place. */
        double prediction() {
            return row.isNullAt(PREDICTION) ? Double.NEGATIVE_INFINITY : row.getDouble(PREDICTION) + 0.0;
        }

        /** The id, in the order of its bytes. */
        private Bytes id() {
            return new Bytes(row.getString(ITEM).getBytes(StandardCharsets.UTF_8));
        }

        /** As it is told where it is set aside. */
        Row seen() {
            String item = row.getString(ITEM);
            boolean named = item != null && !item.startsWith(Conformed.NO_ID);
            return RowFactory.create(status, row.getString(RECORD), named ? item : null, label, row.get(PREDICTION));
        }
    }

    private record Bytes(byte[] bytes) implements Comparable<Bytes> {
        @Override
        public int compareTo(Bytes other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }
}
