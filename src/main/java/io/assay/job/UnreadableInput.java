package io.assay.job;

import java.util.Optional;

/**
 * Tells a file that broke while it was read from a failure of the program. Spark's exceptions are known by their names
 * and by the conditions that their messages begin with: their classes are not there where a verdict is checked.
 */
final class UnreadableInput {

    private static final String SPARK = "org.apache.spark.";
    private static final String READ_ERROR = "[FAILED_READ_FILE";
    private static final String OTHER_HEADER = "CSV header does not conform to the schema";

    private UnreadableInput() {}

    /** What to say of {@code failure}, if a file that could not be read is behind it. */
    static Optional<String> message(Throwable failure) {
        String file = "";
        Throwable root = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (at.getClass().getName().startsWith(SPARK) && message.startsWith(READ_ERROR)) {
                file = firstLine(message);
            }
            if (at instanceof IllegalArgumentException && message.contains(OTHER_HEADER)) {
                return Optional.of("Cannot read the input: " + message.replaceAll("\\s*\\R\\s*", " "));
            }
            root = at;
        }
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of("Cannot read the input: " + file + ": " + firstLine(String.valueOf(root.getMessage())));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
