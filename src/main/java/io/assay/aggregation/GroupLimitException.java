package io.assay.aggregation;

import java.util.Optional;

/**
 * An evaluation has more groups than it may have. The message says which slices have them and what can be done. Needs no
 * Spark on the class path.
 */
public final class GroupLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GroupLimitException(String message) {
        // Without a stack trace: Spark logs it for every task, and it does not say where the groups come from.
        super(message, null, false, false);
    }

    /** That which is behind a failure, if one is. */
    public static Optional<GroupLimitException> behind(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof GroupLimitException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
