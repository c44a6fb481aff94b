package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparer;
import io.assay.comparison.Comparison;
import io.assay.comparison.ComparisonKey;
import io.assay.comparison.ComparisonSettings;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.DiscoveredSlice.Outcome;
import io.assay.comparison.GateJudge;
import io.assay.comparison.HeldOutTests;
import io.assay.comparison.Verdict;
import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.discovery.Discoverer;
import io.assay.discovery.Discoverer.Discovered;
import io.assay.report.Discovery;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Searches what can be compared, judges what was found, and puts the result together. */
final class DiscoveryAssembler {

    private final Configuration configuration;
    private final DiscoveryPlan plan;
    private final Tallied tallied;
    private final Judge judge;
    private final ComparisonSettings settings;

    DiscoveryAssembler(Configuration configuration, DiscoveryPlan plan, Tallied tallied) {
        this.configuration = configuration;
        this.plan = plan;
        this.tallied = tallied;
        this.judge = new Judge(configuration, plan.planned(), tallied, Optional.empty(), Optional.empty());
        this.settings = judge.settings();
    }

    Discovery discovery(Discoverer discoverer, Provenance provenance) {
        Map<VersionPair, List<String>> obstacles = new LinkedHashMap<>();
        Map<VersionPair, Discovered> found = new LinkedHashMap<>();
        for (VersionPair pair : judge.pairs()) {
            List<String> own = obstacles(pair);
            obstacles.put(pair, own);
            if (own.isEmpty()) {
                Discovered discovered = discoverer.discover(pair);
                check(discovered);
                found.put(pair, discovered);
            }
        }
        List<DiscoveredSlice> slices = judged(found.values().stream().toList());
        List<CandidateVerdict> verdicts = new ArrayList<>();
        obstacles.forEach((pair, own) -> verdicts.add(new CandidateVerdict(
                pair.baseline(),
                pair.candidate(),
                Optional.ofNullable(found.get(pair))
                        .map(discovered -> verdict(discovered, slices(slices, pair)))
                        .orElse(Verdict.NOT_COMPARABLE),
                own,
                List.of())));
        Assembler assembler = new Assembler(configuration, plan.planned(), tallied);
        return new Discovery(
                new Evaluation(
                        configuration.evaluation(),
                        configuration.runDate(),
                        settings.alpha(),
                        plan.planned().tally().baselines(),
                        assembler.versions(),
                        List.of(plan.loss().name()),
                        verdicts.isEmpty() ? Verdict.NOT_COMPARABLE : GateJudge.worst(verdicts),
                        verdicts,
                        List.of(),
                        List.of(),
                        List.of(),
                        assembler.accounts(),
                        notes(assembler, found),
                        provenance),
                plan.loss().name(),
                plan.loss().direction(),
                plan.layout().features().stream()
                        .map(axis -> axis.name())
                        .distinct()
                        .toList(),
                configuration.discover().levels(),
                found.values().stream().map(this::search).toList(),
                slices);
    }

    private List<String> obstacles(VersionPair pair) {
        List<String> obstacles = new ArrayList<>(
                new Obstacles(configuration, plan.planned().tally(), tallied, Optional.empty()).of(pair));
        if (obstacles.isEmpty() && !judge.isPaired(pair)) {
            obstacles.add("they share no ids, and only pairs can be searched");
        }
        return obstacles;
    }

    /** What was searched and held out together must be what the pass has tallied of the pair, to the bit. */
    private void check(Discovered discovered) {
        PairTally kept = new PairTally();
        kept.add(discovered.searched());
        kept.add(discovered.heldOut());
        PairTally all = tally(discovered.versions()).orElseGet(PairTally::new);
        boolean same = kept.units() == all.units()
                && Double.compare(
                                kept.candidateTotals().mean(),
                                all.candidateTotals().mean())
                        == 0
                && Double.compare(
                                kept.baselineTotals().mean(),
                                all.baselineTotals().mean())
                        == 0;
        if (!same) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "The pairs kept of %s are not those that were tallied: %d and %d units",
                    discovered.versions(),
                    kept.units(),
                    all.units()));
        }
    }

    private Optional<PairTally> tally(VersionPair pair) {
        return tallied.cell(Cell.ALL)
                .flatMap(cell -> Optional.ofNullable(cell.pairs().get(pair)))
                .map(losses -> losses[plan.layout().loss()]);
    }

    private List<DiscoveredSlice> judged(List<Discovered> found) {
        List<HeldOutTests.Proposed> proposed = new ArrayList<>();
        for (Discovered discovered : found) {
            int rank = 1;
            for (Discoverer.Slice slice : discovered.slices()) {
                proposed.add(
                        new HeldOutTests.Proposed(rank++, key(discovered.versions(), slice.name()), slice.heldOut()));
            }
        }
        return new HeldOutTests(settings).judge(proposed, plan.units());
    }

    private ComparisonKey key(VersionPair versions, String slice) {
        LossColumn loss = plan.loss();
        return new ComparisonKey(
                new Cell(Coordinate.ALL, slice),
                loss.name(),
                Aggregate.MEAN,
                loss.direction(),
                versions.baseline(),
                versions.candidate());
    }

    private Discovery.Search search(Discovered discovered) {
        Comparison heldOut = new Comparer(settings)
                .paired(key(discovered.versions(), Coordinate.ALL), discovered.heldOut(), plan.units());
        return new Discovery.Search(
                discovered.searched().rows(),
                discovered.searched().units(),
                heldOut,
                discovered.looked(),
                discovered.pruned(),
                discovered.slices().size(),
                discovered.leftOut(),
                discovered.capped());
    }

    private static List<DiscoveredSlice> slices(List<DiscoveredSlice> all, VersionPair pair) {
        return all.stream()
                .filter(slice -> slice.comparison().baseline().equals(pair.baseline())
                        && slice.comparison().candidate().equals(pair.candidate()))
                .toList();
    }

    /** Undecided where a half has too few units for anything, or every slice has. */
    private Verdict verdict(Discovered discovered, List<DiscoveredSlice> slices) {
        if (slices.stream().anyMatch(slice -> slice.outcome() == Outcome.MATERIALLY_WORSE)) {
            return Verdict.FAIL;
        }
        boolean few =
                Math.min(discovered.searched().units(), discovered.heldOut().units()) < settings.minimumUnits();
        boolean silent = !slices.isEmpty() && slices.stream().allMatch(slice -> slice.outcome() == Outcome.UNRELIABLE);
        return few || silent ? Verdict.INCONCLUSIVE : Verdict.PASS;
    }

    private List<String> notes(Assembler assembler, Map<VersionPair, Discovered> found) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Slices are compared by the mean of " + plan.loss().name() + " over rows, whatever its aggregate is.");
        if (plan.layout().clustered()) {
            notes.add(
                    "Slices are looked for by the harm of single pairs; on the rows held out, clusters are the units.");
        }
        if (configuration.compare().sequential()) {
            notes.add("compare.sequential means nothing here: bounds and p-values hold for one look.");
        }
        found.keySet().forEach(pair -> tally(pair)
                .filter(tally -> tally.candidateUnscored() + tally.baselineUnscored() > 0)
                .ifPresent(tally -> notes.add(String.format(
                        Locale.ROOT,
                        "%s: %,d pairs have no loss of the candidate alone and %,d none of the baseline alone; they are left"
                                + " out.",
                        pair.candidate(),
                        tally.candidateUnscored(),
                        tally.baselineUnscored()))));
        notes.addAll(assembler.notes(judge));
        return notes;
    }
}
