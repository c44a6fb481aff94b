package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same rows give the same tables, whatever they are read from. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class InputFormatsSparkTest {

    private static final String EVALUATION =
            """
            evaluation: formats
            input: %s
            columns: {id: [id], version: version, label: label, prediction: prediction, partition: [day]}
            baseline: a
            slices: [kind]
            losses: [squared_error, brier_loss]
            metrics: [accuracy, roc_auc]
            limits: {unscored: 1, quarantined: 1}
            """;

    private static final String[] ROWS = {
        "id,version,label,prediction,kind,day",
        "1,a,1,0.1,x,2026-01-01",
        "1,b,1,0.30000000000000004,x,2026-01-01",
        "2,a,0,0.7,,2026-01-01",
        "2,b,0,1.5,,2026-01-01",
        "3,a,1,,y,2026-01-02",
        "3,b,1,0.9,y,2026-01-02",
        "4,b,0,1e-3,y,2026-01-02",
    };

    @TempDir
    private Path folder = Path.of("");

    private void isTheSame(Evaluation wanted, String input) throws Exception {
        Evaluation found =
                new Workspace(folder).run(EVALUATION.formatted(input)).evaluation();
        assertThat(found.costs()).as(input).isEqualTo(wanted.costs());
        assertThat(found.comparisons()).as(input).isEqualTo(wanted.comparisons());
        assertThat(found.metrics()).as(input).isEqualTo(wanted.metrics());
        assertThat(found.accounts()).as(input).isEqualTo(wanted.accounts());
    }

    @Test
    void everyFormatGivesTheTablesOfCsv(SparkSession spark) throws Exception {
        Workspace workspace = new Workspace(folder).with("rows.csv", ROWS);
        Workspace.Found csv = workspace.run(EVALUATION.formatted("{path: rows.csv, options: {header: true}}"));
        assertThat(csv.account().read()).isEqualTo(7);
        assertThat(csv.account().quarantined())
                .containsEntry("prediction_null", 1L)
                .hasSize(1);
        assertThat(csv.cost("b", "brier_loss").unscored()).isEqualTo(1);
        // (0.1 − 1)² and 0.7², halved.
        assertThat(csv.cost("a", "squared_error").cost()).isCloseTo((0.81 + 0.49) / 2, within(1e-15));

        Dataset<Row> rows = spark.read()
                .option("header", true)
                .schema("id INT, version STRING, label INT, prediction DOUBLE, kind STRING, day DATE")
                .csv(folder.resolve("rows.csv").toString());
        for (String format : List.of("json", "parquet", "orc", "avro")) {
            rows.write().format(format).save(folder.resolve("rows." + format).toString());
            isTheSame(csv.evaluation(), "{path: rows." + format + "}");
        }
        isTheSame(csv.evaluation(), "{format: csv, path: 'r*s.csv', options: {header: true}}");
        rows.createOrReplaceTempView("formats_rows");
        isTheSame(csv.evaluation(), "{format: table, table: formats_rows}");
        isTheSame(csv.evaluation(), "{format: sql, query: SELECT * FROM formats_rows}");
    }

    @Test
    void aTableOfTheCatalogueIsReadByItsName(SparkSession spark) throws Exception {
        Workspace workspace = new Workspace(folder).with("rows.csv", ROWS);
        Workspace.Found csv = workspace.run(EVALUATION.formatted("{path: rows.csv, options: {header: true}}"));
        spark.sql("DROP TABLE IF EXISTS formats_table");
        spark.read()
                .option("header", true)
                .csv(folder.resolve("rows.csv").toString())
                .write()
                .saveAsTable("formats_table");
        try {
            isTheSame(csv.evaluation(), "{format: table, table: formats_table}");
            isTheSame(csv.evaluation(), "{format: table, table: spark_catalog.default.formats_table}");
        } finally {
            spark.sql("DROP TABLE formats_table");
        }
    }

    @Test
    void aListOfInputsIsUnitedByTheNamesOfTheColumns() throws Exception {
        Workspace workspace = new Workspace(folder)
                .with("rows.csv", ROWS)
                .with(
                        "a.csv",
                        "id,version,label,prediction,kind,day",
                        "1,a,1,0.1,x,2026-01-01",
                        "2,a,0,0.7,,2026-01-01")
                .with("b.csv", "version,kind,prediction,id,label,day,more", "a,y,,3,1,2026-01-02,-")
                .with(
                        "c.jsonl",
                        "{\"id\": 1, \"version\": \"b\", \"label\": 1, \"prediction\": 0.30000000000000004, \"kind\":"
                                + " \"x\", \"day\": \"2026-01-01\"}",
                        "{\"id\": 2, \"version\": \"b\", \"label\": 0, \"prediction\": 1.5, \"day\": \"2026-01-01\"}",
                        "{\"id\": 3, \"version\": \"b\", \"label\": 1, \"prediction\": 0.9, \"kind\": \"y\", \"day\":"
                                + " \"2026-01-02\"}",
                        "{\"id\": 4, \"version\": \"b\", \"label\": 0, \"prediction\": 1e-3, \"kind\": \"y\", \"day\":"
                                + " \"2026-01-02\"}");
        Workspace.Found one = workspace.run(EVALUATION.formatted("{path: rows.csv, options: {header: true}}"));
        isTheSame(
                one.evaluation(),
                "[{path: a.csv, options: {header: true}}, {path: b.csv, options: {header: true}}, {path: c.jsonl}]");
    }

    @Test
    void eachInputOfAListHasItsOwnCondition() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("a.csv", "id,version,label,prediction", "1,a,1,0.5", "2,a,1,0.5", "3,a,1,0.5")
                .with("b.csv", "id,version,label,prediction", "1,b,1,0.5", "2,b,1,0.5", "3,b,1,0.5")
                .run(
                        """
                        input:
                          - {path: a.csv, options: {header: true}, where: id > 1}
                          - {path: b.csv, options: {header: true}, where: id = 3 or id is null}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [squared_error]
                        """);
        assertThat(found.account().read()).isEqualTo(6);
        assertThat(found.account().filtered()).isEqualTo(3);
        assertThat(found.cost("a", "squared_error").rows()).isEqualTo(2);
        assertThat(found.cost("b", "squared_error").rows()).isEqualTo(1);
        assertThat(found.comparison("b", "squared_error").rows()).isEqualTo(1);
    }

    @Test
    void aConditionThatIsNullLeavesTheRowOut() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("rows.csv", "id,version,label,prediction,open", "1,a,1,0.5,0", "2,a,1,0.5,", "3,a,1,0.5,1")
                .run(
                        """
                        input: {path: rows.csv, options: {header: true}, where: open = 0}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [squared_error]
                        """);
        assertThat(found.account().filtered()).isEqualTo(2);
        assertThat(found.account().evaluated()).isEqualTo(1);
    }

    @Test
    void brokenRecordsAreSetAsideWithTheirText() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with("rows.csv", "id,version,label,prediction", "1,a,1,0.5", "2,a,1", "3,a,1,0.5,7", "1,b,1,0.5")
                .run(
                        """
                        input: {path: rows.csv, options: {header: true}}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [squared_error]
                        limits: {quarantined: 1}
                        """);
        assertThat(found.account().quarantined())
                .containsEntry("corrupt_record", 2L)
                .hasSize(1);
        assertThat(found.account().evaluated()).isEqualTo(2);
    }
}
