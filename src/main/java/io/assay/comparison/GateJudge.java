package io.assay.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the gates of a run into one verdict per candidate and baseline.
 *
 * <p>Passing all gates needs no correction (an intersection–union test). Failing one does: a hard failure stands only if
 * its test survives Holm's correction over all hard tests of the run, whichever candidate they belong to; otherwise it
 * is a suspicion, and inconclusive. Tests on fewer than the minimum of units are not counted. A hard gate whose cell has
 * no rows is inconclusive. Soft gates only warn.
 *
 * <p>Where candidates share α, as those that are looked at again and again do, the correction is over the tests of each
 * candidate, whose p-values are multiplied by the parts that α is divided into.
 *
 * <p>A candidate that has no loss on more than 0.1 % of a hard gate's pairs where the baseline has one fails by that
 * alone: otherwise it could improve by failing on hard rows.
 */
public final class GateJudge {

    private static final double LARGEST_UNSCORED_SHARE = 0.001;

    private final ComparisonSettings settings;
    private final double alpha;
    private final int minimumUnits;

    public GateJudge(ComparisonSettings settings) {
        this.settings = settings;
        this.alpha = settings.alpha();
        this.minimumUnits = settings.minimumUnits();
    }

    /** The verdicts in the order in which candidates and baselines first appear. */
    public List<CandidateVerdict> judge(List<GatedComparison> gated) {
        Map<List<String>, List<GatedComparison>> byPair = new LinkedHashMap<>();
        for (GatedComparison one : adjusted(gated)) {
            byPair.computeIfAbsent(List.of(one.baseline(), one.candidate()), pair -> new ArrayList<>())
                    .add(one);
        }
        Map<String, List<Integer>> families = families(gated);
        return byPair.entrySet().stream()
                .map(pair -> verdict(
                        pair.getValue(),
                        families.getOrDefault(family(pair.getKey().get(1)), List.of())
                                .size()))
                .toList();
    }

    /** A gate's verdict if {@code other} had been found in place of its own comparison, all other gates being as they are. */
    Verdict verdict(List<GatedComparison> gated, int index, Comparison other) {
        GatedComparison own = gated.get(index);
        if (other.verdict() != Verdict.FAIL || !own.gate().hard()) {
            return corrected(own.gate(), other);
        }
        List<GatedComparison> changed = new ArrayList<>(gated);
        changed.set(
                index,
                new GatedComparison(
                        own.gate(),
                        own.baseline(),
                        own.candidate(),
                        Optional.of(other),
                        own.pairsSeen(),
                        own.candidateUnscored()));
        return corrected(own.gate(), adjusted(changed).get(index).comparison().orElseThrow());
    }

    /** The worst of several verdicts; a pass for none. */
    public static Verdict worst(Collection<CandidateVerdict> verdicts) {
        return verdicts.stream().map(CandidateVerdict::verdict).reduce(Verdict.PASS, Verdict::worse);
    }

    /** The places of the tests of each family that Holm's correction is over: all, or those of a candidate that has a share of α. */
    private Map<String, List<Integer>> families(List<GatedComparison> gated) {
        Map<String, List<Integer>> families = new LinkedHashMap<>();
        for (int i = 0; i < gated.size(); i++) {
            if (gated.get(i).gate().hard()
                    && gated.get(i).comparison().filter(this::isTest).isPresent()) {
                families.computeIfAbsent(family(gated.get(i).candidate()), family -> new ArrayList<>())
                        .add(i);
            }
        }
        return families;
    }

    private String family(String candidate) {
        boolean shared =
                settings.looks().filter(looks -> looks.budget().isShared()).isPresent();
        return shared ? candidate : "";
    }

    private List<GatedComparison> adjusted(List<GatedComparison> gated) {
        List<GatedComparison> result = new ArrayList<>(gated);
        families(gated).values().forEach(tests -> adjust(gated, tests, result));
        return result;
    }

    private void adjust(List<GatedComparison> gated, List<Integer> tests, List<GatedComparison> result) {
        double[] adjusted = Holm.adjusted(tests.stream()
                .mapToDouble(i -> share(gated.get(i)).parts()
                        * gated.get(i).comparison().orElseThrow().harmPValue())
                .toArray());
        for (int t = 0; t < adjusted.length; t++) {
            GatedComparison raw = gated.get(tests.get(t));
            Comparison corrected = raw.comparison().orElseThrow().withAdjustedPValue(adjusted[t]);
            result.set(
                    tests.get(t),
                    new GatedComparison(
                            raw.gate(),
                            raw.baseline(),
                            raw.candidate(),
                            Optional.of(corrected),
                            raw.pairsSeen(),
                            raw.candidateUnscored()));
        }
    }

