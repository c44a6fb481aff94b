package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.input.Expressions;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Writes a first configuration for a dataset from its columns and its first rows. */
final class InitialConfiguration {

    private static final int PEEKED_ROWS = 20_000;
    private static final int LONGEST_VALUE = 80;

    /** How many rows are looked at for broken records. */
    private static final int BROKEN_ROWS = 1000;

    private final String path;
    private final String format;
    private final Map<String, String> options;
    private final DatasetGuess guess;
    private final List<String> columns;
    private final StringBuilder yaml = new StringBuilder();

    private InitialConfiguration(String path, String format, Map<String, String> options, DatasetSample sample) {
        this.path = path;
        this.format = format;
        this.options = options;
        this.columns = sample.columns();
        this.guess = new DatasetGuess(sample);
    }

    /**
     * The text of a configuration for what is at {@code path}.
     *
     * @param format of the files; null to go by their names
     * @throws io.assay.input.InputException if it cannot be read
     */
    static String of(SparkSession spark, String path, @Nullable String format) {
        String kind = format == null ? ConfigurationReader.format(path) : format;
        SourceReader reader = new SourceReader(spark, List.of(Path.of("").toAbsolutePath()));
        Map<String, String> options = options(reader, path, kind);
        Dataset<Row> rows = open(reader, path, kind, options).drop(SourceReader.CORRUPT);
        Column[] texts = Arrays.stream(rows.schema().fields())
                .map(InitialConfiguration::text)
                .toArray(Column[]::new);
        List<Row> sample = rows.limit(PEEKED_ROWS).select(texts).collectAsList();
        return new InitialConfiguration(path, kind, options, new DatasetSample(rows.schema(), sample)).text();
    }

    private static Dataset<Row> open(SourceReader reader, String path, String kind, Map<String, String> options) {
        return reader.open(new Source("init", kind, path, options, Optional.empty(), Optional.empty()));
    }

    /** The start of a value; bytes and maps tell nothing here. */
    private static Column text(StructField field) {
        boolean opaque = field.dataType() instanceof BinaryType
                || field.dataType() instanceof MapType
                || Expressions.isVector(field.dataType());
        Column column = functions.col(Expressions.quoted(field.name()));
        return opaque
                ? functions.lit(null).cast("string").as(field.name())
                : functions.substring(column.cast("string"), 1, LONGEST_VALUE).as(field.name());
    }

    /** A separator that makes more than one column, and quoted line breaks if records are broken without. */
    private static Map<String, String> options(SourceReader reader, String path, String kind) {
        Map<String, String> options = new LinkedHashMap<>();
        if (!kind.equals("csv")) {
            return options;
        }
        options.put("header", "true");
        for (String separator : List.of("\t", ";", "|")) {
            String[] names = open(reader, path, kind, options).columns();
            if (names.length == 2 && names[0].contains(separator)) {
                options.put("sep", separator);
            }
        }
        Map<String, String> multiLine = new LinkedHashMap<>(options);
        multiLine.put("multiLine", "true");
        multiLine.put("escape", "\"");
        long broken = broken(open(reader, path, kind, options));
        return broken > 0 && broken(open(reader, path, kind, multiLine)) < broken ? multiLine : options;
    }

    private static long broken(Dataset<Row> rows) {
        return rows.limit(BROKEN_ROWS).collectAsList().stream()
                .filter(row -> !row.isNullAt(row.fieldIndex(SourceReader.CORRUPT)))
                .count();
    }

    private String text() {
        line("# Guessed from the names and the first rows of " + comment(path) + ".");
        line("# Columns: " + comment(String.join(", ", columns)));
        line("# What begins with ??? could not be guessed. Every key is described in conf/reference.yaml.");
        String doubt = HeaderDoubt.of(columns);
        if (format.equals("csv") && !doubt.isEmpty()) {
            line("# But" + doubt.replaceFirst("^;", "") + ".");
        }
        line("evaluation: " + quoted(name()));
        line("input:");
        line("  format: " + format);
        line("  path: " + quoted(path));
        if (!options.isEmpty()) {
            line("  options: " + mapping(options));
        }
        columns();
        line("baseline: " + quoted(guess.baseline()) + "              # the version to compare with");
        if (!guess.slices().isEmpty()) {
            line("slices:");
            guess.slices().forEach(slice -> line("  - " + quoted(slice)));
        }
        line("losses:                    # the first one, over all rows, decides unless gates: say otherwise");
        guess.losses().forEach(loss -> line("  - " + loss));
        if (!guess.metrics().isEmpty()) {
            line("metrics: " + list(guess.metrics()));
        }
        line("compare:");
        line("  margin: {relative: 0.01} # the largest harm you would tolerate: 1 % of the baseline's cost");
        line("output: {path: out}");
        return yaml.toString();
    }

    private void columns() {
        line("columns:");
        line("  id: " + list(guess.id()) + "                # names an example; pairs the versions");
        if (guess.wide().isEmpty()) {
            line("  version: " + or(guess.version(), "??? the column that names the model version"));
        } else {
            line("  wide: " + mapping(guess.wide()) + "   # a column per version");
        }
        line("  label: " + or(guess.label(), "??? the truth"));
        if (guess.wide().isEmpty()) {
            line("  prediction: " + or(guess.prediction(), "??? what the model said"));
        }
        guess.weight().ifPresent(weight -> line("  weight: " + quoted(weight)));
        line("  # cluster: " + guess.cluster().map(InitialConfiguration::quoted).orElse("null")
                + "     # what is independent, where one user, query or document has many rows");
        guess.partition().ifPresent(partition -> line("  partition: " + list(List.of(partition))));
    }

    private String name() {
        Path file = Path.of(path.replaceAll("[*?{}\\[\\]]", "")).getFileName();
        String stem = String.valueOf(file).replaceFirst("(?<=.)\\..*$", "").replaceAll("[^A-Za-z0-9_-]+", "-");
        String visible = stem.replaceFirst("^[_-]+", "").replaceFirst("[_-]+$", "");
        return visible.isEmpty() ? "evaluation" : visible;
    }

    private static String or(Optional<String> column, String missing) {
        return quoted(column.orElse(missing));
    }

    private static String list(List<String> names) {
        return names.stream().map(InitialConfiguration::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String mapping(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Plain where YAML reads it back as it is; in single quotes, or with escapes, otherwise. */
    private static String quoted(String text) {
        if (text.matches("[A-Za-z_][A-Za-z0-9_./-]*") && !text.equalsIgnoreCase("null")) {
            return text;
        }
        if (text.matches("[\\p{Print}&&[^']]*")) {
            return "'" + text + "'";
        }
        try {
            String escaped = new ObjectMapper().writeValueAsString(text);
            // JSON leaves some control characters as they are.
            return Pattern.compile("\\p{Cntrl}|[\\u0080-\\u009f]")
                    .matcher(escaped)
                    .replaceAll(c -> String.format("\\\\u%04x", (int) c.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text is always JSON", e);
        }
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{C}", " ");
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
