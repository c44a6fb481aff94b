package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.assay.report.CommittedVerdict;
import io.assay.report.VerdictFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one evaluation and run date, {@code OUTPUT/evaluation=NAME/run_date=D}. Its verdict file names every
 * other file and is written last: without it there is no result.
 */
final class OutputFolder {

    private final Storage storage;
    private final Path folder;

    OutputFolder(String output, String evaluation, String runDate, Configuration hadoop) throws IOException {
        Path root = new Path(output);
        this.storage = Storage.of(root, hadoop);
        this.folder = new Path(storage.qualified(root), ofEvaluation(evaluation) + "/run_date=" + escaped(runDate));
    }

    /** The folder of all dates of an evaluation, below that of the output. */
    static String ofEvaluation(String evaluation) {
        return "evaluation=" + escaped(evaluation);
    }

    /** The folder as text. */
    String path() {
        return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
    }

    /** The verdict that stands there. A file system without renames may keep one that was cut short: it is none. */
    Optional<CommittedVerdict> committed() throws IOException {
        Optional<byte[]> verdict = storage.read(new Path(folder, VerdictFile.NAME));
        if (verdict.isEmpty() || verdict.get().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(VerdictFile.read(new ByteArrayInputStream(verdict.get())));
        } catch (IOException e) {
            if (e.getCause() instanceof JsonProcessingException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Begins to make the result, alone.
     *
     * @throws LockException if another run is at it
     */
    Attempt attempt() throws IOException {
        return attempt(RunLock.Lease.USUAL);
    }

    /** The same, under a lock that holds for another time. */
    Attempt attempt(RunLock.Lease lease) throws IOException {
        return new Attempt(storage, folder, RunLock.take(storage, folder, lease));
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
