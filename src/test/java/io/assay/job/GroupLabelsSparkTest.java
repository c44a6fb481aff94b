package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rankings of which two versions were given different labels for the same document are no match for each other. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class GroupLabelsSparkTest {

    private static final String YAML =
            """
            evaluation: rankings
            input: {format: csv, path: rows.csv}
            columns: {group: query, id: doc, version: version, label: grade, prediction: score}
            baseline: a
            losses: [average_precision_query]
            limits: {unpaired: 1%s}
            output: {formats: [markdown]}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** 60 queries; the versions return other documents in another order, and d0 and d1 both. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        Random random = new Random(5);
        for (int query = 0; query < 60; query++) {
            for (int document = 0; document < 6; document++) {
                String grade = document % 2 == 0 ? "1" : "0";
                String name = "q" + query + ",d" + document;
                if (document < 4) {
                    rows.add(name + ",a," + grade + "," + random.nextDouble());
                }
                if (document < 2 || document > 3) {
                    rows.add(name + ",b," + grade + ".0," + random.nextDouble());
                }
            }
        }
        return rows;
    }

    private Evaluation run(List<String> rows, String limit) throws IOException {
        List<String> lines = new ArrayList<>(List.of("query,doc,version,grade,score"));
        lines.addAll(rows);
        Files.write(folder.resolve("rows.csv"), lines);
        return Runs.text(folder, YAML.formatted(limit));
    }

    @Test
    void otherDocumentsInAnotherOrderAreNoOtherLabels() throws IOException {
        Evaluation evaluation = run(rows(), "");
        assertThat(evaluation.verdict()).isNotEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(Runs.comparison(evaluation, Cell.ALL, "b", "average_precision_query")
                        .rows())
                .isEqualTo(60);
    }

    @Test
    void anotherLabelOfOneDocumentIsSeenAsOfAnyExample() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String row : rows()) {
            // The candidate was given a correction in three queries; that of d5 is of a document that only it has
            // returned.
            rows.add(row.matches("q[123],d1,b.*|q4,d5,b.*") ? row.replace(",b,0.0,", ",b,1,") : row);
        }
        Collections.shuffle(rows, new Random(6));
        Evaluation refused = run(rows, "");
        assertThat(refused.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(refused.verdicts().get(0).warnings())
                .anyMatch(warning -> warning.contains("3 of 60, 5.00 %")
                        && warning.contains("limits.differing-labels allows 0.00 %"));
        assertThat(Files.readString(folder.resolve("out/evaluation=rankings/run_date=undated/summary.md")))
                .contains("3 of 60, 5.00 %");
        Evaluation allowed = run(rows, ", differing-labels: 0.1");
        assertThat(Runs.comparison(allowed, Cell.ALL, "b", "average_precision_query")
                        .rows())
                .isEqualTo(57);
        Evaluation without =
                run(rows.stream().filter(row -> !row.matches("q[123],.*")).toList(), "");
        assertThat(allowed.comparisons()).isEqualTo(without.comparisons());
    }

    /** Without ids nothing says which documents are the same. */
    @Test
    void withoutIdsOfDocumentsLabelsAreNotHeldAgainstEachOther() throws IOException {
        List<String> rows =
                rows().stream().map(row -> row.replace(",b,0.0,", ",b,1,")).toList();
        run(rows, "");
        Evaluation evaluation = Runs.text(folder, YAML.formatted("").replace("id: doc, ", ""));
        assertThat(evaluation.verdict()).isNotEqualTo(Verdict.NOT_COMPARABLE);
    }
}
