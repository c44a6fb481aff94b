package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.RowAccount;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Predictions and labels in datasets of their own, joined by id; where every row of both sides went. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class JoinSparkTest {

    private static final String JOINED =
            """
            predictions: {path: predictions.csv, options: {header: true}}
            labels: {path: labels.csv, options: {header: true}}
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            slices: [kind]
            losses: [squared_error]
            limits: {quarantined: 1, unscored: 1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private static RowAccount account(
            String side, long read, long evaluated, Map<String, Long> quarantined, long unmatched, long unlabelled) {
        return new RowAccount(
                side, read, 0, evaluated, new TreeMap<>(quarantined), unmatched, unlabelled, 0, new TreeMap<>());
    }

    @Test
    void everyRowOfBothSidesIsAccountedFor() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with(
                        "predictions.csv",
                        "id,version,prediction",
                        "1,a,0.5", // (1 − 0.5)² = 0.25
                        "1,b,0.75", // 0.0625
                        "2,a,0.25", // 0.0625
                        "2,b,0.5", // 0.25
                        "3,a,0.5", // no label
                        "4,a,0.5", // two labels
                        "4,b,0.5",
                        ",a,0.5", // no id
                        "5,a,0.5", // a label that is null
                        "6,b,0.5", // 0.25, the baseline has none
                        "8,a,much") // no loss
                .with(
                        "labels.csv",
                        "id,label,kind",
                        "1,1,x",
                        "2,0,y",
                        "4,1,x",
                        "4,0,x",
                        "5,,x",
                        "6,1,y",
                        "7,1,y", // no prediction
                        "8,1,y", // no usable prediction
                        ",1,y")
                .run(JOINED);
        assertThat(found.evaluation().accounts())
                .containsExactly(
                        account("predictions", 11, 5, Map.of("id_null", 1L, "prediction_not_a_number", 1L), 3, 1),
                        account("labels", 9, 3, Map.of("duplicate_id", 2L, "id_null", 1L), 2, 1));
        assertThat(found.cost("a", "squared_error").cost()).isEqualTo(0.15625);
        assertThat(found.cost("b", "squared_error").cost()).isEqualTo(0.1875);
        assertThat(found.cost("all", "kind=y", "b", "squared_error").cost()).isEqualTo(0.25);
        assertThat(found.comparison("b", "squared_error").rows()).isEqualTo(2);
        assertThat(found.comparison("b", "squared_error").difference()).isZero();
    }

    /** That no label matches it does not make a second row of an id and version less of a duplicate. */
    @Test
    void duplicatedPredictionsAreDuplicatesWithALabelAndWithout() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with(
                        "predictions.csv",
                        "id,version,prediction",
                        "1,a,0.5",
                        "1,b,0.75",
                        "2,a,0.5", // unmatched, twice
                        "2,a,0.25",
                        "2,b,0.5", // unmatched, once
                        "3,b,0.5", // a label that is null, twice
                        "3,b,0.5",
                        "4,b,0.5", // a label, twice
                        "4,b,0.5",
                        "5,,0.5", // unmatched and no version, twice
                        "5,,0.5")
                .with("labels.csv", "id,label,kind", "1,1,x", "3,,x", "4,1,x", "6,1,x")
                .run(JOINED);
        assertThat(found.evaluation().accounts())
                .containsExactly(
                        account("predictions", 11, 2, Map.of("duplicate_id", 6L), 3, 0),
                        account("labels", 4, 1, Map.of(), 2, 1));
        assertThat(Contract.table(folder.resolve("out"), "quarantine")
                        .filter("reason = 'duplicate_id' AND side = 'rows' AND record IS NOT NULL")
                        .count())
                .isEqualTo(6);
    }

    @Test
    void whatASideLeavesOutByItsConditionIsFiltered() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("predictions.csv", "id,version,prediction", "1,a,0.5", "2,a,0.5", "3,a,0.5", "1,b,0.5")
                .with("labels.csv", "id,label,kind", "1,1,x", "2,1,x", "3,1,y")
                .run(JOINED.replace("{path: predictions.csv,", "{where: id <> 2, path: predictions.csv,")
                        .replace("{path: labels.csv,", "{where: kind = 'x', path: labels.csv,"));
        RowAccount predictions = found.evaluation().accounts().get(0);
        RowAccount labels = found.evaluation().accounts().get(1);
        assertThat(predictions.filtered()).isEqualTo(1);
        assertThat(predictions.evaluated()).isEqualTo(2);
        assertThat(predictions.unmatched()).isEqualTo(1);
        assertThat(labels.filtered()).isEqualTo(1);
        assertThat(labels.evaluated()).isEqualTo(1);
        assertThat(labels.unmatched()).isEqualTo(1);
    }

    @Test
    void severalColumnsAndInputsAreJoinedToo() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("p1.csv", "user,item,version,prediction,label", "u,1,a,0.5,9", "u,12,a,0.5,9")
                .with("p2.csv", "user,item,version,prediction,label", "u1,2,a,0.5,9", ",2,a,0.5,9")
                .with("l1.csv", "item,user,label", "1,u,1")
                .with("l2.csv", "item,user,label", "2,u1,0", "12,u,0.5")
                .run(
                        """
                        predictions:
                          - {path: p1.csv, options: {header: true}}
                          - {path: p2.csv, options: {header: true}}
                        labels:
                          - {path: l1.csv, options: {header: true}}
                          - {path: l2.csv, options: {header: true}}
                        columns: {id: [user, item], version: version, label: label, prediction: prediction, cluster: user}
                        baseline: a
                        losses: [absolute_error]
                        limits: {quarantined: 1}
                        """);
        // Errors 0.5, 0 and 0.5: the label is that of the labels' side, though both sides have such a column.
        assertThat(found.cost("a", "absolute_error").rows()).isEqualTo(3);
        assertThat(found.cost("a", "absolute_error").cost()).isEqualTo(1.0 / 3);
        assertThat(found.account().quarantined()).containsExactly(Map.entry("id_null", 1L));
        assertThat(found.evaluation().accounts().get(1).evaluated()).isEqualTo(3);
    }

    @Test
    void bothSidesMayBeTheSameTable(SparkSession spark) throws Exception {
        spark.sql(
                        "SELECT * FROM VALUES ('1', 'a', 0.5D, 1D), ('2', 'a', 0.5D, 0.5D) AS t(id, version, prediction, label)")
                .createOrReplaceTempView("join_rows");
        Workspace.Found found = new Workspace(folder)
                .run(
                        """
                        predictions: {format: table, table: join_rows}
                        labels: {format: table, table: join_rows}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [absolute_error]
                        """);
        assertThat(found.cost("a", "absolute_error").cost()).isEqualTo(0.25);
        assertThat(found.evaluation().accounts()).hasSize(2).allSatisfy(side -> assertThat(side.evaluated())
                .isEqualTo(2));
    }

    @Test
    void aWideDatasetIsJoinedOnceForAllItsVersions() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("predictions.csv", "id,one,two", "1,0.5,1", "2,0.5,1", "3,0.5,1")
                .with("labels.csv", "id,label", "1,1", "2,1", "4,1")
                .run(
                        """
                        predictions: {path: predictions.csv, options: {header: true}}
                        labels: {path: labels.csv, options: {header: true}}
                        columns: {id: id, wide: {a: one, b: two}, label: label}
                        baseline: a
                        losses: [absolute_error]
                        """);
        assertThat(found.evaluation().accounts())
                .containsExactly(account("predictions", 6, 4, Map.of(), 2, 0), account("labels", 3, 2, Map.of(), 1, 0));
        assertThat(found.comparison("b", "absolute_error").difference()).isEqualTo(-0.5);
    }
}
