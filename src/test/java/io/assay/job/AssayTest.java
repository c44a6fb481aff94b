package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.comparison.Verdict;
import io.assay.job.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as far as they come without Spark: arguments, files, verdicts and the codes that say how it went. */
class AssayTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> badArguments() {
        return Stream.of(
                Arguments.of(List.of(), "Missing command"),
                Arguments.of(List.of("evalute", "x.yaml"), "Unmatched argument"),
                Arguments.of(List.of("evaluate"), "Missing required parameter: 'CONFIG'"),
                Arguments.of(List.of("evaluate", "x.yaml", "--outptu", "y"), "Unknown option: '--outptu'"),
                Arguments.of(List.of("evaluate", "x.yaml", "--set", "alpha"), "--set"),
                Arguments.of(List.of("evaluate", "x.yaml", "--verdict-exit=sometimes"), "--verdict-exit"),
                Arguments.of(List.of("evaluate", "x.yaml", "--run-date"), "--run-date"),
                Arguments.of(
                        List.of("evaluate", "x.yaml", "--run-date", "2026-13-31"),
                        "Invalid value for option '--run-date': must be a date (2026-01-31)"),
                Arguments.of(List.of("explain", "x.yaml", "--run-date=auto"), "'--run-date': must be a date"),
                Arguments.of(List.of("explain", "x.yaml", "--run-date="), "'--run-date': must be a date"),
                Arguments.of(List.of("merge", "x.yaml", "--to=2026-01-02"), "Missing required option: '--from=D'"),
                Arguments.of(
                        List.of("merge", "x.yaml", "--from=2026-01-03", "--to=2026-01-02"),
                        "--from 2026-01-03 is later than --to 2026-01-02"),
                Arguments.of(
                        List.of("merge", "x.yaml", "--from=undated", "--to=2026-01-02"),
                        "--from and --to must be dates"),
                Arguments.of(
                        List.of(
                                "merge",
                                "conf/reference.yaml",
                                "--from=2026-01-01",
                                "--to=2026-01-02",
                                "--run-date=2026-01-01"),
                        "--run-date means nothing here"),
                Arguments.of(List.of("check-verdict"), "Missing required parameter: 'PATH'"),
                Arguments.of(List.of("check-verdict", "a", "b"), "Unmatched argument"),
                Arguments.of(List.of("init", "x.csv", "--format", "xlsx"), "Unknown format: xlsx (known: avro, csv"),
                Arguments.of(List.of("init", "x.csv", "--output", "conf/reference.yaml"), "init does not overwrite"));
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void badArgumentsEndWith64AndSayWhatIsWrong(List<String> arguments, String message) {
        Ended ended = run(arguments.toArray(String[]::new));
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains(message);
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "evaluate --help",
                "merge --help",
                "check-verdict --help",
                "init --help",
                "explain -h"
            })
    void helpIsNoFailure(String arguments) {
        Ended ended = run(arguments.split(" "));
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Usage: assay");
    }

    @Test
    void withoutACommandTheUsageIsTold() {
        Ended ended = run();
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("Missing command\nUsage: assay").contains("evaluate", "check-verdict");
    }

    @Test
    void helpListsTheCommandsAndTheExitCodes() {
        String help = run("--help").out();
        assertThat(help).contains("evaluate", "check-verdict", "init", "explain");
        assertThat(help.replaceAll("\\s+", " "))
                .contains(
                        "0 pass, 30 regression, 31 inconclusive, 32 not comparable; 64 bad arguments, 66 input missing");
    }

    @Test
    void theVersionIsNoFailure() {
        assertThat(run("--version")).isEqualTo(new Ended(0, "Assay development build\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "explain", "check-verdict"})
    void aMissingFileEndsWith66(String command) {
        Ended ended = run(command, folder.resolve("nowhere").toString());
        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err()).contains("No such file: " + folder.resolve("nowhere"));
    }

    @Test
    void aFolderIsNoConfigurationAndAnEmptyOneHoldsNoVerdict() {
        assertThat(run("explain", folder.toString()).code()).isEqualTo(66);
        Ended ended = run("check-verdict", folder.toString());
        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err()).contains("No such file: " + folder.resolve("verdict.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "explain"})
    void anInvalidConfigurationEndsWith78AndAllItsProblems(String command) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.yaml"),
                """
                inptu: {path: rows.csv}
                columns: {version: v, lable: y}
                baseline: a
                baseline: b
                losses: [brier_loss, brier_loss]
                compare: {alpha: 2}
                gates: [{loss: brier}]
                output: {path: '${env:NO_SUCH_VARIABLE}'}
                """);
        Ended ended = run(command, file.toString(), "--set", "limits.unscored=many", "--set", "run-date=2026-02-30");
        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().map(line -> line.replace(folder + "/", "")))
                .containsExactly(
                        "Invalid configuration, 10 problems:",
                        "  --set limits.unscored: limits.unscored: many: must be a share from 0 to 1",
                        "  --set run-date: run-date: 2026-02-30: must be a date (2026-01-31), a timestamp"
                                + " (2026-01-31T06:00, also with Z or an offset such as +01:00) or undated",
                        "  bad.yaml:1: input: is missing: what to read; or predictions: and labels:",
                        "  bad.yaml:1: inptu: {path=rows.csv}: unknown key (did you mean input? known: baseline, candidates,"
                                + " columns, compare, discover, evaluation, extends, gates, input, labels, limits, losses, metrics,"
                                + " output, penalties, predictions, run-date, slices)",
                        "  bad.yaml:2: columns.lable: y: unknown key (did you mean label? known: cluster, group, id, label,"
                                + " partition, prediction, split, unjudged, version, versions, weight, wide)",
                        "  bad.yaml:4: baseline: stands twice in the same mapping",
                        "  bad.yaml:5: losses.name: brier_loss: stands twice; give one another name:",
                        "  bad.yaml:6: compare.alpha: 2: must be > 0 and < 0.5",
                        "  bad.yaml:7: gates.loss: brier: unknown (known: brier_loss)",
                        "  bad.yaml:8: ${env:NO_SUCH_VARIABLE}: this environment variable is not set");
    }

    @Test
    void brokenYamlEndsWith78() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "losses: [a\n");
        Ended ended = run("evaluate", file.toString());
        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err()).contains("broken.yaml:2: YAML: cannot be parsed");
    }

    @Test
    void ofSeveralConfigurationsEveryProblemIsTold() throws IOException {
        String good = "input: {path: rows.csv}\ncolumns: {version: v, label: y, prediction: p}\nbaseline: a\n"
                + "losses: [brier_loss]\n";
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "losses: [a\n");
        Path other = Files.writeString(folder.resolve("other.yaml"), good + "candidate: b\n");
        Path noInput = Files.writeString(folder.resolve("no-input.yaml"), good.replace("input", "inptu"));
        Path absent = folder.resolve("absent.yaml");
        Ended ended = run("evaluate", broken.toString(), other.toString(), noInput.toString(), absent.toString());
        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err().lines())
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).contains("broken.yaml:2: YAML: cannot be parsed"))
                .anySatisfy(line -> assertThat(line).contains("other.yaml:5: candidate: b: unknown key"))
                .anySatisfy(line -> assertThat(line).contains("no-input.yaml:1: input: is missing"))
                .anySatisfy(line -> assertThat(line).contains("absent.yaml: file: No such file: " + absent));
        Ended twoAbsent = run("evaluate", absent.toString(), absent + "2");
        assertThat(twoAbsent.code()).isEqualTo(66);
        assertThat(twoAbsent.err()).isEqualTo("No such file: " + absent + "\nNo such file: " + absent + "2\n");
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(Verdict.PASS, 0, "Verdict: PASS"),
                Arguments.of(Verdict.FAIL, 30, "Verdict: FAIL"),
                Arguments.of(Verdict.INCONCLUSIVE, 31, "Verdict: INCONCLUSIVE"),
                Arguments.of(Verdict.NOT_COMPARABLE, 32, "Verdict: NOT COMPARABLE"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void aVerdictIsPrintedInFiveLinesAndRepeatedByTheExitCode(Verdict verdict, int code, String line)
            throws IOException {
        Path file = written(verdict, Map.of("next", verdict));
        for (Path path : List.of(file, file.resolveSibling(""))) {
            Ended ended = run("check-verdict", path.toString());
            assertThat(ended.code()).isEqualTo(code);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines()).hasSize(5).element(1).asString().startsWith(line);
            assertThat(ended.out().contains("is a verdict, not a failure of the program"))
                    .isEqualTo(code != 0);
        }
    }

    @Test
    void oneCandidateCanBeAskedFor() throws IOException {
        Path file = written(Verdict.FAIL, new TreeMap<>(Map.of("good", Verdict.PASS, "odd", Verdict.INCONCLUSIVE)));
        assertThat(run("check-verdict", file.toString()).code()).isEqualTo(30);
        assertThat(run("check-verdict", file.toString(), "--candidate", "good").code())
                .isZero();
        assertThat(run("check-verdict", file.toString(), "--candidate=odd").code())
                .isEqualTo(31);
        Ended unknown = run("check-verdict", file.toString(), "--candidate", "other");
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.err()).contains("Unknown candidate").contains("other (known: good, odd)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{}", "[]", "{\"schema_version\": 99}"})
    void whatIsNoVerdictEndsWith66(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("verdict.json"), text);
        Ended ended = run("check-verdict", file.toString());
        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err()).startsWith("Cannot read verdict: ").contains(file.toString());
    }

    @ParameterizedTest
    @CsvSource({"spark.submit.deployMode, cluster", "spark.kubernetes.submitInDriver, true"})
    void inClusterModeAVerdictIsAGoodEndAndAFailureIsThrown(String setting, String value) throws IOException {
        Path file = written(Verdict.FAIL, Map.of("next", Verdict.FAIL));
        System.setProperty(setting, value);
        try {
            Commands.main("check-verdict", file.toString());
            assertThatThrownBy(() -> Commands.main("check-verdict", folder + "/nowhere"))
                    .hasMessageContaining("Assay failed with code 66");
        } finally {
            System.clearProperty(setting);
        }
    }

    @Test
    void anUnknownWayToRegisterTheLossesIsRefused() {
        System.setProperty("spark.assay.functions", "plian");
        try {
            Ended ended = run("init", "rows.csv");
            assertThat(ended.code()).isEqualTo(64);
            assertThat(ended.err())
                    .isEqualTo(
                            "Unknown spark.assay.functions: plian (did you mean plain? known: expressions, plain)\n");
        } finally {
            System.clearProperty("spark.assay.functions");
        }
    }

    @Test
    void whatIsNoVerdictIsToldInOneLine() throws IOException {
        Path file = written(Verdict.PASS, Map.of("next", Verdict.PASS));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Ended ended = run("check-verdict", file.toString());
            assertThat(ended.code()).as("%d bytes", length).isEqualTo(66);
            assertThat(ended.err().lines()).hasSize(1);
            assertThat(ended.out()).isEmpty();
        }
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 27, (byte) 0xff});
        assertThat(run("check-verdict", file.toString()).code()).isEqualTo(66);
        assertThat(run("check-verdict", "a\u0000b").code()).isEqualTo(64);
        assertThat(run("check-verdict", "nosuch://bucket/verdict.json").code()).isEqualTo(66);
    }

    @Test
    void aVerdictThatContradictsItselfIsNone() throws IOException {
        Path file = written(Verdict.PASS, Map.of("next", Verdict.PASS));
        Files.writeString(file, Files.readString(file).replace("\"read\" : 3", "\"read\" : 4"));
        Ended ended = run("check-verdict", file.toString());
        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err()).startsWith("Cannot read verdict: it contradicts itself: Rows of rows do not add up");
    }

    @Test
    void ofAFolderAboveTheVerdictsTheFirstTenAreNamed() throws IOException {
        byte[] verdict = Files.readAllBytes(written(Verdict.PASS, Map.of("next", Verdict.PASS)));
        Files.delete(folder.resolve("verdict.json"));
        for (int day = 10; day < 22; day++) {
            Path result = folder.resolve("evaluation=the votes/run_date=2018-11-" + day);
            Files.write(Files.createDirectories(result).resolve("verdict.json"), verdict);
        }
        Path hidden = Files.createDirectories(folder.resolve("evaluation=the votes/_attempt"));
        Files.write(hidden.resolve("verdict.json"), verdict);
        for (Path above : List.of(folder, folder.resolve("evaluation=the votes"))) {
            Ended ended = run("check-verdict", above.toString());
            assertThat(ended.code()).isEqualTo(66);
            assertThat(ended.err().lines())
                    .hasSize(12)
                    .startsWith(
                            "No verdict.json in " + above + ". 12 stand below it:",
                            "  check-verdict '" + folder + "/evaluation=the votes/run_date=2018-11-10'")
                    .endsWith("  and 2 more");
            assertThat(run("check-verdict", "file:" + above).err())
                    .contains(" 12 stand below it:\n", "run_date=2018-11-10'\n", "  and 2 more\n");
        }
    }

    private Path written(Verdict overall, Map<String, Verdict> candidates) throws IOException {
        return Commands.verdict(folder, overall, candidates);
    }

    private static Ended run(String... arguments) {
        return Commands.run(arguments);
    }
}
