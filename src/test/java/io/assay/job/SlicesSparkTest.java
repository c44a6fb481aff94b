package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a slice holds. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SlicesSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String slices) throws Exception {
        return new Workspace(folder)
                .run(
                        """
                evaluation: slices
                input: {path: rows.csv, options: {header: true}}
                columns: {id: id, version: v, label: y, prediction: p}
                baseline: a
                losses: [absolute_error]
                """
                                + slices);
    }

    private static long rows(Workspace.Found found, String slice) {
        return found.cost("all", slice, "a", "absolute_error").rows();
    }

    @Test
    void columnsCrossesAndRollUpsGoByTheirValues() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p,country,store",
                        "1,a,1,0,ch,bern",
                        "2,a,1,0.5,ch,basel",
                        "3,a,1,1,de,basel",
                        "4,a,1,1,de,");
        Workspace.Found found = run("slices: [store, [store, country], {rollup: [country, store]}]");
        assertThat(found.slices())
                .containsExactlyInAnyOrder(
                        "all",
                        "store=bern",
                        "store=basel",
                        "store=%00",
                        "store=bern,country=ch",
                        "store=basel,country=ch",
                        "store=basel,country=de",
                        "store=%00,country=de",
                        "country=ch",
                        "country=de",
                        "country=ch,store=bern",
                        "country=ch,store=basel",
                        "country=de,store=basel",
                        "country=de,store=%00");
        assertThat(found.cost("all", "store=basel", "a", "absolute_error").cost())
                .isEqualTo(0.25);
        assertThat(found.cost("all", "country=ch", "a", "absolute_error").cost())
                .isEqualTo(0.75);
        assertThat(rows(found, "country=de,store=%00")).isEqualTo(1);
    }

    @Test
    void aPredicateHoldsTheRowsForWhichItIsTrueAndMayOverlapOthers() throws Exception {
        new Workspace(folder)
                .with("rows.csv", "id,v,y,p,n", "1,a,1,0,1", "2,a,1,0.5,2", "3,a,1,1,", "1,b,1,0.9,1", "2,b,1,0.9,2");
        Workspace.Found found = run(
                """
                slices:
                  - {name: few, where: n < 3}
                  - {name: "all", where: n = 1}
                  - {name: unsure, where: abs(prediction - 0.5) < 0.25 and label = 1}
                  - {name: never, where: "false"}
                """);
        assertThat(found.slices()).containsExactlyInAnyOrder("all", "few", "%61ll", "unsure");
        assertThat(rows(found, "all")).isEqualTo(3);
        assertThat(rows(found, "few")).isEqualTo(2);
        assertThat(rows(found, "%61ll")).isEqualTo(1);
        // The pair of 2 is in the slice, since the baseline's row is, though the candidate's is not.
        assertThat(found.comparison("all", "unsure", "b", "absolute_error").rows())
                .isEqualTo(1);
        assertThat(found.evaluation().notes())
                .contains("1 pair differs in unsure between its versions; it is compared in the slice of the"
                        + " baseline's row.");
    }

    @Test
    void aBinBeginsWithItsEdgeAndNoValueIsLost() throws Exception {
        List<String> values =
                List.of("-1", "0", "9.99", "10", "1e300", "Infinity", "-Infinity", "NaN", "", "ten", "-0.0");
        List<String> rows = new ArrayList<>(List.of("id,v,y,p,x"));
        for (int i = 0; i < values.size(); i++) {
            rows.add(i + ",a,1,0," + values.get(i));
        }
        new Workspace(folder).with("rows.csv", rows.toArray(String[]::new));
        Workspace.Found found = run("slices: [{column: x, bins: [0, 10]}, {column: x + 0, bins: [2.5]}]");
        assertThat(found.slices())
                .containsExactlyInAnyOrder(
                        "all",
                        "x=(-inf%2C0)",
                        "x=[0%2C10)",
                        "x=[10%2Cinf)",
                        "x=NaN",
                        "x=%00",
                        "x + 0=(-inf%2C2.5)",
                        "x + 0=[2.5%2Cinf)",
                        "x + 0=NaN",
                        "x + 0=%00");
        assertThat(rows(found, "x=(-inf%2C0)")).isEqualTo(2);
        assertThat(rows(found, "x=[0%2C10)")).isEqualTo(3);
        assertThat(rows(found, "x=[10%2Cinf)")).isEqualTo(3);
        assertThat(rows(found, "x=NaN")).isEqualTo(1);
        assertThat(rows(found, "x=%00")).isEqualTo(2);
    }

    @Test
    void theEdgesOfQuantilesAreFoundOnceAndKeptForTheNextDate(SparkSession spark) throws Exception {
        String slices = "slices: [{column: x, quantiles: 4}, {column: 2 * x, quantiles: 2}]\nrun-date: %s\n";
        // The baseline has 1 to 8; the candidate's values are none of its business, nor are its own that are no
        // numbers.
        List<String> rows = new ArrayList<>(List.of("id,v,y,p,x", "98,a,1,0,", "99,a,1,0,NaN"));
        IntStream.rangeClosed(1, 8).forEach(i -> rows.add(i + ",a,1,0," + i));
        IntStream.rangeClosed(1, 8).forEach(i -> rows.add(i + ",b,1,0," + 100 * i));
        new Workspace(folder).with("rows.csv", rows.toArray(String[]::new));
        try (ScanCounter counter = ScanCounter.on(spark)) {
            Workspace.Found first = run(slices.formatted("2026-01-01"));
            assertThat(first.evaluation().provenance().scans()).isEqualTo(2);
            // Twice, and the first line each time that the file is opened for the names of its columns.
            assertThat(counter.rowsRead()).isBetween(2 * 18L, 3 * 18L - 1);
            assertThat(first.slices())
                    .contains("x=(-inf%2C3)", "x=[3%2C5)", "x=[5%2C7)", "x=[7%2Cinf)", "x=NaN", "x=%00")
                    .contains("2 * x=(-inf%2C10)", "2 * x=[10%2Cinf)");
            for (String bin : List.of("x=(-inf%2C3)", "x=[3%2C5)", "x=[5%2C7)", "x=[7%2Cinf)")) {
                assertThat(rows(first, bin)).as(bin).isEqualTo(2);
            }
        }
        assertThat(Files.readString(folder.resolve("out/evaluation=slices/_frozen/edges.json")))
                .contains("[ 3.0, 5.0, 7.0 ]", "[ 10.0 ]");

        new Workspace(folder).with("rows.csv", "id,v,y,p,x", "1,a,1,0,6", "2,a,1,0,1000", "1,b,1,0,6");
        Workspace.Found second = run(slices.formatted("2026-01-02"));
        assertThat(second.evaluation().provenance().scans()).isEqualTo(1);
        assertThat(second.slices()).containsExactlyInAnyOrder("all", "x=[5%2C7)", "x=[7%2Cinf)", "2 * x=[10%2Cinf)");
    }

    @Test
    void edgesThatNobodyFoundAreNotKept() throws Exception {
        new Workspace(folder).with("rows.csv", "id,v,y,p,x", "1,b,1,0,6", "2,b,1,0,7");
        Workspace.Found none = run("slices: [{column: x, quantiles: 2}]\n");
        assertThat(none.slices()).containsExactlyInAnyOrder("all", "x=(-inf%2Cinf)");
        assertThat(folder.resolve("out/evaluation=slices/_frozen")).doesNotExist();

        new Workspace(folder)
                .with("rows.csv", "id,v,y,p,x", "1,a,1,0,Infinity", "2,a,1,0,Infinity", "3,a,1,0,4", "4,a,1,0,5");
        Workspace.Found infinite = run("slices: [{column: x, quantiles: 4}]\n");
        assertThat(infinite.slices()).containsExactlyInAnyOrder("all", "x=(-inf%2C5)", "x=[5%2Cinf)");
    }
}
