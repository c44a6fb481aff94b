package io.assay.report;

import io.assay.comparison.Exploration;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Finding;
import io.assay.comparison.SliceCorrection;
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
        List<String> kinds = Stream.of("worse", "better", "different")
                .map(this::named)
                .filter(kind -> !kind.isEmpty())
                .toList();
        String rate = rate();
        String slicesLooked = Sentence.counted(slices.size(), "slice") + " with enough units";
        if (!kinds.isEmpty()) {
            sentences.add("Beyond chance" + rate + ", of " + slicesLooked + ": " + String.join("; ", kinds) + ".");
        } else if (slices.size() == 1) {
            sentences.add("The " + slicesLooked + " does not differ beyond chance" + rate + ".");
        } else {
            sentences.add("None of " + slicesLooked + " differs beyond chance" + rate + ".");
        }
        rule().ifPresent(sentences::add);
        unclaimed().ifPresent(sentences::add);
        likely().ifPresent(sentences::add);
        return sentences;
    }

    private String rate() {
        return String.format(
                Locale.ROOT,
                " (false discovery rate %.0f %%, %s)",
                100 * Exploration.RATE,
                slices.get(0).correction().text());
    }

    /** How slices are named where one looks after every run, or where nothing is assumed of them. */
    private Optional<String> rule() {
        ExploredSlice any = slices.get(0);
        if (any.correction() == SliceCorrection.BENJAMINI_YEKUTIELI) {
            return Optional.of("The rate holds however slices depend on each other, over "
                    + Sentence.counted(any.tests(), "test") + " here and those of all other losses and candidates.");
        }
        return any.isSequential()
                ? Optional.of("Named by e-values (e-BH), in " + Sentence.counted(any.tests(), "test") + " and after "
                        + Sentence.counted(any.looks(), "look")
                        + ": the rate holds at every look, and however slices overlap.")
                : Optional.empty();
    }

    /** Slices that took part, and could not be found whatever they show. */
    private Optional<String> unclaimed() {
        long unreliable = slices.stream()
                .filter(slice -> slice.comparison().finding() == Finding.UNRELIABLE)
                .count();
        return unreliable == 0
                ? Optional.empty()
                : Optional.of("Of " + Numeral.TYPOGRAPHIC.count(unreliable)
                        + " nothing is claimed: few units decide there, as said with each.");
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
