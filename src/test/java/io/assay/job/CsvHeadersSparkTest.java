package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.input.InputException;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files whose first line is no plain list of names. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CsvHeadersSparkTest {

    private static final String PLAIN = Trial.PLAIN.replace(", options: {header: true}", "");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,version,label,prediction,note,note",
                "id,version,label,prediction,note,NOTE",
                "id,version,label,prediction,note,note,note4",
                "id,version,label,prediction,note,note,note (column 5)",
                "id,version,label,prediction,note,note,,"
            })
    void aRepeatedNameThatNobodyUsesIsHarmless(String header) throws IOException {
        String more = ",x".repeat(header.split(",", -1).length - 4);
        Trial trial = Trial.of(rows(header, "1,a,1,0.5" + more, "1,b,1,0.25" + more, "2,b,1,?" + more), PLAIN);
        assertThat(trial.rows().evaluated()).isEqualTo(2);
        assertThat(Runs.cost(trial.evaluation(), "b", "squared_error").cost()).isEqualTo(0.5625);
        assertThat(trial.quarantine())
                .singleElement()
                .asString()
                .contains("\"note (column 5)\":\"x\"")
                .containsPattern("\"(note|NOTE) \\(column 6\\)\":\"x\"");
    }

    @Test
    void aRepeatedNameThatIsUsedIsRefusedWithTheNamesToUse() throws IOException {
        rows("id,version,label,prediction,note,Note", "1,a,1,0.5,x,y", "1,b,1,0.25,x,y");
        String which = "'note (column 5)' or 'Note (column 6)'";
        assertThatThrownBy(() -> Trial.of(folder, PLAIN + "slices: [note, {name: x, where: \"NOTE = 'x'\"}]\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("slices: note: stands twice in the header; say which is meant: " + which)
                .hasMessageContaining("slices.where: NOTE = 'x': NOTE stands twice in the header");
        Trial trial = Trial.of(folder, PLAIN + "slices: [Note (column 6)]\n");
        assertThat(trial.evaluation().costs())
                .anySatisfy(cost -> assertThat(cost.cell().slice()).isEqualTo("Note (column 6)=y"));
    }

    @Test
    void filesWithTheSameRepeatedNamesAreOneDatasetAndOthersAreNone() throws IOException {
        Files.createDirectories(folder.resolve("rows.csv"));
        Trial.write(folder, "rows.csv/1.csv", "id,version,label,prediction,n,n", "1,a,1,0.5,x,y");
        Trial.write(folder, "rows.csv/2.csv", "id,version,label,prediction,n,n", "1,b,1,0.5,x,y");
        assertThat(Trial.of(folder, PLAIN).rows().evaluated()).isEqualTo(2);
        Trial.write(folder, "rows.csv/3.csv", "id,version,prediction,label,n,n", "2,b,1,0.5,x,y");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3.csv differs: id, version, prediction, label, n (column 5), n (column 6)");
    }

    @Test
    void initGuessesBesideRepeatedNames(SparkSession spark) throws IOException {
        rows("id,version,label,prediction,n,n", "1,a,1,0.5,x,x", "1,b,1,0.5,x,x", "2,a,0,0.5,x,x", "2,b,0,0.5,x,x");
        String yaml = InitialConfiguration.of(spark, folder.resolve("rows.csv").toString(), null);
        Path file = Files.writeString(folder.resolve("guessed.yaml"), yaml);
        Evaluator.check(spark, ConfigurationReader.read(file, Map.of(), null));
        assertThat(yaml).contains("id: [id]", "prediction: prediction");
    }

    @Test
    void namesComeFromTheFirstLineUnlessThereIsNone() throws IOException {
        rows("id,version,label,prediction", "1,a,1,0.5", "1,b,1,0.5");
        assertThat(Trial.of(folder, PLAIN).rows().read()).isEqualTo(2);
        rows("1,a,1,0.5", "1,b,1,0.5");
        String places = PLAIN.replace(
                        "id: id, version: version, label: label, prediction: prediction",
                        "id: _c0, version: _c1, label: _c2, prediction: _c3")
                .replace("rows.csv}", "rows.csv, options: {Header: false}}");
        assertThat(Trial.of(folder, places).rows().evaluated()).isEqualTo(2);
        String declared = PLAIN.replace(
                "rows.csv}",
                "rows.csv, options: {header: false}, schema: 'id STRING, version STRING, label INT, prediction DOUBLE'}");
        assertThat(Trial.of(folder, declared).rows().evaluated()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "id;version;label;prediction => known: id;version;label;prediction); it looks like another separator: give"
                        + " options: {sep: ';'}",
                "id|version|label => it looks like another separator: give options: {sep: '|'}",
                "1,a,1,0.5 => the first line looks like no header: give options: {header: false}, and the names by schema:",
                "one,two words => known: one, 'two words')"
            })
    void namesThatLookLikeNoneComeWithARemedy(String header, String hint) throws IOException {
        rows(header, "1,2,3");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("columns.label: label: unknown column (")
                .hasMessageContaining(hint);
    }

    @Test
    void columnsWithoutAHeaderAndTabsComeWithARemedyToo() throws IOException {
        rows("id\tversion\tlabel", "1\t2\t3");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN)).hasMessageContaining("give options: {sep: '\\t'}");
        rows("id,version,label", "1,2,3");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN.replace("rows.csv}", "rows.csv, options: {header: false}}")))
                .hasMessageContaining(
                        "known: _c0, _c1, _c2); the file is read without a header: give options: {header:");
    }

    @Test
    void aFolderOfOneFormatThatIsReadAsAnotherIsToldByItsName() throws IOException {
        Files.createDirectories(folder.resolve("rows/day=1"));
        Trial.write(folder, "rows/day=1/part-0.csv", "id,version,label,prediction", "1,a,1,0.5");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN.replace("format: csv, path: rows.csv", "path: rows")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a Parquet file")
                .hasMessageEndingWith("; by the names of its files it is csv: give format: csv")
                .satisfies(e -> assertThat(Failure.of((Exception) e))
                        .isEqualTo(new Failure(ExitCode.INPUT_MISSING, String.valueOf(e.getMessage()))));
    }

    @Test
    void anAbsolutePathIsNotLookedForElsewhere() {
        assertThatThrownBy(() -> Trial.of(folder, PLAIN.replace("rows.csv", "/nowhere/rows.csv")))
                .hasMessageEndingWith("no such file");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN)).message().satisfies(message -> assertThat(
                        message.replaceAll(".*looked in \\[(.*)]", "$1").split(", "))
                .contains(folder.toString())
                .doesNotHaveDuplicates());
    }

    @Test
    void whatIsInAHeaderMovesNoCursor() throws IOException {
        rows("id,version,\u001b[2Jlabel,\u009b31mprediction\u202e", "1,a,1,0.5");
        assertThatThrownBy(() -> Trial.of(folder, PLAIN))
                .message()
                .contains("\u241b[2Jlabel")
                .satisfies(message -> assertThat(message.replace("\n", "").codePoints())
                        .noneMatch(c -> Character.isISOControl(c) || c == 0x202e));
    }

    private Path rows(String... lines) throws IOException {
        Trial.write(folder, "rows.csv", lines);
        return folder;
    }
}
