package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.VerdictFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Small files on whatever file system Hadoop knows, without a Spark session. A class of its own, so that a verdict on the
 * local disk is read where there is no Hadoop.
 */
final class HadoopFile {

    private HadoopFile() {}

    /**
     * Opens the file at {@code path}.
     *
     * @throws FileNotFoundException if there is none
     */
    static InputStream open(String path) throws IOException {
        return files(path).open(new Path(path));
    }

    /**
     * Opens the verdict at {@code path}, or in the folder there.
     *
     * @throws InputException if there is none
     */
    static InputStream openVerdict(String path) throws IOException {
        FileSystem files = files(path);
        Path given = new Path(path);
        boolean folder = files.exists(given) && files.getFileStatus(given).isDirectory();
        Path verdict = folder ? new Path(given, VerdictFile.NAME) : given;
        if (folder && !files.exists(verdict)) {
            VerdictsBelow.tell(path, below(files, given));
        }
        try {
            return files.open(verdict);
        } catch (FileNotFoundException e) {
            throw new InputException("No such file: " + e.getMessage(), e);
        }
    }

    /** Writes a file, and the folders that it stands in. */
    static void write(String path, byte[] bytes) throws IOException {
        try (OutputStream out = files(path).create(new Path(path), true)) {
            out.write(bytes);
        }
    }

    /** Removes the file at {@code path} if it is there. */
    static void delete(String path) throws IOException {
        files(path).delete(new Path(path), false);
    }

    private static FileSystem files(String path) throws IOException {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix("spark.hadoop.")) {
            hadoop.set(setting._1(), setting._2());
        }
        return new Path(path).getFileSystem(hadoop);
    }

    private static List<String> below(FileSystem files, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (int depth = 1; depth <= VerdictsBelow.DEPTH; depth++) {
            String glob = "*/".repeat(depth) + VerdictFile.NAME;
            FileStatus[] verdicts = files.globStatus(new Path(folder, glob));
            for (FileStatus verdict : verdicts == null ? new FileStatus[0] : verdicts) {
                Path result = verdict.getPath().getParent();
                boolean hidden = !VerdictsBelow.isResult(result.getName())
                        || (depth > 1
                                && !VerdictsBelow.isResult(result.getParent().getName()));
                if (!hidden) {
                    found.add(result.toString());
                }
            }
        }
        return found;
    }
}
