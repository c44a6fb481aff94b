package io.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The formats index: every {@link Format} that a configuration can name under {@code output.formats}. */
public final class Formats {

    private static final List<Format> BUILT_IN =
            List.of(new CsvTables(), new JsonReport(), new JunitReport(), new MarkdownSummary(), new HtmlReport());

    private Formats() {}

    /** The formats of this program, then those that other jars bring. */
    public static List<Format> all() {
        List<Format> formats = new ArrayList<>(BUILT_IN);
        ServiceLoader.load(Format.class, Format.class.getClassLoader()).forEach(formats::add);
        return List.copyOf(formats);
    }

    /** The names of {@link #all()}. */
    public static List<String> names() {
        return all().stream().map(Format::name).toList();
    }

    /** The format called {@code name}; refuses an unknown one by listing those that are known. */
    public static Format named(String name) {
        return all().stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown report format: " + name + " (known: " + String.join(", ", names()) + ")"));
    }
}
