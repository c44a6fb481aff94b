package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.Exploration;
import io.assay.comparison.ExploredSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says how many tests were made, how they were corrected for their number, and how often these data were looked at. */
final class Tested {

    private final Map<List<Object>, String> families = new HashMap<>();

    private Tested() {}

    /** What each compared line of an evaluation is one of. */
    static Tested of(Evaluation evaluation) {
        Tested tested = new Tested();
        for (ExploredSlice slice : evaluation.explored()) {
            tested.families.put(key(slice.comparison()), oneOf(slice.tests(), "slice"));
        }
        for (boolean hard : new boolean[] {false, true}) {
            List<Comparison> gated = gated(evaluation, hard);
            String family = oneOf(gated.size(), hard ? "hard gate" : "soft gate");
            gated.forEach(line -> tested.families.put(key(line), family));
        }
        return tested;
    }

    /** Of lines that are all one of so many slices. */
    static Tested of(List<DiscoveredSlice> slices) {
        Tested tested = new Tested();
        slices.forEach(slice -> tested.families.put(key(slice.comparison()), oneOf(slice.tests(), "slice")));
        return tested;
    }

    /** By which interval and test a line was judged, one of how many, at how many looks; empty where it was not. */
    String line(Comparison line) {
        return Methods.of(line, families.getOrDefault(key(line), ""));
    }

    private static String oneOf(long tests, String what) {
        return tests == 1 ? "the only " + what : "one of " + Sentence.counted(tests, what);
    }

    private static List<Object> key(Comparison line) {
        return List.of(line.loss(), line.baseline(), line.candidate(), line.cell());
    }

    /** {@code 9 hard gates, corrected by Holm; 3 soft gates, uncorrected; …; 1 look; 4 versions}; empty where nothing was compared. */
    static String sentence(Evaluation evaluation) {
        if (evaluation.comparisons().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        int hard = gated(evaluation, true).size();
        int soft = gated(evaluation, false).size();
        if (hard > 0) {
            parts.add(Sentence.counted(hard, "hard gate") + (hard > 1 ? ", failures corrected by Holm" : ""));
        }
        if (soft > 0) {
            parts.add(Sentence.counted(soft, "soft gate") + ", uncorrected");
        }
        slices(evaluation.explored(), parts);
        int looks = evaluation.comparisons().stream()
                .mapToInt(line -> line.grounds().looks())
                .max()
                .orElse(1);
        parts.add(looks == 1 ? "1 look" : Sentence.counted(looks, "look") + ", at all of which bounds hold");
        parts.add(Sentence.counted(evaluation.versions().size(), "version"));
        return "Tested: " + String.join("; ", parts) + ".";
    }

    private static List<Comparison> gated(Evaluation evaluation, boolean hard) {
        return evaluation.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .filter(gate -> gate.hard() == hard)
                .flatMap(gate -> gate.comparison().stream())
                .filter(Tested::isTest)
                .distinct()
                .toList();
    }

    private static boolean isTest(Comparison line) {
        return !Double.isNaN(line.harmPValue());
    }

    private static void slices(List<ExploredSlice> explored, List<String> parts) {
        if (explored.isEmpty()) {
            return;
        }
        long families = explored.stream()
                .map(slice -> List.of(
                        slice.comparison().loss(),
                        slice.comparison().baseline(),
                        slice.comparison().candidate()))
                .distinct()
                .count();
        parts.add(String.format(
                Locale.ROOT,
                "%s in %s, at a false discovery rate of %.0f %% (%s)",
                Sentence.counted(explored.size(), "slice"),
                families == 1 ? "1 family" : Numeral.ASCII.count(families) + " families",
                100 * Exploration.RATE,
                explored.get(0).correction().text()));
    }
}
