package io.assay.job;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.spark.SparkThrowable;

/** Tells a file that broke while it was read from a failure of the program. */
final class UnreadableInput {

    private static final String READ_ERROR = "FAILED_READ_FILE";

    private UnreadableInput() {}

    /** What to say of {@code failure}, if a file that could not be read is behind it. */
    static Optional<String> message(Throwable failure) {
        String file = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SparkThrowable spark
                    && spark.getCondition() != null
                    && spark.getCondition().startsWith(READ_ERROR)) {
                file = String.valueOf(at.getMessage()).lines().findFirst().orElse("");
            }
            boolean broken =
                    at instanceof EOFException || at instanceof ZipException || at instanceof FileNotFoundException;
            if (broken || (file != null && at.getCause() == null)) {
                return Optional.of("Cannot read the input: " + (file == null ? "" : file + ": ") + at.getMessage());
            }
        }
        return Optional.empty();
    }
}
