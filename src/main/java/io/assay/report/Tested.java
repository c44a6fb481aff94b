package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.Exploration;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.GateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says how many tests were made, how they were corrected for their number, and how often these data were looked at. */
final class Tested {

    private Tested() {}

    /** {@code 9 hard gates, corrected by Holm; 3 soft gates, uncorrected; …; 1 look; 4 versions}; empty where nothing was compared. */
    static String sentence(Evaluation evaluation) {
        if (evaluation.comparisons().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        long hard = gates(evaluation, true);
        long soft = gates(evaluation, false);
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

    private static long gates(Evaluation evaluation, boolean hard) {
        return evaluation.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .filter(gate -> gate.hard() == hard)
                .filter(gate -> gate.comparison().filter(Tested::isTest).isPresent())
                .map(GateResult::comparison)
                .distinct()
                .count();
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
