package io.assay.report;

import io.assay.comparison.Exploration;
import io.assay.comparison.ExploredSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in sentences what looking through the slices of one candidate under one loss has found. */
final class Discoveries {

    /** So many slices are named of a kind. */
    private static final int NAMED = 5;

    /** A slice that is less likely to be worse than this is not named for it. */
    private static final double LIKELY = 0.5;

    private final List<ExploredSlice> slices;

    /** Of all slices of an evaluation those of one candidate, baseline and loss. */
    Discoveries(List<ExploredSlice> all, String loss, String baseline, String candidate) {
        this.slices = all.stream()
                .filter(slice -> slice.comparison().loss().equals(loss))
                .filter(slice -> slice.comparison().baseline().equals(baseline))
                .filter(slice -> slice.comparison().candidate().equals(candidate))
                .toList();
    }

    /** Empty where no slice was looked at. */
    List<String> sentences() {
        if (slices.isEmpty()) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        String among = Sentence.counted(slices.size(), "slice") + " with enough units";
        List<String> kinds = Stream.of("worse", "better", "different")
                .map(this::named)
                .filter(kind -> !kind.isEmpty())
                .toList();
        sentences.add((kinds.isEmpty()
                        ? (slices.size() == 1
                                        ? "The 1 slice with enough units does not differ"
                                        : "None of " + among + " differs")
                                + " beyond chance"
                        : "Beyond chance, of " + among + ": " + String.join("; ", kinds))
                + rule());
        likely().ifPresent(sentences::add);
        return sentences;
    }

    private static String rule() {
        return String.format(
                Locale.ROOT,
                " (Benjamini\u2013Hochberg over slices, losses and candidates: at most %.0f in 100 such findings are chance, on"
                        + " average).",
                100 * Exploration.RATE);
    }

    private String named(String kind) {
        List<ExploredSlice> found = slices.stream()
                .filter(slice -> slice.found().equals(kind))
                .sorted(Comparator.comparingDouble(ExploredSlice::adjustedPValue))
                .toList();
        return found.isEmpty() ? "" : Numeral.TYPOGRAPHIC.count(found.size()) + " " + kind + ", " + names(found);
    }

    private Optional<String> likely() {
        List<ExploredSlice> worst = slices.stream()
                .filter(slice -> slice.worseProbability() >= LIKELY)
                .sorted(Comparator.comparingDouble(ExploredSlice::worseProbability)
                        .reversed())
                .toList();
        if (worst.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("More likely than not worse by more than the margin, after moving every slice towards the"
                + " mean of all by as much as its noise demands: " + probabilities(worst) + ".");
    }

    private static String probabilities(List<ExploredSlice> slices) {
        List<String> names = new ArrayList<>();
        for (ExploredSlice slice : slices.subList(0, Math.min(NAMED, slices.size()))) {
            names.add(name(slice) + String.format(Locale.ROOT, " (%.2f)", slice.worseProbability()));
        }
        return listed(names, slices.size());
    }

    private static String names(List<ExploredSlice> slices) {
        return listed(slices.stream().limit(NAMED).map(Discoveries::name).toList(), slices.size());
    }

    private static String listed(List<String> named, int all) {
        return String.join(", ", named)
                + (all > named.size() ? " and " + Numeral.TYPOGRAPHIC.count(all - named.size()) + " more" : "");
    }

    private static String name(ExploredSlice slice) {
        return Label.of(slice.comparison().cell()).text(Sentence.NAME);
    }
}
