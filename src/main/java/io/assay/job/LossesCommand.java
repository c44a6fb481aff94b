package io.assay.job;

import io.assay.cost.MetricCatalogue;
import io.assay.cost.MetricDefinition;
import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import io.assay.loss.Task;
import io.assay.report.LossPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the catalogue of losses; needs no Spark. */
@Command(name = "losses", description = "Lists the losses, shows one of them, or says which to choose for a task.")
final class LossesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A loss, a shorthand such as rmse, or a metric.")
    private @Nullable String name;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "regression, forecast, count, binary, multiclass, multilabel, distribution, ranking, vision,"
                    + " embedding, text or survival: what to choose for it.")
    private @Nullable String task;

    @Option(
            names = "--write",
            paramLabel = "DIR",
            description = "Writes the page of all losses, DIR/markdown/losses.md, with its pictures.")
    private @Nullable Path folder;

    private final Catalogue catalogue = Catalogue.standard();
    private final LossPage page = new LossPage(catalogue);

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (folder != null) {
            out.println("Wrote " + write(folder));
        } else if (task != null) {
            out.print(page.recommendation(task(task)));
        } else if (name != null) {
            out.print(cards(name));
        } else {
            out.print(page.list());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Task task(String text) {
        List<String> known = Arrays.stream(Task.values()).map(Task::text).toList();
        return Task.find(text)
                .orElseThrow(() -> new BadArgumentsException("Unknown task: " + text + Nearest.hint(text, known)));
    }

    /** What is known of a loss or a metric; a few names are both. */
    private String cards(String called) {
        Optional<LossFunction> function = catalogue.find(
                catalogue.shorthand(called).map(Catalogue.Shorthand::loss).orElse(called));
        Optional<MetricDefinition> metric = MetricCatalogue.find(called);
        if (function.isEmpty() && metric.isEmpty()) {
            List<String> near = nearest(called);
            throw new BadArgumentsException("Unknown loss: " + called
                    + (near.isEmpty()
                            ? " (assay losses lists them)"
                            : " (did you mean " + String.join(", ", near) + "?)"));
        }
        return Stream.concat(function.map(page::card).stream(), metric.map(page::card).stream())
                .collect(Collectors.joining("\n"));
    }

    private List<String> nearest(String called) {
        List<String> near = new ArrayList<>(catalogue.nearest(called));
        Nearest.name(called, MetricCatalogue.names())
                .filter(metric -> !near.contains(metric))
                .ifPresent(near::add);
        return near;
    }

    /** Writes what is not there yet as it should be; pictures of losses that are gone are removed. */
    private Path write(Path site) throws IOException {
        Path text = site.resolve("markdown/losses.md");
        Path pictures = site.resolve("resources/images/losses");
        Files.createDirectories(text.getParent());
        Files.createDirectories(pictures);
        try (var old = Files.newDirectoryStream(pictures, "*.svg")) {
            for (Path picture : old) {
                Files.delete(picture);
            }
        }
        for (Map.Entry<String, String> picture : page.pictures().entrySet()) {
            Files.writeString(pictures.resolve(picture.getKey()), picture.getValue());
        }
        return Files.writeString(text, page.markdown());
    }
}
