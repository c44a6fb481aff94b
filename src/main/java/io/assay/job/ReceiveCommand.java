package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.report.CommittedVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells, for submit/assay, how an evaluation in a cluster ended. */
@Command(
        name = "receive",
        hidden = true,
        description =
                "Prints what a run in cluster mode came to, from the receipt that it left, and exits with its code.")
final class ReceiveCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECEIPT", description = "The receipt, as submit/assay named it.")
    private String path = "";

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Optional<Receipt> left = Receipt.at(path);
        if (left.isEmpty()) {
            err.println(missing());
            return ExitCode.FAILURE;
        }
        Receipt receipt = left.get();
        Verdict worst = Verdict.PASS;
        for (String folder : receipt.folders()) {
            CommittedVerdict verdict = CheckVerdictCommand.read(folder);
            verdict.lines().forEach(out::println);
            out.println("Report: " + folder);
            worst = worst.worse(verdict.verdict());
        }
        remove(err);
        if (receipt.code() != ExitCode.OK) {
            err.println(receipt.message());
            return receipt.code();
        }
        return receipt.verdictExit() == EvaluateCommand.VerdictExit.NEVER ? ExitCode.OK : worst.exitCode();
    }

    /** A receipt that stays behind does no harm. */
    private void remove(PrintWriter err) {
        try {
            HadoopFile.delete(path);
        } catch (IOException e) {
            err.println("Cannot remove " + path + ": " + e.getMessage());
        }
    }

    private String missing() {
        return "Assay failed in the cluster, or has not ended: it left no word of how it ended at " + path + ". This is"
                + " no verdict on a model.\nThe driver's log says more: it is in the work folder of a standalone worker,"
                + " or asked for by `yarn logs -applicationId ID` or `kubectl logs POD`.\nIf it says that all is well, the"
                + " path is another file system here than it is there. If the driver still runs, because spark-submit"
                + " does not wait through the REST port of a standalone master, ask again later: submit/assay receive "
                + path;
    }
}
