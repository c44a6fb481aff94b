package io.assay.report;

import io.assay.comparison.Verdict;
import io.assay.curve.Diagnosis;
import java.util.List;

/** All that {@code curves.ftlh} shows, in the order in which it is shown. Every list is bounded, so that the page is too. */
record CurvePage(
        String title,
        Name name,
        Name runDate,
        String verdict,
        String tone,
        String headline,
        String meaning,
        String isVerdict,
        List<Name> notes,
        List<Gate> gates,
        String moreGates,
        List<Section> sections,
        String moreSections,
        List<Name> laws,
        RowSection rows,
        Page.Run run) {

    private static final int FEW = 40;
    private static final int GATES = 200;
    private static final int LONG = 700;

    static CurvePage of(CurveResult result) {
        Verdict verdict = result.verdict();
        String meaning = CurveSentences.meaning(result);
        int hiddenGates = result.gates().size() - GATES;
        int hidden = result.diagnoses().size() - FEW;
        return new CurvePage(
                Sentence.word(verdict) + " \u00b7 " + Sentence.name(result.name()) + " \u00b7 "
                        + Sentence.name(result.runDate()),
                Name.of(result.name(), 80),
                Name.of(result.runDate()),
                Sentence.word(verdict),
                GateSection.tone(verdict),
                Numeral.typographic(CurveSentences.headline(result)),
                Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".",
                CurveSentences.isVerdict(verdict),
                result.notes().stream()
                        .limit(FEW)
                        .map(note -> Name.of(note, LONG))
                        .toList(),
                result.gates().stream().limit(GATES).map(Gate::of).toList(),
                hiddenGates <= 0 ? "" : Sentence.counted(hiddenGates, "more gate") + " in verdict.json.",
                result.diagnoses().stream()
                        .limit(FEW)
                        .map(each -> Section.of(each, result))
                        .toList(),
                hidden <= 0
                        ? ""
                        : "Curves of " + Sentence.counted(hidden, "more run and metric")
                                + " are not drawn. The complete table is in curves.csv, curves/.",
                result.laws().stream()
                        .limit(FEW)
                        .map(law -> Name.of(Numeral.typographic(CurveSentences.law(law)), LONG))
                        .toList(),
                RowSection.of(result.account()),
                Page.Run.of(result.provenance()));
    }

    /** One gate on one run. */
    record Gate(Name run, Name metric, Name rule, String kind, String verdict, String tone, Name sentence) {

        private static Gate of(CurveResult.Gate gate) {
            return new Gate(
                    Name.of(gate.run()),
                    Name.of(gate.metric()),
                    Name.of(gate.rule(), 120),
                    gate.hard() ? "hard" : "soft",
                    Sentence.word(gate.verdict()),
                    GateSection.tone(gate.verdict()),
                    Name.of(Numeral.typographic(gate.sentence()), LONG));
        }
    }

    /**
     * One metric of one run.
     *
     * @param pictures one, or none where no point has a value
     * @param sentences what was found
     */
    record Section(Name run, Name metric, List<CurvePicture> pictures, List<String> sentences) {

        private static Section of(Diagnosis diagnosis, CurveResult result) {
            return new Section(
                    Name.of(diagnosis.run(), 80),
                    Name.of(diagnosis.metric()),
                    CurvePicture.of(diagnosis, result.settings().smoothing()).stream()
                            .toList(),
                    CurveSentences.of(diagnosis, result.settings()).stream()
                            .map(sentence -> Shown.text(Numeral.typographic(sentence), LONG))
                            .toList());
        }
    }
}
