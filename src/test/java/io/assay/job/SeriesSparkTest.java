package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.input.InputException;
import io.assay.job.EvaluateCommand.VerdictExit;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several configurations in one call. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SeriesSparkTest {

    private static final String RAISING = "[binary_cross_entropy, {name: raised, sql: \"raise_error('oops')\"}]";

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void rows() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,label,prediction"));
        for (int i = 0; i < 40; i++) {
            records.add(i + ",a,1,0.5");
            records.add(i + ",b,1,0.5");
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
    }

    private Configuration configuration(String name, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
        return ConfigurationReader.read(
                file, Map.of("output.path", folder.resolve("out").toString()), null);
    }

    private RollUp run(Configuration... configurations) throws IOException {
        return new Series(
                        SharedSession.session(),
                        "test",
                        Evaluator.Overwrite.REFUSE,
                        new PrintWriter(out, true),
                        folder -> {})
                .run(List.of(configurations));
    }

    @Test
    void afterTheFailureOfOneTheOthersRun() throws IOException {
        RollUp rollUp = run(
                configuration("first", Trial.PLAIN.replace("[binary_cross_entropy, squared_error]", RAISING)),
                configuration("second", Trial.PLAIN));
        assertThat(rollUp.lines())
                .hasSize(3)
                .startsWith("All evaluations:")
                .endsWith("  PASS  second")
                .element(1)
                .asString()
                .startsWith("  FAILED  first (exit code 70): org.apache.spark.Spark")
                .contains("oops");
        assertThat(rollUp.exitCode(VerdictExit.ALWAYS)).isEqualTo(70);
        assertThat(rollUp.exitCode(VerdictExit.NEVER)).isEqualTo(70);
        assertThat(out.toString()).contains("second, run date undated").doesNotContain("first, run date");
        assertThat(folder.resolve("out/evaluation=second/run_date=undated/verdict.json"))
                .exists();
        assertThat(folder.resolve("out/evaluation=first/run_date=undated/verdict.json"))
                .doesNotExist();
    }

    @Test
    void aResultThatMayNotBeReplacedStopsItsOwnEvaluationAlone() throws IOException {
        run(configuration("taken", Trial.PLAIN));
        RollUp rollUp = run(
                configuration("taken", Trial.PLAIN + "compare: {alpha: 0.01}\n"), configuration("free", Trial.PLAIN));
        assertThat(rollUp.lines().get(1)).startsWith("  FAILED  taken (exit code 64): A verdict of another");
        assertThat(rollUp.lines().get(2)).isEqualTo("  PASS  free");
        assertThat(rollUp.exitCode(VerdictExit.ALWAYS)).isEqualTo(64);
    }

    @Test
    void theFailureOfTheOnlyOneIsThrown() throws IOException {
        Configuration only =
                configuration("only", Trial.PLAIN.replace("[binary_cross_entropy, squared_error]", RAISING));
        assertThatThrownBy(() -> run(only)).hasStackTraceContaining("oops");
    }

    @Test
    void whatTheDataShowToBeWrongWithAnyIsToldOfAllBeforeOneRuns() throws IOException {
        Configuration good = configuration("good", Trial.PLAIN);
        Configuration one = configuration("one", Trial.PLAIN.replace("label: label", "label: lable"));
        Configuration two = configuration("two", Trial.PLAIN.replace("squared_error", "squared_eror"));
        Configuration none = configuration("none", Trial.PLAIN.replace("rows.csv", "nowhere.csv"));
        assertThatThrownBy(() -> run(good, one, two, none))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Invalid configuration, 3 problems:")
                .hasMessageContaining("one.yaml:2: columns.label: lable: unknown column")
                .hasMessageContaining("two.yaml:4: losses: squared_eror: unknown loss")
                .hasMessageContaining("none.yaml:1: input: Cannot read nowhere.csv");
        assertThatThrownBy(() -> run(good, none)).isInstanceOf(InputException.class);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
