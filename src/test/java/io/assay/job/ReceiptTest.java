package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.job.Commands.Ended;
import io.assay.job.EvaluateCommand.VerdictExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who started a driver in a cluster learn of how it ended. */
class ReceiptTest {

    @TempDir
    Path folder = Path.of("");

    private Path at() {
        return folder.resolve("results of today/_submission-1.json");
    }

    private Ended received(int code, String message, VerdictExit exit, Verdict... verdicts) throws IOException {
        List<String> folders = new java.util.ArrayList<>();
        for (Verdict verdict : verdicts) {
            Path result = Files.createDirectories(folder.resolve("result " + folders.size()));
            Commands.verdict(result, verdict, Map.of("next", verdict));
            folders.add(result.toString());
        }
        new Receipt(code, message, folders, exit).leave(at().toString());
        return Commands.run("receive", at().toString());
    }

    @ParameterizedTest
    @EnumSource
    void theVerdictIsReadFromItsFile(Verdict verdict) throws IOException {
        Ended ended = received(0, "", VerdictExit.ALWAYS, verdict);

        assertThat(ended.code()).isEqualTo(verdict.exitCode());
        assertThat(ended.out().lines()).hasSize(6).endsWith("Report: " + folder.resolve("result 0"));
        assertThat(ended.err()).isEmpty();
        assertThat(folder.resolve("results of today")).isEmptyDirectory();
    }

    @Test
    void theWorstOfSeveralCountsUnlessNoneShall() throws IOException {
        Verdict[] verdicts = {Verdict.INCONCLUSIVE, Verdict.FAIL, Verdict.PASS};
        assertThat(received(0, "", VerdictExit.ALWAYS, verdicts).code()).isEqualTo(30);
        assertThat(received(0, "", VerdictExit.NEVER, verdicts).code()).isZero();
    }

    @Test
    void aFailureCountsMoreThanTheVerdictsBeforeIt() throws IOException {
        Ended ended = received(66, "No such file: x", VerdictExit.NEVER, Verdict.PASS);

        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.out()).contains("Verdict: PASS");
        assertThat(ended.err()).isEqualTo("No such file: x\n");
    }

    @Test
    void withoutAReceiptTheRunFailedWhateverVerdictStandsThere() throws IOException {
        Path output = Files.createDirectories(at().getParent());
        Commands.verdict(output, Verdict.PASS, Map.of("next", Verdict.PASS));

        Ended ended = Commands.run("receive", at().toString());

        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("it left no word of how it ended at " + at())
                .contains("yarn logs");
    }

    @Test
    void aDriverThatFailsLeavesWordOfWhatTheClientWouldHaveSaid() throws IOException {
        Setting.Mapping nothingToRead = new Setting.Mapping("own.yaml:1", Map.of());
        Shipment shipment =
                new Shipment(at().toString(), folder, List.of(new Shipment.Item(Path.of("own.yaml"), nothingToRead)));

        Ended driver = Commands.run("evaluate", "own.yaml", "--shipment=" + shipment.text());
        Ended client = Commands.run("receive", at().toString());

        assertThat(driver.code()).isEqualTo(78);
        assertThat(client).isEqualTo(new Ended(78, "", driver.err()));
        assertThat(client.err()).contains("own.yaml:1: input: is missing: what to read");
    }

    @Test
    void theDriverIsStartedWithWhatWasTyped() throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), Trial.PLAIN);
        Path arguments = Files.writeString(folder.resolve("arguments"), "--overwrite --set\n\"slices=[]\"");

        Ended ended = Commands.run("evaluate", "--ship", file.toString(), "--output", "/results", "@" + arguments);

        assertThat(ended.code()).as(ended.err()).isZero();
        List<String> words = List.of(ended.out().split("\0"));
        assertThat(words.get(0)).startsWith("/results/_submission-");
        assertThat(words.subList(1, words.size() - 1))
                .containsExactly(
                        "evaluate", file.toString(), "--output", "/results", "--overwrite", "--set", "slices=[]");
        Shipment shipment = Shipment.of(words.get(words.size() - 1).replace("--shipment=", ""));
        assertThat(shipment.receipt()).isEqualTo(words.get(0));
    }
}
