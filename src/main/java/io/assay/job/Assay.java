package io.assay.job;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code assay COMMAND …}, as spark-submit starts it. */
@Command(
        name = "assay",
        description = "Says whether a new version of a model may replace the old one.",
        versionProvider = Assay.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            EvaluateCommand.class,
            MergeCommand.class,
            CurvesCommand.class,
            DiscoverCommand.class,
            CheckVerdictCommand.class,
            InitCommand.class,
            ExplainCommand.class,
            LossesCommand.class,
            BenchmarkCommand.class,
            ReceiveCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 pass, 30 regression, 31 inconclusive, 32 not comparable; 64 bad arguments, 66 input missing,"
                    + " 70 internal failure, 78 bad configuration."
        })
public final class Assay {

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs a command. Ends the process only with a code other than 0: YARN takes a call of {@code System.exit} for a
     * failure whatever the code is.
     */
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code == ExitCode.OK) {
            return;
        }
        if (isClusterMode()) {
            endInCluster(code);
        } else {
            System.exit(code);
        }
    }

    /** In cluster mode a verdict of any kind is a good end, or it would be tried again; a failure must be thrown. */
    private static void endInCluster(int code) {
        boolean verdict = code >= 30 && code <= 32;
        if (!verdict) {
            throw new IllegalStateException("Assay failed with code " + code + "; see the messages above");
        }
    }

    /** On Kubernetes the driver's own spark-submit runs in client mode, and this setting tells it apart. */
    private static boolean isClusterMode() {
        return "cluster".equals(System.getProperty("spark.submit.deployMode"))
                || Boolean.getBoolean("spark.kubernetes.submitInDriver");
    }

    /** Runs a command and gives its exit code. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Assay());
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                throw new ParameterException(commandLine, "Missing command");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        commandLine.setParameterExceptionHandler((exception, given) -> {
            exception.getCommandLine().getErr().println(exception.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(
                    exception, exception.getCommandLine().getErr());
            if (given.length == 0) {
                commandLine.usage(commandLine.getErr());
            } else {
                exception.getCommandLine().getErr().println("Try: assay --help");
            }
            return ExitCode.BAD_ARGUMENTS;
        });
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, command));
        return commandLine.execute(arguments);
    }

    private static int failure(Exception exception, CommandLine command) {
        Failure failure = Failure.of(exception);
        command.getErr().println(failure.message());
        return failure.code();
    }

    /** The program's version, from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            String version = Assay.class.getPackage().getImplementationVersion();
            return "Assay " + (version == null ? "development build" : version);
        }
    }
}