    private ErrorBudget.Share share(GatedComparison one) {
        return settings.looks().map(Looks::budget).orElse(ErrorBudget.WHOLE).share(one.baseline(), one.candidate());
    }

    private boolean isTest(Comparison comparison) {
        return !Double.isNaN(comparison.harmPValue())
                && !(comparison.finding() == Finding.UNRELIABLE && comparison.units() < minimumUnits);
    }

    private CandidateVerdict verdict(List<GatedComparison> gated, int tests) {
        List<GateResult> results = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (GatedComparison one : gated) {
            GateResult result = result(one, tests);
            results.add(result);
            one.comparison().ifPresent(comparison -> warnings.addAll(notes(one, comparison)));
            if (one.gate().hard() && failsOnMoreRows(one)) {
                results.add(unscoredResult(one));
            }
        }
        results.sort(Comparator.comparing((GateResult result) -> !result.hard()));
        Verdict verdict = results.stream()
                .filter(GateResult::hard)
                .map(GateResult::verdict)
                .reduce(Verdict.PASS, Verdict::worse);
        GatedComparison first = gated.get(0);
        return new CandidateVerdict(
                first.baseline(),
                first.candidate(),
                verdict,
                warnings,
                results,
                share(first).parts());
    }

    private static List<String> notes(GatedComparison gated, Comparison comparison) {
        List<String> notes = new ArrayList<>();
        String place = GateText.place(gated.gate());
        if (gated.gate().limit().isPresent()) {
            return notes;
        }
        if (comparison.finding() == Finding.WORSE_NEGLIGIBLE) {
            notes.add(place + ": worse, but by less than the margin");
        }
        if (comparison.intervalMethod().contains(Comparer.FEW_CLUSTERS)) {
            notes.add(place + ": fewer than 40 effective clusters, so the interval is somewhat too narrow");
        }
        if (gated.candidateUnscored() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %,d of %s dropped because only the baseline has a loss",
                    place,
                    gated.candidateUnscored(),
                    GateText.counted(gated.pairsSeen(), "pair") + (gated.candidateUnscored() == 1 ? " was" : " were")));
        }
        return notes;
    }

    private GateResult result(GatedComparison gated, int tests) {
        Verdict verdict = gated.comparison()
                .map(comparison -> corrected(gated.gate(), comparison))
                .orElse(Verdict.INCONCLUSIVE);
        double own = settings.alpha(gated.baseline(), gated.candidate());
        String sentence = gated.comparison()
                .map(comparison -> gated.gate()
                        .limit()
                        .map(limit -> GateText.sentence(comparison, verdict, limit, own))
                        .orElseGet(() -> GateText.sentence(comparison, verdict, own))
                        .concat(GateText.corrected(comparison, tests))
                        .concat(gated.gate().limit().isPresent() ? GateText.tested(comparison) : ""))
                .orElse("no rows to compare");
        return new GateResult(
                gated.gate().loss(),
                gated.gate().cell().slice(),
                gated.gate().cell().partition(),
                gated.baseline(),
                gated.candidate(),
                gated.gate().hard(),
                GateText.formula(gated.gate(), gated.comparison()),
                sentence,
                verdict,
                gated.comparison());
    }

    private Verdict corrected(Gate gate, Comparison comparison) {
        return switch (comparison.verdict()) {
            case FAIL -> gate.hard() && !(comparison.adjustedPValue() <= alpha) ? Verdict.INCONCLUSIVE : Verdict.FAIL;
            // A gate cannot tell an empty cell from a missing one.
            case NOT_COMPARABLE -> Verdict.INCONCLUSIVE;
            default -> comparison.verdict();
        };
    }

    private static boolean failsOnMoreRows(GatedComparison gated) {
        return gated.candidateUnscored() > LARGEST_UNSCORED_SHARE * gated.pairsSeen();
    }

    private static GateResult unscoredResult(GatedComparison gated) {
        String sentence = String.format(
                Locale.ROOT,
                "%s: the candidate fails on more rows: it has no loss on %,d of %s where the baseline has one",
                GateText.place(gated.gate()),
                gated.candidateUnscored(),
                GateText.counted(gated.pairsSeen(), "pair"));
        return new GateResult(
                gated.gate().loss(),
                gated.gate().cell().slice(),
                gated.gate().cell().partition(),
                gated.baseline(),
                gated.candidate(),
                true,
                "pairs only the baseline has a loss for <= 0.1 %",
                sentence,
                Verdict.FAIL,
                gated.comparison());
    }
}
