package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.shiftright;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of kept rows to the parts that sort them. What travels is one row for each value and part, with the
 * numbers of those cells of the row that are the part's, not one for each cell: sorting costs the more rows, the more there
 * are, and those of all cells lie in one order.
 *
 * @param series of the values by their places
 * @param steps by place, in which steps a value is read; none for one that is not read
 */
record SpreadRows(KeptCells kept, int[] series, int[][] steps) implements MapPartitionsFunction<Row, Row> {

    static final int GROUP = 1;
    static final int SERIES = 2;
    static final int STEP = 3;
    static final int VALUE = 4;
    static final int LABEL = 5;
    static final int WEIGHT = 6;
    static final int UNIT = 7;
    static final int CELLS = 8;

    private static final StructType SCHEMA = new StructType()
            .add("part", DataTypes.IntegerType, false)
            .add("group", DataTypes.IntegerType, false)
            .add("series", DataTypes.IntegerType, false)
            .add("step", DataTypes.IntegerType, false)
            .add("value", DataTypes.DoubleType, false)
            .add("label", DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("unit", DataTypes.LongType, false)
            .add("cells", DataTypes.BinaryType, false);

    private static final String[] FROM = {
        "model_version", "candidate", "partitions", "slices", "cells", "values", "labels", "weight", "unit"
    };

    private static final int FROM_VERSION = 0;
    private static final int FROM_CANDIDATE = 1;
    private static final int FROM_PARTITIONS = 2;
    private static final int FROM_SLICES = 3;
    private static final int FROM_CELLS = 4;
    private static final int FROM_VALUES = 5;
    private static final int FROM_LABELS = 6;
    private static final int FROM_WEIGHT = 7;
    private static final int FROM_UNIT = 8;

    /**
     * Rows of the cells of one part in each Spark partition, by group and series in ascending order: of pairs of steps, in
     * each of the value, then of the step, then of the label. A label that there is none of is NaN, and zeros are positive.
     *
     * @param rows of kind {@link TalliedRow#KEPT}
     */
    Dataset<Row> sorted(Dataset<Row> rows) {
        return rows.selectExpr(FROM)
                .mapPartitions(this, Encoders.row(SCHEMA))
                .repartitionById(kept.parts(), col("part"))
                .sortWithinPartitions(
                        col("group"),
                        col("series"),
                        shiftright(col("step"), 1),
                        col("value"),
                        col("step"),
                        col("label"));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Spread(this, rows);
    }

    private static final class Spread implements Iterator<Row> {
        private final SpreadRows by;
        private final Iterator<Row> rows;
        private final KeptCells.Decoder decoder;
        private final Map<KeptCells.Group, Integer> groups;
        private final Queue<Row> spread = new ArrayDeque<>();
        private final int[] inPart;

        Spread(SpreadRows by, Iterator<Row> rows) {
            this.by = by;
            this.rows = rows;
            this.decoder = by.kept.decoder();
            this.groups = by.kept.numbersOfGroups();
            this.inPart = new int[by.kept.parts()];
        }

        @Override
        public boolean hasNext() {
            while (spread.isEmpty() && rows.hasNext()) {
                spread(rows.next());
            }
            return !spread.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return spread.remove();
        }

        private void spread(Row row) {
            // Decoded whatever the weight: what is told here is not told again.
            int[] cells = KeptCells.cells(decoder, row, FROM_PARTITIONS, FROM_SLICES, FROM_CELLS);
            double weight = row.getDouble(FROM_WEIGHT);
            if (!(weight > 0)) {
                return;
            }
            byte[][] cellsOfPart = byPart(cells);
            KeptCells.Group of = new KeptCells.Group(
                    row.getString(FROM_VERSION), row.isNullAt(FROM_CANDIDATE) ? null : row.getString(FROM_CANDIDATE));
            int group = Objects.requireNonNull(groups.get(of), "a row is kept of what was tallied");
            List<@Nullable Double> values = row.getList(FROM_VALUES);
            List<@Nullable Double> labels = row.getList(FROM_LABELS);
            for (int place = 0; place < values.size(); place++) {
                Double value = values.get(place);
                if (value == null) {
                    continue;
                }
                Double label = place < labels.size() ? labels.get(place) : null;
                for (int step : by.steps[place]) {
                    add(group, place, step, value, label, weight, row.getLong(FROM_UNIT), cellsOfPart);
                }
            }
        }

        private void add(
                int group,
                int place,
                int step,
                double value,
                @Nullable Double label,
                double weight,
                long unit,
                byte[][] cellsOfPart) {
            for (int part = 0; part < cellsOfPart.length; part++) {
                if (cellsOfPart[part].length > 0) {
                    spread.add(RowFactory.create(
                            part,
                            group,
                            by.series[place],
                            step,
                            // Spark sorts -0.0 and 0.0 as one value: which of them comes first would be chance.
                            value + 0.0,
                            label == null ? Double.NaN : label + 0.0,
                            weight,
                            unit,
                            cellsOfPart[part]));
                }
            }
        }

        private byte[][] byPart(int[] cells) {
            Arrays.fill(inPart, 0);
            for (int cell : cells) {
                inPart[by.kept.partOf()[cell]]++;
            }
            int[][] numbers = new int[inPart.length][];
            Arrays.setAll(numbers, part -> new int[inPart[part]]);
            for (int cell : cells) {
                int part = by.kept.partOf()[cell];
                numbers[part][--inPart[part]] = cell;
            }
            return Arrays.stream(numbers).map(Packed::ints).toArray(byte[][]::new);
        }
    }
}
