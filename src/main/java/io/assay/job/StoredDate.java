package io.assay.job;

import static org.apache.spark.sql.functions.count;

import io.assay.aggregation.StateTable;
import io.assay.input.InputException;
import io.assay.report.CommittedVerdict;
import io.assay.report.Provenance;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A committed run date with its state.
 *
 * @param runDate as its folder is called
 * @param tables the files of its table of states
 * @param quarantine the files of its table of rows set aside
 */
record StoredDate(String runDate, StateFile state, List<Path> tables, List<Path> quarantine) {

    /** Where the results of an evaluation stand. */
    record Place(String output, String evaluation, org.apache.hadoop.conf.Configuration hadoop) {

        /** Where those of a configuration stand. */
        static Place of(SparkSession spark, Configuration configuration) {
            return new Place(
                    configuration.output().path(),
                    configuration.evaluation(),
                    spark.sparkContext().hadoopConfiguration());
        }

        OutputFolder folder(String runDate) throws IOException {
            return new OutputFolder(output, evaluation, runDate, hadoop);
        }
    }

    /**
     * The run dates from one to another, both included, in their order.
     *
     * @throws InputException if there is none
     */
    static List<String> within(Place place, String from, String to) throws IOException {
        List<String> dates = dates(place, date -> RunDate.isWithin(date, from, to));
        if (dates.isEmpty()) {
            throw new InputException("Cannot merge " + place.evaluation() + ": no run date from " + from + " to " + to
                    + " has a result in " + place.output());
        }
        return dates;
    }

    /** The run dates before another, in their order. */
    static List<String> before(Place place, String runDate) throws IOException {
        return dates(place, date -> RunDate.begin(date).isBefore(RunDate.begin(runDate)));
    }

    private static List<String> dates(Place place, Predicate<String> wanted) throws IOException {
        return OutputFolder.runDates(place.output(), place.evaluation(), place.hadoop()).stream()
                .filter(date -> RunDate.isOne(date) && !date.equals(ConfigurationReader.UNDATED))
                .filter(wanted)
                .sorted(Comparator.comparing(RunDate::begin).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * Reads what a run date keeps beside its table.
     *
     * @throws InputException if it has no result, none with a state, or one that cannot be read
     */
    static StoredDate of(Place place, String runDate) throws IOException {
        OutputFolder folder = place.folder(runDate);
        Optional<CommittedVerdict> committed = folder.committed();
        if (committed.isEmpty()) {
            throw new InputException("Cannot merge run date " + runDate + ": no result is committed in " + folder.path()
                    + "; evaluate it, or leave it out by --from and --to");
        }
        List<String> files = committed.get().dataFiles();
        if (!files.contains(StateFile.NAME)) {
            throw new InputException("Cannot merge run date " + runDate + ": its result in " + folder.path()
                    + " has no state; evaluate it again with output.state: true");
        }
        Optional<byte[]> bytes = folder.read(StateFile.NAME);
        if (bytes.isEmpty()) {
            throw new InputException("Cannot merge run date " + runDate + ": " + folder.file(StateFile.NAME)
                    + " is named by its verdict and not there; evaluate it again");
        }
        try {
            StateFile state = StateFile.read(bytes.get());
            return new StoredDate(
                    runDate, state, below(folder, Attempt.STATE, files), below(folder, Attempt.QUARANTINE, files));
        } catch (IOException e) {
            throw new InputException(
                    "Cannot read the state of run date " + runDate + ", " + folder.file(StateFile.NAME) + ": "
                            + e.getMessage() + "; evaluate that run date again",
                    e);
        }
    }

    private static List<Path> below(OutputFolder folder, String table, List<String> files) {
        return files.stream()
                .filter(file -> file.startsWith(table + "/"))
                .map(folder::file)
                .toList();
    }

    /**
     * The files that are read, as they stand.
     *
     * @throws InputException if one is not there
     */
    List<Provenance.InputFile> inputs(Place place) throws IOException {
        List<Provenance.InputFile> inputs = new ArrayList<>();
        List<Path> files = new ArrayList<>(tables);
        files.add(place.folder(runDate).file(StateFile.NAME));
        for (Path file : files) {
            try {
                inputs.add(
                        Evaluator.inputFile(file.getFileSystem(place.hadoop()).getFileStatus(file)));
            } catch (FileNotFoundException e) {
                throw new InputException(
                        "Cannot merge run date " + runDate + ": " + file
                                + " is named by its verdict and not there; evaluate it again",
                        e);
            }
        }
        return inputs;
    }

    /** The rows of a table of several run dates. */
    static Dataset<Row> read(
            SparkSession spark, StructType schema, List<StoredDate> dates, Function<StoredDate, List<Path>> files) {
        String[] paths = dates.stream()
                .flatMap(date -> files.apply(date).stream())
                .map(Path::toString)
                .toArray(String[]::new);
        return paths.length == 0
                ? spark.createDataFrame(List.of(), schema)
                : spark.read().schema(schema).parquet(paths);
    }

    /**
     * How many cells each partition of each run date has in a table of states.
     *
     * @throws InputException if it lost a file, or a row, so that it would go for a smaller one
     */
    static List<Row> partitions(Dataset<Row> stored, List<StoredDate> dates) {
        List<Row> partitions = stored.groupBy(StateTable.RUN_DATE, StateTable.PARTITION)
                .agg(count(StateTable.SLICE).as("cells"))
                .collectAsList();
        SortedMap<String, Long> found = new TreeMap<>();
        partitions.forEach(row -> found.merge(String.valueOf(row.getString(0)), row.getLong(2), Long::sum));
        for (StoredDate date : dates) {
            long cells = found.getOrDefault(date.runDate(), 0L);
            if (cells != date.state().cells()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "Cannot read the state of run date %s: its table has %,d cells, and %s names %,d; evaluate that"
                                + " run date again",
                        date.runDate(),
                        cells,
                        StateFile.NAME,
                        date.state().cells()));
            }
        }
        return partitions;
    }
}
