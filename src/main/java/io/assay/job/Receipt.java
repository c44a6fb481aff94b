package io.assay.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What a driver in a cluster leaves behind for those who started it, as a file whose name no other run has. A standalone
 * master calls a driver that failed a success, and a verdict may stand from an earlier run: a run ended as its receipt
 * says, and without one it failed.
 *
 * @param code the exit code of a failure; 0 if a verdict was committed for every configuration
 * @param message what is said of a failure
 * @param folders where verdicts were committed, in order
 * @param verdictExit whether the exit code is to repeat them
 */
record Receipt(int code, String message, List<String> folders, EvaluateCommand.VerdictExit verdictExit) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Receipt {
        folders = List.copyOf(folders);
    }

    /** Leaves it at {@code path}. */
    void leave(String path) throws IOException {
        HadoopFile.write(path, JSON.writeValueAsBytes(this));
    }

    /** The receipt at {@code path}; empty if none was left there. */
    static Optional<Receipt> at(String path) throws IOException {
        try (InputStream in = HadoopFile.open(path)) {
            return Optional.of(JSON.readValue(in, Receipt.class));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
