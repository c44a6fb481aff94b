package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.VerdictFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
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
        try {
            return files.open(folder ? new Path(given, VerdictFile.NAME) : given);
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
}
