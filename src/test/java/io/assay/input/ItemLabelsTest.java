package io.assay.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The labels of a group's versions are held against each other item by item. */
class ItemLabelsTest {

    @Test
    void versionsThatAgreeOnWhatTheyShareAreAlike() {
        ItemLabels labels = new ItemLabels();
        assertThat(labels.ofVersion(Map.of("d1", 1.0, "d2", 0.0))).isZero();
        assertThat(labels.ofVersion(Map.of("d2", -0.0, "d3", 2.0))).isZero();
        assertThat(labels.ofVersion(Map.of("d3", 2.0))).isZero();
        assertThat(labels.ofVersion(Map.of("d9", 5.0))).isZero();
    }

    @Test
    void oneLabelThatIsAnotherMakesAVersionDiffer() {
        ItemLabels labels = new ItemLabels();
        labels.ofVersion(Map.of("d1", 1.0, "d2", 0.0));
        long corrected = labels.ofVersion(Map.of("d1", 2.0, "d2", 0.0));
        assertThat(corrected).isNotZero();
        // Two versions with the same correction were given the same labels.
        assertThat(labels.ofVersion(Map.of("d1", 2.0, "d2", 0.0))).isEqualTo(corrected);
        assertThat(labels.ofVersion(Map.of("d1", 3.0, "d2", 0.0))).isNotZero().isNotEqualTo(corrected);
        assertThat(labels.ofVersion(Map.of("d1", 1.0, "d2", 2.0))).isNotZero().isNotEqualTo(corrected);
    }

    /** Where one item's name ends and the next begins is a part of what is hashed. */
    @Test
    void namesThatRunIntoEachOtherAreToldApart() {
        ItemLabels labels = new ItemLabels();
        labels.ofVersion(Map.of("a", 0.0, "ab", 0.0, "b", 0.0, "", 0.0));
        assertThat(labels.ofVersion(Map.of("a", 1.0, "b", 1.0)))
                .isNotEqualTo(labels.ofVersion(Map.of("ab", 1.0, "", 1.0)));
    }

    /** Versions with the same items have the same number exactly if they have the same labels, whatever came before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ofTheSameItemsItStandsForTheLabels(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ItemLabels labels = new ItemLabels();
            labels.ofVersion(labels(random));
            Map<String, Double> one = labels(random);
            Map<String, Double> other = labels(random);
            assertThat(labels.ofVersion(one) == labels.ofVersion(other))
                    .as("seed " + seed)
                    .isEqualTo(one.equals(other));
        }
    }

    private static Map<String, Double> labels(Random random) {
        Map<String, Double> labels = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            labels.put("d" + i, (double) random.nextInt(2));
        }
        return labels;
    }
}
