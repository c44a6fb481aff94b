package io.assay.report;

import io.assay.cost.MetricCatalogue;
import io.assay.cost.MetricDefinition;
import io.assay.loss.Catalogue;
import io.assay.loss.Family;
import io.assay.loss.LossFunction;
import io.assay.loss.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The catalogue for people: a list by family, a card for each loss, what to choose for a task, and the page of all. */
public final class LossPage {

    /** Where the page's pictures stand, as seen from the page. */
    private static final String PICTURES = "../resources/images/losses";

    private final Catalogue catalogue;

    public LossPage(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Every loss with its sentence, by family. */
    public String list() {
        StringBuilder text = new StringBuilder();
        for (Family family : Family.values()) {
            List<LossFunction> members = members(family);
            if (!members.isEmpty()) {
                text.append(family.title()).append("\n");
                members.forEach(function -> text.append(String.format(
                        Locale.ROOT,
                        "  %-38s %s%n",
                        function.name(),
                        function.definition().summary())));
                text.append("\n");
            }
        }
        text.append("Metrics beside the losses\n");
        MetricCatalogue.all()
                .forEach(metric ->
                        text.append(String.format(Locale.ROOT, "  %-38s %s%n", metric.name(), metric.summary())));
        text.append("\n");
        return text + "assay losses NAME shows one of them, assay losses --task TASK what to choose for a task: "
                + String.join(", ", Arrays.stream(Task.values()).map(Task::text).toList()) + ".\n";
    }

    /** Everything about one loss. */
    public String card(LossFunction function) {
        return new LossCard(function).terminal();
    }

    /** Everything about one metric. */
    public String card(MetricDefinition metric) {
        return new MetricCard(metric).terminal();
    }

    /** The losses that fit a task, those to look at first with the reason. */
    public String recommendation(Task task) {
        StringBuilder text = new StringBuilder("Look first at\n");
        for (String name : task.first()) {
            catalogue.find(name).ifPresent(function -> text.append(line(function)));
        }
        text.append("\nAlso\n");
        for (Family family : task.families()) {
            members(family).stream()
                    .filter(function -> !task.first().contains(function.name()))
                    .forEach(function -> text.append(line(function)));
        }
        return text.toString();
    }

    private static String line(LossFunction function) {
        String choose = function.definition().choose();
        return String.format(
                Locale.ROOT,
                "  %-38s %s%n",
                function.name(),
                choose.isEmpty() ? function.definition().summary() : choose);
    }

    /** The page in Markdown, ready for a code host. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# Losses\n\n");
        text.append(
                "Written by `submit/assay losses --write src/site` from the losses' own definitions. In a configuration a\n"
                        + "loss is `name` or `name(parameter=value)`; in SQL it is a function, and `try_name` is null where `name`\n"
                        + "fails. e is prediction − label. `assay losses NAME` shows a loss in the terminal.\n\n");
        for (Family family : Family.values()) {
            if (!members(family).isEmpty()) {
                text.append("- **").append(family.title()).append("**: ");
                text.append(String.join(
                        " · ",
                        members(family).stream()
                                .map(function -> "[" + function.name() + "](#" + function.name() + ")")
                                .toList()));
                text.append("\n");
            }
        }
        text.append("- **Metrics**: ");
        text.append(String.join(
                " · ",
                MetricCatalogue.all().stream()
                        .map(metric -> "[" + metric.name() + "](#" + metric.name() + ")")
                        .toList()));
        text.append("\n");
        for (Family family : Family.values()) {
            if (!members(family).isEmpty()) {
                text.append("\n## ").append(family.title()).append("\n\n");
                members(family).forEach(function -> text.append(new LossCard(function).markdown(PICTURES)));
            }
        }
        text.append(
                "\n## Metrics\n\nBeside the losses stand metrics, which are no means over rows; they go under `metrics:`. Where one is"
                        + "\nundefined there is no value, or `zero_division`.\n\n");
        MetricCatalogue.all().forEach(metric -> text.append(new MetricCard(metric).markdown()));
        return text.toString().stripTrailing() + "\n";
    }

    /** The pictures of the page by their file names. */
    public SortedMap<String, String> pictures() {
        SortedMap<String, String> pictures = new TreeMap<>();
        catalogue.all().forEach(function -> LossCurve.of(function)
                .ifPresent(curve -> pictures.put(function.name() + ".svg", LossPictures.svg(function.name(), curve))));
        return pictures;
    }

    private List<LossFunction> members(Family family) {
        return catalogue.all().stream()
                .filter(function -> function.definition().family() == family)
                .toList();
    }
}
