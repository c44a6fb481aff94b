package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.assay.input.ReservedNames;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A source may not call a column as Assay calls one of its own, which would take its place. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class ReservedNamesSparkTest {

    private static final String RULE =
            "is the name of a column of Assay's own; rename it in the input, or by a query over it with format: sql";

    private static final String COLUMNS =
            """
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            losses: [squared_error]
            output: {formats: []}
            limits: {quarantined: 1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private List<String> refused(String yaml) {
        InvalidConfigurationException refused =
                catchThrowableOfType(InvalidConfigurationException.class, () -> Trial.of(folder, yaml));
        assertThat(refused).isNotNull();
        return refused.problems().stream()
                .map(Problem::toString)
                .map(problem -> problem.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void everySuchColumnOfATextFileIsToldBesideTheOtherProblems() throws IOException {
        Trial.write(folder, "rows.csv", "id,version,label,prediction,__STATUS,__Corrupt,__loss_0", "1,a,1,1,x,y,z");
        assertThat(refused(
                        "input: {path: rows.csv, options: {header: true}}\n" + COLUMNS + "slices: [colour_of_sky]\n"))
                .containsExactly(
                        "evaluation.yaml:1: input: __STATUS: " + RULE,
                        "evaluation.yaml:1: input: __Corrupt: " + RULE,
                        "evaluation.yaml:1: input: __loss_0: " + RULE,
                        "evaluation.yaml:7: slices: colour_of_sky: unknown column (known: id, label, prediction, version)");

        Trial.write(
                folder,
                "rows.json",
                "{\"id\": 1, \"version\": \"a\", \"label\": 1, \"prediction\": 1, \"__corrupt\": 1}",
                "no json");
        assertThat(refused("input: {path: rows.json}\n" + COLUMNS))
                .containsExactly("evaluation.yaml:1: input: __corrupt: " + RULE);

        Trial.write(folder, "rows.csv", "1,a,1,1,0.5");
        assertThat(refused("input: {path: rows.csv, schema: 'id INT, version STRING, label INT, prediction DOUBLE,"
                        + " __weight DOUBLE'}\n" + COLUMNS))
                .containsExactly("evaluation.yaml:1: input: __weight: " + RULE);
    }

    @Test
    void aTypedSourceAndTheLabelsSideOfAJoinAreLookedAtToo(SparkSession spark) throws IOException {
        spark.sql(
                        "SELECT 1 AS id, 'a' AS version, 1D AS prediction, 'x' AS __Version, 2 AS __corrupt, 3 AS __read_label")
                .write()
                .parquet(folder.resolve("predictions").toString());
        Trial.write(folder, "labels.csv", "id,label,__label_key", "1,1,1");
        assertThat(refused("predictions: {path: predictions}\nlabels: {path: labels.csv, options: {header: true}}\n"
                        + COLUMNS))
                .containsExactly(
                        "evaluation.yaml:1: input: __Version: " + RULE,
                        "evaluation.yaml:1: input: __corrupt: " + RULE,
                        "evaluation.yaml:1: input: __read_label: " + RULE,
                        "evaluation.yaml:2: input: __label_key: " + RULE);
    }

    @Test
    void aQueryRenamesThem(SparkSession spark) throws IOException {
        spark.sql("SELECT 1 AS id, 'a' AS version, 1D AS label, 0.5D AS prediction, 'good' AS __status")
                .createOrReplaceTempView("clashing");
        String query = "SELECT * EXCEPT (__status), __status AS state FROM clashing";
        Trial trial =
                Trial.of(folder, "input: {format: sql, query: \"" + query + "\"}\n" + COLUMNS + "slices: [state]\n");
        assertThat(trial.rows().evaluated()).isEqualTo(1);
        assertThat(trial.evaluation().costs())
                .anyMatch(cost -> cost.cell().slice().equals("state=good"));
    }

    @Test
    void otherNamesWithTwoUnderscoresAreColumnsLikeAnyOther() throws IOException {
        Trial.write(
                folder,
                "rows.csv",
                "id,version,label,prediction,__index_level_0__,__raw_text,__loss_",
                "1,a,1,1,7,t,u",
                ",a,1,1,8,t,u");
        Trial trial = Trial.of(
                folder,
                "input: {path: rows.csv, options: {header: true}}\n" + COLUMNS + "slices: [__index_level_0__]\n");
        assertThat(trial.evaluation().costs())
                .anyMatch(cost -> cost.cell().slice().equals("__index_level_0__=7"));
        assertThat(trial.quarantine())
                .containsExactly("id_null a null {\"version\":\"a\",\"label\":\"1\",\"prediction\":\"1\","
                        + "\"__index_level_0__\":\"8\",\"__raw_text\":\"t\",\"__loss_\":\"u\"}");
    }

    /** Reads the sources: a column that lives within one method would escape any look at rows. */
    @Test
    void everyNameThatTheCodeGivesToAColumnIsReserved() throws IOException {
        Pattern literal = Pattern.compile("\"(__[a-z_]+)\"");
        TreeSet<String> names = new TreeSet<>();
        for (String part : List.of("input", "aggregation")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/assay", part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    literal.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
                }
            }
        }
        assertThat(names).contains("__status", "__corrupt", "__loss_", "__label_count");
        assertThat(names).allMatch(name -> ReservedNames.contains(name.endsWith("_") ? name + "0" : name));
    }
}
