package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.RowAccount;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many of the reasons a report tells. */
class RowSectionTest {

    private static SortedMap<String, Long> reasons(int number) {
        SortedMap<String, Long> reasons = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            reasons.put("reason %03d".formatted(i), 1L);
        }
        return reasons;
    }

    private static RowSection section(int quarantined, int ofOneLoss, int ofAnother) {
        SortedMap<String, SortedMap<String, Long>> unscored = new TreeMap<>();
        unscored.put("one", reasons(ofOneLoss));
        unscored.put("other", reasons(ofAnother));
        return RowSection.of(new RowAccount("a", quarantined, 0, 0, reasons(quarantined), 0, 0, 0, unscored));
    }

    @Test
    void asManyReasonsAsFitAreAllTold() {
        RowSection section = section(60, 20, 40);
        assertThat(section.quarantined()).hasSize(60);
        assertThat(section.unscored()).hasSize(60);
        assertThat(section.note()).isEmpty();
    }

    @Test
    void ofMoreTheFirstAreToldAndTheOthersCounted() {
        RowSection section = section(61, 40, 35);
        assertThat(section.quarantined()).hasSize(60);
        assertThat(section.quarantined().get(59).reason().shown()).isEqualTo("reason 059");
        assertThat(section.unscored()).hasSize(60);
        assertThat(section.unscored().get(59).loss().shown()).isEqualTo("other");
        assertThat(section.unscored().get(59).reason().shown()).isEqualTo("reason 019");
        assertThat(section.note()).isEqualTo("16 more reasons in verdict.json.");
    }
}
