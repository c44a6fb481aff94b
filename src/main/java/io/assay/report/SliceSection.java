package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the difference comes from: a forest of slices for each candidate under each loss, worst change first.
 *
 * @param primary under the primary loss
 * @param others under the other losses
 * @param note what is not shown for want of room, as a sentence; empty when all is
 */
record SliceSection(List<Forest> primary, List<OfLoss> others, String note) {

    /** All forests together have about so many rows, however many slices there are. */
    static final int ROWS = 300;

    private static final int FORESTS = 24;
    private static final int FEWEST = 12;

    static SliceSection of(Evaluation evaluation) {
        List<String> losses = losses(evaluation);
        if (losses.isEmpty()) {
            return new SliceSection(List.of(), List.of(), "");
        }
        Tested tested = Tested.of(evaluation);
        List<CandidateVerdict> pairs = evaluation.verdicts();
        List<CandidateVerdict> shown = pairs.subList(0, Math.min(FORESTS, pairs.size()));
        List<Forest> primary = forests(evaluation, tested, losses.get(0), shown, share(shown.size()));
        int room = shown.isEmpty() ? 0 : Math.max(1, FORESTS / shown.size());
        List<String> rest = losses.subList(1, losses.size());
        List<OfLoss> others = new ArrayList<>();
        for (String loss : rest.subList(0, Math.min(room, rest.size()))) {
            others.add(OfLoss.of(evaluation, tested, loss, shown, share(shown.size() * Math.min(room, rest.size()))));
        }
        return new SliceSection(primary, others, note(pairs.size() - shown.size(), rest.size() - others.size()));
    }

    /** Configured losses first, then what else was compared, such as gated metrics. */
    private static List<String> losses(Evaluation evaluation) {
        List<String> losses = new ArrayList<>(evaluation.losses());
        evaluation.comparisons().stream()
                .map(Comparison::loss)
                .distinct()
                .filter(loss -> !losses.contains(loss))
                .forEach(losses::add);
        return losses;
    }

    private static List<Forest> forests(
            Evaluation evaluation, Tested tested, String loss, List<CandidateVerdict> pairs, int most) {
        List<Forest> forests = new ArrayList<>();
        for (CandidateVerdict pair : pairs) {
            List<Comparison> lines = evaluation.comparisons().stream()
                    .filter(line -> line.loss().equals(loss) && !Plot.isTotal(line))
                    .filter(line -> line.baseline().equals(pair.baseline()))
                    .filter(line -> line.candidate().equals(pair.candidate()))
                    .toList();
            if (!lines.isEmpty()) {
                forests.add(Forest.of(evaluation, tested, pair, lines, most));
            }
        }
        return forests;
    }

    private static int share(int forests) {
        return Math.max(FEWEST, ROWS / Math.max(1, forests));
    }

    private static String note(int pairs, int losses) {
        List<String> left = new ArrayList<>();
        if (pairs > 0) {
            left.add(Sentence.counted(pairs, "more candidate"));
        }
        if (losses > 0) {
            left.add(losses == 1 ? "1 more loss" : losses + " more losses");
        }
        return left.isEmpty() ? "" : "Not shown: " + String.join(" and ", left) + ". " + Page.WHERE_COMPARISONS;
    }

    /** Another loss: its totals and its forests. */
    record OfLoss(Name loss, String direction, List<Plot> totals, List<Forest> forests) {

        private static OfLoss of(
                Evaluation evaluation, Tested tested, String loss, List<CandidateVerdict> pairs, int most) {
            List<Comparison> totals = evaluation.comparisons().stream()
                    .filter(line -> line.loss().equals(loss) && Plot.isTotal(line))
                    .limit(FORESTS)
                    .toList();
            String direction = evaluation.comparisons().stream()
                    .filter(line -> line.loss().equals(loss))
                    .findFirst()
                    .map(line -> Sentence.direction(line.direction()))
                    .orElse("nothing was compared");
            return new OfLoss(
                    Name.of(loss),
                    direction,
                    totals.isEmpty() ? List.of() : List.of(Plot.ofCandidates(totals, tested)),
                    SliceSection.forests(evaluation, tested, loss, pairs, most));
        }
    }

    /** The slices of one candidate against one baseline. */
    record Forest(Name candidate, Name baseline, String count, List<String> discoveries, Plot plot) {

        private static Forest of(
                Evaluation evaluation, Tested tested, CandidateVerdict pair, List<Comparison> lines, int most) {
            List<Comparison> ordered = lines.stream()
                    .sorted(Comparator.comparingDouble(Plot::harm)
                            .reversed()
                            .thenComparing(
                                    Comparator.comparingLong(Comparison::units).reversed()))
                    .toList();
            List<Comparison> shown = shown(ordered, most);
            int hidden = ordered.size() - shown.size();
            String note = hidden == 0
                    ? ""
                    : Numeral.TYPOGRAPHIC.count(hidden) + " of " + Sentence.counted(lines.size(), "slice")
                            + (hidden == 1 ? " is" : " are")
                            + " not shown: of those that are reliable, neither the worst nor the best. "
                            + Page.WHERE_COMPARISONS;
            List<String> discoveries = new Discoveries(
                            evaluation.explored(), lines.get(0).loss(), pair.baseline(), pair.candidate())
                    .sentences();
            return new Forest(
                    Name.of(pair.candidate()),
                    Name.of(pair.baseline()),
                    counts(lines),
                    discoveries,
                    Plot.ofSlices(shown, tested, note));
        }

        /** When there are too many: the worst, half as many of the best, and none that tell nothing. */
        private static List<Comparison> shown(List<Comparison> ordered, int most) {
            if (ordered.size() <= most) {
                return ordered;
            }
            List<Comparison> telling = ordered.stream()
                    .filter(line -> Plot.harm(line) > Double.NEGATIVE_INFINITY)
                    .toList();
            if (telling.size() <= most) {
                return ordered.subList(0, most);
            }
            int best = most / 3;
            List<Comparison> shown = new ArrayList<>(telling.subList(0, most - best));
            shown.addAll(telling.subList(telling.size() - best, telling.size()));
            return shown;
        }

        private static String counts(List<Comparison> lines) {
            long mute = lines.stream().filter(Plot::isMute).count();
            String counts = String.format(
                    Locale.ROOT,
                    "%s: %d worse, %d better, %d equivalent or not worse, %d undecided",
                    Sentence.counted(lines.size(), "slice"),
                    Plot.count(lines, Plot.Shape.WORSE),
                    Plot.count(lines, Plot.Shape.BETTER),
                    Plot.count(lines, Plot.Shape.EVEN),
                    Plot.count(lines, Plot.Shape.OPEN));
            return mute == 0 ? counts : counts + ", " + mute + " unreliable";
        }
    }
}
