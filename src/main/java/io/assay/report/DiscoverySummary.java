package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A discovery as Markdown for the comment on a change, shorter than code hosts allow, and as lines for a console. */
final class DiscoverySummary {

    private static final int SENTENCES = 40_000;
    private static final int NOTES = 5_000;
    private static final int LONGEST = 700;
    private static final int SHOWN = 10;

    private DiscoverySummary() {}

    /** How the search through the slices of a pair of versions went; empty where they could not be compared. */
    static Optional<Discovery.Search> search(Discovery discovery, CandidateVerdict pair) {
        return discovery.searches().stream()
                .filter(search -> search.heldOut().baseline().equals(pair.baseline())
                        && search.heldOut().candidate().equals(pair.candidate()))
                .findFirst();
    }

    static String markdown(Discovery discovery) {
        Evaluation run = discovery.run();
        Verdict verdict = discovery.verdict();
        List<String> paragraphs = new ArrayList<>();
        for (CandidateVerdict pair : run.verdicts()) {
            paragraphs.add("#### " + Markdown.name(pair.candidate()) + " against " + Markdown.name(pair.baseline())
                    + ": " + Sentence.word(pair.verdict()));
            sentences(discovery, pair, Numeral.TYPOGRAPHIC)
                    .forEach(sentence -> paragraphs.add("- " + Markdown.text(sentence, LONGEST)));
        }
        List<String> notes = run.notes().stream()
                .map(note -> "- " + Markdown.text(note, LONGEST))
                .toList();
        List<String> rows = new ArrayList<>();
        for (RowAccount account : run.accounts()) {
            rows.add("- " + Markdown.text(Sentence.accountWithReasons(account, Numeral.TYPOGRAPHIC), LONGEST));
        }
        return "### " + Sentence.word(verdict) + ": slices of " + Markdown.name(run.name()) + ", run date "
                + Markdown.name(run.runDate()) + "\n\n"
                + Markdown.text(DiscoverySentence.headline(discovery), LONGEST) + " The verdict: "
                + DiscoverySentence.meaning(verdict) + ". It changes no gate of an evaluation.\n"
                + Markdown.paragraphs(paragraphs, SENTENCES)
                + (notes.isEmpty() ? "" : "\n#### Notes\n" + Markdown.paragraphs(notes, NOTES))
                + "\n#### Rows\n" + Markdown.paragraphs(rows, NOTES);
    }

    /** What stands in the way, or how the search went and what it found. */
    static List<String> sentences(Discovery discovery, CandidateVerdict pair, Numeral numeral) {
        List<String> sentences = new ArrayList<>(pair.warnings());
        search(discovery, pair).ifPresent(own -> sentences.addAll(DiscoverySentence.search(discovery, own, numeral)));
        for (DiscoveredSlice slice : discovery.slices(pair.baseline(), pair.candidate())) {
            sentences.add(DiscoverySentence.slice(slice, numeral));
        }
        return sentences;
    }

    /** The same for a terminal. */
    static String console(Discovery discovery, String location) {
        Evaluation run = discovery.run();
        Verdict verdict = discovery.verdict();
        List<String> lines = new ArrayList<>();
        lines.add("Slices of " + Sentence.name(run.name()) + ", run date " + Sentence.name(run.runDate()));
        lines.add(Sentence.word(verdict) + ": " + DiscoverySentence.meaning(verdict) + ". "
                + DiscoverySentence.headline(discovery));
        if (verdict != Verdict.PASS) {
            lines.add("This is a verdict on the models, not a failure of the program (exit code " + verdict.exitCode()
                    + ").");
        }
        for (CandidateVerdict pair : run.verdicts()) {
            lines.add("");
            lines.add(Sentence.name(pair.candidate()) + " against " + Sentence.name(pair.baseline()));
            List<String> sentences = sentences(discovery, pair, Numeral.ASCII);
            sentences.stream().limit(SHOWN).forEach(sentence -> lines.add("  " + Shown.text(sentence, LONGEST)));
            if (sentences.size() > SHOWN) {
                lines.add("  " + Sentence.counted(sentences.size() - SHOWN, "more line") + " in summary.md");
            }
        }
        lines.add("");
        run.accounts().forEach(account -> lines.add("Rows: " + Sentence.accountWithReasons(account, Numeral.ASCII)));
        lines.add("Report: " + Shown.whole(location));
        return String.join("\n", lines) + "\n";
    }
}
