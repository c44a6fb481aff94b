package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.PartDifference;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person at a terminal, or reading a job's log, sees at the end of a run: the verdict, costs by version with
 * their differences, the gates that did not pass, where the rows went, where the report is. It reads in ten seconds,
 * fits {@value #WIDTH} columns and is ASCII apart from names.
 */
public final class ConsoleSummary {

    /** No line is longer. */
    public static final int WIDTH = 100;

    private static final int LOSSES = 8;
    private static final int VERSIONS = 12;
    private static final int GATES = 9;
    private static final int NAME = 20;
    private static final int OBSTACLES = 8;
    private static final int SECTION = 4;
    private static final int LONGEST = 400;

    private final Colour colour;
    private final StringBuilder text = new StringBuilder();
    private String told = "";

    private ConsoleSummary(Colour colour) {
        this.colour = colour;
    }

    /** Whether the text carries ANSI colours. Words say everything that colours do. */
    public enum Colour {
        ALWAYS,
        NEVER
    }

    /**
     * The summary, ending with a line feed.
     *
     * @param location where the reports are
     */
    public static String of(Evaluation evaluation, String location, Colour colour) {
        ConsoleSummary summary = new ConsoleSummary(colour);
        summary.verdict(evaluation);
        summary.costs(evaluation);
        summary.parts(evaluation);
        summary.penalties(evaluation);
        summary.gates(evaluation);
        summary.rest(evaluation, location);
        return summary.text.toString();
    }

    private void verdict(Evaluation evaluation) {
        Verdict verdict = evaluation.verdict();
        line("", Sentence.name(evaluation.name()) + ", run date " + Sentence.name(evaluation.runDate()));
        int start = text.length();
        line("", Sentence.word(verdict) + ": " + Sentence.meaning(verdict) + ". " + Sentence.headline(evaluation));
        colour(start, Sentence.word(verdict).length(), verdict);
        if (verdict != Verdict.PASS) {
            line(
                    "",
                    "This is a verdict on the models, not a failure of the program (exit code " + verdict.exitCode()
                            + ").");
        }
        List<String> obstacles = Sentence.obstacles(evaluation);
        for (String obstacle : obstacles.subList(0, Math.min(OBSTACLES, obstacles.size()))) {
            line("  ", Shown.text(obstacle, 240));
        }
        more(obstacles.size() - OBSTACLES, "reason", "reasons");
    }

    private void costs(Evaluation evaluation) {
        List<String> losses = evaluation.losses();
        for (String loss : losses.subList(0, Math.min(LOSSES, losses.size()))) {
            List<Cost> costs = evaluation.costs().stream()
                    .filter(cost -> cost.loss().equals(loss) && cost.cell().equals(Cell.ALL))
                    .toList();
            if (costs.isEmpty()) {
                line("", "");
                line("", Sentence.name(loss) + ": no rows");
            } else {
                costs(evaluation, costs);
            }
        }
        more(losses.size() - LOSSES, "loss", "losses");
    }

    private void costs(Evaluation evaluation, List<Cost> costs) {
        Cost first = costs.get(0);
        line("", "");
        line(
                "",
                Sentence.name(first.loss()) + " over all rows (" + Sentence.name(first.aggregate()) + ", "
                        + Sentence.direction(first.direction()) + ")");
        List<List<String>> rows = new ArrayList<>();
        int decimals = Numeral.decimals(costs.stream().mapToDouble(Cost::cost).toArray());
        for (Cost cost : costs.subList(0, Math.min(VERSIONS, costs.size()))) {
            rows.addAll(rows(evaluation, cost, decimals));
        }
        aligned(rows);
        more(costs.size() - VERSIONS, "version", "versions");
        String methods = Methods.ofCandidates(evaluation.comparisons().stream()
                .filter(each -> each.loss().equals(first.loss()) && each.cell().equals(Cell.ALL))
                .toList());
        if (!methods.isEmpty() && !methods.equals(told)) {
            line("  ", methods);
            told = methods;
        }
    }

    /** A version's cost, followed by its difference from each baseline. */
    private static List<List<String>> rows(Evaluation evaluation, Cost cost, int decimals) {
        String version = Shown.text(cost.modelVersion(), NAME);
        String value = Numeral.ASCII.fixed(cost.cost(), decimals);
        List<List<String>> rows = new ArrayList<>();
        for (Comparison line : evaluation.comparisons()) {
            if (line.loss().equals(cost.loss())
                    && line.cell().equals(Cell.ALL)
                    && line.candidate().equals(cost.modelVersion())) {
                boolean repeated = !rows.isEmpty();
                rows.add(difference(evaluation, line, repeated ? "" : version, repeated ? "" : value));
            }
        }
        if (rows.isEmpty()) {
            boolean baseline = evaluation.baselines().contains(cost.modelVersion());
            rows.add(List.of(version, value, baseline ? "baseline" : ""));
        }
        return rows;
    }

    private static List<String> difference(Evaluation evaluation, Comparison line, String version, String value) {
        Numeral numeral = Numeral.ASCII;
        int decimals = Numeral.decimals(line.difference(), line.lower(), line.upper());
        String against =
                evaluation.baselines().size() > 1 ? "against " + Shown.text(line.baseline(), NAME / 2) + ": " : "";
        return List.of(
                version,
                value,
                numeral.signed(line.difference(), decimals),
                "[" + numeral.fixed(line.lower(), decimals) + ", " + numeral.fixed(line.upper(), decimals) + "]",
                numeral.p(line.pValue()),
                against + Sentence.briefly(line));
    }

    /** What the parts of weighted sums add to the differences over all rows, and how verdicts depend on the weights. */
    private void parts(Evaluation evaluation) {
        Map<List<String>, List<PartDifference>> sums = evaluation.composition().differences().stream()
                .filter(line -> line.cell().equals(Cell.ALL))
                .collect(Collectors.groupingBy(
                        line -> List.of(line.loss(), line.baseline(), line.candidate()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        section("Differences by part", sums.values(), Sentence::parts);
        section(
                "Weights",
                evaluation.composition().ranges().stream()
                        .map(Sentence::range)
                        .distinct()
                        .toList(),
                sentence -> sentence);
    }

    private void penalties(Evaluation evaluation) {
        Composition composition = evaluation.composition();
        if (!composition.penalties().isEmpty()) {
            section(
                    "Penalties, once for each version",
                    evaluation.versions(),
                    version -> Shown.text(version, NAME) + "  " + Sentence.penalty(composition, version));
            section("Objectives, the cost plus the penalty", composition.objectives(), Sentence::objective);
        }
    }

    /** As many sentences as fit into a few lines, and how many there are more. */
    private <T> void section(String title, Collection<T> items, Function<T, String> sentence) {
        if (items.isEmpty()) {
            return;
        }
        line("", "");
        line("", title);
        int start = text.length();
        int shown = 0;
        for (T item : items) {
            int before = text.length();
            line("  ", Shown.text(sentence.apply(item), LONGEST));
            if (shown > 0 && text.substring(start).lines().count() > SECTION) {
                text.setLength(before);
                break;
            }
            shown++;
        }
        more(items.size() - shown, "line", "lines");
    }

    private void gates(Evaluation evaluation) {
        List<GateResult> gates = evaluation.verdicts().stream()
                .map(CandidateVerdict::gates)
                .flatMap(List::stream)
                .toList();
        List<GateResult> open = gates.stream()
                .filter(gate -> gate.verdict() != Verdict.PASS)
                .sorted(Sentence.BY_WEIGHT)
                .toList();
        line("", "");
        line("", "Gates: " + (gates.isEmpty() ? "none" : Sentence.gates(gates)));
        for (GateResult gate : open.subList(0, Math.min(GATES, open.size()))) {
            String word = gate.hard() ? Sentence.word(gate.verdict()) : "warning";
            int start = text.length() + 2;
            line(
                    "  ",
                    word + "  "
                            + VerdictFile.gateName(
                                    gate.candidate(), gate.loss(), new Cell(gate.partition(), gate.slice()))
                            + ": " + Shown.text(gate.sentence(), 420));
            colour(start, word.length(), gate.hard() ? gate.verdict() : Verdict.INCONCLUSIVE);
        }
        more(open.size() - GATES, "gate that did not pass", "gates that did not pass");
    }

    private void rest(Evaluation evaluation, String location) {
        String tested = Tested.sentence(evaluation);
        if (!tested.isEmpty()) {
            line("", tested);
        }
        for (RowAccount account : evaluation.accounts()) {
            line("", "Rows: " + Sentence.accountWithReasons(account, Numeral.ASCII));
        }
        // Not wrapped: a path has to stay whole to be copied.
        text.append("Report: ").append(Shown.text(location)).append('\n');
    }

    private void more(int count, String one, String several) {
        if (count > 0) {
            line("  ", "and " + count + " more " + (count == 1 ? one : several));
        }
    }

    /** Columns side by side, names to the left and numbers to the right. */
    private void aligned(List<List<String>> rows) {
        int[] widths = new int[6];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                // The word that follows a baseline's cost is no number and may reach across the columns.
                boolean word = row.size() == 3 && i == 2;
                widths[i] = word ? widths[i] : Math.max(widths[i], length(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                boolean left = i == 0 || i == 5 || (row.size() == 3 && i == 2);
                String gap = " ".repeat(Math.max(0, widths[i] - length(row.get(i))));
                line.append("  ").append(left ? row.get(i) + gap : gap + row.get(i));
            }
            if (length(line.toString()) > WIDTH && row.size() == widths.length) {
                // The words go below the numbers.
                String words = row.get(row.size() - 1);
                line.setLength(line.lastIndexOf("  " + words));
                line.append("\n      ").append(Shown.text(words, WIDTH - 6));
                text.append(line.toString().replaceFirst(" +\n", "\n")).append('\n');
            } else {
                text.append(Shown.text(line.toString().stripTrailing(), WIDTH)).append('\n');
            }
        }
    }

    /** One or several lines: broken at blanks where possible, continued two columns further in. */
    private void line(String indent, String content) {
        String rest = indent + content;
        while (length(rest) > WIDTH) {
            int limit = rest.offsetByCodePoints(0, WIDTH);
            int at = rest.lastIndexOf(' ', limit);
            boolean blank = at > indent.length() + 2;
            int cut = blank ? at : limit;
            text.append(rest, 0, cut).append('\n');
            rest = indent + "  " + rest.substring(cut).stripLeading();
        }
        text.append(rest).append('\n');
    }

    private void colour(int start, int length, Verdict verdict) {
        if (colour == Colour.ALWAYS) {
            String code =
                    switch (verdict) {
                        case PASS -> "\u001b[1;32m";
                        case FAIL -> "\u001b[1;31m";
                        case INCONCLUSIVE, NOT_COMPARABLE -> "\u001b[1;33m";
                    };
            text.insert(start + length, "\u001b[0m").insert(start, code);
        }
    }

    private static int length(String line) {
        return line.codePointCount(0, line.length());
    }
}
