package io.assay.report;

import io.assay.comparison.Verdict;
import io.assay.curve.Diagnosis;
import java.util.List;

/**
 * What a person at a terminal sees at the end of a diagnosis: the verdict, what was found in each run's primary metric, the
 * gates that did not pass, where the points went, where the report is. No line but the last is longer than
 * {@value ConsoleSummary#WIDTH} columns.
 */
public final class CurveConsole {

    private static final int RUNS = 8;
    private static final int GATES = 10;
    private static final int LONGEST = 400;

    private final StringBuilder text = new StringBuilder();

    private CurveConsole() {}

    /**
     * The summary, ending with a line feed.
     *
     * @param location where the reports are
     */
    public static String of(CurveResult result, String location) {
        CurveConsole console = new CurveConsole();
        console.line("", Sentence.name(result.name()) + ", run date " + Sentence.name(result.runDate()));
        console.line(
                "",
                Sentence.word(result.verdict()) + ": " + CurveSentences.meaning(result) + ". "
                        + CurveSentences.headline(result));
        if (result.verdict() != Verdict.PASS) {
            console.line("", CurveSentences.isVerdict(result.verdict()));
        }
        result.notes().stream().limit(RUNS).forEach(note -> console.line("  ", "Note: " + Shown.text(note, LONGEST)));
        console.runs(result);
        result.laws().forEach(law -> console.line("", Shown.text(CurveSentences.law(law), LONGEST)));
        console.gates(result.gates());
        console.line("", "Points: " + Sentence.accountWithReasons(result.account(), Numeral.ASCII));
        // Not wrapped: a path has to stay whole to be copied.
        return console.text + "Report: " + Shown.text(location) + "\n";
    }

    private void runs(CurveResult result) {
        List<Diagnosis> primary = result.diagnoses().stream()
                .filter(each -> each.metric().equals(result.metric()))
                .toList();
        for (Diagnosis diagnosis : primary.subList(0, Math.min(RUNS, primary.size()))) {
            line("", "");
            line("", Sentence.name(diagnosis.run()) + ", " + Sentence.name(diagnosis.metric()));
            CurveSentences.of(diagnosis, result.settings())
                    .forEach(sentence -> line("  ", Shown.text(sentence, LONGEST)));
        }
        more(primary.size() - RUNS, "run", "runs");
        more(result.diagnoses().size() - primary.size(), "curve of another metric", "curves of other metrics");
        line("", "");
    }

    private void gates(List<CurveResult.Gate> gates) {
        List<CurveResult.Gate> open =
                gates.stream().filter(gate -> gate.verdict() != Verdict.PASS).toList();
        line(
                "",
                "Gates: "
                        + (gates.isEmpty()
                                ? "none"
                                : gates.size() - open.size() + " of " + Sentence.counted(gates.size(), "gate")
                                        + " passed"));
        for (CurveResult.Gate gate : open.subList(0, Math.min(GATES, open.size()))) {
            line(
                    "  ",
                    (gate.hard() ? Sentence.word(gate.verdict()) : "warning") + "  " + CurveVerdict.gateName(gate)
                            + ": " + Shown.text(gate.sentence(), LONGEST));
        }
        more(open.size() - GATES, "gate that did not pass", "gates that did not pass");
    }

    private void more(int count, String one, String several) {
        if (count > 0) {
            line("  ", "and " + count + " more " + (count == 1 ? one : several));
        }
    }

    /** One or several lines: broken at blanks where possible, continued two columns further in. */
    private void line(String indent, String content) {
        String rest = indent + content;
        while (rest.codePointCount(0, rest.length()) > ConsoleSummary.WIDTH) {
            int limit = rest.offsetByCodePoints(0, ConsoleSummary.WIDTH);
            int at = rest.lastIndexOf(' ', limit);
            int cut = at > indent.length() + 2 ? at : limit;
            text.append(rest, 0, cut).append('\n');
            rest = indent + "  " + rest.substring(cut).stripLeading();
        }
        text.append(rest).append('\n');
    }
}
