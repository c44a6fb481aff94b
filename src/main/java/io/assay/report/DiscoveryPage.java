package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.Verdict;
import java.util.ArrayList;
import java.util.List;

/** All that {@code discovery.ftlh} shows. Every number is text already; every list is bounded, so that the page is too. */
record DiscoveryPage(
        String title,
        Name evaluation,
        Name runDate,
        String verdict,
        String tone,
        String headline,
        String meaning,
        String isVerdict,
        Name loss,
        String direction,
        Name features,
        String lead,
        List<OfPair> pairs,
        String morePairs,
        List<Name> notes,
        String moreNotes,
        List<RowSection> rows,
        Page.Run run) {

    private static final int PAIRS = 24;
    private static final int NOTES = 40;

    static DiscoveryPage of(Discovery discovery) {
        Evaluation run = discovery.run();
        Verdict verdict = discovery.verdict();
        String meaning = DiscoverySentence.meaning(verdict);
        List<CandidateVerdict> verdicts = run.verdicts();
        int morePairs = verdicts.size() - PAIRS;
        int moreNotes = run.notes().size() - NOTES;
        return new DiscoveryPage(
                Sentence.word(verdict) + " \u00b7 slices \u00b7 " + Sentence.name(run.name()) + " \u00b7 "
                        + Sentence.name(run.runDate()),
                Name.of(run.name(), 80),
                Name.of(run.runDate()),
                Sentence.word(verdict),
                GateSection.tone(verdict),
                DiscoverySentence.headline(discovery),
                Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".",
                verdict == Verdict.PASS
                        ? ""
                        : "A verdict on the models, not a failure of the program (exit code " + verdict.exitCode()
                                + "). It changes no gate of an evaluation.",
                Name.of(discovery.loss(), 80),
                Sentence.direction(discovery.direction()),
                Name.of(Sentence.listed(discovery.features()), 200),
                lead(discovery),
                verdicts.stream()
                        .limit(PAIRS)
                        .map(each -> OfPair.of(discovery, each))
                        .toList(),
                morePairs <= 0 ? "" : Sentence.counted(morePairs, "more candidate") + " in discovery.csv.",
                run.notes().stream()
                        .limit(NOTES)
                        .map(note -> Name.of(note, 240))
                        .toList(),
                moreNotes <= 0 ? "" : Sentence.counted(moreNotes, "more note") + " in verdict.json.",
                run.accounts().stream().map(RowSection::of).toList(),
                Page.Run.of(run.provenance()));
    }

    private static String lead(Discovery discovery) {
        return "Slices were looked for in one half of the units and are judged on the other, which the search has not"
                + " seen: the numbers are those of the other half alone. Each bound holds with "
                + Numeral.TYPOGRAPHIC.setting(100 * (1 - discovery.run().alpha()))
                + "% confidence on its own side; a slice is called worse only if that holds after Holm's correction over"
                + " all " + Sentence.counted(discovery.slices().size(), "slice")
                + " judged. p is two-sided and of one slice"
                + " alone. The most suspicious come first.";
    }

    /**
     * One candidate against one baseline.
     *
     * @param search how the search went, or why there was none
     * @param found a sentence for each slice
     * @param plots one, or none where nothing was found
     */
    record OfPair(
            Name candidate,
            Name baseline,
            String verdict,
            String tone,
            List<String> search,
            List<String> found,
            List<Plot> plots) {

        private static OfPair of(Discovery discovery, CandidateVerdict pair) {
            List<DiscoveredSlice> slices = discovery.slices(pair.baseline(), pair.candidate());
            List<String> search = new ArrayList<>(pair.warnings());
            DiscoverySummary.search(discovery, pair)
                    .ifPresent(own -> search.addAll(DiscoverySentence.search(discovery, own, Numeral.TYPOGRAPHIC)));
            return new OfPair(
                    Name.of(pair.candidate()),
                    Name.of(pair.baseline()),
                    Sentence.word(pair.verdict()),
                    GateSection.tone(pair.verdict()),
                    search.stream().map(Shown::text).toList(),
                    slices.stream()
                            .map(slice -> DiscoverySentence.slice(slice, Numeral.TYPOGRAPHIC))
                            .toList(),
                    slices.isEmpty()
                            ? List.of()
                            : List.of(Plot.ofSlices(
                                    slices.stream()
                                            .map(DiscoveredSlice::comparison)
                                            .toList(),
                                    Tested.of(slices),
                                    "")));
        }
    }
}
