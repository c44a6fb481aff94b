package io.assay.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Loads a YAML 1.2 file into {@link Setting}s: {@code extends} is followed, {@code --set} laid on top, and
 * {@code ${run-date}} and {@code ${env:NAME}} resolved.
 */
final class SettingFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final List<Problem> problems;
    private final @Nullable String runDate;

    private SettingFile(List<Problem> problems, @Nullable String runDate) {
        this.problems = problems;
        this.runDate = runDate;
    }

    /**
     * The settings of {@code file} with {@code overrides} ({@code compare.alpha=0.01}) laid on top.
     *
     * @throws InvalidConfigurationException if a file is no YAML mapping, or an override or variable cannot be read
     */
    static Setting.Mapping load(Path file, Map<String, String> overrides, @Nullable String runDate) throws IOException {
        List<Problem> problems = new ArrayList<>();
        SettingFile loader = new SettingFile(problems, runDate);
        Setting settings = loader.withParents(file, new LinkedHashSet<>());
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            settings = Setting.merge(settings, loader.override(override.getKey(), override.getValue()));
        }
        String date = runDate != null ? runDate : dateOf(settings);
        settings = loader.resolved(settings, date);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return (Setting.Mapping) settings;
    }

    private static @Nullable String dateOf(Setting settings) {
        Setting date = ((Setting.Mapping) settings).entries().get("run-date");
        return date instanceof Setting.Scalar scalar ? scalar.text() : null;
    }

    private Setting withParents(Path file, Set<Path> seen) throws IOException {
        Path real = file.toAbsolutePath().normalize();
        if (!seen.add(real)) {
            throw new InvalidConfigurationException(
                    List.of(new Problem(file + ":1", "extends", real.toString(), "extends itself through " + seen)));
        }
        Setting settings = parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        if (!(settings instanceof Setting.Mapping mapping)) {
            throw new InvalidConfigurationException(
                    List.of(new Problem(file + ":1", "", null, "a configuration must be a mapping of keys to values")));
        }
        Setting parent = mapping.entries().get("extends");
        if (!(parent instanceof Setting.Scalar name) || name.text() == null) {
            return mapping;
        }
        Path parentFile = real.resolveSibling(name.text());
        if (!Files.isRegularFile(parentFile)) {
            throw new InvalidConfigurationException(
                    List.of(new Problem(name.place(), "extends", name.text(), "no such file: " + parentFile)));
        }
        Map<String, Setting> own = new LinkedHashMap<>(mapping.entries());
        own.remove("extends");
        return Setting.merge(withParents(parentFile, seen), new Setting.Mapping(mapping.place(), own));
    }

    private Setting override(String key, String value) {
        Setting setting = parse("--set " + key, value);
        String[] path = key.split("\\.");
        for (int i = path.length - 1; i >= 0; i--) {
            setting = new Setting.Mapping("--set " + key, new LinkedHashMap<>(Map.of(path[i], setting)));
        }
        return setting;
    }

    private Setting parse(String name, String text) {
        try {
            Node root = new Compose(LoadSettings.builder().setLabel(name).build())
                    .composeString(text)
                    .orElse(null);
            return root == null ? new Setting.Mapping(name + ":1", new LinkedHashMap<>()) : setting(name, root);
        } catch (MarkedYamlEngineException e) {
            String place =
                    name + ":" + e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
            throw new InvalidConfigurationException(
                    List.of(new Problem(place, "YAML", null, "cannot be parsed: " + e.getProblem())));
        }
    }

    private Setting setting(String file, Node node) {
        String place = file + ":"
                + node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(1);
        if (node instanceof MappingNode mapping) {
            Map<String, Setting> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                if (entries.put(key, setting(file, tuple.getValueNode())) != null) {
                    problems.add(new Problem(place, key, null, "stands twice in the same mapping"));
                }
            }
            return new Setting.Mapping(place, entries);
        }
        if (node instanceof SequenceNode sequence) {
            return new Setting.Sequence(
                    place,
                    sequence.getValue().stream()
                            .map(item -> setting(file, item))
                            .toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean isNull = scalar.isPlain() && scalar.getTag().equals(Tag.NULL);
        return new Setting.Scalar(place, isNull ? null : scalar.getValue());
    }

    private Setting resolved(Setting setting, @Nullable String date) {
        if (setting instanceof Setting.Mapping mapping) {
            return new Setting.Mapping(mapping.place(), mapped(mapping.entries(), value -> resolved(value, date)));
        }
        if (setting instanceof Setting.Sequence sequence) {
            return new Setting.Sequence(
                    sequence.place(),
                    sequence.items().stream().map(item -> resolved(item, date)).toList());
        }
        Setting.Scalar scalar = (Setting.Scalar) setting;
        if (scalar.text() == null || !scalar.text().contains("${")) {
            return scalar;
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(scalar.text());
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(variable(scalar.place(), matcher.group(1), date)));
        }
        return new Setting.Scalar(scalar.place(), matcher.appendTail(text).toString());
    }

    private String variable(String place, String name, @Nullable String date) {
        if (name.equals("run-date")) {
            if (date != null) {
                return date;
            }
            problems.add(
                    new Problem(place, "${run-date}", null, "no run date: give --run-date, or run-date: in the file"));
        } else if (name.startsWith("env:")) {
            String value = System.getenv(name.substring(4));
            if (value != null) {
                return value;
            }
            problems.add(new Problem(place, "${" + name + "}", null, "this environment variable is not set"));
        } else {
            problems.add(new Problem(place, "${" + name + "}", null, "unknown variable (known: run-date, env:NAME)"));
        }
        return "";
    }

    private static Map<String, Setting> mapped(Map<String, Setting> entries, UnaryOperator<Setting> change) {
        Map<String, Setting> result = new LinkedHashMap<>();
        entries.forEach((key, value) -> result.put(key, change.apply(value)));
        return result;
    }
}
