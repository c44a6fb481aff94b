package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.DiscoveredSlice;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files in which a discovery is written down. The same discovery gives the same bytes, but for {@code timings}. */
public final class DiscoveryFiles {

    /** The table of slices judged: its name in the folder of the result, and with {@code .csv} that of its file. */
    public static final String TABLE = "discovery";

    private static final String REPORT = "report.html";
    private static final String SUMMARY = "summary.md";

    private DiscoveryFiles() {}

    /** Writes a text. */
    private interface Text {
        void write(Writer out) throws IOException;
    }

    /** The slices judged, as every format has them. */
    public static Table<DiscoveredSlice> table(Discovery discovery) {
        return new Table<>(TABLE, columns(), run -> discovery.slices(), Table.Written.ALWAYS);
    }

    private static List<Table.Column<DiscoveredSlice>> columns() {
        List<Table.Column<DiscoveredSlice>> columns = Table.start();
        columns.addAll(Table.cell(slice -> slice.comparison().cell()));
        columns.add(Table.count("rank", DiscoveredSlice::rank));
        columns.add(Table.text("loss", slice -> slice.comparison().loss()));
        columns.add(Table.text("aggregate", slice -> slice.comparison().aggregate()));
        columns.add(Table.direction(slice -> slice.comparison().direction()));
        columns.add(Table.text("baseline", slice -> slice.comparison().baseline()));
        columns.add(Table.text("candidate", slice -> slice.comparison().candidate()));
        columns.add(Table.text("pairing", slice -> slice.comparison().pairing()));
        columns.add(Table.count("rows", slice -> slice.comparison().rows()));
        columns.add(Table.count("units", slice -> slice.comparison().units()));
        columns.add(Table.number("baseline_cost", slice -> slice.comparison().baselineCost()));
        columns.add(Table.number("candidate_cost", slice -> slice.comparison().candidateCost()));
        columns.add(Table.number("difference", slice -> slice.comparison().difference()));
        columns.add(
                Table.number("relative_difference", slice -> slice.comparison().relativeDifference()));
        columns.add(Table.number("standard_error", slice -> slice.comparison().standardError()));
        columns.add(Table.number("lower", slice -> slice.comparison().lower()));
        columns.add(Table.number("upper", slice -> slice.comparison().upper()));
        columns.add(Table.text("interval_method", slice -> slice.comparison().intervalMethod()));
        columns.add(Table.number("p_value", slice -> slice.comparison().pValue()));
        columns.add(Table.number("worse_p_value", DiscoveredSlice::worsePValue));
        columns.add(Table.number("adjusted_worse_p_value", DiscoveredSlice::adjustedWorsePValue));
        columns.add(Table.number("harm_p_value", slice -> slice.comparison().harmPValue()));
        columns.add(Table.number("adjusted_p_value", slice -> slice.comparison().adjustedPValue()));
        columns.add(Table.count("tests", DiscoveredSlice::tests));
        columns.add(Table.number("margin", slice -> slice.comparison().margin()));
        columns.add(Table.text("finding", slice -> slice.comparison().finding().name()));
        columns.add(Table.text("outcome", slice -> slice.outcome().name()));
        return columns;
    }

    /** The text files of some formats, by name; of formats that a discovery is not written in, none. */
    public static Map<String, byte[]> documents(Discovery discovery, List<String> formats) {
        Map<String, byte[]> documents = new LinkedHashMap<>();
        if (formats.contains("csv")) {
            documents.put(TABLE + ".csv", bytes(out -> CsvTables.write(table(discovery), discovery.run(), out)));
        }
        if (formats.contains("markdown")) {
            documents.put(SUMMARY, bytes(out -> out.write(DiscoverySummary.markdown(discovery))));
        }
        if (formats.contains("html")) {
            documents.put(REPORT, bytes(out -> HtmlReport.write("discovery.ftlh", DiscoveryPage.of(discovery), out)));
        }
        return documents;
    }

