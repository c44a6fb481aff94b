package io.assay.job;

import io.assay.benchmark.Benchmark;
import io.assay.benchmark.BenchmarkTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the engine on this machine. */
@Command(
        name = "benchmark",
        description = "Measures the engine against a scan and against other ways, as ratios, on generated data.")
final class BenchmarkCommand implements Callable<Integer> {

    /** So that executors tell how much of their heap is in use while a task runs. */
    private static final Map<String, String> MEASURING = Map.of("spark.executor.metrics.pollingInterval", "100ms");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the long table, a third as many examples; default ${DEFAULT-VALUE}.")
    private long rows = 30_000;

    @Option(
            names = "--variants",
            paramLabel = "LIST",
            split = ",",
            description = "Names, separated by commas; pass* for all that begin so; all for all. --list shows them.")
    private List<String> variants = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(names = "--warm-ups", paramLabel = "N", description = "Rounds before them; default ${DEFAULT-VALUE}.")
    private int warmUps = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Of the generated data; default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data are generated and kept; by default in a temporary folder, which is removed.")
    private @Nullable String data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where benchmark.md and benchmark.csv are written; by default ${DEFAULT-VALUE}.")
    private Path out = Path.of("out", "benchmark");

    @Option(names = "--list", description = "Names the variants and measures nothing.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        List<String> names = Benchmark.names();
        check(names);
        if (list) {
            PrintWriter writer = Objects.requireNonNull(spec).commandLine().getOut();
            names.forEach(writer::println);
            writer.flush();
            return ExitCode.OK;
        }
        Path temporary = data == null ? Files.createTempDirectory("assay-benchmark") : null;
        try {
            return measured(temporary == null ? Objects.requireNonNull(data) : temporary.toString());
        } finally {
            if (temporary != null) {
                remove(temporary);
            }
        }
    }

    private int measured(String folder) throws IOException {
        Benchmark.Settings settings = settings(folder);
        PrintWriter writer = Objects.requireNonNull(spec).commandLine().getOut();
        System.err.println("Starting Spark …");
        try (SparkSession spark = Sessions.open("benchmark", MEASURING)) {
            Files.createDirectories(out);
            BenchmarkTable table = new Benchmark(spark, settings, System.err, this::write).run();
            writer.print(table.markdown());
            writer.println("Wrote " + file("md") + " and " + file("csv"));
            return table.agrees() ? ExitCode.OK : ExitCode.FAILURE;
        } finally {
            writer.flush();
        }
    }

    private Benchmark.Settings settings(String folder) {
        try {
            return new Benchmark.Settings(rows, seed, rounds, warmUps, variants, folder, command());
        } catch (IllegalArgumentException e) {
            throw new BadArgumentsException(String.valueOf(e.getMessage()));
        }
    }

    private void check(List<String> names) {
        for (String wanted : variants) {
            if (names.stream().noneMatch(name -> Benchmark.matches(wanted, name))) {
                throw new BadArgumentsException("Unknown variant: " + wanted + Nearest.hint(wanted, names));
            }
        }
    }

    private void write(BenchmarkTable table) {
        try {
            write(file("md"), table.markdown());
            write(file("csv"), table.csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes beside and renames: whenever the run is stopped, there is a whole file. */
    private static void write(Path file, String text) throws IOException {
        Path begun = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(begun, text);
        Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String ending) {
        return out.resolve("benchmark." + ending);
    }

    private String command() {
        return "assay "
                + ShellWord.joined(Objects.requireNonNull(spec)
                        .commandLine()
                        .getParseResult()
                        .originalArgs());
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
