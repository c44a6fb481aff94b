package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of an input that turns out to be unreadable: one sentence, no stack trace. */
@Tag("packaged")
class LauncherFailureTest {

    @TempDir
    Path folder = Path.of("");

    private Outcome evaluate(String input) throws IOException {
        Files.writeString(
                folder.resolve("x.yaml"),
                input
                        + "\ncolumns: {id: id, version: v, label: y, prediction: p}\nbaseline: a\nlosses: [absolute_error]\n");
        return EmbeddedSpark.launch(folder).run("--master", "local[2]", "evaluate", "x.yaml");
    }

    private void isToldInOneSentence(Outcome outcome, String sentence) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(66);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .containsOnlyOnce(sentence)
                .doesNotContain("\tat ")
                .doesNotContain("ERROR");
    }

    @Test
    void headersThatDiffer() throws IOException {
        Path rows = Files.createDirectories(folder.resolve("rows"));
        Files.writeString(rows.resolve("1.csv"), "id,v,y,p\n1,a,1,0.5\n");
        Files.writeString(rows.resolve("2.csv"), "id,v,p,y\n1,b,1,0.5\n");

        isToldInOneSentence(
                evaluate("input: {format: csv, path: rows}"),
                "Cannot read the input: CSV header does not conform to the schema.");
    }

    @Test
    void aFolderOfCsvThatIsReadAsParquet() throws IOException {
        Path rows = Files.createDirectories(folder.resolve("rows"));
        Files.writeString(rows.resolve("1.csv"), "id,v,y,p\n1,a,1,0.5\n");

        isToldInOneSentence(evaluate("input: {path: rows}"), "it is csv: give format: csv");
    }
}
