package io.assay.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one mapping of a configuration, key by key. What is wrong is collected, not thrown, so that everything is told
 * at once; {@link #done()} then refuses the keys that nobody asked for.
 */
final class Section {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private final String path;
    private final Setting.Mapping mapping;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, Setting.Mapping mapping, List<Problem> problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** The mapping's place in its file. */
    String place() {
        return mapping.place();
    }

    /** Whether it has no keys at all. */
    boolean isEmpty() {
        return mapping.entries().isEmpty();
    }

    /** The keys of a mapping whose keys are names, all of them known. */
    Set<String> keys() {
        known.addAll(mapping.entries().keySet());
        return Collections.unmodifiableSet(new LinkedHashSet<>(mapping.entries().keySet()));
    }

    /** Whether {@code key} is there with a value. */
    boolean has(String key) {
        return setting(key).isPresent();
    }

    /** The value of {@code key}, if it is there and not null. */
    Optional<Setting> setting(String key) {
        known.add(key);
        Setting value = mapping.entries().get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String key) {
        Optional<Setting> value = setting(key);
        if (value.isPresent() && !(value.get() instanceof Setting.Scalar)) {
            problem(key, "must be a single text");
            return Optional.empty();
        }
        return value.map(Setting::toString);
    }

    /** A text that must be there; empty after a problem. */
    String required(String key, String meaning) {
        Optional<String> value = text(key);
        if (!has(key)) {
            missing(key, meaning);
        } else if (value.isPresent() && value.get().isBlank()) {
            problem(key, "must not be empty: " + meaning);
        }
        return value.orElse("");
    }

    /** Adds the problem that {@code key} is not there. */
    void missing(String key, String meaning) {
        problems.add(new Problem(mapping.place(), key(key), null, "is missing: " + meaning));
    }

    /** Refuses keys that mean nothing beside {@code other}. */
    void excludes(String other, String... keys) {
        for (String key : keys) {
            if (has(key)) {
                problem(key, "means nothing beside " + other + ":");
            }
        }
    }

    /** One of {@code allowed}, or {@code fallback} where the key is missing. */
    String oneOf(String key, String fallback, List<String> allowed) {
        Optional<String> value = text(key);
        if (value.isPresent() && !allowed.contains(value.get())) {
            problem(key, Nearest.unknown(value.get(), allowed));
            return fallback;
        }
        return value.orElse(fallback);
    }

    /** A number that satisfies {@code rule}. */
    Optional<Double> number(String key, DoublePredicate rule, String ruleText) {
        Optional<Setting> value = setting(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Double> number = number(value.get());
        if (number.isEmpty() || !rule.test(number.get())) {
            problem(key, ruleText);
            return Optional.empty();
        }
        return number;
    }

    boolean flag(String key, boolean fallback) {
        return oneOf(key, Boolean.toString(fallback), List.of("true", "false")).equals("true");
    }

    /** A list of texts; a single text counts as a list of one. */
    List<String> texts(String key) {
        Optional<Setting> value = setting(key);
        return value.isEmpty() ? List.of() : texts(key, value.get());
    }

    private List<String> texts(String key, Setting value) {
        if (value instanceof Setting.Scalar) {
            return List.of(value.toString());
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof Setting.Sequence sequence) {
            for (Setting item : sequence.items()) {
                if (item instanceof Setting.Scalar && !item.isNull()) {
                    texts.add(item.toString());
                } else {
                    problem(key, item, "must be a text");
                }
            }
        } else {
            problem(key, value, "must be a text or a list of texts");
        }
        return texts;
    }

    /** A list of finite numbers. */
    List<Double> numbers(String key) {
        Optional<List<Double>> numbers = numbers(items(key));
        if (numbers.isEmpty()) {
            problem(key, "must be a list of numbers");
        }
        return numbers.orElse(List.of());
    }

    /** A mapping of texts to texts; a list of numbers becomes an SQL array. */
    Map<String, String> textMap(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        Optional<Setting> value = setting(key);
        if (value.isPresent() && value.get() instanceof Setting.Mapping map) {
            map.entries().forEach((name, setting) -> {
                if (setting instanceof Setting.Scalar && !setting.isNull()) {
                    entries.put(name, setting.toString());
                } else if (setting instanceof Setting.Sequence list
                        && numbers(list.items()).isPresent()) {
                    entries.put(name, array(numbers(list.items()).get()));
                } else {
                    problem(key + "." + name, setting, "must be a single text");
                }
            });
        } else {
            value.ifPresent(setting -> problem(key, "must be a mapping of names to texts"));
        }
        return entries;
    }

    /** The mapping under {@code key}; an empty one where it is missing. */
    Section section(String key) {
        Optional<Setting> value = setting(key);
        if (value.isPresent() && value.get() instanceof Setting.Mapping map) {
            return new Section(key(key), map, problems);
        }
        value.ifPresent(setting -> problem(key, "must be a mapping"));
        return new Section(key(key), new Setting.Mapping(mapping.place(), Map.of()), problems);
    }

    /** The items of the list under {@code key}; a single item counts as a list of one. */
    List<Setting> items(String key) {
        return setting(key)
                .map(value -> value instanceof Setting.Sequence sequence ? sequence.items() : List.of(value))
                .orElse(List.of());
    }

    /** Makes keys known that are read elsewhere. */
    void knows(String... keys) {
        known.addAll(List.of(keys));
    }

    /** Refuses every key that was not asked for. */
    void done() {
        for (Map.Entry<String, Setting> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                problems.add(new Problem(
                        entry.getValue().place(),
                        key(entry.getKey()),
                        entry.getValue().toString(),
                        "unknown key" + Nearest.hint(entry.getKey(), known)));
            }
        }
    }

    /** Adds a problem with the value of {@code key}, or with its absence. */
    void problem(String key, String rule) {
        setting(key)
                .ifPresentOrElse(
                        value -> problem(key, value, rule),
                        () -> problems.add(new Problem(place(), key(key), null, rule)));
    }

    /** Adds a problem with one of the values of {@code key}. */
    void problem(String key, Setting value, String rule) {
        problems.add(new Problem(value.place(), key(key), value.toString(), rule));
    }

    private String key(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Optional<List<Double>> numbers(List<Setting> items) {
        List<Double> numbers = new ArrayList<>();
        for (Setting item : items) {
            number(item).ifPresent(numbers::add);
        }
        return numbers.size() == items.size() ? Optional.of(numbers) : Optional.empty();
    }

    private static String array(List<Double> numbers) {
        return numbers.stream().map(number -> number + "D").collect(Collectors.joining(", ", "array(", ")"));
    }

    /** Whether a text is a finite number as YAML writes it. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
    }

    /** A finite number as YAML writes it. */
    private static Optional<Double> number(Setting value) {
        return value instanceof Setting.Scalar
                        && NUMBER.matcher(value.toString()).matches()
                ? Optional.of(Double.valueOf(value.toString())).filter(Double::isFinite)
                : Optional.empty();
    }
}
