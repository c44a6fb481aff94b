package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.CommittedVerdict;
import io.assay.report.VerdictFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
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
        CommittedVerdict verdict = read();
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

    private CommittedVerdict read() throws IOException {
        InputStream opened = path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") ? remote(path) : local(Path.of(path));
        try (InputStream in = opened) {
            return VerdictFile.read(in);
        } catch (IOException e) {
            throw new InputException(e.getMessage() + " (" + path + ")", e);
        }
    }

    private static InputStream local(Path path) throws IOException {
        return Files.newInputStream(Files.isDirectory(path) ? path.resolve(VerdictFile.NAME) : path);
    }

    /** Other file systems are read through Hadoop, which Spark brings. */
    private static InputStream remote(String path) throws IOException {
        var configuration = new org.apache.hadoop.conf.Configuration();
        var files = org.apache.hadoop.fs.FileSystem.get(URI.create(path), configuration);
        var given = new org.apache.hadoop.fs.Path(path);
        boolean folder = files.exists(given) && files.getFileStatus(given).isDirectory();
        try {
            return files.open(folder ? new org.apache.hadoop.fs.Path(given, VerdictFile.NAME) : given);
        } catch (FileNotFoundException e) {
            throw new InputException("No such file: " + e.getMessage(), e);
        }
    }
}
