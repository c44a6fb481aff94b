package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that have no place: duplicates, strangers, rows without a name, broken records. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BadRowsSparkTest {

    private static final String HEADER = "id,version,label,prediction";

    @TempDir
    Path folder = Path.of("");

    @Test
    void allRowsOfADuplicatedIdAreSetAsideWithTheirRecords() throws IOException {
        Trial trial = Trial.ofCsv(
                folder,
                HEADER,
                "g,a,1,0.5",
                "g,b,1,0.5",
                "twice,a,1,0.1",
                "twice,b,1,0.2",
                "twice,a,0,0.3",
                "thrice,b,1,0.4",
                "thrice,b,1,",
                "thrice,b,1,0.4");
        assertThat(trial.rows().read()).isEqualTo(8);
        assertThat(trial.rows().evaluated()).isEqualTo(3);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("duplicate_id", 5L));
        assertThat(trial.quarantine())
                .containsExactly(
                        "duplicate_id a twice {\"id\":\"twice\",\"version\":\"a\",\"label\":\"0\",\"prediction\":\"0.3\"}",
                        "duplicate_id a twice {\"id\":\"twice\",\"version\":\"a\",\"label\":\"1\",\"prediction\":\"0.1\"}",
                        "duplicate_id b thrice {\"id\":\"thrice\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.4\"}",
                        "duplicate_id b thrice {\"id\":\"thrice\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.4\"}",
                        "duplicate_id b thrice {\"id\":\"thrice\",\"version\":\"b\",\"label\":\"1\"}");
        assertThat(trial.evaluation().provenance().scans()).isEqualTo(2);
        assertThat(Runs.comparison(trial.evaluation(), Cell.ALL, "b", "squared_error")
                        .rows())
                .isEqualTo(1);
    }

    /** Whatever else is wrong with either of them: none of the two can be told to be the right one. */
    @Test
    void aRowBesideAnUnusableOneOfTheSameIdAndVersionIsADuplicateToo() throws IOException {
        Trial.write(
                folder,
                "rows.csv",
                "id,version,label,prediction,w",
                "g,a,1,0.5,1",
                "g,b,1,0.5,1",
                "unlabelled,b,,0.5,1",
                "unlabelled,b,1,0.5,1",
                "both unlabelled,b,,0.5,1",
                "both unlabelled,b,,0.25,1",
                "weight,b,1,0.5,-1",
                "weight,b,1,0.5,1",
                "other version,a,,0.5,1",
                "other version,b,1,0.5,1",
                "no version,,1,0.5,1",
                "no version,,1,0.5,1",
                "alone,b,,0.5,1");
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("columns: {", "columns: {weight: w, "));
        assertThat(trial.rows().read()).isEqualTo(13);
        assertThat(trial.rows().evaluated()).isEqualTo(3);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("duplicate_id", 6L));
        assertThat(trial.rows().unlabelled()).isEqualTo(2);
        assertThat(trial.rows().unversioned()).isEqualTo(2);
        assertThat(trial.quarantine())
                .hasSize(6)
                .contains("duplicate_id b unlabelled"
                        + " {\"id\":\"unlabelled\",\"version\":\"b\",\"prediction\":\"0.5\",\"w\":\"1\"}")
                .contains("duplicate_id b weight"
                        + " {\"id\":\"weight\",\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.5\",\"w\":\"-1\"}");
    }

    @Test
    void rowsThatAreLeftOutMakeNoDuplicates() throws IOException {
        Trial.write(folder, "rows.csv", HEADER, "g,a,1,0.5", "g,b,1,0.5", "g,b,1,0.75", "g,b,0.5");
        Trial trial = Trial.of(
                folder, Trial.PLAIN.replace("path: rows.csv,", "path: rows.csv, where: prediction <> '0.75',"));
        assertThat(trial.rows().filtered()).isEqualTo(1);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("corrupt_record", 1L));
    }

    @Test
    void withoutDuplicatesTheSourceIsReadOnce() throws IOException {
        Trial trial = Trial.ofCsv(folder, HEADER, "g,a,1,0.5", "g,b,1,0.5");
        assertThat(trial.evaluation().provenance().scans()).isEqualTo(1);
        assertThat(trial.quarantine()).isEmpty();
    }

    @Test
    void idsOfOneVersionOnlyAreEvaluatedButNotCompared() throws IOException {
        Trial trial = Trial.ofCsv(
                folder,
                HEADER,
                "1,a,1,0.5",
                "2,a,1,0.5",
                "3,a,1,0.5",
                "2,b,1,0.5",
                "3,b,1,0.5",
                "4,b,1,0.5",
                "5,b,1,0.5");
        assertThat(trial.rows().evaluated()).isEqualTo(7);
        assertThat(Runs.cost(trial.evaluation(), "b", "squared_error").rows()).isEqualTo(4);
        assertThat(Runs.comparison(trial.evaluation(), Cell.ALL, "b", "squared_error")
                        .rows())
                .isEqualTo(2);
        assertThat(trial.evaluation().notes())
                .containsExactly(
                        "1 id of a has no row of b; it is left out of that comparison.",
                        "2 ids of b have no row of a; they are left out of that comparison.");
    }

    @Test
    void versionsThatShareNoIdAreIndependentSamples() throws IOException {
        Trial trial = Trial.ofCsv(folder, HEADER, "1,a,1,0.5", "2,a,1,0.25", "3,b,1,0.5", "4,b,1,0.25");
        assertThat(Runs.comparison(trial.evaluation(), Cell.ALL, "b", "squared_error")
                        .pairing())
                .isEqualTo("unpaired");
        assertThat(trial.evaluation().notes()).singleElement().asString().startsWith("b and a share no ids");
    }

    @Test
    void rowsWithoutAnIdAVersionOrALabel() throws IOException {
        Trial trial = Trial.ofCsv(
                folder,
                HEADER,
                "g,a,1,0.5",
                "g,b,1,0.5",
                ",b,1,0.5",
                "noversion,,1,0.5",
                "nolabel,b,,0.5",
                "nothing,,,",
                ",,,");
        assertThat(trial.rows().read()).isEqualTo(7);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("id_null", 1L));
        assertThat(trial.rows().unversioned()).isEqualTo(3);
        assertThat(trial.rows().unlabelled()).isEqualTo(1);
        assertThat(trial.quarantineRows()).singleElement().satisfies(row -> {
            assertThat((String) row.getAs("reason")).isEqualTo("id_null");
            assertThat((String) row.getAs("record"))
                    .isEqualTo("{\"version\":\"b\",\"label\":\"1\",\"prediction\":\"0.5\"}");
        });
    }

    @Test
    void noLabelsAtAllAreNotComparable() throws IOException {
        Trial trial = Trial.ofCsv(folder, HEADER, "g,a,,0.5", "g,b,,0.5");
        assertThat(trial.rows().unlabelled()).isEqualTo(2);
        assertThat(trial.evaluation().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(trial.evaluation().verdict().exitCode()).isEqualTo(32);
    }

    @Test
    void brokenRecordsOfACsvFileAreSetAsideAsTheyStand() throws IOException {
        Trial trial = Trial.ofCsv(
                folder,
                HEADER,
                "g,a,1,0.5",
                "g,b,1,0.5",
                "short,b,1",
                "long,b,1,0.5,and more",
                "\"quote,b,1,0.5",
                "\"in \"\" the middle\",b,1,0.5",
                "",
                "last,b,1,0.25");
        assertThat(trial.rows().read()).isEqualTo(7);
        assertThat(trial.rows().evaluated()).isEqualTo(4);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("corrupt_record", 3L));
        assertThat(trial.quarantineRows())
                .extracting(row -> (String) row.getAs("record"))
                .containsExactlyInAnyOrder("short,b,1", "long,b,1,0.5,and more", "\"quote,b,1,0.5");
    }

    @Test
    void aDeclaredNumberThatIsNoneMakesItsRecordCorrupt() throws IOException {
        Trial.write(folder, "rows.csv", HEADER, "g,a,1,0.5", "g,b,1,0.5", "x,b,yes,0.5");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace(
                        "{header: true}",
                        "{header: true}, schema: 'id STRING, version STRING, label DOUBLE, prediction DOUBLE'"));
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("corrupt_record", 1L));
        assertThat(trial.quarantineRows())
                .extracting(row -> (String) row.getAs("record"))
                .containsExactly("x,b,yes,0.5");
    }

    @Test
    void brokenLinesOfJsonAreSetAsideAsTheyStand() throws IOException {
        Trial.write(
                folder,
                "rows.jsonl",
                "{\"id\":\"g\",\"version\":\"a\",\"label\":1,\"prediction\":0.5}",
                "{\"id\":\"g\",\"version\":\"b\",\"label\":1,\"prediction\":0.5}",
                "{\"id\":\"cut\",\"version\":\"b\",\"lab",
                "no json",
                "",
                "{\"id\":\"fewer\",\"version\":\"b\",\"label\":1}",
                "{\"id\":\"more\",\"version\":\"b\",\"label\":1,\"prediction\":0.5,\"extra\":{\"a\":[1]}}");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace("{format: csv, path: rows.csv, options: {header: true}}", "{path: rows.jsonl}"));
        assertThat(trial.rows().read()).isEqualTo(6);
        assertThat(trial.rows().evaluated()).isEqualTo(3);
        assertThat(trial.rows().quarantined())
                .containsOnly(Map.entry("corrupt_record", 2L), Map.entry("prediction_null", 1L));
        assertThat(trial.quarantineRows())
                .filteredOn(row -> row.getAs("reason").equals("corrupt_record"))
                .extracting(row -> (String) row.getAs("record"))
                .containsExactlyInAnyOrder("{\"id\":\"cut\",\"version\":\"b\",\"lab", "no json");
    }

    @Test
    void predictionsAndLabelsThatDoNotMeet() throws IOException {
        Trial.write(
                folder,
                "predictions.csv",
                "id,version,prediction",
                "both,a,0.5",
                "both,b,0.25",
                "onlyhere,a,0.5",
                "onlyhere,b,0.5",
                "nolabel,b,0.5",
                "double,b,0.5",
                ",b,0.5",
                "broken");
        Trial.write(
                folder,
                "labels.csv",
                "id,label",
                "both,1",
                "onlythere,1",
                "nolabel,",
                "double,0",
                "double,1",
                ",1",
                "broken,1,2");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace(
                        """
                input: {format: csv, path: rows.csv, options: {header: true}}
                """,
                        """
                predictions: {path: predictions.csv, options: {header: true}}
                labels: {path: labels.csv, options: {header: true}}
                """));
        var predictions = trial.side("predictions");
        assertThat(predictions.read()).isEqualTo(8);
        assertThat(predictions.evaluated()).isEqualTo(2);
        assertThat(predictions.unmatched()).isEqualTo(3);
        assertThat(predictions.unlabelled()).isEqualTo(1);
        assertThat(predictions.quarantined()).containsOnly(Map.entry("id_null", 1L), Map.entry("corrupt_record", 1L));
        var labels = trial.side("labels");
        assertThat(labels.read()).isEqualTo(7);
        assertThat(labels.evaluated()).isEqualTo(1);
        assertThat(labels.unmatched()).isEqualTo(1);
        assertThat(labels.unlabelled()).isEqualTo(1);
        assertThat(labels.quarantined())
                .containsOnly(Map.entry("duplicate_id", 2L), Map.entry("id_null", 1L), Map.entry("corrupt_record", 1L));
        assertThat(trial.quarantineRows())
                .extracting(row -> row.getAs("side") + " " + row.getAs("reason") + " " + row.getAs("record"))
                .containsExactlyInAnyOrder(
                        "rows id_null {\"version\":\"b\",\"prediction\":\"0.5\"}",
                        "rows corrupt_record broken",
                        "labels duplicate_id {\"id\":\"double\",\"label\":\"0\"}",
                        "labels duplicate_id {\"id\":\"double\",\"label\":\"1\"}",
                        "labels id_null {\"label\":\"1\"}",
                        "labels corrupt_record broken,1,2");
    }

    @Test
    void rowsThatTheFilterLeavesOutAreNoBadRows() throws IOException {
        Trial.write(folder, "rows.csv", HEADER, "g,a,1,0.5", "g,b,1,0.5", "x,b,,", "x,b,1,oops", "y,,1,0.5", "z,b");
        Trial trial = Trial.of(folder, Trial.PLAIN.replace("{header: true}", "{header: true}, where: id <> 'x'"));
        assertThat(trial.rows().read()).isEqualTo(6);
        assertThat(trial.rows().filtered()).isEqualTo(2);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(trial.rows().unversioned()).isEqualTo(1);
        assertThat(trial.rows().quarantined()).containsOnly(Map.entry("corrupt_record", 1L));
    }

    @Test
    void aBadRowOfAWideDatasetIsBadForTheVersionsItConcerns() throws IOException {
        Trial.write(folder, "rows.csv", "id,label,p,q", "1,1,0.5,0.5", "2,1,0.5,", "3,,0.5,0.5", "4,1");
        Trial trial = Trial.of(
                folder,
                Trial.PLAIN.replace(
                        "version: version, label: label, prediction: prediction", "wide: {a: p, b: q}, label: label"));
        // Every row read counts once for each of its two versions.
        assertThat(trial.rows().read()).isEqualTo(8);
        assertThat(trial.rows().evaluated()).isEqualTo(3);
        assertThat(trial.rows().unlabelled()).isEqualTo(2);
        assertThat(trial.rows().quarantined())
                .containsOnly(Map.entry("corrupt_record", 2L), Map.entry("prediction_null", 1L));
    }
}
