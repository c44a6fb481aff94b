package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingFileTest {

    @TempDir
    Path folder = Path.of("");

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "no", "007", "0x10", "1e3", "true", "2018-11-06", "+5", ".5", "1_000", "on", "y"})
    void aScalarStaysTheTextThatWasWritten(String text) throws IOException {
        assertThat(value(load("baseline: " + text + "\n"), "baseline")).isEqualTo(text);
        assertThat(value(load("baseline: '" + text + "'\n"), "baseline")).isEqualTo(text);
    }

    @Test
    void onlyAPlainNullIsNull() throws IOException {
        Setting.Mapping settings = load("a: null\nb: ~\nc:\nd: 'null'\ne: ''\n");
        assertThat(List.of("a", "b", "c")).allMatch(key -> at(settings, key).isNull());
        assertThat(List.of("d", "e")).noneMatch(key -> at(settings, key).isNull());
        assertThat(value(settings, "d")).isEqualTo("null");
    }

    @Test
    void everyValueKnowsTheLineOfItsKey() throws IOException {
        Setting.Mapping settings = load("a: 1\nb:\n  c: 2\nd:\n  - 3\n  -\n    e: 4\n");
        String file = folder.resolve("evaluation.yaml").toString();
        assertThat(at(settings, "a").place()).isEqualTo(file + ":1");
        assertThat(at(settings, "b").place()).isEqualTo(file + ":2");
        assertThat(at((Setting.Mapping) at(settings, "b"), "c").place()).isEqualTo(file + ":3");
        List<Setting> items = ((Setting.Sequence) at(settings, "d")).items();
        assertThat(items).extracting(Setting::place).containsExactly(file + ":5", file + ":7");
    }

    @Test
    void aParentGivesWhatTheFileItselfDoesNotSay() throws IOException {
        write("grand.yaml", "compare: {alpha: 0.1, minimum-units: 50}\nbaseline: old\n");
        write("parents/defaults.yaml", "extends: ../grand.yaml\ncompare: {alpha: 0.2}\nlosses: [a, b]\n");
        Setting.Mapping settings = load("extends: parents/defaults.yaml\nlosses: [c]\nbaseline: new\n");
        assertThat(settings.entries().keySet()).containsExactlyInAnyOrder("compare", "losses", "baseline");
        assertThat(value((Setting.Mapping) at(settings, "compare"), "alpha")).isEqualTo("0.2");
        assertThat(value((Setting.Mapping) at(settings, "compare"), "minimum-units"))
                .isEqualTo("50");
        assertThat(value(settings, "baseline")).isEqualTo("new");
        assertThat(at(settings, "losses").toString()).isEqualTo("[c]");
        assertThat(at(settings, "compare").place()).startsWith(folder.resolve("parents") + "/defaults.yaml:");
    }

    @Test
    void anExtensionThatIsMissingCircularOrNoPathIsRefusedWithItsLine() throws IOException {
        assertThatThrownBy(() -> load("a: 1\nextends: nowhere.yaml\n"))
                .hasMessageContaining("evaluation.yaml:2: extends: nowhere.yaml: no such file: " + folder);
        write("other.yaml", "extends: evaluation.yaml\n");
        assertThatThrownBy(() -> load("extends: other.yaml\n")).hasMessageContaining("extends itself through");
        assertThatThrownBy(() -> load("extends: [a.yaml, b.yaml]\n"))
                .hasMessageContaining("must be the path of one file");
        assertThat(load("extends: null\na: 1\n").entries()).containsOnlyKeys("a");
    }

    @Test
    void variablesAreReplacedWhereverTheyStand() throws IOException {
        Setting.Mapping settings = load(
                "run-date: 2026-01-31\ninput: {path: \"${run-date}/${env:PATH}/x\"}\nlist: ['${run-date}']\nplain: $5 {a}\n",
                Map.of(),
                null);
        assertThat(value((Setting.Mapping) at(settings, "input"), "path"))
                .isEqualTo("2026-01-31/" + System.getenv("PATH") + "/x");
        assertThat(at(settings, "list").toString()).isEqualTo("[2026-01-31]");
        assertThat(value(settings, "plain")).isEqualTo("$5 {a}");
        assertThat(problems).isEmpty();
    }

    @Test
    void theRunDateGivenWinsAndTheConfiguredOneMayHoldAVariable() throws IOException {
        String yaml = "run-date: '${env:PATH}'\npath: '${run-date}'\n";
        assertThat(value(load(yaml, Map.of(), "2026-02-01"), "path")).isEqualTo("2026-02-01");
        assertThat(value(load(yaml, Map.of(), null), "path")).isEqualTo(System.getenv("PATH"));
        assertThat(problems).isEmpty();
    }

    @Test
    void aVariableWithoutAValueIsAProblemWithItsLineAndStays() throws IOException {
        Setting.Mapping settings = load("a: ${run-date}\nb: ${env:NO_SUCH_VARIABLE}\nc: ${date}\n");
        assertThat(problems)
                .extracting(Problem::toString)
                .map(text -> text.replace(folder + "/", ""))
                .containsExactly(
                        "evaluation.yaml:1: ${run-date}: no run date: give --run-date, or run-date: in the file",
                        "evaluation.yaml:2: ${env:NO_SUCH_VARIABLE}: this environment variable is not set",
                        "evaluation.yaml:3: ${date}: unknown variable (known: ${run-date}, ${env:NAME})");
        assertThat(value(settings, "b")).isEqualTo("${env:NO_SUCH_VARIABLE}");
    }

    @Test
    void aRunDateMadeOfItselfIsAProblem() throws IOException {
        load("run-date: ${run-date}\n");
        assertThat(problems)
                .singleElement()
                .extracting(Problem::rule)
                .asString()
                .startsWith("no run date");
    }

    @Test
    void overridesAreYamlLaidOnTop() throws IOException {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("compare.alpha", "0.01");
        overrides.put("losses", "[brier_loss, {name: x, sql: '1'}]");
        overrides.put("columns.weight", "");
        overrides.put("columns.wide.\"v1.0\"", "2 * p");
        overrides.put("output.path", "a=b");
        Setting.Mapping settings =
                load("compare: {alpha: 0.05, minimum-units: 9}\ncolumns: {weight: w}\n", overrides, null);
        Setting.Mapping compare = (Setting.Mapping) at(settings, "compare");
        Setting.Mapping columns = (Setting.Mapping) at(settings, "columns");
        assertThat(value(compare, "alpha")).isEqualTo("0.01");
        assertThat(at(compare, "alpha").place()).isEqualTo("--set compare.alpha");
        assertThat(value(compare, "minimum-units")).isEqualTo("9");
        assertThat(at(settings, "losses").toString()).isEqualTo("[brier_loss, {name=x, sql=1}]");
        assertThat(at(columns, "weight").isNull()).isTrue();
        assertThat(value((Setting.Mapping) at(columns, "wide"), "v1.0")).isEqualTo("2 * p");
        assertThat(value((Setting.Mapping) at(settings, "output"), "path")).isEqualTo("a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\"a"})
    void anOverrideWithoutAKeyIsAProblem(String key) throws IOException {
        load("a: 1\n", Map.of(key, "1"), null);
        assertThat(problems).singleElement().extracting(Problem::place).isEqualTo("--set " + key);
    }

    @Test
    void anOverrideThatIsNoYamlIsRefused() {
        assertThatThrownBy(() -> load("a: 1\n", Map.of("losses", "[a"), null))
                .hasMessageContaining("--set losses: YAML: cannot be parsed");
    }

    @Test
    void aKeyThatStandsTwiceIsAProblemWithTheLineOfTheSecond() throws IOException {
        Setting.Mapping settings = load("a: 1\nb: {c: 1, c: 2}\na: 3\n");
        assertThat(problems).extracting(Problem::key).containsExactly("c", "a");
        assertThat(problems).extracting(Problem::place).allMatch(place -> place.matches(".*:[23]"));
        assertThat(value(settings, "a")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a: 1\\nb: [1, 2|2", "a: 1\\n\\n b: 2|3", "a: 'x|1", "a: b: c|1", "a:\\n\\t- 1|2", "%x\\na: 1|2"})
    void brokenYamlIsRefusedWithItsLine(String yaml, int line) {
        assertThatThrownBy(() -> load(yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageMatching("(?s).*evaluation\\.yaml:" + line + ": YAML: cannot be parsed: .*");
    }

    @Test
    void whatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> load("- a\n- b\n")).hasMessageContaining("must be a mapping of keys to values");
        assertThatThrownBy(() -> load("just a text\n")).hasMessageContaining("must be a mapping of keys to values");
        assertThatThrownBy(() -> load("a: 1\n---\nb: 2\n")).hasMessageContaining("cannot be parsed");
        assertThatThrownBy(() -> load("a: \u0007\n")).hasMessageContaining("cannot be parsed");
    }

    @Test
    void aKeyThatIsNoTextIsAProblem() throws IOException {
        load("? [a, b]\n: 1\nc: 2\n");
        assertThat(problems).singleElement().extracting(Problem::rule).isEqualTo("a key must be a text");
    }

    @Test
    void aliasesAreFollowedButNotForEver() throws IOException {
        assertThat(at(load("a: &x [1, 2]\nb: *x\n"), "b").toString()).isEqualTo("[1, 2]");
        assertThatThrownBy(() -> load("a: &x [1, *x]\n"))
                .hasMessageContaining("must not stand inside of what it stands for");
        StringBuilder laughs = new StringBuilder("l0: &l0 [ha, ha]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append(String.format("l%d: &l%d [*l%d, *l%d]\n", i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> load(laughs.toString())).hasMessageContaining("aliases resolved");
    }

    @Test
    void anEmptyFileIsAnEmptyMapping() throws IOException {
        assertThat(load("").entries()).isEmpty();
        assertThat(load("# nothing\n").entries()).isEmpty();
    }

    @Test
    void aByteOrderMarkIsSkippedAndAnotherEncodingRefused() throws IOException {
        assertThat(value(load("\ufeffa: ü\r\nb: 1\r\n"), "a")).isEqualTo("ü");
        Path latin = Files.write(folder.resolve("latin.yaml"), "a: ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SettingFile.load(latin, Map.of(), null, problems))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("must be encoded in UTF-8");
    }

    private Setting.Mapping load(String yaml) throws IOException {
        return load(yaml, Map.of(), null);
    }

    private Setting.Mapping load(String yaml, Map<String, String> overrides, @Nullable String runDate)
            throws IOException {
        return SettingFile.load(write("evaluation.yaml", yaml), overrides, runDate, problems);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private static Setting at(Setting.Mapping settings, String key) {
        return Objects.requireNonNull(settings.entries().get(key), key);
    }

    private static String value(Setting.Mapping settings, String key) {
        return at(settings, key).toString();
    }
}
