package io.assay.job;

import io.assay.report.CurveTable;
import io.assay.report.DiscoveryFiles;
import io.assay.report.Format;
import io.assay.report.Formats;
import io.assay.report.Table;
import io.assay.report.VerdictFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's writing of a result, under its lock. Where a rename is cheap, everything is written into a folder of the
 * attempt's own, and what stood there before is replaced by renames at the commit. On an object store it is taken back
 * when the writing begins, and every file is written in its place, once. In both, the verdict comes last and names every
 * file, so that a kill at any moment leaves no result or a whole one.
 */
final class Attempt implements AutoCloseable {

    /** The table of rows that were set aside. */
    static final String QUARANTINE = "quarantine";

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** The table of tallies. */
    static final String STATE = "state";

    private static final List<String> TABLES = Stream.concat(
                    Table.ALL.stream().map(Table::name),
                    Stream.of(QUARANTINE, STATE, CurveTable.NAME, DiscoveryFiles.TABLE))
            .toList();

    private static final String SUCCESS = "_SUCCESS";
    private static final String STAGING = "_attempt-";
    private static final Pattern RANDOM_ID = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Storage storage;
    private final Path folder;
    private final RunLock lock;
    private final Path staging;

    /** The files of the result by their names in the folder, and where they are until the commit. */
    private final Map<String, Path> written = new TreeMap<>();

    /**
     * @param folder of the evaluation and run date
     * @param lock of that folder; given back when the attempt ends
     */
    Attempt(Storage storage, Path folder, RunLock lock) {
        this.storage = storage;
        this.folder = folder;
        this.lock = lock;
        this.staging = new Path(folder, STAGING + UUID.randomUUID());
    }

    /** Removes what killed attempts left, and takes back the result that stands there unless it can stay for now. */
    void begin() throws IOException {
        lock.check();
        for (String name : names(folder)) {
            if (name.startsWith(STAGING) || (Storage.isPart(name) && !RunLock.isOfLock(name))) {
                storage.delete(new Path(folder, name));
            }
        }
        if (!storage.renames()) {
            takeBack();
            for (String table : TABLES) {
                deleteUnfinished(table);
            }
        }
    }

    /** Spark would commit, with the tasks of its next job there, those that a killed job had finished. */
    private void deleteUnfinished(String table) throws IOException {
        for (String name : names(new Path(folder, table))) {
            if (name.startsWith("_")) {
                storage.delete(new Path(folder, table + "/" + name));
            }
        }
    }

    /**
     * Writes one table as Parquet, its rows in the order given. Spark puts a random id into the names of its files; where
     * they are renamed anyway it is taken out again, so that the same evaluation gives the same names.
     */
    void table(String name, Dataset<Row> rows) throws IOException {
        Path table = new Path(place(), name);
        Set<String> before = names(table);
        rows.write()
                .mode("append")
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .parquet(table.toString());
        Set<String> files = names(table);
        files.removeAll(before);
        files.removeIf(file -> file.startsWith("_"));
        for (String file : files) {
            String called = storage.renames() ? RANDOM_ID.matcher(file).replaceFirst("") : file;
            written.put(name + "/" + called, new Path(table, file));
        }
    }

    /** Writes one file whole. */
    void file(String name, byte[] bytes) throws IOException {
        Path file = new Path(place(), name);
        storage.write(file, bytes);
        written.put(name, file);
    }

    /** The files written, in order of their names. */
    List<String> written() {
        return List.copyOf(written.keySet());
    }

    /**
     * Puts every file in its place, writes the verdict, which makes the result stand, and removes what earlier attempts
     * left.
     *
     * @throws LockException if another run took over the lock; nothing is committed then
     */
    void commit(byte[] verdict) throws IOException {
        lock.check();
        takeBack();
        for (Map.Entry<String, Path> file : written.entrySet()) {
            put(file.getValue(), new Path(folder, file.getKey()));
        }
        lock.check();
        storage.write(new Path(folder, VerdictFile.NAME), verdict);
        storage.write(new Path(folder, SUCCESS), new byte[0]);
        clear();
    }

    /** The folder in which files are written. On an object store it is everybody's. */
    private Path place() throws IOException {
        if (storage.renames()) {
            return staging;
        }
        lock.check();
        return folder;
    }

    private void takeBack() throws IOException {
        storage.delete(new Path(folder, VerdictFile.NAME));
        storage.delete(new Path(folder, SUCCESS));
    }

    private void put(Path source, Path target) throws IOException {
        if (!source.equals(target)) {
            storage.createFolder(target.getParent());
            storage.move(source, target);
        }
    }

    private void clear() throws IOException {
        for (String table : TABLES) {
            for (String file : names(new Path(folder, table))) {
                deleteUnlessWritten(table + "/" + file);
            }
            storage.deleteIfEmpty(new Path(folder, table));
        }
        deleteUnlessWritten(StateFile.NAME);
        deleteUnlessWritten(CurveTable.NAME + ".csv");
        deleteUnlessWritten(DiscoveryFiles.TABLE + ".csv");
        for (Format format : Formats.all()) {
            for (Format.Document document : format.documents()) {
                deleteUnlessWritten(document.fileName());
            }
        }
    }

    private void deleteUnlessWritten(String name) throws IOException {
        if (!written.containsKey(name)) {
            storage.delete(new Path(folder, name));
        }
    }

    private Set<String> names(Path path) throws IOException {
        return storage.list(path).stream()
                .map(FileStatus::getPath)
                .map(Path::getName)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Removes what was not committed, and gives the lock back. */
    @Override
    public void close() {
        try (lock) {
            storage.delete(staging);
        } catch (IOException e) {
            LOG.warn("Cannot remove {}; the next run will", staging, e);
        }
    }
}
