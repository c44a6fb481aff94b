package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the losses against closed forms that were evaluated at high precision on inputs drawn at random. */
class DrawnLossVectorsTest {

    private final Catalogue catalogue = Catalogue.of(Catalogue.builtIn());

    @Test
    void everyDrawnRecordIsMet() {
        List<String> failures = new ArrayList<>();
        List<JsonNode> records = LossRecord.read("/vectors/losses/drawn.jsonl");
        for (JsonNode record : records) {
            LossFunction function = catalogue.find(record.get("loss").asText()).orElseThrow();
            LossRecord.failure(function, record, Map.of()).ifPresent(failures::add);
        }

        assertThat(failures).isEmpty();
        assertThat(records).hasSizeGreaterThan(1500);
    }
}
