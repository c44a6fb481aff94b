package io.assay.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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

    private static final List<String> FILE_FORMATS = List.of("csv", "json", "parquet", "orc", "avro");

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
        if (format != null && !FILE_FORMATS.contains(format)) {
            throw new BadArgumentsException("Unknown format: " + format + Nearest.hint(format, FILE_FORMATS));
        }
        if (output != null && Files.exists(output)) {
            throw new BadArgumentsException(
                    "Already there: " + output + " (init does not overwrite; choose another --output)");
        }
        String text;
        try (SparkSession spark = Sessions.open("init")) {
            text = InitialConfiguration.of(spark, path, format);
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
}
