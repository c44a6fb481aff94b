package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What becomes of a configuration between those who start a driver in a cluster, and the driver. */
class ShipmentTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyValueArrivesWithItsPlaceAndInItsOrder() throws IOException {
        Files.writeString(folder.resolve("parent.yaml"), "b: {z: 1, a: ~, 'null': 'null'}\nlist: [1.0, {x: ''}, []]\n");
        Path file = Files.writeString(
                folder.resolve("own.yaml"),
                "extends: parent.yaml\n# no word of this\nb: {ü: \"'\\\"\\\\ \\n${run-date}\"}\n");
        List<Problem> problems = new ArrayList<>();
        Setting.Mapping settings = SettingFile.load(file, Map.of("c.d", "[no]"), "2026-01-31", problems);

        Shipment sent = new Shipment("s3a://b/_r.json", folder, List.of(new Shipment.Item(file, settings)));
        Shipment arrived = Shipment.of(sent.text());

        assertThat(problems).isEmpty();
        assertThat(arrived).isEqualTo(sent);
        Setting.Mapping again = arrived.items().get(0).settings();
        assertThat(again.toString()).isEqualTo(settings.toString());
        assertThat(again.toString()).contains("2026-01-31");
        assertThat(again.entries().values())
                .extracting(Setting::place)
                .containsExactly(folder.resolve("own.yaml") + ":3", folder.resolve("parent.yaml") + ":2", "--set c.d");
    }

    @Test
    void itIsOneWordThatNoShellAndNoClusterManagerChanges() throws IOException {
        assertThat(shipment("a: \"${run-date} $HOME {{X}} $(Y) <CPS>\"\n").text())
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aConfigurationLongerThanACommandLineIsRefused() throws IOException {
        Random random = new Random(1);
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            yaml.append("k").append(i).append(": ").append(random.nextLong()).append('\n');
        }
        Shipment endless = shipment(yaml.toString());
        assertThatThrownBy(endless::text)
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("(must be at most 98304)")
                .hasMessageContaining("--deploy-mode client");
    }

    @Test
    void theDriverReadsWhatAClientWouldHaveRead() throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), Trial.PLAIN);
        ConfigurationOptions options =
                options("--output", "/results", "--run-date=2026-01-31", "--set=compare.alpha=0.1");

        Shipment.Item item = options.pack(file, new ArrayList<>());
        Files.delete(file);
        Configuration there = options.unpack(item, Path.of("/home/me"), List.of());

        Files.writeString(file, Trial.PLAIN);
        Configuration here = options.read(file);
        assertThat(there.digest()).isEqualTo(here.digest());
        assertThat(there.input()).isEqualTo(here.input());
        assertThat(there.evaluation()).isEqualTo("own");
        assertThat(there.runDate()).isEqualTo("2026-01-31");
        assertThat(there.output().path()).isEqualTo("/results");
        assertThat(there.compare().alpha()).isEqualTo(0.1);
        assertThat(there.roots()).startsWith(Path.of("/home/me"), folder);
    }

    @Test
    void theReceiptHasANameOfItsOwnThatIsNoDataInTheOutputOfTheFirst() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), Trial.PLAIN + "evaluation: one\n");
        Shipping shipping = new Shipping(options("--output", "s3a://bucket/results"));

        Shipment first = shipping.pack(List.of(one));
        Shipment second = shipping.pack(List.of(one));

        assertThat(first.receipt()).matches("s3a://bucket/results/_submission-[0-9a-f-]{36}\\.json");
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
        assertThat(first.folder()).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void whatTheTextsAloneShowToBeWrongIsToldOfAllOfThem() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), Trial.PLAIN + "compare: {alpha: 2}\n");
        Path two = Files.writeString(
                folder.resolve("two.yaml"), Trial.PLAIN.replace("output: {", "output: {path: here, "));

        assertThatThrownBy(() -> new Shipping(options()).pack(List.of(one, two)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("3 problems")
                .hasMessageContaining("one.yaml:7: compare.alpha: 2")
                .hasMessageContaining("one.yaml:6: output.path: out: must be absolute or name its file system")
                .hasMessageContaining("two.yaml:6: output.path: here: must be absolute");
    }

    private Shipment shipment(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), yaml);
        Setting.Mapping settings = SettingFile.load(file, Map.of(), "2026-01-31", new ArrayList<>());
        return new Shipment("/r", folder, List.of(new Shipment.Item(file, settings)));
    }

    private static ConfigurationOptions options(String... arguments) {
        return CommandLine.populateCommand(new ConfigurationOptions(), arguments);
    }
}
