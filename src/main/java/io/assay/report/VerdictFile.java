package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes and reads {@code verdict.json}, the file whose presence commits a run and whose content is the truth about it.
 * Its shape is published as {@code verdict.schema.json} beside this class. Keys stand in a fixed order and numbers read
 * back to the same bits, so that the same run gives the same bytes, apart from {@code timings}, which come last.
 */
public final class VerdictFile {

    /** The file's name in the run's output directory. */
    public static final String NAME = "verdict.json";

    /** Rises when a reader of the old shape would misread the new one. */
    public static final int SCHEMA_VERSION = 1;

    private VerdictFile() {}

    /**
     * The whole file.
     *
     * @param dataFiles every file that the verdict commits, relative to its own directory
     */
    public static byte[] bytes(Evaluation evaluation, List<String> dataFiles) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                JsonGenerator json = Json.to(writer)) {
            write(json, evaluation, dataFiles);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot render " + NAME, e);
        }
        return out.toByteArray();
    }

    /** Reads what {@link #bytes} wrote; refuses anything else by what is wrong with it. */
    public static CommittedVerdict read(InputStream in) throws IOException {
        try {
            JsonNode root = new ObjectMapper().readTree(in);
            if (root.isMissingNode()) {
                throw new IOException("Cannot read verdict: the file is empty");
            }
            return VerdictReader.read(root);
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read verdict: not JSON: " + e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw new IOException("Cannot read verdict: not JSON: " + e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException("Cannot read verdict: it contradicts itself: " + e.getMessage(), e);
        }
    }

    private static void write(JsonGenerator json, Evaluation evaluation, List<String> dataFiles) throws IOException {
        Provenance provenance = evaluation.provenance();
        json.writeStartObject();
        json.writeNumberField("schema_version", SCHEMA_VERSION);
        json.writeStringField("evaluation", evaluation.name());
        json.writeStringField("run_date", evaluation.runDate());
        json.writeNullField("window");
        verdict(json, evaluation.verdict());
        Json.number(json, "alpha", evaluation.alpha());
        Json.texts(json, "baselines", evaluation.baselines());
        Json.texts(json, "model_versions", evaluation.versions());
        Json.texts(json, "losses", evaluation.losses());
        json.writeArrayFieldStart("candidates");
        for (CandidateVerdict candidate : evaluation.verdicts()) {
            candidate(json, evaluation, candidate);
        }
        json.writeEndArray();
        Json.table(json, "penalties", Table.PENALTY, evaluation);
        Json.table(json, "objectives", Table.OBJECTIVE, evaluation);
        Json.table(json, "sensitivity", Table.SENSITIVITY, evaluation);
        Json.texts(json, "notes", evaluation.notes());
        if (provenance.trivial().isPresent()) {
            provenance.trivial().get().writeTo(json, "trivial");
        }
        accounts(json, evaluation.accounts());
        inputs(json, provenance.inputs());
        json.writeStringField("configuration_digest", provenance.configurationDigest());
        json.writeStringField("program", provenance.program());
        json.writeStringField("spark_version", provenance.sparkVersion());
        json.writeNullField("seed");
        Json.texts(json, "data_files", dataFiles);
        timings(json, provenance);
        json.writeEndObject();
    }

    static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeStringField("verdict", verdict.name());
        json.writeNumberField("exit_code", verdict.exitCode());
    }

    private static void candidate(JsonGenerator json, Evaluation evaluation, CandidateVerdict candidate)
            throws IOException {
        Optional<Comparison> primary = evaluation.primary(candidate);
        json.writeStartObject();
        json.writeStringField("baseline", candidate.baseline());
        json.writeStringField("candidate", candidate.candidate());
        verdict(json, candidate.verdict());
        if (candidate.alphaParts() > 1) {
            Json.number(json, "alpha", evaluation.alpha() / candidate.alphaParts());
            json.writeNumberField("alpha_parts", candidate.alphaParts());
        }
        json.writeStringField("difference", difference(evaluation, candidate));
        json.writeFieldName("numbers");
        numbers(json, evaluation, primary);
        Json.texts(json, "warnings", candidate.warnings());
        json.writeArrayFieldStart("gates");
        for (GateResult gate : candidate.gates()) {
            gate(json, evaluation, gate);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The primary difference in one sentence. */
    static String difference(Evaluation evaluation, CandidateVerdict candidate) {
        return evaluation
                .primary(candidate)
                .map(comparison -> Sentence.difference(comparison, Numeral.ASCII))
                .orElseGet(() -> "no rows of " + Sentence.name(candidate.candidate()) + " could be compared with "
                        + Sentence.name(candidate.baseline()));
    }

    private static void gate(JsonGenerator json, Evaluation evaluation, GateResult gate) throws IOException {
        json.writeStartObject();
        json.writeStringField("loss", gate.loss());
        json.writeStringField("partition", gate.partition());
        json.writeStringField("slice", gate.slice());
        json.writeBooleanField("hard", gate.hard());
        json.writeStringField("verdict", gate.verdict().name());
        json.writeStringField("formula", gate.formula());
        json.writeStringField("sentence", gate.sentence());
        json.writeFieldName("numbers");
        numbers(json, evaluation, gate.comparison());
        json.writeEndObject();
    }

    /** A line of the comparison table under its published names; null when there is none. */
    private static void numbers(JsonGenerator json, Evaluation evaluation, Optional<Comparison> comparison)
            throws IOException {
        if (comparison.isPresent()) {
            Json.row(json, Table.COMPARISON, evaluation, comparison.get());
        } else {
            json.writeNull();
        }
    }

    static void accounts(JsonGenerator json, List<RowAccount> accounts) throws IOException {
        json.writeArrayFieldStart("rows");
        for (RowAccount account : accounts) {
            json.writeStartObject();
            json.writeStringField("side", account.side());
            json.writeNumberField("read", account.read());
            json.writeNumberField("filtered", account.filtered());
            json.writeNumberField("evaluated", account.evaluated());
            Json.counts(json, "quarantined", account.quarantined());
            json.writeNumberField("unmatched", account.unmatched());
            json.writeNumberField("unlabelled", account.unlabelled());
            json.writeNumberField("unversioned", account.unversioned());
            json.writeObjectFieldStart("unscored");
            for (Map.Entry<String, SortedMap<String, Long>> loss :
                    account.unscored().entrySet()) {
                Json.counts(json, loss.getKey(), loss.getValue());
            }
            json.writeEndObject();
            SampleNumbers.write(json, account.samples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void inputs(JsonGenerator json, List<Provenance.InputFile> inputs) throws IOException {
        json.writeArrayFieldStart("inputs");
        for (Provenance.InputFile input : inputs) {
            json.writeStartObject();
            json.writeStringField("path", input.path());
            json.writeNumberField("bytes", input.bytes());
            if (input.modifiedMillis() == 0) {
                json.writeNullField("modified");
            } else {
                json.writeStringField(
                        "modified", Instant.ofEpochMilli(input.modifiedMillis()).toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What depends on the run: the seconds, the road that rows came by, and the scans, fewer in a rerun with frozen quantiles. */
    static void timings(JsonGenerator json, Provenance provenance) throws IOException {
        json.writeObjectFieldStart("timings");
        json.writeNumberField("scans", provenance.scans());
        if (!provenance.road().isEmpty()) {
            json.writeStringField("road", provenance.road());
        }
        for (Map.Entry<String, Double> stage : provenance.seconds().entrySet()) {
            Json.number(json, stage.getKey(), stage.getValue());
        }
        json.writeEndObject();
    }

    /** What a gate read, as one name. */
    static String gateName(String candidate, String loss, Cell cell) {
        return Sentence.name(candidate) + ": " + Sentence.name(loss) + " on "
                + Label.of(cell).text(Sentence.NAME);
    }
}
