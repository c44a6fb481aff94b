package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** What is found is the number of the text, and most of those that came last are. */
class RecentTextsTest {

    private static UTF8String store(int i) {
        return UTF8String.fromString("store " + i);
    }

    @Test
    void ofAThousandTextsNearlyAllAreFoundTimeAndAgain() {
        RecentTexts recent = new RecentTexts();
        List<Integer> absent = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            absent.clear();
            for (int i = 0; i < 1_000; i++) {
                int number = recent.find(store(i));
                if (number == RecentTexts.ABSENT) {
                    absent.add(i);
                    recent.keep(store(i), i);
                } else {
                    assertThat(number).isEqualTo(i);
                }
            }
        }
        // With one place for each it would be 74, as texts that share it drive each other out.
        assertThat(absent).hasSizeLessThan(8);
    }

    @Test
    void textsWithEqualEndsAreToldApart() {
        RecentTexts recent = new RecentTexts();
        UTF8String one = UTF8String.fromString("12345678 one 12345678");
        UTF8String two = UTF8String.fromString("12345678 two 12345678");
        recent.keep(one, 1);
        assertThat(recent.find(two)).isEqualTo(RecentTexts.ABSENT);
        recent.keep(two, 2);

        assertThat(recent.find(two)).isEqualTo(2);
        assertThat(recent.find(one)).isEqualTo(1);
    }

    @Test
    void anEmptyPlaceIsNoText() {
        RecentTexts recent = new RecentTexts();
        assertThat(recent.find(UTF8String.EMPTY_UTF8)).isEqualTo(RecentTexts.ABSENT);
        recent.keep(store(1), 1);
        assertThat(recent.find(UTF8String.EMPTY_UTF8)).isEqualTo(RecentTexts.ABSENT);
        recent.keep(UTF8String.EMPTY_UTF8, 2);
        assertThat(recent.find(UTF8String.EMPTY_UTF8)).isEqualTo(2);
    }
}
