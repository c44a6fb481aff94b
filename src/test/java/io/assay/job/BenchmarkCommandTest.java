package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a benchmark refuses before it starts Spark. */
class BenchmarkCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--rows=2, Invalid number of rows: 2 (must be at least 3",
        "--rounds=0, Invalid number of rounds: 0 (must be at least 1)",
        "--warm-ups=-1, Invalid number of warm-ups: -1 (must not be negative)",
        "--rows=many, Invalid value for option '--rows'"
    })
    void numbersThatMeasureNothingAreBadArguments(String option, String message) {
        Commands.Ended ended = Commands.run("benchmark", option);

        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(ended.err()).contains(message);
    }

    @Test
    void theListOfVariantsNeedsNoSpark() {
        Commands.Ended ended = Commands.run("benchmark", "--list");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines()).contains("scan-long", "pass-paired", "duckdb", "array-udf2");
        assertThat(ended.err()).doesNotContain("Starting Spark");
    }

    @Test
    void anUnknownVariantIsRefusedByName() {
        Commands.Ended ended = Commands.run("benchmark", "--variants=pass-pairs");

        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(ended.err()).contains("Unknown variant: pass-pairs (did you mean pass-paired?");
    }
}
