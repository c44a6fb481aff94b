package io.assay.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration whole and shows what a run would do. */
@Command(
        name = "explain",
        description = "Checks a configuration and prints what would be read, computed and written, without a scan.")
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A configuration file.")
    private Path file = Path.of("");

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Configuration configuration = options.read(file);
        try (SparkSession spark = Sessions.open("explain " + configuration.evaluation())) {
            Explanation.of(spark, configuration).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }
}
