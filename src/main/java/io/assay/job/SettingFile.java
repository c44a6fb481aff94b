package io.assay.job;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Loads a YAML 1.2 file into {@link Setting}s: {@code extends} is followed, {@code --set} laid on top, and
 * {@code ${run-date}} and {@code ${env:NAME}} resolved.
 */
final class SettingFile {

    private static final Pattern KEY_PART = Pattern.compile("\"([^\"]+)\"|([^.\"]+)");
    private static final Pattern KEY = Pattern.compile("(?:" + KEY_PART + ")(?:\\.(?:" + KEY_PART + "))*");

    private final List<Problem> problems;

    private SettingFile(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * The settings of {@code file} with {@code overrides} ({@code compare.alpha=0.01}) laid on top.
     *
     * @param problems takes what is wrong but leaves the rest readable, such as a key that stands twice
     * @throws InvalidConfigurationException if a file is no YAML mapping
     */
    static Setting.Mapping load(
            Path file, Map<String, String> overrides, @Nullable String runDate, List<Problem> problems)
            throws IOException {
        SettingFile loader = new SettingFile(problems);
        Setting.Mapping settings = loader.withParents(file, new LinkedHashSet<>());
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            settings = merged(settings, loader.override(override.getKey(), override.getValue()));
        }
        return new Variables(problems).resolved(settings, runDate);
    }

    private static Setting.Mapping merged(Setting.Mapping base, Setting.Mapping over) {
        return (Setting.Mapping) Setting.merge(base, over);
    }

    private Setting.Mapping withParents(Path file, Set<Path> seen) throws IOException {
        Path real = file.toAbsolutePath().normalize();
        if (!seen.add(real)) {
            throw broken(file + ":1", "extends", real.toString(), "extends itself through " + seen);
        }
        Optional<Setting> settings = parsed(file.toString(), text(file));
        if (settings.isPresent() && !(settings.get() instanceof Setting.Mapping)) {
            throw broken(file + ":1", "YAML", null, "a configuration must be a mapping of keys to values");
        }
        Setting.Mapping mapping = (Setting.Mapping) settings.orElse(new Setting.Mapping(file + ":1", Map.of()));
        Map<String, Setting> own = new LinkedHashMap<>(mapping.entries());
        Setting parent = own.remove("extends");
        Setting.Mapping without = new Setting.Mapping(mapping.place(), own);
        return parent == null || parent.isNull()
                ? without
                : merged(withParents(parentFile(real, parent), seen), without);
    }

    private static Path parentFile(Path file, Setting parent) {
        if (!(parent instanceof Setting.Scalar)) {
            throw broken(parent.place(), "extends", parent.toString(), "must be the path of one file");
        }
        Path found = file.resolveSibling(parent.toString());
        if (!Files.isRegularFile(found)) {
            throw broken(parent.place(), "extends", parent.toString(), "no such file: " + found);
        }
        return found;
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw broken(file + ":1", "YAML", null, "must be encoded in UTF-8");
        }
    }

    /** {@code compare.alpha} as a mapping in a mapping; a part with dots of its own stands in double quotes. */
    private Setting.Mapping override(String key, String value) {
        String place = "--set " + key;
        if (!KEY.matcher(key).matches()) {
            problems.add(new Problem(place, "--set", value, "must be key=value with a key such as compare.alpha"));
            return new Setting.Mapping(place, Map.of());
        }
        Setting setting = parsed(place, value).orElse(new Setting.Scalar(place, null));
        List<String> path = KEY_PART.matcher(key)
                .results()
                .map(part -> Optional.ofNullable(part.group(1)).orElse(part.group(2)))
                .toList();
        for (int i = path.size() - 1; i > 0; i--) {
            setting = new Setting.Mapping(place, Map.of(path.get(i), setting));
        }
        return new Setting.Mapping(place, Map.of(path.get(0), setting));
    }

    /** The value that a YAML text holds; empty where it holds none. */
    private Optional<Setting> parsed(String name, String text) {
        SettingNodes nodes = new SettingNodes(name, problems);
        try {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setLabel(name)
                            .setSchema(new CoreSchema())
                            .build())
                    .composeString(text);
            return root.map(nodes::setting);
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark().map(nodes::place).orElse(name);
            throw broken(place, "YAML", null, "cannot be parsed: " + e.getProblem());
        } catch (YamlEngineException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw broken(name, "YAML", null, "cannot be parsed: " + message);
        }
    }

    private static InvalidConfigurationException broken(String place, String key, @Nullable String value, String rule) {
        return new InvalidConfigurationException(List.of(new Problem(place, key, value, rule)));
    }

    /** Replaces {@code ${run-date}} and {@code ${env:NAME}} in every text. */
    private static final class Variables {

        private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
        private static final String RUN_DATE = "run-date";

        private final List<Problem> problems;
        private @Nullable String date;

        Variables(List<Problem> problems) {
            this.problems = problems;
        }

        /** The settings with every variable replaced; the date given wins over that of the settings. */
        Setting.Mapping resolved(Setting.Mapping settings, @Nullable String given) {
            Map<String, Setting> entries = new LinkedHashMap<>(settings.entries());
            Setting configured = entries.get(RUN_DATE);
            if (configured != null) {
                entries.put(RUN_DATE, resolved(configured));
            }
            date = given != null ? given : dateOf(entries.get(RUN_DATE));
            entries.replaceAll((key, value) -> key.equals(RUN_DATE) ? value : resolved(value));
            return new Setting.Mapping(settings.place(), entries);
        }

        private static @Nullable String dateOf(@Nullable Setting setting) {
            return setting instanceof Setting.Scalar scalar ? scalar.text() : null;
        }

        private Setting resolved(Setting setting) {
            if (setting instanceof Setting.Mapping mapping) {
                Map<String, Setting> entries = new LinkedHashMap<>(mapping.entries());
                entries.replaceAll((key, value) -> resolved(value));
                return new Setting.Mapping(mapping.place(), entries);
            }
            if (setting instanceof Setting.Sequence sequence) {
                return new Setting.Sequence(
                        sequence.place(),
                        sequence.items().stream().map(this::resolved).toList());
            }
            return setting.isNull() ? setting : resolved((Setting.Scalar) setting);
        }

        private Setting.Scalar resolved(Setting.Scalar scalar) {
            String text = VARIABLE.matcher(scalar.toString())
                    .replaceAll(variable -> Matcher.quoteReplacement(
                            value(scalar.place(), variable.group(1)).orElse(variable.group())));
            return new Setting.Scalar(scalar.place(), text);
        }

        /** Empty, after a problem, where there is no value. */
        private Optional<String> value(String place, String name) {
            Optional<String> value = Optional.empty();
            String rule = "unknown variable (known: ${run-date}, ${env:NAME})";
            if (name.equals(RUN_DATE)) {
                value = Optional.ofNullable(date);
                rule = "no run date: give --run-date, or run-date: in the file";
            } else if (name.startsWith("env:")) {
                value = Optional.ofNullable(System.getenv(name.substring(4)));
                rule = "this environment variable is not set";
            }
            if (value.isEmpty()) {
                problems.add(new Problem(place, "${" + name + "}", null, rule));
            }
            return value;
        }
    }
}
