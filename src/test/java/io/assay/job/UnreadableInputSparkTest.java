package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.assay.comparison.Verdict;
import io.assay.input.InputException;
import io.assay.spark.SharedSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs that are not there, cannot be read or hold nothing. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class UnreadableInputSparkTest {

    private static final String HEADER = "id,version,label,prediction";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: nowhere.csv, options: {header: true}}|Cannot read nowhere.csv",
                "{path: 'nowhere/*.parquet'}|no such file; looked in [",
                "{path: /nowhere/at/all}|Cannot read /nowhere/at/all",
                "{path: 'nosuchscheme://bucket/x'}|nosuchscheme",
                "{path: nowhere.json}|Cannot read nowhere.json",
            })
    void aMissingInputIsToldWithThePlaceThatNamesIt(String input, String message) {
        assertThatThrownBy(() -> Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", input)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("evaluation.yaml:1)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whatIsNoParquetIsToldWithItsName() throws IOException {
        Trial.write(folder, "rows.parquet", HEADER, "1,a,1,0.5");
        assertThatThrownBy(() -> Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", "{path: rows.parquet}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Cannot read rows.parquet as parquet")
                .hasMessageContaining("is not a Parquet file");
    }

    @Test
    void aFolderWithoutFilesIsToldWithItsName() throws IOException {
        Files.createDirectories(folder.resolve("rows/_temporary"));
        assertThatThrownBy(() -> Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", "{path: rows}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Cannot read rows as parquet");
    }

    /** Found only when the job reads it; then it is no failure of the program either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"csv|{header: true}", "csv|{header: true, multiLine: true}", "json|{}"})
    void aTruncatedFileStopsTheJobAsAnInput(String format, String options) throws IOException {
        byte[] whole = compressed(format);
        Files.write(folder.resolve("rows." + format + ".gz"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Throwable failure = catchThrowable(() -> Trial.of(
                folder,
                Trial.PLAIN.replaceFirst("\\{format.*", "{path: rows." + format + ".gz, options: " + options + "}")));
        assertThat(failure).isNotNull();
        assertThat(UnreadableInput.message(failure)).hasValueSatisfying(message -> assertThat(message)
                .startsWith("Cannot read the input: ")
                .contains("rows." + format + ".gz"));
        assertThat(folder.resolve("out/evaluation=evaluation/run_date=undated/verdict.json"))
                .doesNotExist();
    }

    private static byte[] compressed(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(20261121);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(format.equals("csv") ? (HEADER + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0]);
            for (int i = 0; i < 20_000; i++) {
                String line = format.equals("csv")
                        ? String.format("%d,%s,1,%s%n", i / 2, i % 2 == 0 ? "a" : "b", random.nextDouble())
                        : String.format(
                                "{\"id\":%d,\"version\":\"%s\",\"label\":1,\"prediction\":%s}%n",
                                i / 2, i % 2 == 0 ? "a" : "b", random.nextDouble());
                gzip.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aFileWithOtherColumnsThanTheOthersStopsTheJobAsAnInput() throws IOException {
        Files.createDirectories(folder.resolve("rows"));
        Trial.write(folder, "rows/1.csv", HEADER, "1,a,1,0.5", "1,b,1,0.5");
        Trial.write(folder, "rows/2.csv", "id,version,prediction,label", "2,a,0.5,1", "2,b,0.5,1");
        Throwable failure = catchThrowable(() -> Trial.of(folder, Trial.PLAIN.replace("rows.csv", "rows")));
        assertThat(UnreadableInput.message(failure)).hasValueSatisfying(message -> assertThat(message)
                .contains("CSV header does not conform to the schema", folder + "/rows/"));
    }

    @Test
    void aFailureOfTheProgramIsNoUnreadableInput() {
        assertThat(UnreadableInput.message(new IllegalStateException("oops", new java.io.FileNotFoundException("out"))))
                .isEmpty();
    }

    @Test
    void aHeaderAloneIsNotComparable() throws IOException {
        Trial trial = Trial.ofCsv(folder, HEADER);
        assertThat(trial.rows().read()).isZero();
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(trial.quarantine()).isEmpty();
        Trial named = Trial.of(folder, Trial.PLAIN + "candidates: [b]\n");
        assertThat(named.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(named.evaluation().verdicts().get(0).warnings())
                .containsExactly("no row could be evaluated; the input has no rows");
    }

    @Test
    void anEmptyFileHasNoneOfTheColumns() throws IOException {
        assertThatThrownBy(() -> Trial.ofCsv(folder))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("columns.label: label: unknown column (there are none)");
    }

    @Test
    void aBaselineWithoutRowsIsNotComparable() throws IOException {
        Trial.write(folder, "rows.csv", HEADER, "1,a,1,0.5", "1,b,1,0.5");
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("baseline: a", "baseline: lite"));
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(trial.evaluation().verdicts())
                .extracting(verdict -> verdict.candidate() + ": " + verdict.warnings())
                .containsExactly(
                        "a: [the baseline lite has no rows to evaluate (versions with rows: a, b)]",
                        "b: [the baseline lite has no rows to evaluate (versions with rows: a, b)]");
    }

    @Test
    void aCandidateWithoutRowsIsNotComparableAndNeitherIsABaselineAlone() throws IOException {
        Trial.write(folder, "rows.csv", HEADER, "1,a,1,0.5", "2,a,1,0.5");
        Trial named = Trial.of(folder, Trial.PLAIN + "candidates: [b]\n");
        assertThat(named.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(named.evaluation().verdicts().get(0).warnings())
                .containsExactly("the candidate b has no rows to evaluate (versions with rows: a)");
        assertThat(named.evaluation().notes()).isEmpty();
        assertThat(Trial.of(folder, Trial.PLAIN).evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void aNameWithOddCharactersIsReadAndAGlobReadsWhatItMatches() throws IOException {
        for (String name : new String[] {"a b.csv", "50%.csv", "ü #1.csv", "a=b.csv"}) {
            Trial.write(folder, name, HEADER, "1,a,1,0.5", "1,b,1,0.5");
            Trial trial = Trial.of(folder, Trial.PLAIN.replace("rows.csv", "'" + name + "'"));
            assertThat(trial.rows().evaluated()).as(name).isEqualTo(2);
        }
        Trial all = Trial.of(folder, Trial.PLAIN.replace("rows.csv", "'*.csv'"));
        assertThat(all.rows().read()).isEqualTo(8);
        assertThat(all.evaluation().provenance().inputs()).hasSize(4);
    }
}
