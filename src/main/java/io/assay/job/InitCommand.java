package io.assay.job;

import io.assay.input.Source;
import io.assay.input.SourceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a first configuration for a dataset. */
@Command(name = "init", description = "Looks at a dataset and writes a guessed, commented configuration.")
final class InitCommand implements Callable<Integer> {

    private static final int PEEKED_ROWS = 1000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "A file or folder with predictions and labels.")
    private String path = "";

    @Option(names = "--format", description = "csv, json, parquet, orc or avro; by default from the file's name.")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the configuration is written; by default it is printed.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        if (output != null && Files.exists(output)) {
            throw new BadArgumentsException(
                    "Already there: " + output + " (init does not overwrite; choose another --output)");
        }
        String text;
        try (SparkSession spark = Sessions.open("init")) {
            text = guessed(spark);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output == null) {
            out.print(text);
        } else {
            Files.writeString(output, text);
            out.println("Wrote " + output + ". Read it, then try: submit/assay explain " + output);
        }
        out.flush();
        return ExitCode.OK;
    }

    private String guessed(SparkSession spark) {
        String kind = format == null ? ConfigurationReader.format(path) : format;
        Map<String, String> options = kind.equals("csv") ? Map.of("header", "true") : Map.of();
        Source source = new Source("init", kind, path, options, Optional.empty(), Optional.empty());
        Dataset<Row> rows = new SourceReader(spark, List.of(Path.of("").toAbsolutePath())).open(source);
        Dataset<Row> known = rows.drop(SourceReader.CORRUPT);
        DatasetGuess guess =
                new DatasetGuess(known.schema(), known.limit(PEEKED_ROWS).collectAsList());
        return text(guess, kind, known);
    }

    private String text(DatasetGuess guess, String kind, Dataset<Row> rows) {
        StringBuilder yaml = new StringBuilder();
        line(
                yaml,
                "# Guessed from the names and the first " + PEEKED_ROWS + " rows of " + path.replaceAll("\\R", " ")
                        + ".");
        line(yaml, "# Columns: " + String.join(", ", rows.columns()).replaceAll("\\R", " "));
        line(yaml, "# What begins with ??? could not be guessed. Every key is described in conf/reference.yaml.");
        line(yaml, "evaluation: " + quoted(name()));
        line(yaml, "input:");
        line(yaml, "  format: " + kind);
        line(yaml, "  path: " + quoted(path));
        if (kind.equals("csv")) {
            line(yaml, "  options: {header: true}");
        }
        line(yaml, "columns:");
        line(yaml, "  id: " + list(guess.id()) + "                # names an example; pairs the versions");
        line(yaml, "  version: " + or(guess.version(), "??? the column that names the model version"));
        line(yaml, "  label: " + or(guess.label(), "??? the truth"));
        line(yaml, "  prediction: " + or(guess.prediction(), "??? what the model said"));
        guess.weight().ifPresent(weight -> line(yaml, "  weight: " + quoted(weight)));
        line(yaml, "  # cluster: user_id     # what is independent, where one user, query or document has many rows");
        guess.partition().ifPresent(partition -> line(yaml, "  partition: " + list(List.of(partition))));
        line(yaml, "baseline: " + quoted(guess.baseline()) + "              # the version to compare with");
        if (!guess.slices().isEmpty()) {
            line(yaml, "slices:");
            guess.slices().forEach(slice -> line(yaml, "  - " + quoted(slice)));
        }
        line(yaml, "losses:                    # the first one, over all rows, decides unless gates: say otherwise");
        guess.losses().forEach(loss -> line(yaml, "  - " + loss));
        if (!guess.metrics().isEmpty()) {
            line(yaml, "metrics: " + list(guess.metrics()));
        }
        line(yaml, "compare:");
        line(yaml, "  margin: {relative: 0.01} # the largest harm you would tolerate: 1 % of the baseline's cost");
        line(yaml, "output: {path: out}");
        return yaml.toString();
    }

    private String name() {
        String file = Path.of(path.replaceAll("[*?{}\\[\\]]", "")).getFileName().toString();
        String stem = file.replaceFirst("\\..*$", "").replaceAll("[^A-Za-z0-9_-]+", "-");
        return stem.isEmpty() ? "evaluation" : stem;
    }

    private static String or(Optional<String> column, String missing) {
        return column.map(InitCommand::quoted).orElse(quoted(missing));
    }

    private static String list(List<String> names) {
        return names.stream().map(InitCommand::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Plain where YAML reads it back as it is; in single quotes otherwise. */
    private static String quoted(String text) {
        String flat = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replaceAll("\\R", " ");
        return flat.matches("[A-Za-z_][A-Za-z0-9_./-]*") ? flat : "'" + flat.replace("'", "''") + "'";
    }

    private static void line(StringBuilder yaml, String text) {
        yaml.append(text).append('\n');
    }
}
