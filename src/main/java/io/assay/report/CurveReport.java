package io.assay.report;

import io.assay.curve.Diagnosis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text files of a diagnosis: {@code curves.csv}, {@code summary.md} and {@code report.html}.
 *
 * <p>Law: the same result gives the same bytes, but for the times.
 */
public final class CurveReport {

    private static final int TEXT_BUDGET = 12_000;
    private static final int TABLE_BUDGET = 12_000;
    private static final int LONG = 700;

    private CurveReport() {}

    /** Writes one file's text. */
    private interface Body {
        void write(Writer out) throws IOException;
    }

    /** The files of some formats ({@code csv}, {@code markdown}, {@code html}), by their names. */
    public static Map<String, byte[]> files(CurveResult result, List<String> formats) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (formats.contains("csv")) {
            files.put(
                    CurveTable.NAME + ".csv",
                    bytes(out ->
                            CsvTables.write(CurveTable.names(), CurveTable.types(), CurveTable.rows(result), out)));
        }
        if (formats.contains("markdown")) {
            files.put("summary.md", bytes(out -> out.write(markdown(result))));
        }
        if (formats.contains("html")) {
            files.put("report.html", bytes(out -> HtmlReport.write("curves.ftlh", CurvePage.of(result), out)));
        }
        return files;
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            body.write(writer);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot render a report of curves", e);
        }
        return out.toByteArray();
    }

    private static String markdown(CurveResult result) {
        String meaning = CurveSentences.meaning(result);
        return "### " + Sentence.word(result.verdict()) + ": " + Markdown.name(result.name()) + ", run date "
                + Markdown.name(result.runDate()) + "\n\n" + Character.toUpperCase(meaning.charAt(0))
                + meaning.substring(1) + ". " + Markdown.text(CurveSentences.headline(result), 500) + "\n"
                + gates(result)
                + findings(result)
                + laws(result)
                + "\n#### Points\n\n"
                + Markdown.text(Sentence.accountWithReasons(result.account(), Numeral.TYPOGRAPHIC), 600)
                + ".\n"
                + Markdown.paragraphs(
                        result.notes().stream()
                                .map(note -> "Note: " + Markdown.text(note, LONG))
                                .toList(),
                        TEXT_BUDGET)
                + "\n" + Markdown.name(result.provenance().program()) + " on Spark "
                + Markdown.name(result.provenance().sparkVersion()) + ", configuration "
                + Markdown.text(result.provenance().configurationDigest(), 13)
                + ". The pictures are in `report.html`, every number in `curves.csv`.\n";
    }

    private static String gates(CurveResult result) {
        if (result.gates().isEmpty()) {
            return "";
        }
        List<List<String>> rows = result.gates().stream()
                .map(gate -> List.of(
                        Markdown.name(gate.run()),
                        Markdown.name(gate.metric()),
                        Markdown.text(gate.rule(), 120) + (gate.hard() ? "" : " (soft)"),
                        "**" + Sentence.word(gate.verdict()) + "**",
                        Markdown.text(Numeral.typographic(gate.sentence()), LONG)))
                .toList();
        return "\n#### Gates\n\n"
                + Markdown.table(List.of("Run", "Metric", "Rule", "Verdict", "Found"), rows, TABLE_BUDGET);
    }

    private static String findings(CurveResult result) {
        List<String> paragraphs = new ArrayList<>();
        for (Diagnosis diagnosis : result.diagnoses()) {
            String sentences = String.join(" ", CurveSentences.of(diagnosis, result.settings()));
            paragraphs.add("**" + Markdown.name(diagnosis.run()) + ", " + Markdown.name(diagnosis.metric()) + "**: "
                    + Markdown.text(Numeral.typographic(sentences), 4 * LONG));
        }
        return "\n#### Curves\n" + Markdown.paragraphs(paragraphs, TEXT_BUDGET);
    }

    private static String laws(CurveResult result) {
        return result.laws().isEmpty()
                ? ""
                : "\n#### Sizes\n"
                        + Markdown.paragraphs(
                                result.laws().stream()
                                        .map(law -> Markdown.text(Numeral.typographic(CurveSentences.law(law)), LONG))
                                        .toList(),
                                TEXT_BUDGET);
    }
}
