package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A summary for the comment on a change, in the Markdown of code hosts: verdict, gates, differences, costs, rows. It has
 * fewer than {@value #LIMIT} characters whatever the evaluation holds, since longer comments are rejected: every section
 * has a budget, and a sentence says what did not fit.
 */
final class MarkdownSummary implements Format {

    static final int LIMIT = 60_000;

    private static final int GATE_BUDGET = 18_000;
    private static final int DIFFERENCE_BUDGET = 10_000;
    private static final int COST_BUDGET = 10_000;
    private static final int PENALTY_BUDGET = 1_500;
    private static final int PART_BUDGET = 3_000;
    private static final int TEXT_BUDGET = 3_500;
    private static final int DISCOVERY = 1_000;
    private static final int VERSIONS = 8;

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public List<Document> documents() {
        return List.of(new Document("summary.md", (evaluation, out) -> write(evaluation, out)));
    }

    private static void write(Evaluation evaluation, Writer out) throws IOException {
        out.write(verdict(evaluation));
        out.write(differences(evaluation));
        out.write(gates(evaluation));
        out.write(slices(evaluation));
        out.write(ShiftSection.markdown(evaluation, TEXT_BUDGET));
        out.write(costs(evaluation));
        out.write(parts(PartSection.of(evaluation)));
        out.write(ranges(evaluation));
        out.write(penalties(PenaltySection.of(evaluation)));
        out.write(costCurves(CostCurveSection.of(evaluation)));
        out.write(rows(evaluation));
        out.write(notes(evaluation));
        out.write(footer(evaluation));
    }

    private static String verdict(Evaluation evaluation) {
        Verdict verdict = evaluation.verdict();
        return "### " + Sentence.word(verdict) + ": " + Markdown.name(evaluation.name()) + ", run date "
                + Markdown.name(evaluation.runDate()) + "\n\n" + capitalised(Sentence.meaning(verdict)) + ". "
                + Markdown.text(Sentence.headline(evaluation), 500) + "\n" + obstacles(evaluation);
    }

    private static String obstacles(Evaluation evaluation) {
        List<String> items = Sentence.obstacles(evaluation).stream()
                .map(obstacle -> "- " + Markdown.text(obstacle, 300))
                .toList();
        return Markdown.paragraphs(items, TEXT_BUDGET);
    }

    private static String differences(Evaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        Tested tested = Tested.of(evaluation);
        for (CandidateVerdict candidate : evaluation.verdicts()) {
            evaluation.primary(candidate).ifPresent(line -> rows.add(difference(candidate, line, tested.line(line))));
        }
        if (rows.isEmpty()) {
            return "";
        }
        Comparison first = evaluation.verdicts().stream()
                .flatMap(candidate -> evaluation.primary(candidate).stream())
                .findFirst()
                .orElseThrow();
        return "\n#### " + Markdown.name(first.loss()) + " over all rows\n\n"
                + capitalised(Sentence.direction(first.direction()))
                + ". The difference is " + Sentence.subtracted(first) + " with one-sided bounds at "
                + Numeral.TYPOGRAPHIC.setting(100 * (1 - evaluation.alpha()))
                + "% each.\n\n"
                + Markdown.table(
                        List.of(
                                "Candidate",
                                "Verdict",
                                "Baseline:",
                                "Candidate:",
                                "Difference:",
                                "Bounds:",
                                "Relative:",
                                "p:",
                                "Margin:",
                                "n:",
                                "Finding"),
                        rows,
                        DIFFERENCE_BUDGET)
                + Markdown.paragraphs(
                        Stream.of(Tested.sentence(evaluation))
                                .filter(sentence -> !sentence.isEmpty())
                                .map(sentence -> Markdown.text(sentence, 500))
                                .toList(),
                        TEXT_BUDGET);
    }

    private static List<String> difference(CandidateVerdict candidate, Comparison line, String grounds) {
        Numeral numeral = Numeral.TYPOGRAPHIC;
        int costs = Numeral.decimals(line.baselineCost(), line.candidateCost());
        int decimals = Numeral.decimals(line.difference(), line.lower(), line.upper());
        return List.of(
                Markdown.name(line.candidate()) + " against " + Markdown.name(line.baseline()),
                "**" + Sentence.word(candidate.verdict()) + "**",
                numeral.fixed(line.baselineCost(), costs),
                numeral.fixed(line.candidateCost(), costs),
                numeral.signed(line.difference(), decimals),
                numeral.fixed(line.lower(), decimals) + " to " + numeral.fixed(line.upper(), decimals),
                numeral.percent(line.relativeDifference())
                        + (Sentence.relativeBounds(line).isEmpty() ? "" : " (" + Sentence.relativeBounds(line) + ")"),
                Markdown.text(numeral.bareP(line.pValue()), 20),
                numeral.setting(line.margin()),
                numeral.count(line.units()),
                Markdown.text(Numeral.typographic(Sentence.finding(line)), 160)
                        + (grounds.isEmpty() ? "" : ". " + Markdown.text(grounds, 300)));
    }

    private static String gates(Evaluation evaluation) {
        List<GateResult> gates = evaluation.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .sorted(Sentence.BY_WEIGHT)
                .toList();
        if (gates.isEmpty()) {
            return "";
        }
        List<List<String>> rows = gates.stream().map(MarkdownSummary::gate).toList();
        return "\n#### Gates: " + Sentence.gates(gates) + "\n\n"
                + Markdown.table(List.of("Gate", "Candidate", "Verdict", "Rule", "Found"), rows, GATE_BUDGET);
    }

    private static List<String> gate(GateResult gate) {
        boolean warning = !gate.hard() && gate.verdict() != Verdict.PASS;
        Cell cell = new Cell(gate.partition(), gate.slice());
        return List.of(
                Markdown.name(gate.loss()) + " on "
                        + Markdown.text(Label.of(cell).text(Sentence.NAME), 200),
                Markdown.name(gate.candidate()),
                gate.verdict() == Verdict.PASS
                        ? "PASS"
                        : "**" + Sentence.word(gate.verdict()) + "**" + (warning ? " (warning)" : ""),
                Markdown.text(Numeral.typographic(gate.formula()), 200),
                Markdown.text(Numeral.typographic(gate.sentence()), 420));
    }

    /** What stands out among the slices under the primary loss. */
    private static String slices(Evaluation evaluation) {
        List<String> found = new ArrayList<>();
        for (CandidateVerdict pair : evaluation.verdicts()) {
            if (!evaluation.losses().isEmpty()) {
                List<String> sentences = new Discoveries(
                                evaluation.explored(), evaluation.losses().get(0), pair.baseline(), pair.candidate())
                        .sentences();
                if (!sentences.isEmpty()) {
                    found.add(Markdown.name(pair.candidate()) + " against " + Markdown.name(pair.baseline()) + ": "
                            + Markdown.text(String.join(" ", sentences), DISCOVERY));
                }
            }
        }
        return found.isEmpty() ? "" : "\n#### Slices\n" + Markdown.paragraphs(found, TEXT_BUDGET);
    }

    /** Losses by versions, over all rows. */
    private static String costs(Evaluation evaluation) {
        Map<String, Map<String, Cost>> byLoss = new LinkedHashMap<>();
        for (Cost cost : evaluation.costs()) {
            if (cost.cell().equals(Cell.ALL)) {
                byLoss.computeIfAbsent(cost.loss(), loss -> new LinkedHashMap<>())
                        .put(cost.modelVersion(), cost);
            }
        }
        if (byLoss.isEmpty()) {
            return "";
        }
        List<String> versions = evaluation
                .versions()
                .subList(0, Math.min(VERSIONS, evaluation.versions().size()));
        List<String> header = new ArrayList<>(List.of("Loss"));
        versions.forEach(version -> header.add(Markdown.name(version) + ":"));
        List<List<String>> rows = new ArrayList<>();
        byLoss.forEach((loss, costs) -> rows.add(costs(loss, costs, versions)));
        int hidden = evaluation.versions().size() - versions.size();
        return "\n#### Costs over all rows\n\n" + Markdown.table(header, rows, COST_BUDGET)
                + (hidden > 0 ? "\n" + Sentence.counted(hidden, "more version") + " in `cost.csv`.\n" : "");
    }

    private static List<String> costs(String loss, Map<String, Cost> costs, List<String> versions) {
        int decimals =
                Numeral.decimals(costs.values().stream().mapToDouble(Cost::cost).toArray());
        List<String> row = new ArrayList<>(List.of(Markdown.name(loss)));
        for (String version : versions) {
            Cost cost = costs.get(version);
            row.add(
                    cost == null || Double.isNaN(cost.cost())
                            ? "no rows"
                            : Numeral.TYPOGRAPHIC.fixed(cost.cost(), decimals));
        }
        return row;
    }

    /** A line for each part: what it adds to the cost of each version, and to each difference. */
    private static String parts(PartSection section) {
        StringBuilder text = new StringBuilder();
        for (PartSection.OfSum sum : section.sums()) {
            List<String> header = new ArrayList<>(
                    List.of("Part of " + Markdown.name(sum.loss().shown()), "Weight:"));
            sum.versions().forEach(version -> header.add(Markdown.name(version.shown()) + ":"));
            sum.pairs()
                    .forEach(pair -> header.add(Markdown.name(pair.candidate().shown()) + " \u2212 "
                            + Markdown.name(pair.baseline().shown()) + ":"));
            List<List<String>> rows = new ArrayList<>();
            for (PartSection.Line line : sum.parts()) {
                List<String> row =
                        new ArrayList<>(List.of(Markdown.name(line.part().shown()), line.weight()));
                row.addAll(line.values());
                for (PartSection.OfPair pair : sum.pairs()) {
                    row.add(pair.step(line.part()));
                }
                rows.add(row);
            }
            String table = "\n" + Markdown.table(header, rows, PENALTY_BUDGET);
            if (text.length() + table.length() > PART_BUDGET) {
                text.append("\nMore is in `contribution.csv` and `decomposition.csv`.\n");
                break;
            }
            text.append(table);
        }
        return text.isEmpty() ? "" : "\n#### Parts of weighted sums over all rows\n" + text;
    }

    private static String ranges(Evaluation evaluation) {
        List<String> sentences = evaluation.composition().ranges().stream()
                .map(range -> Markdown.name(range.loss()) + " on "
                        + Markdown.text(Label.of(range.cell()).text(Sentence.NAME), 200) + ", "
                        + Markdown.name(range.candidate()) + ": "
                        + Markdown.text(Numeral.typographic(range.sentence()), 300))
                .distinct()
                .toList();
        return sentences.isEmpty()
                ? ""
                : "\n#### How verdicts depend on the weights\n" + Markdown.paragraphs(sentences, PENALTY_BUDGET);
    }

    private static String penalties(PenaltySection section) {
        if (section.penalties().isEmpty()) {
            return "";
        }
        List<List<String>> penalties = section.penalties().stream()
                .map(line -> List.of(
                        Markdown.name(line.version().shown()),
                        line.penalty(),
                        line.kinds(),
                        line.coefficients(),
                        line.nonZero()))
                .toList();
        List<List<String>> objectives = section.objectives().stream()
                .map(line -> List.of(
                        Markdown.name(line.loss().shown()),
                        Markdown.name(line.version().shown()),
                        line.cost(),
                        line.penalty(),
                        line.objective(),
                        Markdown.name(line.baseline().shown()),
                        line.difference(),
                        line.bounds()))
                .toList();
        return "\n#### Penalties\n\n" + PenaltySection.LEAD + "\n\n"
                + Markdown.table(
                        List.of("Version", "Penalty:", "Of which", "Coefficients:", "Not 0:"),
                        penalties,
                        PENALTY_BUDGET)
                + (objectives.isEmpty()
                        ? ""
                        : "\n"
                                + Markdown.table(
                                        List.of(
                                                "Loss",
                                                "Version",
                                                "Cost:",
                                                "Penalty:",
                                                "Objective:",
                                                "Against",
                                                "Difference:",
                                                "Bounds:"),
                                        objectives,
                                        PENALTY_BUDGET));
    }

    private static String costCurves(CostCurveSection section) {
        List<String> paragraphs = new ArrayList<>();
        for (CostCurveSection.OfPrices curve : section.curves()) {
            paragraphs.add(Markdown.name(curve.metric().shown()) + ": " + Markdown.text(curve.prices(), 300));
            curve.sentences().forEach(sentence -> paragraphs.add(Markdown.text(sentence, 600)));
        }
        return paragraphs.isEmpty()
                ? ""
                : "\n#### Cost by threshold\n\n" + section.lead() + "\n"
                        + Markdown.paragraphs(paragraphs, PENALTY_BUDGET);
    }

    private static String rows(Evaluation evaluation) {
        List<String> paragraphs = new ArrayList<>();
        for (RowAccount account : evaluation.accounts()) {
            paragraphs.add(Markdown.text(Sentence.account(account, Numeral.TYPOGRAPHIC), 300) + ".");
            reasons("Quarantined", account.quarantined(), paragraphs);
            account.unscored()
                    .forEach((loss, counts) -> reasons("Unscored for " + Markdown.name(loss), counts, paragraphs));
        }
        return paragraphs.isEmpty() ? "" : "\n#### Rows\n" + Markdown.paragraphs(paragraphs, TEXT_BUDGET);
    }

    private static void reasons(String of, SortedMap<String, Long> counts, List<String> paragraphs) {
        if (!counts.isEmpty()) {
            String reasons = counts.entrySet().stream()
                    .limit(20)
                    .map(e -> Numeral.TYPOGRAPHIC.count(e.getValue()) + " " + Sentence.name(e.getKey()))
                    .collect(Collectors.joining(", "));
            paragraphs.add(of + ": " + Markdown.text(reasons, 300) + ".");
        }
    }

    private static String notes(Evaluation evaluation) {
        return Markdown.paragraphs(
                evaluation.notes().stream()
                        .map(note -> "Note: " + Markdown.text(note, 300))
                        .toList(),
                TEXT_BUDGET);
    }

    private static String footer(Evaluation evaluation) {
        Provenance provenance = evaluation.provenance();
        return "\n" + Markdown.name(provenance.program()) + " on Spark " + Markdown.name(provenance.sparkVersion())
                + ", configuration "
                + Markdown.text(provenance.configurationDigest(), 13) + ". Everything is in `report.html`.\n";
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
