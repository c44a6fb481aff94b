package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.job.EvaluateCommand.VerdictExit;
import java.util.ArrayList;
import java.util.List;

/** How several evaluations of one call ended, together. */
final class RollUp {

    private final List<String> lines = new ArrayList<>();
    private final List<Integer> failures = new ArrayList<>();
    private Verdict worst = Verdict.PASS;

    /** Takes note of a verdict. */
    void add(String evaluation, Verdict verdict) {
        worst = worst.worse(verdict);
        lines.add(verdict + "  " + evaluation);
    }

    /** Takes note of an evaluation that ended without a verdict. */
    void add(String evaluation, Failure failure) {
        failures.add(failure.code());
        // Of an unexpected one the first line says only that it is that; the second names it.
        int heading = failure.code() == ExitCode.FAILURE ? 1 : 0;
        String reason = failure.message().lines().skip(heading).findFirst().orElse("");
        lines.add("FAILED  " + evaluation + " (exit code " + failure.code() + "): " + reason);
    }

    /** A line for each, below a heading. */
    List<String> lines() {
        List<String> all = new ArrayList<>(List.of("All evaluations:"));
        lines.forEach(line -> all.add("  " + line));
        return all;
    }

    /** That of a failure, or of the worst verdict where none failed. */
    int exitCode(VerdictExit verdictExit) {
        if (!failures.isEmpty()) {
            return failureCode();
        }
        return verdictExit == VerdictExit.NEVER ? ExitCode.OK : worst.exitCode();
    }

    /** That of a failure, the program's own before any other; 0 where none failed. */
    int failureCode() {
        if (failures.contains(ExitCode.FAILURE)) {
            return ExitCode.FAILURE;
        }
        return failures.isEmpty() ? ExitCode.OK : failures.get(0);
    }
}
