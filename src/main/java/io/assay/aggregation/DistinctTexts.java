package io.assay.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The distinct texts of a column of the scan, numbered as they come, so that what depends on the text alone is computed
 * once for each. Ids of a file's dictionary are looked up in an array, as are places in that of a stripe of ORC, and texts that stand
 * plainly in the file by their bytes.
 * A column with too many distinct texts is given up.
 */
final class DistinctTexts {

    /** The number of null. */
    static final int NULL = 0;

    private static final int MOST = 1 << 17;
    private static final int UNSEEN = -1;

    private final int place;
    private final Map<UTF8String, Integer> numbers = new HashMap<>();
    private RecentTexts recent = new RecentTexts();
    private OrcTexts ofOrc = new OrcTexts(this::number);
    private final List<@Nullable UTF8String> texts = new ArrayList<>();
    private final Vector<int[]> numbered = Vector.codes(this::number);
    private org.apache.parquet.column.@Nullable Dictionary dictionary;
    private int[] ofDictionary = new int[0];
    private boolean tooMany;

    DistinctTexts(int place) {
        this.place = place;
        texts.add(null);
    }

    /** By row the number of its text; undefined once there are too many. */
    int[] numbers(BatchRows rows) {
        return numbered.values(rows);
    }

    /** Whether there are too many to go on. To be asked after {@link #numbers}. */
    boolean areTooMany() {
        return tooMany;
    }

    /** How many there are, null among them. */
    int size() {
        return texts.size();
    }

    @Nullable
    UTF8String text(int number) {
        return texts.get(number);
    }

    int place() {
        return place;
    }

    private void number(BatchRows rows, Vector<int[]> into) {
        ColumnVector column = rows.column(place);
        int size = rows.size();
        int[] to = into.start(size);
        if (areTooMany()) {
            return;
        }
        org.apache.parquet.column.Dictionary encoding = ColumnarScan.DictionaryDoor.of(column);
        if (encoding != null) {
            fromDictionary(column, encoding, size, to);
        } else if (ColumnarScan.OrcDoor.isTo(column)) {
            ofOrc.number(ColumnarScan.OrcDoor.texts(column), size, to, NULL);
        } else {
            fromBytes(column, size, to);
        }
        if (texts.size() > MOST) {
            giveUp();
        }
    }

    /** Nothing that is held is needed any more. */
    private void giveUp() {
        tooMany = true;
        numbers.clear();
        texts.clear();
        recent = new RecentTexts();
        ofOrc = new OrcTexts(this::number);
        dictionary = null;
        ofDictionary = new int[0];
    }

    private void fromDictionary(
            ColumnVector column, org.apache.parquet.column.Dictionary encoding, int size, int[] to) {
        if (encoding != dictionary) {
            dictionary = encoding;
            ofDictionary = new int[encoding.getMaxId() + 1];
            Arrays.fill(ofDictionary, UNSEEN);
        }
        var ids = ColumnarScan.DictionaryDoor.ids(column);
        boolean hasNull = column.hasNull();
        for (int i = 0; i < size; i++) {
            if (hasNull && column.isNullAt(i)) {
                to[i] = NULL;
                continue;
            }
            int id = ids.getDictId(i);
            if (ofDictionary[id] == UNSEEN) {
                ofDictionary[id] = number(ColumnarScan.DictionaryDoor.text(encoding, id));
            }
            to[i] = ofDictionary[id];
        }
    }

    private void fromBytes(ColumnVector column, int size, int[] to) {
        for (int i = 0; i < size; i++) {
            to[i] = column.isNullAt(i) ? NULL : number(column.getUTF8String(i));
        }
    }

    private int number(UTF8String text) {
        int known = recent.find(text);
        if (known == RecentTexts.ABSENT) {
            known = find(text);
            recent.keep(Objects.requireNonNull(texts.get(known)), known);
        }
        return known;
    }

    private int find(UTF8String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        int number = texts.size();
        UTF8String kept = text.copy();
        numbers.put(kept, number);
        texts.add(kept);
        return number;
    }
}
