package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Brings the tallies of cells together, those of all Spark partitions added. Keys and states travel as texts and bytes,
 * which every serialiser knows.
 */
final class CellStates {

    private CellStates() {}

    /**
     * The sum for every cell, as bytes.
     *
     * @param states rows of kind {@link TalliedRow#CELL}
     */
    static SortedMap<Cell, byte[]> sum(Dataset<Row> states) {
        return read(states, sum -> sum);
    }

    /**
     * What is read off the sum for every cell, there where the sum is: all tallies at once would be many objects.
     *
     * @param states rows of kind {@link TalliedRow#CELL}
     * @param reading of the bytes of a {@link CellTally}
     */
    static <T> SortedMap<Cell, T> read(Dataset<Row> states, Function<byte[], T> reading) {
        JavaPairRDD<Tuple2<String, String>, byte[]> pairs = states.select("partition", "slice", TalliedRow.STATE)
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(new Tuple2<>(row.getString(0), row.getString(1)), row.getAs(2)));
        SortedMap<Cell, T> cells = new TreeMap<>();
        pairs.groupByKey()
                .mapValues(CellStates::sum)
                .mapValues(reading)
                .collect()
                .forEach(state -> cells.put(new Cell(state._1()._1(), state._1()._2()), state._2()));
        return cells;
    }

    /** The bytes of the sum. A state has one spelling, so that of a single one is read and written by nobody here. */
    private static byte[] sum(Iterable<byte[]> states) {
        Iterator<byte[]> next = states.iterator();
        byte[] first = next.next();
        if (!next.hasNext()) {
            return first;
        }
        CellTally sum = CellTally.fromBytes(first);
        while (next.hasNext()) {
            sum.add(CellTally.fromBytes(next.next()));
        }
        return sum.toBytes();
    }
}
