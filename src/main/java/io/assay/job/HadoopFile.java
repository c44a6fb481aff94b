package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.VerdictFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Opens a committed verdict on a file system that only Hadoop knows. A class of its own, so that a verdict on the local
 * disk is read where there is no Hadoop.
 */
final class HadoopFile {

    private HadoopFile() {}

    /** The verdict at {@code path}, or in the folder there. */
    static InputStream open(String path) throws IOException {
        FileSystem files = FileSystem.get(URI.create(path), new Configuration());
        Path given = new Path(path);
        boolean folder = files.exists(given) && files.getFileStatus(given).isDirectory();
        try {
            return files.open(folder ? new Path(given, VerdictFile.NAME) : given);
        } catch (FileNotFoundException e) {
            throw new InputException("No such file: " + e.getMessage(), e);
        }
    }
}
