package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assay.comparison.Verdict;
import io.assay.curve.Diagnosis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The {@code verdict.json} of a diagnosis, in the shape that {@link VerdictFile} reads: runs stand where candidates do,
 * with an empty baseline, and gates bring their names.
 */
public final class CurveVerdict {

    private CurveVerdict() {}

    /**
     * The whole file.
     *
     * @param dataFiles every file that the verdict commits, relative to its own directory
     */
    public static byte[] bytes(CurveResult result, List<String> dataFiles) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                JsonGenerator json = Json.to(writer)) {
            write(json, result, dataFiles);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot render " + VerdictFile.NAME, e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, CurveResult result, List<String> dataFiles) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema_version", VerdictFile.SCHEMA_VERSION);
        json.writeStringField("kind", CurveTable.NAME);
        json.writeStringField("evaluation", result.name());
        json.writeStringField("run_date", result.runDate());
        verdict(json, result.verdict());
        json.writeStringField("metric", result.metric());
        json.writeArrayFieldStart("candidates");
        for (String run : result.runs()) {
            run(json, result, run);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("curves");
        for (List<Object> row : CurveTable.rows(result)) {
            row(json, row);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("power_laws");
        for (CurveResult.Law law : result.laws()) {
            law(json, law);
        }
        json.writeEndArray();
        Json.texts(json, "notes", result.notes());
        VerdictFile.accounts(json, List.of(result.account()));
        VerdictFile.inputs(json, result.provenance().inputs());
        json.writeStringField("configuration_digest", result.provenance().configurationDigest());
        json.writeStringField("program", result.provenance().program());
        json.writeStringField("spark_version", result.provenance().sparkVersion());
        Json.texts(json, "data_files", dataFiles);
        json.writeObjectFieldStart("timings");
        json.writeNumberField("scans", result.provenance().scans());
        for (Map.Entry<String, Double> stage : result.provenance().seconds().entrySet()) {
            Json.number(json, stage.getKey(), stage.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeStringField("verdict", verdict.name());
        json.writeNumberField("exit_code", verdict.exitCode());
    }

    private static void run(JsonGenerator json, CurveResult result, String run) throws IOException {
        json.writeStartObject();
        json.writeStringField("baseline", "");
        json.writeStringField("candidate", run);
        verdict(json, result.verdict(run));
        json.writeStringField(
                "difference",
                result.diagnosis(run, result.metric())
                        .map(each -> Sentence.name(run) + ", " + Sentence.name(each.metric()) + ": "
                                + CurveSentences.best(each))
                        .orElse(Sentence.name(run) + " has no " + Sentence.name(result.metric())));
        Json.texts(json, "warnings", result.obstacles());
        json.writeArrayFieldStart("gates");
        for (CurveResult.Gate gate : result.gates()) {
            if (gate.run().equals(run)) {
                gate(json, gate);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Diagnosis diagnosis : result.diagnoses()) {
            if (diagnosis.run().equals(run)) {
                json.writeStartObject();
                json.writeStringField("metric", diagnosis.metric());
                Json.texts(json, "sentences", CurveSentences.of(diagnosis, result.settings()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void gate(JsonGenerator json, CurveResult.Gate gate) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", gateName(gate));
        json.writeStringField("loss", gate.metric());
        json.writeStringField("partition", "all");
        json.writeStringField("slice", "all");
        json.writeBooleanField("hard", gate.hard());
        json.writeStringField("verdict", gate.verdict().name());
        json.writeStringField("formula", gate.rule());
        json.writeStringField("sentence", gate.sentence());
        json.writeEndObject();
    }

    static String gateName(CurveResult.Gate gate) {
        return Sentence.name(gate.run()) + ": " + Sentence.name(gate.metric()) + " " + Sentence.name(gate.rule());
    }

    private static void row(JsonGenerator json, List<Object> row) throws IOException {
        List<String> names = CurveTable.names();
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) instanceof Double number) {
                Json.number(json, names.get(i), number);
            } else if (row.get(i) instanceof Long count) {
                json.writeNumberField(names.get(i), count);
            } else {
                json.writeStringField(names.get(i), row.get(i).toString());
            }
        }
        json.writeEndObject();
    }

    private static void law(JsonGenerator json, CurveResult.Law law) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", law.metric());
        json.writeStringField("sentence", CurveSentences.law(law));
        if (law.law().isPresent()) {
            Json.number(json, "a", law.law().get().a());
            Json.number(json, "b", law.law().get().b());
            Json.number(json, "c", law.law().get().c());
            json.writeNumberField("sizes", law.law().get().sizes());
            Json.number(json, "largest", law.law().get().largest());
            Json.number(json, "held_back_loss", law.law().get().heldBackLoss());
            Json.number(json, "held_back_prediction", law.law().get().heldBackPrediction());
        }
        json.writeArrayFieldStart("predictions");
        for (CurveResult.Prediction prediction : law.predictions()) {
            json.writeStartObject();
            Json.number(json, "size", prediction.size());
            Json.number(json, "loss", prediction.loss().orElse(Double.NaN));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
