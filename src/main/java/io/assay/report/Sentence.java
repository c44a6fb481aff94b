package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Objective;
import io.assay.comparison.PartDifference;
import io.assay.comparison.Verdict;
import io.assay.comparison.WeightRange;
import io.assay.cost.Interval;
import io.assay.cost.RowAccount;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What results are called in plain words; every report takes its words from here. */
final class Sentence {

    /** Names within sentences are cut to so many code points. */
    static final int NAME = 60;

    private static final int REASONS = 5;
    private static final int SHORTFALL = 120;
    private static final String QUARANTINED = "quarantined";

    private Sentence() {}

    /** The verdict as a word for display: {@code NOT COMPARABLE}. */
    static String word(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }

    /** What a verdict means for the reader. */
    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "no gate found harm beyond its margin";
            case FAIL -> "a gate found harm beyond its margin";
            case INCONCLUSIVE -> "the data do not decide every gate";
            case NOT_COMPARABLE -> "the rows do not allow a comparison";
        };
    }

    /** What was found, as the end of a sentence whose subject is the candidate. */
    static String finding(Comparison line) {
        return switch (line.finding()) {
            case EQUIVALENT -> "equivalent within the margin";
            case WORSE_MATERIAL -> "worse by more than the margin";
            case WORSE_NEGLIGIBLE -> "worse, by less than the margin";
            case WORSE_SIZE_UNKNOWN -> "worse, perhaps by more than the margin";
            case BETTER_MATERIAL -> "better by more than the margin";
            case BETTER_NEGLIGIBLE -> "better, by less than the margin";
            case NON_INFERIOR -> "not worse by more than the margin";
            case UNRELIABLE, BETTER, INCONCLUSIVE, NOT_COMPARABLE -> briefly(line);
        };
    }

    /** What was found in a few words, for a column of a table; with the reason where nothing can be said. */
    static String briefly(Comparison line) {
        return word(line) + (line.shortfall().isEmpty() ? "" : ": " + Shown.text(line.shortfall(), SHORTFALL));
    }

    /** What was found in a word or two. */
    static String word(Comparison line) {
        return switch (line.finding()) {
            case EQUIVALENT -> "equivalent";
            case UNRELIABLE -> "unreliable";
            case WORSE_MATERIAL -> "materially worse";
            case WORSE_NEGLIGIBLE -> "negligibly worse";
            case WORSE_SIZE_UNKNOWN -> "worse";
            case BETTER_MATERIAL -> "materially better";
            case BETTER_NEGLIGIBLE -> "negligibly better";
            case BETTER -> "better";
            case NON_INFERIOR -> "not worse";
            case INCONCLUSIVE -> "undecided";
            case NOT_COMPARABLE -> unused(line);
        };
    }

    /** Why rows that are there were not compared. */
    private static String unused(Comparison line) {
        if (line.rows() == 0) {
            return "no rows";
        }
        return line.units() == 0 ? "no row has a weight" : "not comparable";
    }

    /** How many gates passed, hard ones and soft ones apart: {@code 1 of 1 hard gate passed; 3 of 8 soft gates warn}. */
    static String gates(List<GateResult> gates) {
        List<GateResult> hard = gates.stream().filter(GateResult::hard).toList();
        List<GateResult> soft = gates.stream().filter(gate -> !gate.hard()).toList();
        List<String> parts = new ArrayList<>();
        if (!hard.isEmpty()) {
            parts.add(passed(hard) + " of " + counted(hard.size(), "hard gate") + " passed");
        }
        if (!soft.isEmpty()) {
            long warning = soft.size() - passed(soft);
            parts.add(Numeral.ASCII.count(warning) + " of " + counted(soft.size(), "soft gate")
                    + (warning == 1 ? " warns" : " warn"));
        }
        return String.join("; ", parts);
    }

    private static long passed(List<GateResult> gates) {
        return gates.stream().filter(gate -> gate.verdict() == Verdict.PASS).count();
    }

    /** Gates in the order in which they matter: hard before soft, what did not pass before what did, failures first. */
    static final Comparator<GateResult> BY_WEIGHT = Comparator.comparing((GateResult gate) -> !gate.hard())
            .thenComparing(gate -> gate.verdict() == Verdict.PASS)
            .thenComparing(gate -> gate.verdict() != Verdict.FAIL);

    /** Who passes and who does not, in one sentence; a candidate with several baselines has its worst verdict. */
    static String headline(Evaluation evaluation) {
        Map<String, Verdict> byCandidate = new LinkedHashMap<>();
        evaluation.verdicts().forEach(v -> byCandidate.merge(v.candidate(), v.verdict(), Verdict::worse));
        if (byCandidate.isEmpty()) {
            return "Nothing was compared.";
        }
        List<String> groups = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.NOT_COMPARABLE, Verdict.INCONCLUSIVE, Verdict.PASS)) {
            List<String> names = byCandidate.keySet().stream()
                    .filter(candidate -> byCandidate.get(candidate) == verdict)
                    .toList();
            if (!names.isEmpty()) {
                groups.add(listed(names) + " " + predicate(verdict, names.size()));
            }
        }
        return "Against " + listed(evaluation.baselines()) + ": " + String.join("; ", groups) + ".";
    }

    /** The first few names as a list in a sentence. */
    static String listed(List<String> names) {
        int most = 4;
        List<String> shown = new ArrayList<>();
        for (String each : names.subList(0, Math.min(most, names.size()))) {
            shown.add(name(each));
        }
        if (names.size() > most) {
            shown.add(names.size() - most + " more");
        }
        int last = shown.size() - 1;
        return last < 1
                ? String.join("", shown)
                : String.join(", ", shown.subList(0, last)) + " and " + shown.get(last);
    }

    /** Why a candidate cannot be compared, a sentence for each reason; empty where every one can. */
    static List<String> obstacles(Evaluation evaluation) {
        if (evaluation.verdicts().isEmpty()) {
            return evaluation.verdict() == Verdict.NOT_COMPARABLE ? evaluation.notes() : List.of();
        }
        return evaluation.verdicts().stream()
                .filter(candidate -> candidate.verdict() == Verdict.NOT_COMPARABLE)
                .flatMap(candidate -> candidate.warnings().stream()
                        .map(reason -> obstacle(candidate.candidate(), candidate.baseline(), reason)))
                .toList();
    }

    static String obstacle(String candidate, String baseline, String reason) {
        return name(candidate) + (baseline.isEmpty() ? "" : " against " + name(baseline)) + ": " + reason;
    }

    private static String predicate(Verdict verdict, int candidates) {
        String is = candidates == 1 ? "is" : "are";
        return switch (verdict) {
            case PASS -> candidates == 1 ? "passes" : "pass";
            case FAIL -> candidates == 1 ? "fails" : "fail";
            case INCONCLUSIVE -> is + " undecided";
            case NOT_COMPARABLE -> "cannot be compared";
        };
    }

    /** Which way is better. */
    static String direction(Direction direction) {
        return switch (direction) {
            case LOWER -> "lower is better";
            case HIGHER -> "higher is better";
            case NONE -> "neither way is better";
        };
    }

    /** What the difference of a comparison is: {@code candidate − baseline}, or what of all rows' differences. */
    static String subtracted(Comparison line) {
        String pair = "candidate \u2212 baseline";
        return line.estimand().equals("difference") ? pair : "the " + line.estimand() + " " + pair + ", row by row,";
    }

    /** A comparison with its numbers in one line. */
    static String difference(Comparison comparison, Numeral numeral) {
        int decimals = Numeral.decimals(comparison.difference(), comparison.lower(), comparison.upper());
        int costs = Numeral.decimals(comparison.baselineCost(), comparison.candidateCost());
        return String.format(
                Locale.ROOT,
                "%s %s of %s: %s, against %s of %s: %s %s [%s, %s], margin %s, %s; %s",
                name(comparison.loss()),
                Label.of(comparison.cell()).total()
                        ? "over all rows"
                        : "on " + Label.of(comparison.cell()).text(NAME),
                name(comparison.candidate()),
                numeral.fixed(comparison.candidateCost(), costs),
                numeral.fixed(comparison.baselineCost(), costs),
                name(comparison.baseline()),
                comparison.estimand(),
                numeral.signed(comparison.difference(), decimals),
                numeral.fixed(comparison.lower(), decimals),
                numeral.fixed(comparison.upper(), decimals),
                numeral.setting(comparison.margin()),
                numeral.p(comparison.pValue()),
                finding(comparison));
    }

    /** The bounds of a relative difference, {@code +1.2% to +3.4%}; empty where there are none. */
    static String relativeBounds(Comparison line) {
        Interval bounds = line.grounds().relative();
        return Double.isNaN(bounds.lower())
                ? ""
                : Numeral.TYPOGRAPHIC.percent(bounds.lower()) + " to " + Numeral.TYPOGRAPHIC.percent(bounds.upper());
    }

    /** What a version's coefficients cost: {@code 0.0021 (l2 0.0021); 12 coefficients, 10 not 0}. */
    static String penalty(Composition composition, String version) {
        return composition.penalties().stream()
                .filter(penalty -> penalty.modelVersion().equals(version))
                .findFirst()
                .map(penalty -> Numeral.ASCII.number(penalty.total()) + " ("
                        + PenaltySection.parts(penalty, Numeral.ASCII) + "); "
                        + counted(penalty.coefficients(), "coefficient") + ", "
                        + Numeral.ASCII.count(penalty.nonZero()) + " not 0")
                .orElse(PenaltySection.NONE);
    }

    /** A cost with its penalty, and its difference from the baseline's. */
    static String objective(Objective line) {
        Numeral numeral = Numeral.ASCII;
        if (Double.isNaN(line.objective())) {
            return name(line.loss()) + " + penalty of " + name(line.modelVersion()) + ": " + numeral.none();
        }
        String own = name(line.loss()) + " + penalty of " + name(line.modelVersion()) + ": "
                + numeral.number(line.objective());
        int decimals = Numeral.decimals(line.objectiveDifference(), line.lower(), line.upper());
        return Double.isNaN(line.objectiveDifference())
                ? own
                : own + ", " + numeral.signed(line.objectiveDifference(), decimals) + " ["
                        + numeral.fixed(line.lower(), decimals) + ", " + numeral.fixed(line.upper(), decimals)
                        + "] against " + name(line.baseline());
    }

    /** A difference of weighted sums, and what each part adds: {@code total, b against a: +0.3 = x +0.1 (+33.3%), …}. */
    static String parts(List<PartDifference> lines) {
        PartDifference first = lines.get(0);
        int most = 6;
        int decimals = Numeral.decimals(first.sumDifference());
        String parts = lines.stream()
                .limit(most)
                .map(line -> name(line.part()) + " " + Numeral.ASCII.signed(line.difference(), decimals) + " ("
                        + Numeral.ASCII.percent(line.share()) + ")")
                .collect(Collectors.joining(", "));
        return name(first.loss()) + ", " + name(first.candidate()) + " against " + name(first.baseline()) + ": "
                + Numeral.ASCII.signed(first.sumDifference(), decimals) + " = " + parts
                + (lines.size() > most ? " and " + counted(lines.size() - most, "more part") : "");
    }

    /** How far the verdict of a gate depends on a weight: {@code b: total on all rows: PASS for any weight of x …}. */
    static String range(WeightRange range) {
        return VerdictFile.gateName(range.candidate(), range.loss(), range.cell()) + ": " + range.sentence();
    }

    /** The most frequent reasons first. */
    private static String reasons(RowAccount account, Numeral numeral) {
        List<String> shown = new ArrayList<>(account.quarantined().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS)
                .map(reason -> numeral.count(reason.getValue()) + " " + name(reason.getKey()))
                .toList());
        int more = account.quarantined().size() - REASONS;
        if (more > 0) {
            shown.add(counted(more, "more reason"));
        }
        return " (" + String.join(", ", shown) + ")";
    }

    /** The identity of one side in one line; terms of no rows are left out. */
    static String account(RowAccount account, Numeral numeral) {
        return account(account, numeral, "");
    }

    /** The same, with the reasons of the rows that were set aside. */
    static String accountWithReasons(RowAccount account, Numeral numeral) {
        return account(account, numeral, reasons(account, numeral));
    }

    private static String account(RowAccount account, Numeral numeral, String reasons) {
        List<String> terms = new ArrayList<>();
        for (Term term : terms(account)) {
            if (term.count() != 0 || term.name().equals("evaluated")) {
                String why = term.name().equals(QUARANTINED) ? reasons : "";
                terms.add(numeral.count(term.count()) + " " + term.name() + why);
            }
        }
        return numeral.count(account.read()) + " " + name(account.side()) + " read = " + String.join(" + ", terms);
    }

    /** The right side of the identity, all terms, in its published order. */
    static List<Term> terms(RowAccount account) {
        return List.of(
                new Term("filtered", account.filtered()),
                new Term("evaluated", account.evaluated()),
                new Term(QUARANTINED, account.quarantinedTotal()),
                new Term("unmatched", account.unmatched()),
                new Term("unlabelled", account.unlabelled()),
                new Term("unversioned", account.unversioned()));
    }

    /** {@code 1 gate}, {@code 2 gates}. */
    static String counted(long count, String one) {
        return Numeral.ASCII.count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** A name from the configuration or the data, fit to stand in a sentence. */
    static String name(String name) {
        return Shown.text(name, NAME);
    }

    /** One addend of a row account. */
    record Term(String name, long count) {}
}
