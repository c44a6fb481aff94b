package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.DiscoveredSlice.Outcome;
import io.assay.comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a search for slices found, in plain words. None of them tells a number of the half that was searched. */
final class DiscoverySentence {

    private DiscoverySentence() {}

    /** What the verdict means. */
    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "no slice that was found is worse by more than the margin on the rows held out";
            case FAIL -> "a slice that was found is worse by more than the margin on the rows held out";
            case INCONCLUSIVE -> "the rows held out are too few to say anything of a slice";
            case NOT_COMPARABLE -> "the rows do not allow a comparison";
        };
    }

    /** How many slices were judged and what came of them, in one sentence. */
    static String headline(Discovery discovery) {
        if (discovery.slices().isEmpty()) {
            return discovery.searches().isEmpty() ? "Nothing was searched." : "No slice is suspicious.";
        }
        long material = count(discovery, Outcome.MATERIALLY_WORSE);
        long worse = count(discovery, Outcome.WORSE);
        String judged = "Of " + Sentence.counted(discovery.slices().size(), "suspected slice") + ", "
                + Numeral.ASCII.count(material) + (material == 1 ? " is" : " are") + " worse by more than the margin";
        return worse == 0
                ? judged + "."
                : judged + " and " + Numeral.ASCII.count(worse) + " more " + (worse == 1 ? "is" : "are") + " worse.";
    }

    private static long count(Discovery discovery, Outcome outcome) {
        return discovery.slices().stream()
                .filter(slice -> slice.outcome() == outcome)
                .count();
    }

    /** How the search went, a sentence for each thing to know. */
    static List<String> search(Discovery discovery, Discovery.Search search, Numeral numeral) {
        List<String> sentences = new ArrayList<>();
        Comparison all = search.heldOut();
        sentences.add(String.format(
                Locale.ROOT,
                "Searched half of the units, %s: looked at %s of up to %s over %s, left out %s that could not be among the"
                        + " most suspicious, and %s.",
                pairs(search.searchedPairs(), search.searchedUnits()),
                Sentence.counted(search.looked(), "slice"),
                Sentence.counted(discovery.levels(), "condition"),
                Sentence.listed(discovery.features()),
                numeral.count(search.pruned()),
                took(search.winners())));
        sentences.add(
                Double.isNaN(all.difference())
                        ? "The other half has no pairs to judge them on."
                        : String.format(
                                Locale.ROOT,
                                search.winners() == 0
                                        ? "On the other half, %s, the difference is %s."
                                        : "Judged what it took on the other half, %s, on all of which the difference is %s.",
                                pairs(all.rows(), all.units()),
                                interval(all, numeral)));
        if (!search.leftOut().isEmpty()) {
            sentences.add("Left out for too many values (more than 1,000): " + Sentence.listed(search.leftOut())
                    + ". Give bins or quantiles.");
        }
        if (search.capped()) {
            sentences.add("There were more slices than are looked at: a more suspicious one may have been missed.");
        }
        return sentences;
    }

    private static String took(int winners) {
        return switch (winners) {
            case 0 -> "found none with enough pairs and more harm than its size excuses";
            case 1 -> "took the most suspicious one";
            default -> "took the " + winners + " most suspicious";
        };
    }

    private static String pairs(long pairs, long units) {
        return Sentence.counted(pairs, "pair") + (units == pairs ? "" : " in " + Sentence.counted(units, "unit"));
    }

    private static String interval(Comparison line, Numeral numeral) {
        int decimals = Numeral.decimals(line.difference(), line.lower(), line.upper());
        return numeral.signed(line.difference(), decimals) + " [" + numeral.fixed(line.lower(), decimals) + ", "
                + numeral.fixed(line.upper(), decimals) + "]";
    }

    /** What the rows held out say of one slice. */
    static String slice(DiscoveredSlice slice, Numeral numeral) {
        Comparison line = slice.comparison();
        String where = " on " + Label.of(line.cell()).text(Sentence.NAME);
        String candidate = Sentence.name(line.candidate());
        String baseline = Sentence.name(line.baseline());
        String beginning = "On rows that were not searched, ";
        if (slice.outcome() == Outcome.UNRELIABLE) {
            return beginning + "nothing can be said of " + candidate + " against " + baseline + where + ": "
                    + Sentence.briefly(line) + ".";
        }
        String found =
                switch (slice.outcome()) {
                    case MATERIALLY_WORSE -> " is worse by more than the margin than ";
                    case WORSE -> " is worse than ";
                    case NOT_CONFIRMED, UNRELIABLE -> " is not shown to be worse than ";
                };
        int costs = Numeral.decimals(line.baselineCost(), line.candidateCost());
        boolean material = slice.outcome() == Outcome.MATERIALLY_WORSE;
        return beginning
                + candidate
                + found
                + baseline
                + where
                + String.format(
                        Locale.ROOT,
                        ": %s %s against %s, difference %s, margin %s, %s, %s after Holm over %s.",
                        Sentence.name(line.loss()),
                        numeral.fixed(line.candidateCost(), costs),
                        numeral.fixed(line.baselineCost(), costs),
                        interval(line, numeral),
                        numeral.setting(line.margin()),
                        pairs(line.rows(), line.units()),
                        numeral.p(material ? line.adjustedPValue() : slice.adjustedWorsePValue())
                                + (material ? " of harm within the margin" : " of no harm"),
                        Sentence.counted(slice.tests(), "slice"));
    }
}
