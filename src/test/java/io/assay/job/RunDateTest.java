package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunDateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "undated",
                "2026-01-31",
                "2024-02-29",
                "2026-01-31T06:00",
                "2026-01-31T06:00:59",
                "2026-01-31T06:00:59.123456789",
                "2026-01-31T06:00Z",
                "2026-01-31T06:00:00+01:00",
                "2026-01-31T23:59:59.5-11:30"
            })
    void datesAndTimestampsOfTheCalendarAreRunDates(String text) {
        assertThat(RunDate.isOne(text)).isTrue();
        assertThat(new RunDate().convert(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "auto",
                "Undated",
                "2026-13-31",
                "2026-02-30",
                "2023-02-29",
                "2026-1-31",
                "20260131",
                "+12026-01-31",
                "-2026-01-31",
                "2026-01-31T24:00",
                "2026-01-31T06:60",
                "2026-01-31T6:00",
                "2026-01-31 06:00",
                "2026-01-31T06:00+25:00",
                "2026-01-31T06:00+01:00[Europe/Zurich]",
                "2026-01-31Z",
                " 2026-01-31",
                "2026-01-31\n",
                "2026-01-31/..",
                "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0663\u0661"
            })
    void anythingElseIsNone(String text) {
        assertThat(RunDate.isOne(text)).isFalse();
    }

    /** From, run date, to, and whether it lies within. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-01, 2026-01-01, true",
        "2026-01-01, 2026-01-01T23:59, 2026-01-01, true",
        "2026-01-01, 2026-01-02, 2026-01-01, false",
        "2026-01-01, 2025-12-31T23:59:59.9, 2026-01-01, false",
        "2026-01-01T06:00, 2026-01-01, 2026-01-02, false",
        "2026-01-01T06:00, 2026-01-01T06:00Z, 2026-01-01T06:00, true",
        "2026-01-01T06:00, 2026-01-01T06:30+01:00, 2026-01-02, false",
        "2026-01-01, 2026-01-02T00:30+01:00, 2026-01-01, true"
    })
    void aRunDateIsWithinOthersByItsTimeAndADayLastsUntilItEnds(String from, String date, String to, boolean within) {
        assertThat(RunDate.isWithin(date, from, to)).isEqualTo(within);
    }
}
