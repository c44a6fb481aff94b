package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairByReaderTest {

    private static final String LEAST =
            """
            input: {path: rows.csv}
            columns: {id: [prompt, sample], version: v, label: y, prediction: p}
            baseline: a
            losses: [squared_error]
            """;

    @TempDir
    Path folder = Path.of("");

    private Configuration read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("evaluation.yaml"), yaml);
        return ConfigurationReader.read(file, Map.of(), null);
    }

    private List<String> rules(String yaml) throws IOException {
        return read(yaml).problems().stream()
                .map(problem -> problem.place() + " " + problem.key() + ": " + problem.rule())
                .toList();
    }

    @Test
    void withoutTheKeyEveryRowIsAnExample() throws IOException {
        for (String compare : List.of("", "compare: {alpha: 0.1}", "compare: {pair-by: null}")) {
            Configuration configuration = read(LEAST + compare);
            assertThat(configuration.problems()).isEmpty();
            assertThat(configuration.columns().pairBy().isEmpty()).isTrue();
            assertThat(configuration.columns().example()).containsExactly("prompt", "sample");
            assertThat(configuration.columns().sample()).isEmpty();
        }
    }

    @Test
    void whatIsLeftOfTheIdNamesASample() throws IOException {
        Columns columns = read(LEAST + "compare: {pair-by: prompt}").columns();
        assertThat(columns.example()).containsExactly("prompt");
        assertThat(columns.sample()).containsExactly("sample");
        Columns both = read(LEAST + "compare: {pair-by: [sample, prompt]}").columns();
        assertThat(both.example()).containsExactly("sample", "prompt");
        assertThat(both.sample()).isEmpty();
    }

    @Test
    void whatCannotStandBesideItIsRefusedWithTheLine() throws IOException {
        String asked = "compare: {pair-by: prompt}\n";
        assertThat(rules(LEAST + asked + "metrics: [accuracy, roc_auc]"))
                .singleElement()
                .asString()
                .contains("evaluation.yaml:5 compare.pair-by: cannot stand beside metrics")
                .contains("columns.cluster");
        assertThat(rules(LEAST.replace("{id: [prompt, sample]", "{group: prompt, id: sample") + asked))
                .singleElement()
                .asString()
                .contains("means nothing beside columns.group");
        assertThat(rules(LEAST.replace("input: {path: rows.csv}", "predictions: {path: p}\nlabels: {path: l}")
                        + "compare: {pair-by: [prompt, topic]}"))
                .singleElement()
                .asString()
                .contains("must be among columns.id, by which predictions and labels are joined");
        assertThat(rules(LEAST + "compare: {pair-by: []}"))
                .singleElement()
                .asString()
                .contains("must name a column");
        assertThat(rules(LEAST + "compare: {pair-by: {a: b}}")).isNotEmpty();
    }
}
