package io.assay.report;

import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a committed {@code verdict.json} says to those who come after the run: schedulers, {@code check-verdict} and the
 * next attempt at the same run date. {@link VerdictFile} reads it.
 *
 * @param verdict the worst of {@code outcomes}, or worse when the evaluation as a whole is
 * @param outcomes one per candidate and baseline
 * @param accounts one per side that was read
 * @param notes what a reader must know beside the numbers
 * @param dataFiles what the verdict commits, relative to its own directory
 */
public record CommittedVerdict(
        String evaluation,
        String runDate,
        Verdict verdict,
        List<Outcome> outcomes,
        List<RowAccount> accounts,
        List<String> notes,
        String configurationDigest,
        List<String> dataFiles) {

    private static final int OBSTACLES = 3;
    private static final int REASON = 360;

    public CommittedVerdict {
        outcomes = List.copyOf(outcomes);
        accounts = List.copyOf(accounts);
        notes = List.copyOf(notes);
        dataFiles = List.copyOf(dataFiles);
    }

    /** The process exit code that repeats the verdict. */
    public int exitCode() {
        return verdict.exitCode();
    }

    /** The same for one candidate alone, judged by its own outcomes against every baseline. */
    public CommittedVerdict ofCandidate(String candidate) {
        List<Outcome> own =
                outcomes.stream().filter(o -> o.candidate().equals(candidate)).toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("Unknown candidate in the verdict of " + evaluation + " at " + runDate
                    + ": " + candidate + " (known: "
                    + outcomes.stream().map(Outcome::candidate).distinct().collect(Collectors.joining(", ")) + ")");
        }
        Verdict worst = own.stream().map(Outcome::verdict).reduce(Verdict.PASS, Verdict::worse);
        return new CommittedVerdict(evaluation, runDate, worst, own, accounts, notes, configurationDigest, dataFiles);
    }

    /** The five lines of {@code check-verdict}: what, verdict, primary difference, gates, rows. */
    public List<String> lines() {
        return List.of(
                Sentence.name(evaluation) + ", run date " + Sentence.name(runDate),
                verdictLine(),
                (isOfCurves() ? "Curves: " : "Difference: ") + differenceLine(),
                "Gates: " + gateLine(),
                "Rows: "
                        + accounts.stream()
                                .map(account -> Sentence.accountWithReasons(account, Numeral.ASCII))
                                .collect(Collectors.joining("; ")));
    }

    /** Runs of a diagnosis stand where candidates do, without a baseline. */
    private boolean isOfCurves() {
        return !outcomes.isEmpty()
                && outcomes.stream().allMatch(outcome -> outcome.baseline().isEmpty());
    }

    private String verdictLine() {
        int gates =
                outcomes.stream().mapToInt(outcome -> outcome.gates().size()).sum();
        String meaning = isOfCurves() ? CurveSentences.meaning(verdict, gates) : Sentence.meaning(verdict);
        String line = "Verdict: " + Sentence.word(verdict) + ", " + meaning + obstacles();
        return verdict == Verdict.PASS
                ? line
                : line + " (exit code " + verdict.exitCode() + " is a verdict, not a failure of the program)";
    }

    /** The first few reasons why versions cannot be compared; empty where they can. */
    private String obstacles() {
        if (verdict != Verdict.NOT_COMPARABLE) {
            return "";
        }
        List<String> reasons = outcomes.isEmpty()
                ? notes
                : outcomes.stream()
                        .filter(outcome -> outcome.verdict() == Verdict.NOT_COMPARABLE)
                        .flatMap(Outcome::obstacles)
                        .toList();
        int more = reasons.size() - OBSTACLES;
        String first = reasons.stream()
                .limit(OBSTACLES)
                .map(reason -> Shown.text(reason, REASON))
                .collect(Collectors.joining("; "));
        String rest = more > 0 ? "; and " + Sentence.counted(more, "more reason") : "";
        return first.isEmpty() ? "" : ": " + first + rest;
    }

    /** The difference of the first candidate with the worst outcome. */
    private String differenceLine() {
        if (outcomes.isEmpty()) {
            return "nothing was compared";
        }
        Verdict worst = outcomes.stream().map(Outcome::verdict).reduce(Verdict.PASS, Verdict::worse);
        String difference = outcomes.stream()
                .filter(outcome -> outcome.verdict() == worst)
                .findFirst()
                .orElseThrow()
                .difference();
        int others = outcomes.size() - 1;
        return others == 0
                ? difference
                : difference + " (and " + Sentence.counted(others, isOfCurves() ? "more run" : "more comparison") + ")";
    }

    private String gateLine() {
        List<Gate> hard = outcomes.stream()
                .flatMap(outcome -> outcome.gates().stream())
                .filter(Gate::hard)
                .toList();
        long warnings = outcomes.stream()
                .flatMap(outcome -> outcome.gates().stream())
                .filter(gate -> !gate.hard() && gate.verdict() != Verdict.PASS)
                .count();
        List<String> parts = new ArrayList<>();
        parts.add(of(hard, Verdict.PASS).size() + " passed");
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_COMPARABLE)) {
            List<Gate> gates = of(hard, verdict);
            if (!gates.isEmpty() || verdict == Verdict.FAIL) {
                parts.add(gates.size() + " " + verdictWord(verdict) + named(gates));
            }
        }
        if (warnings > 0) {
            parts.add(Sentence.counted(warnings, "warning"));
        }
        return String.join(", ", parts);
    }

    private static String verdictWord(Verdict verdict) {
        return verdict == Verdict.FAIL ? "failed" : Sentence.word(verdict).toLowerCase(Locale.ROOT);
    }

    /** The first few gates by name. */
    private static String named(List<Gate> gates) {
        int shown = Math.min(3, gates.size());
        if (shown == 0) {
            return "";
        }
        String names = gates.subList(0, shown).stream().map(Gate::name).collect(Collectors.joining("; "));
        return " (" + names + (shown < gates.size() ? "; and " + (gates.size() - shown) + " more" : "") + ")";
    }

    private static List<Gate> of(List<Gate> gates, Verdict verdict) {
        return gates.stream().filter(gate -> gate.verdict() == verdict).toList();
    }

    /**
     * The verdict on one candidate against one baseline.
     *
     * @param difference the primary loss over all rows, in one sentence with its numbers
     * @param warnings what to know beside the gates; where nothing can be compared, why
     */
    public record Outcome(
            String baseline,
            String candidate,
            Verdict verdict,
            String difference,
            List<String> warnings,
            List<Gate> gates) {

        public Outcome {
            warnings = List.copyOf(warnings);
            gates = List.copyOf(gates);
        }

        private Stream<String> obstacles() {
            return warnings.stream().map(reason -> Sentence.obstacle(candidate, baseline, reason));
        }
    }

    /** One gate's outcome; the name says what it read, such as {@code deluxe: zero_one_loss on branch = House}. */
    public record Gate(String name, boolean hard, Verdict verdict) {}
}
