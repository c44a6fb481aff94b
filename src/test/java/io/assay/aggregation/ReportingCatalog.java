package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.HasPartitionKey;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsReportPartitioning;
import org.apache.spark.sql.connector.read.partitioning.KeyGroupedPartitioning;
import org.apache.spark.sql.connector.read.partitioning.Partitioning;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A catalogue whose tables report by what they are divided, as Iceberg's do. A table's name says what it has:
 * {@code id_4_ab} are versions a and b, in four buckets by {@code id}; each bucket has several input partitions, as if it had several
 * files.
 */
public final class ReportingCatalog implements TableCatalog, FunctionCatalog {

    static final String NAME = "reporting";

    private static final int EXAMPLES = 90;

    private static final StructType SCHEMA = StructType.fromDDL("id BIGINT, version STRING, label DOUBLE,"
            + " prediction DOUBLE, weight DOUBLE, kind STRING, day STRING, other BIGINT");

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Table loadTable(Identifier identifier) {
        String[] parts = identifier.name().split("_", -1);
        return new Reported(identifier.name(), parts[0], Integer.parseInt(parts[1]), parts[2]);
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) {
        return new Bucket();
    }

    private record Reported(String name, String by, int buckets, String versions) implements SupportsRead {

        @Override
        public Column[] columns() {
            return java.util.Arrays.stream(SCHEMA.fields())
                    .map(field -> Column.create(field.name(), field.dataType()))
                    .toArray(Column[]::new);
        }

        @Override
        public Transform[] partitioning() {
            return new Transform[] {Expressions.bucket(buckets, by)};
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> new Scanning(this);
        }
    }

    private record Scanning(Reported table) implements Scan, SupportsReportPartitioning, Batch {

        @Override
        public StructType readSchema() {
            return SCHEMA;
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public Partitioning outputPartitioning() {
            return new KeyGroupedPartitioning(table.partitioning(), table.buckets());
        }

        /** The files of a bucket do not stand side by side. */
        @Override
        public InputPartition[] planInputPartitions() {
            List<InputPartition> all = new ArrayList<>();
            for (int i = 0; i < table.versions().length(); i++) {
                for (int bucket = 0; bucket < table.buckets(); bucket++) {
                    String version = table.versions().substring(i, i + 1);
                    all.add(new Part(
                            version, bucket, table.buckets(), table.by().equals("other") ? 7 : 0));
                }
            }
            return all.toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return part -> new Reading((Part) part);
        }
    }

    /** @param shift by how much the column of the buckets is off the id */
    private record Part(String version, int bucket, int buckets, int shift) implements HasPartitionKey, Serializable {

        @Override
        public InternalRow partitionKey() {
            return new GenericInternalRow(new Object[] {bucket});
        }
    }

    private static final class Reading implements PartitionReader<InternalRow> {
        private final Part part;
        private long id = -1;

        Reading(Part part) {
            this.part = part;
        }

        @Override
        public boolean next() {
            do {
                id++;
            } while ((id + part.shift() * (id % 2)) % part.buckets() != part.bucket() && id < EXAMPLES);
            return id < EXAMPLES;
        }

        @Override
        public InternalRow get() {
            return new GenericInternalRow(new Object[] {
                id,
                UTF8String.fromString(part.version()),
                id % 2 * 1.0,
                (id * 37 + part.version().charAt(0) * 11) % 100 / 100.0,
                1.0 + id % 3,
                UTF8String.fromString("kind " + id % 5),
                UTF8String.fromString("day " + id % 3),
                id + part.shift() * (id % 2)
            });
        }

        @Override
        public void close() {}
    }

    private static final class Bucket implements UnboundFunction {

        @Override
        public BoundFunction bind(StructType input) {
            return new BoundBucket();
        }

        @Override
        public String description() {
            return "the rest of a whole number";
        }

        @Override
        public String name() {
            return "bucket";
        }
    }

    private static final class BoundBucket implements ScalarFunction<Integer> {

        @Override
        public DataType[] inputTypes() {
            return new DataType[] {DataTypes.IntegerType, DataTypes.LongType};
        }

        @Override
        public DataType resultType() {
            return DataTypes.IntegerType;
        }

        @Override
        public String canonicalName() {
            return "reporting.bucket";
        }

        @Override
        public String name() {
            return "bucket";
        }

        @Override
        public Integer produceResult(InternalRow input) {
            return (int) (input.getLong(1) % input.getInt(0));
        }
    }

    @Override
    public Identifier[] listTables(String[] namespace) {
        return new Identifier[0];
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return new Identifier[0];
    }

    @Override
    public Table alterTable(Identifier identifier, TableChange... changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean dropTable(Identifier identifier) {
        return false;
    }

    @Override
    public void renameTable(Identifier before, Identifier after) {
        throw new UnsupportedOperationException();
    }
}
