package io.assay.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command with a configuration has. */
final class ConfigurationOptions {

    @Option(
            names = "--run-date",
            paramLabel = "D",
            converter = RunDate.class,
            description = "The date or timestamp that is evaluated; names the output and resolves $${run-date}.")
    private @Nullable String runDate;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, as in --set compare.alpha=0.01; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--output", paramLabel = "DIR", description = "Where results are written; overrides output.path.")
    private @Nullable String output;

    /** Reads the configuration with these options laid on top. */
    Configuration read(Path file) throws IOException {
        return ConfigurationReader.read(existing(file), overrides(), runDate);
    }

    /** Reads a configuration of loss curves with these options laid on top. */
    CurveConfiguration readCurves(Path file) throws IOException {
        return CurveReader.read(existing(file), overrides(), runDate);
    }

    /** Reads the configuration as of another run date, for a command that is not given one. */
    Configuration read(Path file, String date) throws IOException {
        if (runDate != null) {
            throw new BadArgumentsException("--run-date means nothing here: give --from and --to");
        }
        return ConfigurationReader.read(existing(file), overrides(), date);
    }

    /** Packs the configuration, with these options laid on top, for a driver elsewhere; what is found wrong is added. */
    Shipment.Item pack(Path file, List<Problem> problems) throws IOException {
        return new Shipment.Item(file, SettingFile.load(existing(file), overrides(), runDate, problems));
    }

    /** The configuration that {@link #pack} packed. */
    Configuration unpack(Shipment.Item item, Path folder, List<Problem> problems) {
        return ConfigurationReader.of(item.settings(), folder, item.file(), runDate, problems);
    }

    private static Path existing(Path file) throws NoSuchFileException {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    private Map<String, String> overrides() {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        if (output != null) {
            all.put("output.path", "'" + output.replace("'", "''") + "'");
        }
        return all;
    }
}
