package io.assay.job;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import io.assay.report.VerdictFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs commands as a shell would, and writes the verdicts that they read. */
final class Commands {

    private Commands() {}

    /** What a command printed, and its exit code. */
    record Ended(int code, String out, String err) {}

    static Ended run(String... arguments) {
        return captured(() -> Assay.run(arguments));
    }

    /** Runs a command as spark-submit does, where it does not end the process. */
    static void main(String... arguments) {
        captured(() -> {
            Assay.main(arguments);
            return 0;
        });
    }

    private static Ended captured(Supplier<Integer> command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
            int ended = command.get();
            return new Ended(
                    ended, captured.toString(StandardCharsets.UTF_8), capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Commits a verdict on {@code candidates} in a folder, and gives its file. */
    static Path verdict(Path folder, Verdict overall, Map<String, Verdict> candidates) throws IOException {
        Evaluation evaluation = new Evaluation(
                "votes",
                "2018-11-06",
                0.05,
                List.of("base"),
                List.of("base"),
                List.of("brier_loss"),
                overall,
                candidates.entrySet().stream()
                        .map(candidate -> new CandidateVerdict(
                                "base", candidate.getKey(), candidate.getValue(), List.of(), List.of()))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new RowAccount("rows", 3, 1, 2, new TreeMap<>(), 0, 0, 0, new TreeMap<>())),
                List.of(),
                new Provenance("Assay", "4.1.0", "assay evaluate", "d1", List.of(), 1, Map.of()));
        return Files.write(folder.resolve("verdict.json"), VerdictFile.bytes(evaluation, List.of()));
    }
}
