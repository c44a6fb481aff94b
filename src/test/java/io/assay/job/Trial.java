package io.assay.job;

import io.assay.cost.RowAccount;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** An evaluation of a few rows in a folder of its own, and what became of each of them. */
record Trial(Evaluation evaluation, Path folder) {

    /** Losses that have a domain and one that takes any number; no share of bad rows is too large. */
    static final String PLAIN =
            """
            input: {format: csv, path: rows.csv, options: {header: true}}
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            losses: [binary_cross_entropy, squared_error]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            output: {formats: [parquet]}
            """;

    /** Evaluates {@code yaml}, whose inputs stand in {@code folder}. */
    static Trial of(Path folder, String yaml) throws IOException {
        return new Trial(Runs.text(folder, yaml), folder);
    }

    /** Evaluates the records of a CSV file under {@link #PLAIN}. */
    static Trial ofCsv(Path folder, String... records) throws IOException {
        write(folder, "rows.csv", records);
        return of(folder, PLAIN);
    }

    static void write(Path folder, String name, String... lines) throws IOException {
        Files.writeString(
                folder.resolve(name),
                Arrays.stream(lines).map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** The rows of the only side. */
    RowAccount rows() {
        if (evaluation.accounts().size() != 1) {
            throw new AssertionError("More than one side: " + evaluation.accounts());
        }
        return evaluation.accounts().get(0);
    }

    RowAccount side(String name) {
        return evaluation.accounts().stream()
                .filter(account -> account.side().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reasons and counts of the losses that some rows have not: {@code loss: reason → rows}. */
    Map<String, Long> unscored() {
        Map<String, Long> unscored = new TreeMap<>();
        evaluation.accounts().forEach(account -> account.unscored()
                .forEach((loss, reasons) ->
                        reasons.forEach((reason, rows) -> unscored.put(loss + ": " + reason, rows))));
        return unscored;
    }

    /** The committed quarantine, a line for each row: reason, version, id and record. */
    List<String> quarantine() {
        Path table = folder.resolve("out/evaluation=evaluation/run_date=undated/quarantine");
        return SharedSession.session().read().parquet(table.toString()).collectAsList().stream()
                .map(row -> List.of("reason", "model_version", "id", "record").stream()
                        .map(column -> String.valueOf((Object) row.getAs(column)))
                        .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    /** The rows of the committed quarantine. */
    List<Row> quarantineRows() {
        Path table = folder.resolve("out/evaluation=evaluation/run_date=undated/quarantine");
        return SharedSession.session().read().parquet(table.toString()).collectAsList();
    }
}