    /** What a person at a terminal sees; {@code location} is where the reports are. */
    public static String console(Discovery discovery, String location) {
        return DiscoverySummary.console(discovery, location);
    }

    /**
     * The file that commits the result. It has the keys of an evaluation's, so that whoever reads verdicts can read it, and the
     * searches and slices besides.
     *
     * @param dataFiles every file that it commits
     */
    public static byte[] verdict(Discovery discovery, List<String> dataFiles) {
        return bytes(out -> {
            try (JsonGenerator json = Json.to(out)) {
                write(json, discovery, dataFiles);
                json.writeRaw('\n');
            }
        });
    }

    private static void write(JsonGenerator json, Discovery discovery, List<String> dataFiles) throws IOException {
        Evaluation run = discovery.run();
        Provenance provenance = run.provenance();
        json.writeStartObject();
        json.writeNumberField("schema_version", VerdictFile.SCHEMA_VERSION);
        json.writeStringField("evaluation", run.name());
        json.writeStringField("run_date", run.runDate());
        VerdictFile.verdict(json, discovery.verdict());
        json.writeStringField("headline", DiscoverySentence.headline(discovery));
        Json.number(json, "alpha", run.alpha());
        Json.texts(json, "losses", List.of(discovery.loss()));
        Json.texts(json, "features", discovery.features());
        json.writeNumberField("levels", discovery.levels());
        json.writeArrayFieldStart("candidates");
        for (CandidateVerdict pair : run.verdicts()) {
            candidate(json, discovery, pair);
        }
        json.writeEndArray();
        Json.table(json, "slices", table(discovery), run);
        Json.texts(json, "notes", run.notes());
        VerdictFile.accounts(json, run.accounts());
        VerdictFile.inputs(json, provenance.inputs());
        json.writeStringField("configuration_digest", provenance.configurationDigest());
        json.writeStringField("program", provenance.program());
        json.writeStringField("spark_version", provenance.sparkVersion());
        Json.texts(json, "data_files", dataFiles);
        VerdictFile.timings(json, provenance);
        json.writeEndObject();
    }

    private static void candidate(JsonGenerator json, Discovery discovery, CandidateVerdict pair) throws IOException {
        json.writeStartObject();
        json.writeStringField("baseline", pair.baseline());
        json.writeStringField("candidate", pair.candidate());
        VerdictFile.verdict(json, pair.verdict());
        List<DiscoveredSlice> slices = discovery.slices(pair.baseline(), pair.candidate());
        json.writeStringField(
                "difference",
                slices.stream()
                        .min(Comparator.comparing(DiscoveredSlice::outcome).thenComparing(DiscoveredSlice::rank))
                        .map(slice -> DiscoverySentence.slice(slice, Numeral.ASCII))
                        .orElse("no slice was judged"));
        Json.texts(json, "warnings", pair.warnings());
        json.writeArrayFieldStart("gates");
        json.writeEndArray();
        json.writeArrayFieldStart("sentences");
        for (String sentence : DiscoverySummary.sentences(discovery, pair, Numeral.ASCII)) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeFieldName("search");
        search(json, DiscoverySummary.search(discovery, pair).orElse(null));
        json.writeEndObject();
    }

    private static void search(JsonGenerator json, Discovery.@Nullable Search search) throws IOException {
        if (search == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("searched_pairs", search.searchedPairs());
        json.writeNumberField("searched_units", search.searchedUnits());
        json.writeNumberField("held_out_pairs", search.heldOut().rows());
        json.writeNumberField("held_out_units", search.heldOut().units());
        json.writeNumberField("slices_looked_at", search.looked());
        json.writeNumberField("slices_pruned", search.pruned());
        json.writeNumberField("slices_judged", search.winners());
        json.writeBooleanField("capped", search.capped());
        Json.texts(json, "features_left_out", search.leftOut());
        json.writeEndObject();
    }

    private static byte[] bytes(Text text) {
        StringWriter out = new StringWriter();
        try {
            text.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot render a discovery", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
