package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that {@code report.ftlh} shows, in the order in which it is shown. Every number is text already; every list is
 * bounded, so that the page is too.
 */
record Page(
        String title,
        Name evaluation,
        Name runDate,
        Banner banner,
        Primary primary,
        GateSection gates,
        SliceSection slices,
        ShiftSection shifts,
        ValueSection costs,
        PartSection parts,
        RangeSection ranges,
        PenaltySection penalties,
        ValueSection metrics,
        CostCurveSection costCurves,
        List<RowSection> rows,
        Run run) {

    static final String WHERE_COMPARISONS = "The complete table is in comparison.csv, comparison/.";

    private static final int FEW = 40;

    static Page of(Evaluation evaluation) {
        return new Page(
                Sentence.word(evaluation.verdict()) + " \u00b7 " + Sentence.name(evaluation.name()) + " \u00b7 "
                        + Sentence.name(evaluation.runDate()),
                Name.of(evaluation.name(), 80),
                Name.of(evaluation.runDate()),
                Banner.of(evaluation),
                Primary.of(evaluation),
                GateSection.of(evaluation),
                SliceSection.of(evaluation),
                ShiftSection.of(evaluation),
                ValueSection.ofCosts(evaluation),
                PartSection.of(evaluation),
                RangeSection.of(evaluation),
                PenaltySection.of(evaluation),
                ValueSection.ofMetrics(evaluation),
                CostCurveSection.of(evaluation),
                evaluation.accounts().stream().map(RowSection::of).limit(FEW).toList(),
                Run.of(evaluation.provenance()));
    }

    /**
     * The verdict.
     *
     * @param tone the style's name for the verdict
     * @param isVerdict what a non-zero exit code means; empty for PASS
     * @param compared what was compared, as rows of the primary loss
     * @param leftOut what was not, by where it went
     * @param tested how many tests and looks there were; empty where nothing was compared
     */
    record Banner(
            String verdict,
            String tone,
            String meaning,
            String headline,
            String isVerdict,
            String compared,
            String leftOut,
            String baselines,
            String tested,
            List<Candidate> candidates,
            List<Name> notes,
            String moreNotes) {

        private static Banner of(Evaluation evaluation) {
            Verdict verdict = evaluation.verdict();
            List<String> notes = new ArrayList<>(evaluation.notes());
            for (CandidateVerdict candidate : evaluation.verdicts()) {
                candidate.warnings().forEach(warning -> notes.add(candidate.candidate() + ": " + warning));
            }
            String meaning = Sentence.meaning(verdict);
            return new Banner(
                    Sentence.word(verdict),
                    GateSection.tone(verdict),
                    Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".",
                    Sentence.headline(evaluation),
                    verdict == Verdict.PASS
                            ? ""
                            : "A verdict on the models, not a failure of the program (exit code " + verdict.exitCode()
                                    + ").",
                    compared(evaluation),
                    leftOut(evaluation),
                    evaluation.baselines().isEmpty() ? "none" : Sentence.listed(evaluation.baselines()),
                    Tested.sentence(evaluation).replaceFirst("^Tested: ", ""),
                    evaluation.verdicts().stream().limit(FEW).map(Candidate::of).toList(),
                    notes.stream().limit(FEW).map(note -> Name.of(note, 240)).toList(),
                    notes.size() <= FEW ? "" : Sentence.counted(notes.size() - FEW, "more note") + " in verdict.json.");
        }

        private static String compared(Evaluation evaluation) {
            List<String> counts = evaluation.verdicts().stream()
                    .flatMap(candidate -> evaluation.primary(candidate).stream())
                    .map(line -> Numeral.TYPOGRAPHIC.count(line.rows())
                            + (line.pairing().startsWith("paired") ? " pairs" : " rows"))
                    .distinct()
                    .limit(4)
                    .toList();
            return counts.isEmpty() ? "no rows" : String.join(" or ", counts);
        }

        private static String leftOut(Evaluation evaluation) {
            List<String> parts = new ArrayList<>();
            evaluation.accounts().stream().limit(4).forEach(account -> {
                for (Sentence.Term term : Sentence.terms(account)) {
                    if (term.count() > 0 && !term.name().equals("evaluated")) {
                        parts.add(Numeral.TYPOGRAPHIC.count(term.count()) + " " + term.name());
                    }
                }
            });
            return parts.isEmpty() ? "nothing" : String.join(", ", parts);
        }
    }

    /** One candidate's verdict. */
    record Candidate(Name candidate, Name baseline, String verdict, String tone) {

        private static Candidate of(CandidateVerdict verdict) {
            return new Candidate(
                    Name.of(verdict.candidate()),
                    Name.of(verdict.baseline()),
                    Sentence.word(verdict.verdict()),
                    GateSection.tone(verdict.verdict()));
        }
    }

    /**
     * The primary loss over all rows.
     *
     * @param subtracted what the difference is
     * @param plots one, or none when nothing was compared
     */
    record Primary(
            Name loss,
            Name aggregate,
            String direction,
            Name method,
            String confidence,
            String subtracted,
            List<Plot> plots,
            String note) {

        private static Primary of(Evaluation evaluation) {
            List<Comparison> lines = evaluation.verdicts().stream()
                    .flatMap(candidate -> evaluation.primary(candidate).stream())
                    .toList();
            List<Comparison> shown = lines.subList(0, Math.min(FEW, lines.size()));
            Name loss = Name.of(
                    evaluation.losses().isEmpty() ? "" : evaluation.losses().get(0), 80);
            String confidence = Numeral.TYPOGRAPHIC.setting(100 * (1 - evaluation.alpha())) + "%";
            if (lines.isEmpty()) {
                return new Primary(loss, Name.of(""), "", Name.of(""), confidence, "", List.of(), "");
            }
            Comparison first = lines.get(0);
            int hidden = lines.size() - shown.size();
            return new Primary(
                    loss,
                    Name.of(first.aggregate()),
                    Sentence.direction(first.direction()),
                    Name.of(first.pairing() + ", " + first.intervalMethod(), 100),
                    confidence,
                    Sentence.subtracted(first),
                    List.of(Plot.ofCandidates(shown, Tested.of(evaluation))),
                    hidden == 0 ? "" : Sentence.counted(hidden, "more candidate") + " not shown. " + WHERE_COMPARISONS);
        }
    }

    /** How the result came about. */
    record Run(
            Name program,
            Name spark,
            Name command,
            Name digest,
            String scans,
            List<Input> inputs,
            String moreInputs,
            List<Stage> stages) {

        static Run of(Provenance provenance) {
            int hidden = provenance.inputs().size() - FEW;
            return new Run(
                    Name.of(provenance.program(), 80),
                    Name.of(provenance.sparkVersion()),
                    Name.of(provenance.command(), 600),
                    Name.of(provenance.configurationDigest(), 80),
                    Sentence.counted(provenance.scans(), "scan") + " of the sources"
                            + (provenance.road().isEmpty() ? "" : "; " + provenance.road()),
                    provenance.inputs().stream().limit(FEW).map(Input::of).toList(),
                    hidden <= 0 ? "" : Sentence.counted(hidden, "more input") + " in verdict.json.",
                    provenance.seconds().entrySet().stream()
                            .limit(FEW)
                            .map(entry -> new Stage(
                                    Name.of(entry.getKey()), Numeral.TYPOGRAPHIC.fixed(entry.getValue(), 2) + " s"))
                            .toList());
        }
    }

    /** One input's identity. */
    record Input(Name path, String bytes, String modified) {

        private static Input of(Provenance.InputFile file) {
            boolean dated = file.modifiedMillis() != 0;
            return new Input(
                    Name.of(file.path(), 160),
                    dated ? Numeral.TYPOGRAPHIC.count(file.bytes()) : Numeral.TYPOGRAPHIC.none(),
                    dated ? Instant.ofEpochMilli(file.modifiedMillis()).toString() : Numeral.TYPOGRAPHIC.none());
        }
    }

    /** The wall time of one stage. */
    record Stage(Name name, String seconds) {}
}
