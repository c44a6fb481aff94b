package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.CommittedVerdict;
import io.assay.report.VerdictFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a committed verdict; needs no Spark for a path on the local disk. */
@Command(
        name = "check-verdict",
        description = "Reads a committed verdict, prints its five lines and exits with its code.")
final class CheckVerdictCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "verdict.json, or the run date's folder that holds it.")
    private String path = "";

    @Option(names = "--candidate", paramLabel = "V", description = "Judge this candidate alone.")
    private @Nullable String candidate;

    @Override
    public Integer call() throws IOException {
        CommittedVerdict verdict = read(path);
        if (candidate != null) {
            try {
                verdict = verdict.ofCandidate(candidate);
            } catch (IllegalArgumentException e) {
                throw new BadArgumentsException(String.valueOf(e.getMessage()));
            }
        }
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        verdict.lines().forEach(command.commandLine().getOut()::println);
        return verdict.exitCode();
    }

    /**
     * The verdict at {@code path}, or in the folder there.
     *
     * @throws InputException if what stands there is no verdict
     */
    static CommittedVerdict read(String path) throws IOException {
        InputStream opened = isUri(path) ? remote(path) : local(path);
        try (InputStream in = opened) {
            return VerdictFile.read(in);
        } catch (IOException e) {
            throw new InputException(e.getMessage() + " (" + path + ")", e);
        }
    }

    /** Whether a path names its file system, as {@code s3a://bucket/results} does. */
    static boolean isUri(String path) {
        return path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    }

    private static InputStream remote(String path) {
        try {
            return HadoopFile.openVerdict(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("Cannot read verdict: " + e.getMessage() + " (" + path + ")", e);
        } catch (NoClassDefFoundError e) {
            throw new InputException(
                    "Cannot read verdict: " + path + " is on a file system that only Spark's libraries know;"
                            + " start check-verdict through spark-submit",
                    e);
        }
    }

    private static InputStream local(String path) throws IOException {
        Path file = pathOf(path);
        if (!Files.isDirectory(file)) {
            return Files.newInputStream(file);
        }
        Path verdict = file.resolve(VerdictFile.NAME);
        if (!Files.exists(verdict)) {
            VerdictsBelow.tell(file);
        }
        return Files.newInputStream(verdict);
    }

    private static Path pathOf(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new BadArgumentsException("No path: " + e.getMessage());
        }
    }
}
