package io.assay.job;

import io.assay.aggregation.GroupLimitException;
import io.assay.input.InputException;
import io.assay.report.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * How a command failed. Needs no Spark on the class path, as {@code check-verdict} does not.
 *
 * @param code the process exit code that tells it
 * @param message what is said of it, one line or more
 */
record Failure(int code, String message) {

    /** What comes from data must not move the cursor of whoever reads it. */
    Failure {
        message = Shown.lines(message);
    }

    /** What lies behind {@code exception}; one that nobody expected is told with its stack trace. */
    static Failure of(Exception exception) {
        if (exception instanceof InvalidConfigurationException) {
            return new Failure(ExitCode.BAD_CONFIGURATION, String.valueOf(exception.getMessage()));
        }
        if (exception instanceof BadArgumentsException) {
            return new Failure(ExitCode.BAD_ARGUMENTS, String.valueOf(exception.getMessage()));
        }
        if (exception instanceof LockException) {
            return new Failure(ExitCode.FAILURE, String.valueOf(exception.getMessage()));
        }
        if (exception instanceof NoSuchFileException missing) {
            return new Failure(ExitCode.INPUT_MISSING, "No such file: " + missing.getFile());
        }
        if (exception instanceof AccessDeniedException denied) {
            return new Failure(ExitCode.INPUT_MISSING, "Permission denied: " + denied.getFile());
        }
        if (exception instanceof InputException) {
            return new Failure(ExitCode.INPUT_MISSING, String.valueOf(exception.getMessage()));
        }
        Optional<GroupLimitException> groups = GroupLimitException.behind(exception);
        if (groups.isPresent()) {
            return new Failure(
                    ExitCode.BAD_CONFIGURATION, String.valueOf(groups.get().getMessage()));
        }
        Optional<String> unreadable = UnreadableInput.message(exception);
        if (unreadable.isPresent()) {
            return new Failure(ExitCode.INPUT_MISSING, unreadable.get());
        }
        return new Failure(
                ExitCode.FAILURE,
                "Assay failed. This is a failure of the program or of the cluster, not a verdict on a model.\n"
                        + trace(exception));
    }

    private static String trace(Exception exception) {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace, true));
        return trace.toString().stripTrailing();
    }
}
