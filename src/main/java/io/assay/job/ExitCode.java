package io.assay.job;

/** Process exit codes beside those of a verdict. */
final class ExitCode {

    static final int OK = 0;

    /** Arguments of the command line are wrong. */
    static final int BAD_ARGUMENTS = 64;

    /** A file or table that should be read is not there or not readable. */
    static final int INPUT_MISSING = 66;

    /** The program failed. */
    static final int FAILURE = 70;

    /** The configuration is wrong. */
    static final int BAD_CONFIGURATION = 78;

    private ExitCode() {}
}
