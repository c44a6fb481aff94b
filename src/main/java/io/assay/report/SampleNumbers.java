package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assay.cost.SampleAccount;
import java.io.IOException;

/** Writes what samples were averaged to, beside the account of rows. */
final class SampleNumbers {

    private SampleNumbers() {}

    /** Writes the field; nothing where every row is an example. */
    static void write(JsonGenerator json, SampleAccount account) throws IOException {
        if (account.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("samples");
        Json.texts(json, "pair_by", account.by());
        json.writeNumberField("examples", account.examples());
        json.writeObjectFieldStart("versions");
        for (SampleAccount.OfVersion version : account.versions()) {
            json.writeObjectFieldStart(version.version());
            json.writeNumberField("examples", version.examples());
            json.writeNumberField("samples", version.samples());
            json.writeNumberField("differing_places", version.differingPlaces());
            json.writeNumberField("differing_weights", version.differingWeights());
            json.writeNumberField("differing_labels", version.differingLabels());
            Json.counts(json, "left_out", version.leftOut());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
