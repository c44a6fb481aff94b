package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.assay.report.CommittedVerdict;
import io.assay.report.VerdictFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one evaluation and run date, {@code OUTPUT/evaluation=NAME/run_date=D}. Its verdict file names every
 * other file and is written last: without it there is no result.
 */
final class OutputFolder {

    private static final String RUN_DATE = "run_date=";
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-F]{2})");

    private final Storage storage;
    private final Path folder;

    OutputFolder(String output, String evaluation, String runDate, Configuration hadoop) throws IOException {
        this(output, ofEvaluation(evaluation) + "/" + RUN_DATE + escaped(runDate), hadoop);
    }

    private OutputFolder(String output, String name, Configuration hadoop) throws IOException {
        Path root = new Path(output);
        this.storage = Storage.of(root, hadoop);
        this.folder = new Path(storage.qualified(root), name);
    }

    /** The folder of what is merged from several run dates; no reader of those takes it for one of them. */
    static OutputFolder ofMerged(String output, String evaluation, String runDates, Configuration hadoop)
            throws IOException {
        return new OutputFolder(output, ofEvaluation(evaluation) + "/merged=" + escaped(runDates), hadoop);
    }

    /** The folder of a discovery; no reader of evaluations takes it for one of them. */
    static OutputFolder ofDiscovery(String output, String evaluation, String runDate, Configuration hadoop)
            throws IOException {
        return new OutputFolder(output, "discovery=" + escaped(evaluation) + "/" + RUN_DATE + escaped(runDate), hadoop);
    }

    /** Every run date that has a folder, with a result in it or not. */
    static List<String> runDates(String output, String evaluation, Configuration hadoop) throws IOException {
        Path folder = new Path(output, ofEvaluation(evaluation));
        return Storage.of(folder, hadoop).list(folder).stream()
                .map(file -> file.getPath().getName())
                .filter(name -> name.startsWith(RUN_DATE))
                .map(name -> unescaped(name.substring(RUN_DATE.length())))
                .toList();
    }

    /** A file of the result by its name in the folder. */
    Path file(String name) {
        return new Path(folder, name);
    }

    /** The bytes of a file of the result; empty if it is not there. */
    Optional<byte[]> read(String name) throws IOException {
        return storage.read(file(name));
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
     * Keeps what another configuration found from being replaced by chance.
     *
     * @param digest of the configuration that writes
     */
    void refuseOther(String digest, Evaluator.Overwrite overwrite) throws IOException {
        Optional<CommittedVerdict> committed = committed();
        boolean other =
                committed.isPresent() && !committed.get().configurationDigest().equals(digest);
        if (other && overwrite == Evaluator.Overwrite.REFUSE) {
            throw new BadArgumentsException("A verdict of another configuration stands in " + path()
                    + ": give --overwrite to replace it, or another --output or --run-date");
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

    private static String unescaped(String name) {
        return ESCAPED.matcher(name)
                .replaceAll(
                        hex -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(hex.group(1), 16))));
    }
}
