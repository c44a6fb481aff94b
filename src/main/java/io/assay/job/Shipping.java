package io.assay.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Prepares evaluations for a driver in a cluster: what the text of the configurations alone shows to be wrong is told
 * before anything is submitted.
 */
final class Shipping {

    private final ConfigurationOptions options;

    Shipping(ConfigurationOptions options) {
        this.options = options;
    }

    /**
     * Packs the configurations.
     *
     * @throws InvalidConfigurationException with all that is wrong with them
     */
    Shipment pack(List<Path> files) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        List<Problem> problems = new ArrayList<>();
        List<Shipment.Item> items = new ArrayList<>();
        String output = "";
        for (Path file : files) {
            List<Problem> own = new ArrayList<>();
            Shipment.Item item = options.pack(file, own);
            Configuration configuration = options.unpack(item, folder, own);
            problems.addAll(configuration.problems());
            String path = configuration.output().path();
            if (!CheckVerdictCommand.isUri(path) && !path.startsWith("/")) {
                problems.add(relative(item.settings(), path));
            }
            output = output.isEmpty() ? path : output;
            items.add(item);
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        // Names that begin with an underscore are no data.
        return new Shipment(output + "/_submission-" + UUID.randomUUID() + ".json", folder, items);
    }

    private static Problem relative(Setting.Mapping settings, String path) {
        Setting output = settings.entries().getOrDefault("output", settings);
        Setting place =
                output instanceof Setting.Mapping mapping ? mapping.entries().getOrDefault("path", output) : output;
        return new Problem(
                place.place(),
                "output.path",
                path,
                "must be absolute or name its file system (hdfs:, s3a:, file:) in cluster mode, where the working"
                        + " directory is one on a machine of the cluster");
    }
}
