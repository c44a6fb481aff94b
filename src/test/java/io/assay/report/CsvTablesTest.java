package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTablesTest {

    @Test
    void theColumnsAreThePublishedOnes() {
        assertThat(header("cost.csv"))
                .isEqualTo("evaluation,run_date,partition,model_version,slice,loss,aggregate,direction,rows,unscored,"
                        + "weight,cost,standard_error,lower,upper,minimum,maximum,p50,p90,p99");
        assertThat(header("comparison.csv"))
                .isEqualTo("evaluation,run_date,partition,slice,loss,aggregate,direction,baseline,candidate,pairing,"
                        + "rows,units,baseline_cost,candidate_cost,difference,relative_difference,standard_error,lower,"
                        + "upper,interval_method,p_value,harm_p_value,adjusted_p_value,margin,finding,verdict,"
                        + "rows_needed,test,looks,relative_lower,relative_upper");
        assertThat(header("metrics.csv"))
                .isEqualTo("evaluation,run_date,partition,model_version,slice,metric,direction,rows,unscored,weight,"
                        + "value,standard_error,lower,upper,bound");
    }

    @Test
    void numbersReadBackToTheSameBits() throws IOException {
        List<Comparison> lines = Midterms.evaluation().comparisons();
        List<CsvRecord> records = read("comparison.csv", Midterms.evaluation());
        int difference = Table.COMPARISON.columnNames().indexOf("difference");
        for (int i = 0; i < lines.size(); i++) {
            assertThat(Double.parseDouble(records.get(i + 1).getField(difference)))
                    .isEqualTo(lines.get(i).difference());
        }
    }

    @Test
    void everyRowIsWritten() throws IOException {
        Evaluation evaluation = Midterms.withSlices(700);
        assertThat(read("comparison.csv", evaluation)).hasSize(1 + 2 + 2 * 700);
        assertThat(read("cost.csv", evaluation)).hasSize(1 + evaluation.costs().size());
    }

    @Test
    void noNumberIsAnEmptyCell() throws IOException {
        int rowsNeeded = Table.COMPARISON.columnNames().indexOf("rows_needed");
        assertThat(read("comparison.csv", Midterms.evaluation()).get(1).getField(rowsNeeded))
                .isEmpty();
    }

    @Test
    void hostileNamesStayExact() throws IOException {
        CsvRecord row = read("metrics.csv", Midterms.hostile()).get(1);
        assertThat(row.getField(0)).isEqualTo(Midterms.HOSTILE);
        assertThat(row.getField(3)).isEqualTo(Midterms.HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+x", "-x", "@x"})
    void textThatASpreadsheetCouldRunIsQuotedAndExact(String version) throws IOException {
        Evaluation evaluation = withCandidate(version);
        assertThat(text("comparison.csv", evaluation)).contains(",\"" + version + "\",");
        assertThat(read("comparison.csv", evaluation).get(1).getFields()).contains(version);
    }

    @Test
    void negativeNumbersAreNotQuoted() {
        assertThat(text("comparison.csv", Midterms.evaluation()))
                .contains(",-0.00")
                .doesNotContain("\"-0.00");
    }

    private static Evaluation withCandidate(String version) {
        Comparison line = Midterms.line("loss", Midterms.all(), version, 9, 1, 1, 1, Finding.EQUIVALENT);
        Evaluation empty = Midterms.empty();
        return new Evaluation(
                empty.name(),
                empty.runDate(),
                empty.alpha(),
                List.of("lite"),
                List.of("lite", version),
                List.of("loss"),
                empty.verdict(),
                List.of(),
                List.of(),
                List.of(line),
                List.of(),
                List.of(),
                List.of(),
                empty.provenance());
    }

    private static String header(String file) {
        return text(file, Midterms.empty()).lines().findFirst().orElseThrow();
    }

    private static List<CsvRecord> read(String file, Evaluation evaluation) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text(file, evaluation))) {
            return reader.stream().toList();
        }
    }

    private static String text(String file, Evaluation evaluation) {
        Format.Document document = Formats.named("csv").documents().stream()
                .filter(d -> d.fileName().equals(file))
                .findFirst()
                .orElseThrow();
        return new String(document.bytes(evaluation), StandardCharsets.UTF_8);
    }
}
