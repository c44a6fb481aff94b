package io.assay.aggregation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.spark.sql.execution.datasources.parquet.ParquetDictionary;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The door to the dictionary of a column of a batch: Spark keeps it to itself, and makes a new object of it for every
 * batch around the dictionary of the file, by which it is known again here.
 */
final class DictionaryDoor {

    private static final @Nullable VarHandle DICTIONARY = field(WritableColumnVector.class, Dictionary.class);
    private static final @Nullable VarHandle OF_FILE =
            field(ParquetDictionary.class, org.apache.parquet.column.Dictionary.class);

    private DictionaryDoor() {}

    private static @Nullable VarHandle field(Class<?> owner, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, "dictionary", type);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // Then texts are looked up by their bytes.
        }
    }

    /** Whether there is a door on this Spark. */
    static boolean isOpen() {
        return DICTIONARY != null && OF_FILE != null;
    }

    /**
     * The dictionary of the file by which a column of a batch is encoded; null if it is not, or if there is no telling.
     * It is the same object for as long as ids mean the same.
     */
    static org.apache.parquet.column.@Nullable Dictionary of(ColumnVector column) {
        if (DICTIONARY == null
                || OF_FILE == null
                || !(column instanceof WritableColumnVector writable)
                || !writable.hasDictionary()) {
            return null;
        }
        return DICTIONARY.get(writable) instanceof ParquetDictionary dictionary
                ? (org.apache.parquet.column.Dictionary) OF_FILE.get(dictionary)
                : null;
    }

    /** The ids of a column that has a dictionary. */
    static WritableColumnVector ids(ColumnVector column) {
        return ((WritableColumnVector) column).getDictionaryIds();
    }

    /** The text of an id. */
    static UTF8String text(org.apache.parquet.column.Dictionary dictionary, int id) {
        return UTF8String.fromBytes(dictionary.decodeToBinary(id).getBytes());
    }
}
