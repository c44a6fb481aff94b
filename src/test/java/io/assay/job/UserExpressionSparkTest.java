package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user's SQL makes of values that it was not written for. There are four examples, each under both versions; of
 * the last one x is a word, d is 0 and n is the largest integer.
 */
@Tag("spark")
@ExtendWith(SharedSession.class)
class UserExpressionSparkTest {

    private static final String INPUT = "{format: csv, path: rows.csv, options: {header: true}, schema: 'id STRING,"
            + " version STRING, label DOUBLE, prediction DOUBLE, x STRING, d INT, n INT'}";

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writeRows() throws IOException {
        StringBuilder rows = new StringBuilder("id,version,label,prediction,x,d,n\n");
        for (String version : new String[] {"a", "b"}) {
            for (int i = 1; i <= 3; i++) {
                rows.append(String.format("e%d,%s,1,0.5,%d,1,%d%n", i, version, i, i));
            }
            rows.append(String.format("odd,%s,1,0.5,garbage,0,2147483647%n", version));
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
    }

    /** Each is true for an ordinary row and cannot be computed, or is not true, for the odd one. */
    private static final List<String> PREDICATES = List.of(
            "CAST(x AS INT) > 0",
            "x > 0",
            "1 / d = 1",
            "1 % d = 0",
            "array(1, 2)[d - 1] = 1",
            "split(x, 'a')[2] IS NULL AND d = 1",
            "n + 1 > 0",
            "CAST(n * 2 AS INT) > 0",
            "CAST(n + 1 AS TINYINT) > 0",
            "to_date(concat(x, '-01-01'), 'y-MM-dd') IS NOT NULL",
            "make_date(2020, d, 1) IS NOT NULL",
            "map('a', d, x, 1)['a'] = 1",
            "CAST(x AS DECIMAL(3, 2)) > 0",
            "date_add(DATE '2020-01-01', CAST(x AS INT)) IS NOT NULL");

    @Test
    void aValueThatAFilterCannotTakeLeavesItsRowOut() throws IOException {
        for (String where : List.of(String.join(" AND ", PREDICATES), PREDICATES.get(0), PREDICATES.get(4))) {
            Trial filtered = Trial.of(
                    folder, Trial.PLAIN.replaceFirst("\\{format.*", INPUT.replace("}", ", where: \"" + where + "\"}")));
            assertThat(filtered.rows().filtered()).as(where).isEqualTo(2);
            assertThat(filtered.rows().evaluated()).isEqualTo(6);
        }
    }

    @Test
    void aValueThatASliceCannotTakeIsInNoSuchSlice() throws IOException {
        StringBuilder slices = new StringBuilder("slices:\n");
        for (int i = 0; i < PREDICATES.size(); i++) {
            slices.append(String.format("  - {name: p%d, where: \"%s\"}%n", i, PREDICATES.get(i)));
        }
        Trial sliced = Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", INPUT) + slices);
        assertThat(sliced.rows().evaluated()).isEqualTo(8);
        for (int i = 0; i < PREDICATES.size(); i++) {
            assertThat(Runs.cost(sliced.evaluation(), new Cell("all", "p" + i), "b", "squared_error")
                            .rows())
                    .as(PREDICATES.get(i))
                    .isEqualTo(3);
        }
    }

    @Test
    void aValueThatALossCannotTakeIsUnscored() throws IOException {
        List<String> expressions = List.of(
                "CAST(x AS DOUBLE)",
                "1 / d",
                "array(1.0, 2.0)[d - 1]",
                "IF(n + 1 < 0, NULL, n)",
                "ln(d)",
                "CAST(x AS INT) / d");
        StringBuilder losses = new StringBuilder("squared_error");
        for (int i = 0; i < expressions.size(); i++) {
            losses.append(String.format(", {name: l%d, sql: \"%s\"}", i, expressions.get(i)));
        }
        Trial trial = Trial.of(
                folder, Trial.PLAIN.replaceFirst("\\{format.*", INPUT).replace("squared_error", losses.toString()));
        assertThat(trial.rows().evaluated()).isEqualTo(8);
        assertThat(trial.unscored()).hasSize(6).allSatisfy((reason, rows) -> {
            assertThat(reason).endsWith(": loss_null");
            assertThat(rows).isEqualTo(2);
        });
    }

    @Test
    void whatBecomesOfTheRowIsCounted() throws IOException {
        String plain = Trial.PLAIN.replaceFirst("\\{format.*", INPUT);
        Trial label = Trial.of(folder, plain.replace("label: label", "label: 1 / d"));
        assertThat(label.rows().unlabelled()).isEqualTo(2);
        Trial weight = Trial.of(folder, plain.replace("label: label", "label: label, weight: CAST(x AS INT)"));
        assertThat(weight.rows().quarantined()).containsOnly(Map.entry("weight_null", 2L));
        Trial id = Trial.of(folder, plain.replace("id: id", "id: CAST(x AS INT)"));
        assertThat(id.rows().quarantined()).containsOnly(Map.entry("id_null", 2L));
        Trial version =
                Trial.of(folder, plain.replace("version: version", "version: \"IF(1 / d = 1, version, NULL)\""));
        assertThat(version.rows().unversioned()).isEqualTo(2);
        Trial partition = Trial.of(folder, plain.replace("label: label", "label: label, partition: 1 / d"));
        assertThat(Runs.cost(partition.evaluation(), new Cell("1 / d=%00", "all"), "b", "squared_error")
                        .rows())
                .isEqualTo(1);
        Trial bins = Trial.of(folder, plain + "slices: [{column: x, bins: [2]}]\n");
        assertThat(Runs.cost(bins.evaluation(), new Cell("all", "x=%00"), "b", "squared_error")
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void aFunctionThatIsMadeToFailStopsTheJobAndLeavesNoResult() {
        String plain = Trial.PLAIN.replaceFirst("\\{format.*", INPUT);
        for (String where : List.of("d = 1 OR raise_error('stop')", "element_at(array(d), d) = 1")) {
            assertThatThrownBy(() -> Trial.of(folder, plain.replace("INT'}", "INT', where: \"" + where + "\"}")))
                    .isNotInstanceOf(InvalidConfigurationException.class);
            assertThat(folder.resolve("out/evaluation=evaluation/run_date=undated/verdict.json"))
                    .doesNotExist();
        }
    }

    @Test
    void theSessionOfTheJobForgivesValuesAsThatOfTheTestsDoes(SparkSession spark) {
        assertThat(Sessions.rules())
                .allSatisfy((key, value) ->
                        assertThat(spark.conf().get(key)).as(key).isEqualTo(value));
        assertThat(Sessions.rules()).containsEntry("spark.sql.ansi.enabled", "false");
    }
}
