package io.assay.job;

import io.assay.report.CommittedVerdict;
import io.assay.report.Format;
import io.assay.report.Formats;
import io.assay.report.Table;
import io.assay.report.VerdictFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The folder of one evaluation and run date, {@code OUTPUT/evaluation=NAME/run_date=D}. Its verdict file names every
 * other file and is written last: without it there is no result. A rerun first removes the verdict and, once the new
 * one stands, the files that it does not name; so a kill at any moment leaves either no result or a whole one.
 */
final class OutputFolder {

    /** The table of rows that were set aside. */
    static final String QUARANTINE = "quarantine";

    private static final List<String> TABLES = Stream.concat(Table.ALL.stream().map(Table::name), Stream.of(QUARANTINE))
            .toList();

    private static final String SUCCESS = "_SUCCESS";

    private static final Pattern RANDOM_ID = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The ending of a file that is being written. */
    private static final String PART = ".part";

    private final FileSystem files;
    private final Path folder;
    private final List<String> written = new ArrayList<>();

    OutputFolder(String output, String evaluation, String runDate, Configuration hadoop) throws IOException {
        Path root = new Path(output);
        this.files = root.getFileSystem(hadoop);
        this.folder = new Path(files.makeQualified(root), ofEvaluation(evaluation) + "/run_date=" + escaped(runDate));
    }

    /** The folder of all dates of an evaluation, below that of the output. */
    static String ofEvaluation(String evaluation) {
        return "evaluation=" + escaped(evaluation);
    }

    /** The folder as text. */
    String path() {
        return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
    }

    /** The verdict that stands there. */
    Optional<CommittedVerdict> committed() throws IOException {
        Path verdict = new Path(folder, VerdictFile.NAME);
        if (!files.exists(verdict)) {
            return Optional.empty();
        }
        try (InputStream in = files.open(verdict)) {
            return Optional.of(VerdictFile.read(in));
        }
    }

    /** Takes back what stands there, so that nothing half new can be taken for a result. */
    void begin() throws IOException {
        files.mkdirs(folder);
        files.delete(new Path(folder, VerdictFile.NAME), false);
        files.delete(new Path(folder, SUCCESS), false);
    }

    /**
     * Writes one table as Parquet, its rows in the order given. Spark puts a random id into the names of its files; it is
     * taken out again, so that the same evaluation gives the same names.
     */
    void table(String name, Dataset<Row> rows) throws IOException {
        Path table = new Path(folder, name);
        Set<String> before = names(table);
        rows.write()
                .mode("append")
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .parquet(table.toString());
        for (String file : names(table)) {
            if (!before.contains(file)) {
                String plain = RANDOM_ID.matcher(file).replaceFirst("");
                replace(new Path(table, plain), new Path(table, file));
                written.add(name + "/" + plain);
            }
        }
    }

    /** Writes one file whole: under another name first. */
    void file(String name, byte[] bytes) throws IOException {
        whole(name, bytes);
        written.add(name);
    }

    /** The files written, in order of their names. */
    List<String> written() {
        return written.stream().sorted().toList();
    }

    /** Writes the verdict, which makes the result stand, and removes what earlier attempts left. */
    void commit(byte[] verdict) throws IOException {
        whole(VerdictFile.NAME, verdict);
        whole(SUCCESS, new byte[0]);
        for (String file : names(folder)) {
            if (file.endsWith(PART)) {
                files.delete(new Path(folder, file), false);
            }
        }
        for (String table : TABLES) {
            for (String file : names(new Path(folder, table))) {
                removeUnlessWritten(table + "/" + file);
            }
        }
        for (Format format : Formats.all()) {
            for (Format.Document document : format.documents()) {
                removeUnlessWritten(document.fileName());
            }
        }
    }

    private void removeUnlessWritten(String name) throws IOException {
        if (!written.contains(name)) {
            files.delete(new Path(folder, name), true);
        }
    }

    private void whole(String name, byte[] bytes) throws IOException {
        Path target = new Path(folder, name);
        Path temporary = new Path(folder, "_" + name + PART);
        try (OutputStream out = files.create(temporary, true)) {
            out.write(bytes);
        }
        replace(target, temporary);
    }

    private void replace(Path target, Path source) throws IOException {
        files.delete(target, false);
        if (!files.rename(source, target)) {
            throw new IOException("Cannot write " + target + ": the file system refused to rename " + source);
        }
    }

    private Set<String> names(Path path) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        if (files.exists(path)) {
            for (FileStatus status : files.listStatus(path)) {
                names.add(status.getPath().getName());
            }
        }
        return names;
    }

    /** Hive's escaping of a partition value, as Spark writes and reads it: letters of any language stay as they are. */
    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c < ' ' || c == 0x7f || "\"#%'*/:=?\\{}[]^".indexOf(c) >= 0) {
                text.append(String.format(Locale.ROOT, "%%%02X", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
