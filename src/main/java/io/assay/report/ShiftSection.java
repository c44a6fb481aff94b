package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.MixShift;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the differences over all rows come from: sentences for each candidate under each loss, and a picture of the
 * slices that explain most.
 *
 * @param sources those of the primary loss first; empty where nothing is taken apart
 * @param left what is not taken apart, and why
 * @param note what is not shown, as a sentence; empty when all is
 */
record ShiftSection(List<Source> sources, List<Name> left, String note) {

    private static final int SOURCES = 16;
    private static final int PICTURES = 6;
    private static final int LEFT = 8;
    private static final int LONGEST = 240;

    /** In the summary. */
    private static final int PARAGRAPH = 1_000;

    /**
     * One candidate under one loss.
     *
     * @param plots one, or none for want of room
     */
    record Source(Name loss, Name candidate, Name baseline, List<String> sentences, List<ShiftPlot> plots) {}

    static ShiftSection of(Evaluation evaluation) {
        List<Source> sources = new ArrayList<>();
        int more = 0;
        for (String loss : evaluation.losses()) {
            for (CandidateVerdict pair : evaluation.verdicts()) {
                ShiftSentences said = said(evaluation, loss, pair);
                if (said.most().isPresent() && sources.size() == SOURCES) {
                    more++;
                } else {
                    boolean drawn = sources.size() < PICTURES;
                    said.most().ifPresent(most -> sources.add(source(most, said, drawn)));
                }
            }
        }
        List<String> left = evaluation.composition().shifts().left();
        int hidden = left.size() - LEFT;
        String note = (more == 0 ? "" : Sentence.counted(more, "more difference") + " in attribution.csv. ")
                + (hidden <= 0 ? "" : Sentence.counted(hidden, "more sentence") + " about what is not taken apart.");
        return new ShiftSection(
                sources,
                left.stream().limit(LEFT).map(text -> Name.of(text, LONGEST)).toList(),
                note.strip());
    }

    private static Source source(MixShift most, ShiftSentences said, boolean drawn) {
        return new Source(
                Name.of(most.comparison().loss()),
                Name.of(most.comparison().candidate()),
                Name.of(most.comparison().baseline()),
                said.sentences(),
                drawn ? List.of(ShiftPlot.of(most)) : List.of());
    }

    private static ShiftSentences said(Evaluation evaluation, String loss, CandidateVerdict pair) {
        return new ShiftSentences(evaluation.composition().shifts().all().stream()
                .filter(shift -> shift.comparison().loss().equals(loss))
                .filter(shift -> shift.comparison().baseline().equals(pair.baseline()))
                .filter(shift -> shift.comparison().candidate().equals(pair.candidate()))
                .toList());
    }

    /** The same sentences in Markdown, at most so many characters of them. */
    static String markdown(Evaluation evaluation, int budget) {
        ShiftSection section = of(evaluation);
        List<String> paragraphs = new ArrayList<>();
        for (Source source : section.sources()) {
            paragraphs.add(Markdown.name(source.candidate().shown()) + " against "
                    + Markdown.name(source.baseline().shown()) + ": "
                    + Markdown.text(String.join(" ", source.sentences()), PARAGRAPH));
        }
        section.left().forEach(text -> paragraphs.add(Markdown.text(text.shown(), LONGEST)));
        return paragraphs.isEmpty()
                ? ""
                : "\n#### Where the change comes from\n" + Markdown.paragraphs(paragraphs, budget);
    }
}
