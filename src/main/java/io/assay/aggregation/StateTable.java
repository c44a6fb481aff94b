package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;

import io.assay.cost.MetricBasis;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.input.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * The tallies of cells as a table of states, a row each, and back. Where there are partitions, those of all partitions are
 * not stored unless there are clusters: they are the sum, to the bit.
 */
public final class StateTable {

    /** The version of the stored bytes. Another one is refused. */
    public static final int VERSION = StoredCell.VERSION;

    /** That of states with what clusters carry over run dates. */
    public static final int CARRIED = StoredCell.CARRIED;

    public static final String RUN_DATE = "run_date";
    public static final String PARTITION = "partition";
    public static final String SLICE = "slice";
    private static final String TALLY = "tally";

    public static final StructType SCHEMA =
            StructType.fromDDL("evaluation STRING, run_date STRING, partition STRING, slice STRING, tally BINARY");

    /** A task carries its rows in a message, which has a limit. */
    private static final long BYTES_A_TASK = 16L << 20;

    private final int losses;
    private final List<MetricBasis> bases;
    /** Whether totals over partitions are the sums of partitions. A cluster in two of them is one unit of the total. */
    private final boolean derived;

    private final boolean carries;

    /** The table of everything that a plan tallies. */
    public StateTable(TallyPlan plan) {
        this.losses = plan.losses().size();
        this.bases = plan.metrics().bases();
        this.derived = !plan.columns().partition().isEmpty()
                && plan.columns().cluster().isEmpty();
        this.carries = plan.carriesUnits();
    }

    /** The rows that are stored, in the order of their cells. */
    public List<Row> rows(String evaluation, String runDate, SortedMap<Cell, CellTally> cells) {
        List<Row> rows = new ArrayList<>();
        cells.forEach((cell, tally) -> {
            if (!derived || !cell.partition().equals(Coordinate.ALL)) {
                byte[] stored = StoredCell.store(cell, tally);
                rows.add(RowFactory.create(evaluation, runDate, cell.partition(), cell.slice(), stored));
            }
        });
        return rows;
    }

    /** The same as a dataset, in as many Spark partitions as their bytes need. */
    public static Dataset<Row> dataset(SparkSession spark, List<Row> rows) {
        long bytes = rows.stream()
                .mapToLong(row -> row.<byte[]>getAs(SCHEMA.fieldIndex(TALLY)).length)
                .sum();
        int tasks = (int) Math.max(1, Math.min(rows.size(), 1 + bytes / BYTES_A_TASK));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(context.parallelize(rows, tasks), SCHEMA);
    }

    /**
     * The sum for every cell, totals over partitions included; with what clusters carry, if the plan asks for it.
     *
     * @param stored rows of {@link #SCHEMA}, of one run date or of several
     * @throws InputException if a state is damaged, or one of another version or plan
     */
    public SortedMap<Cell, CellTally> sum(Dataset<Row> stored) {
        byte[] beginning = StoredCell.beginning(losses, bases);
        List<Tuple2<Tuple2<String, String>, Tuple2<byte[], String>>> sums = stored.select(
                        col(PARTITION), col(SLICE), col(RUN_DATE), col(TALLY))
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(
                        new Tuple2<>(row.getString(0), row.getString(1)),
                        new Tuple2<>(row.getString(2), row.<byte[]>getAs(3))))
                .groupByKey()
                .mapToPair(cell -> new Tuple2<>(
                        cell._1(), sum(new Cell(cell._1()._1(), cell._1()._2()), cell._2(), beginning)))
                .collect();
        SortedMap<Cell, CellTally> cells = new TreeMap<>();
        for (Tuple2<Tuple2<String, String>, Tuple2<byte[], String>> sum : sums) {
            String problem = sum._2()._2();
            if (!problem.isEmpty()) {
                throw new InputException(problem);
            }
            CellTally tally = CellTally.fromBytes(sum._2()._1());
            if (!carries) {
                tally.carried().clear();
            }
            cells.put(new Cell(sum._1()._1(), sum._1()._2()), tally);
        }
        if (derived) {
            cells.putAll(totals(cells));
        }
        return cells;
    }

    /** Adds the tallies of cells to those of others. */
    public void add(SortedMap<Cell, CellTally> to, SortedMap<Cell, CellTally> from) {
        from.forEach((cell, tally) ->
                to.computeIfAbsent(cell, key -> new CellTally(losses, bases)).add(tally));
    }

    /** The bytes of a sum, or what is wrong with one of the states: of what a task throws Spark makes a stack trace. */
    private static Tuple2<byte[], String> sum(Cell cell, Iterable<Tuple2<String, byte[]>> states, byte[] beginning) {
        CellTally sum = null;
        for (Tuple2<String, byte[]> state : states) {
            try {
                CellTally tally = StoredCell.read(cell, state._2(), beginning);
                sum = sum == null ? tally : sum.add(tally);
            } catch (IOException e) {
                return new Tuple2<>(
                        new byte[0],
                        "Cannot read the state of run date " + state._1() + " in partition " + cell.partition()
                                + ", slice " + cell.slice() + ": " + e.getMessage()
                                + "; evaluate that run date again");
            }
        }
        return new Tuple2<>(sum == null ? new byte[0] : sum.toBytes(), "");
    }

    /** Every row lies in one partition, so the totals are the sum of the partitions. */
    private Map<Cell, CellTally> totals(SortedMap<Cell, CellTally> cells) {
        Map<Cell, CellTally> totals = new TreeMap<>();
        cells.forEach((cell, tally) -> totals.computeIfAbsent(
                        new Cell(Coordinate.ALL, cell.slice()), key -> new CellTally(losses, bases))
                .add(tally));
        return totals;
    }
}
