package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assay.comparison.CandidateVerdict;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * The whole evaluation for programs: {@code report.json} holds every table as a list of objects whose keys are the
 * published columns. The verdict alone, with its gates, is in {@code verdict.json}.
 */
final class JsonReport implements Format {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<Document> documents() {
        return List.of(new Document("report.json", JsonReport::write));
    }

    private static void write(Evaluation evaluation, Writer out) throws IOException {
        try (JsonGenerator json = Json.to(out)) {
            json.writeStartObject();
            json.writeStringField("evaluation", evaluation.name());
            json.writeStringField("run_date", evaluation.runDate());
            json.writeStringField("verdict", evaluation.verdict().name());
            Json.texts(json, "losses", evaluation.losses());
            Json.texts(json, "baselines", evaluation.baselines());
            json.writeArrayFieldStart("candidates");
            for (CandidateVerdict verdict : evaluation.verdicts()) {
                json.writeStartObject();
                json.writeStringField("baseline", verdict.baseline());
                json.writeStringField("candidate", verdict.candidate());
                json.writeStringField("verdict", verdict.verdict().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.texts(json, "notes", evaluation.notes());
            VerdictFile.accounts(json, evaluation.accounts());
            for (Table<?> table : Table.ALL) {
                if (table.isWritten(evaluation)) {
                    Json.table(json, table.name(), table, evaluation);
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
