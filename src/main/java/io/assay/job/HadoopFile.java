package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.VerdictFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
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
        Path given = new Path(path);
        FileSystem files = given.getFileSystem(new Configuration());
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
