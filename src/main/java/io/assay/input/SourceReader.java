package io.assay.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Opens a {@link Source} as a dataset, without a scan. Types are declared or stay text: nothing is guessed from values.
 * Text formats are read with all their columns, so that short, long and broken records are seen and kept, in
 * {@link #CORRUPT}.
 */
public final class SourceReader {

    /** The text of a record that could not be parsed; null in good rows. */
    public static final String CORRUPT = "__corrupt";

    private static final int PEEKED_RECORDS = 100;

    /** The same while names are looked for; no key of a record is called so, while one may be called as the other. */
    private static final String PEEKED_CORRUPT = "\u0000corrupt";

    private final SparkSession spark;
    private final List<Path> roots;
    private final Map<List<Object>, StructType> looked = new HashMap<>();
    private final Map<Source, List<String>> reserved = new HashMap<>();
    private final SavedModels models;

    /**
     * @param roots where a relative path is looked for, in this order, when it is on the local disk
     */
    public SourceReader(SparkSession spark, List<Path> roots) {
        this.spark = spark;
        this.roots = List.copyOf(roots);
        this.models = new SavedModels(spark);
    }

    /**
     * Opens a source, without the columns whose names are {@link #reserved}.
     *
     * @throws InputException if it is not there or its format cannot be read
     */
    public Dataset<Row> open(Source source) {
        Dataset<Row> rows = opened(source);
        List<String> taken = reserved.computeIfAbsent(source, given -> ReservedNames.in(rows.schema()));
        if (taken.isEmpty()) {
            return rows;
        }
        return rows.drop(taken.toArray(String[]::new))
                .withColumn(CORRUPT, functions.lit(null).cast("string"));
    }

    /** The columns of an opened source whose names are Assay's own. */
    public List<String> reserved(Source source) {
        return reserved.getOrDefault(source, List.of());
    }

    private Dataset<Row> opened(Source source) {
        spark.sparkContext().setJobDescription("assay: look at the columns of the input");
        try {
            return switch (source.format()) {
                case "table" -> spark.table(source.location());
                case "sql" -> spark.sql(query(source.location()));
                case "csv" -> csv(source);
                case "json" -> json(source);
                default -> typed(source).load(located(source));
            };
        } catch (InputException e) {
            throw e;
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            throw unreadable(source, rootMessage(e) + otherFormat(source), e);
        }
    }

    /** Which format to try instead, where the names of the files say so. */
    private String otherFormat(Source source) {
        Set<String> formats = files(source).stream()
                .map(file -> FileFormat.of(file.getPath().getName()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return formats.size() == 1 && !formats.contains(source.format())
                ? "; by the names of its files it is " + formats.iterator().next() + ": give format: "
                        + formats.iterator().next()
                : "";
    }

    /** As a subquery, so that a statement that does something is refused and nothing but a query runs. */
    private static String query(String text) {
        return "SELECT * FROM (" + text.strip().replaceFirst(";$", "") + "\n)";
    }

    /** The files of a source, in order of their paths; empty for tables and queries. */
    public List<FileStatus> files(Source source) {
        if (isNamed(source)) {
            return List.of();
        }
        try {
            return listed(located(source));
        } catch (IOException e) {
            throw unreadable(source, rootMessage(e), e);
        }
    }

    /** The files of a file or folder that is no source, in order of their paths. */
    public List<FileStatus> files(String location) throws IOException {
        return listed(located(location).toString());
    }

    private List<FileStatus> listed(String... paths) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (String path : paths) {
            org.apache.hadoop.fs.Path hadoop = new org.apache.hadoop.fs.Path(path);
            FileSystem files = hadoop.getFileSystem(spark.sparkContext().hadoopConfiguration());
            collect(files, files.getFileStatus(hadoop), found);
        }
        found.sort((a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
        return found;
    }

    private static void collect(FileSystem files, FileStatus status, List<FileStatus> found) throws IOException {
        if (status.isFile()) {
            found.add(status);
            return;
        }
        for (FileStatus child : files.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                collect(files, child, found);
            }
        }
    }

    private static boolean isNamed(Source source) {
        return source.format().equals("table") || source.format().equals("sql");
    }

    private DataFrameReader typed(Source source) {
        DataFrameReader reader = spark.read().format(source.format()).options(source.options());
        return source.schema().map(ddl -> reader.schema(declared(source, ddl))).orElse(reader);
    }

    private Dataset<Row> csv(Source source) {
        String[] path = located(source);
        StructType names = names(source, () -> csvNames(source, path));
        // Every header is held against these names, unless Spark cannot do so.
        boolean repeated = source.schema().isEmpty() && CsvNames.areRepeated(names);
        DataFrameReader reader = spark.read().format("csv").option("enforceSchema", repeated);
        return permissive(reader.options(source.options()), names).load(path);
    }

    /** The names of all files, which must have the same. */
    private StructType csvNames(Source source, String... path) {
        StructType names = CsvNames.of(spark, source.options(), path);
        List<FileStatus> files = CsvNames.areRepeated(names) ? files(source) : List.of();
        for (FileStatus file : files.size() > 1 ? files : List.<FileStatus>of()) {
            StructType own = CsvNames.of(spark, source.options(), file.getPath().toString());
            if (!own.equals(names)) {
                throw new InputException("Cannot read " + source.location() + " (" + source.place()
                        + "): the header of " + file.getPath() + " differs: " + String.join(", ", own.fieldNames())
                        + " instead of " + String.join(", ", names.fieldNames()));
            }
        }
        return names;
    }

    private Dataset<Row> json(Source source) {
        String[] path = located(source);
        StructType names = names(source, () -> peeked(source, path));
        return permissive(spark.read().format("json").options(source.options()), names)
                .load(path);
    }

    /** The declared columns, or those that a look into the source finds; it is looked into once. */
    private StructType names(Source source, Supplier<StructType> look) {
        StructType names = source.schema()
                .map(ddl -> declared(source, ddl))
                .orElseGet(() -> looked.computeIfAbsent(
                        List.of(source.format(), source.location(), source.options()), key -> look.get()));
        reserved.put(source, ReservedNames.in(names));
        return names;
    }

    /** The names in the first records, every single value as text; what only later records have must be declared. */
    private StructType peeked(Source source, String[] path) {
        if ("true".equalsIgnoreCase(source.options().get("multiLine"))) {
            throw new InputException("Cannot read " + source.location() + " (" + source.place()
                    + "): JSON with multiLine needs a declared schema: give schema: under the input");
        }
        List<String> lines = spark.read().textFile(path).takeAsList(PEEKED_RECORDS);
        StructType schema = spark.read()
                .options(source.options())
                .option("primitivesAsString", true)
                .option("columnNameOfCorruptRecord", PEEKED_CORRUPT)
                .json(spark.createDataset(lines, Encoders.STRING()))
                .schema();
        return new StructType(Arrays.stream(schema.fields())
                .filter(field -> !field.name().equals(PEEKED_CORRUPT))
                .toArray(StructField[]::new));
    }

    private static DataFrameReader permissive(DataFrameReader reader, StructType names) {
        return reader.option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", CORRUPT)
                .schema(new StructType(Arrays.stream(names.fields())
                                .filter(field -> !field.name().equalsIgnoreCase(CORRUPT))
                                .toArray(StructField[]::new))
                        .add(CORRUPT, DataTypes.StringType));
    }

    private static StructType declared(Source source, String ddl) {
        try {
            return StructType.fromDDL(ddl);
        } catch (Exception e) { // Spark throws ParseException without declaring it
            throw new InputException(
                    "Cannot read " + source.location() + " (" + source.place() + "): schema is no DDL: " + ddl, e);
        }
    }

    /** The session that sources are opened in. */
    public SparkSession session() {
        return spark;
    }

    /**
     * Where one file or folder stands that is no source; a relative path is looked for as those of sources are.
     *
     * @throws InputException if it is not there
     */
    public org.apache.hadoop.fs.Path located(String location) {
        String[] found;
        try {
            found = found(location);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("cannot be looked for: " + rootMessage(e), e);
        }
        if (found.length != 1) {
            throw new InputException(
                    found.length == 0 ? "no such file" + looked(location) : "must be one file, but is several");
        }
        return new org.apache.hadoop.fs.Path(found[0]);
    }

    private String looked(String location) {
        return isRelative(location) ? "; looked in " + roots.stream().distinct().toList() : "";
    }

    /** What the path stands for, globs resolved; at least one file or folder. */
    private String[] located(Source source) {
        String[] found;
        try {
            found = found(source.location());
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(source, rootMessage(e), e);
        }
        if (found.length == 0) {
            throw new InputException("Cannot read " + source.location() + " (" + source.place() + "): no such file"
                    + looked(source.location()));
        }
        return found;
    }

    /** What a location stands for; empty if nothing is there. */
    private String[] found(String location) throws IOException {
        for (String candidate : candidates(location)) {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(candidate);
            FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
            FileStatus[] found = files.globStatus(path);
            if (found != null && found.length > 0) {
                return Arrays.stream(found)
                        .map(status -> status.getPath().toString())
                        .toArray(String[]::new);
            }
        }
        return new String[0];
    }

    /**
     * The saved model in a folder, which is looked for where sources are.
     *
     * @throws InputException if there is none, or it cannot be loaded; with the reason alone
     */
    public Transformer model(String location) {
        String[] found;
        try {
            found = found(location);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("cannot be read: " + rootMessage(e), e);
        }
        if (found.length != 1) {
            throw new InputException(
                    found.length == 0 ? "no such folder" + looked(location) : "must be one folder, but is several");
        }
        return models.load(found[0]);
    }

    private List<String> candidates(String location) {
        if (!isRelative(location)) {
            return List.of(location);
        }
        return roots.stream()
                .distinct()
                .map(root -> root.resolve(location).toUri().getPath())
                .toList();
    }

    private boolean isRelative(String location) {
        return !location.contains(":") && !location.startsWith("/") && !roots.isEmpty();
    }

    /** The folder itself and its parents: where a configuration's relative paths are looked for. */
    public static List<Path> upwards(Path folder) {
        List<Path> folders = new ArrayList<>();
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                folders.add(at);
            }
        }
        return folders;
    }

    private static InputException unreadable(Source source, String why, Throwable cause) {
        return new InputException(
                "Cannot read " + source.location() + " as " + source.format() + " (" + source.place() + "): "
                        + why.strip().replaceAll("\\s*\\R\\s*", " "),
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
