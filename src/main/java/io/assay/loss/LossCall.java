package io.assay.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A loss with parameters, as configurations write it: {@code huber}, {@code huber(delta=1.5)},
 * {@code multi_quantile_loss(tau=[0.1, 0.5, 0.9])}, {@code cost_matrix_loss(cost=[[0, 1], [5, 0]])}. Whether there is
 * such a loss is not looked up here.
 *
 * @param name the name before the parenthesis
 * @param parameters by name: Double, {@link Doubles}, {@link Matrix}, String, or null for a parameter to be absent; true
 *     is 1 and false is 0
 */
public record LossCall(String name, SortedMap<String, @Nullable Object> parameters) {

    private static final String WORD = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern CALL = Pattern.compile("(?s)\\s*(" + WORD + ")\\s*(?:\\((.*)\\)\\s*)?");
    private static final Pattern PARAMETER = Pattern.compile("(?s)\\s*(" + WORD + ")\\s*=(.*)");

    /** Letters first, and nothing that YAML reads as another type or as syntax. */
    private static final Pattern PLAIN_TEXT = Pattern.compile("(?!(?i:null|true|false)$)" + WORD);

    public LossCall {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * Reads {@code name} or {@code name(parameter=value, …)}; values are YAML.
     *
     * @throws IllegalArgumentException naming the text, the position in it (from 1) and the rule
     */
    public static LossCall parse(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw invalid(text, 0, "must be name or name(parameter=value, …)");
        }
        SortedMap<String, @Nullable Object> parameters = new TreeMap<>();
        if (call.group(2) != null && !call.group(2).isBlank()) {
            for (int[] piece : pieces(text, call.start(2), call.end(2))) {
                addParameter(parameters, text, piece[0], piece[1]);
            }
        }
        return new LossCall(call.group(1), parameters);
    }

    private static void addParameter(SortedMap<String, @Nullable Object> parameters, String text, int start, int end) {
        Matcher parameter = PARAMETER.matcher(text).region(start, end);
        if (!parameter.matches()) {
            throw invalid(text, start, "must be parameter=value");
        }
        if (parameters.containsKey(parameter.group(1))) {
            throw invalid(text, parameter.start(1), parameter.group(1) + " must be given once");
        }
        parameters.put(parameter.group(1), value(text, parameter.start(2), parameter.end(2)));
    }

    /** Starts and ends of what stands between commas that are neither in brackets nor in quotes. */
    private static List<int[]> pieces(String text, int start, int end) {
        List<int[]> pieces = new ArrayList<>();
        int depth = 0;
        int from = start;
        for (int i = start; i < end; i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"', '\'' -> i = closingQuote(text, i, end);
                case '[', '{', '(' -> depth++;
                case ']', '}', ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        pieces.add(new int[] {from, i});
                        from = i + 1;
                    }
                }
                default -> {}
            }
            if (depth < 0) {
                throw invalid(text, i, "closes a bracket that was not opened");
            }
        }
        pieces.add(new int[] {from, end});
        return pieces;
    }

    private static int closingQuote(String text, int opening, int end) {
        char quote = text.charAt(opening);
        for (int i = opening + 1; i < end; i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        throw invalid(text, opening, "opens a quote that is not closed");
    }

    private static @Nullable Object value(String text, int start, int end) {
        String written = text.substring(start, end);
        if (written.isBlank()) {
            throw invalid(text, start, "must have a value (null for none)");
        }
        Object value;
        try {
            value = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .loadFromString(written.strip());
        } catch (YamlEngineException e) {
            throw invalid(text, start, "must be a YAML value", e);
        }
        return typed(value, text, start);
    }

    private static @Nullable Object typed(@Nullable Object value, String text, int start) {
        if (value instanceof List<?> list) {
            boolean nested = !list.isEmpty() && list.get(0) instanceof List<?>;
            return nested ? Matrix.of(rows(list, text, start)) : Doubles.of(numbers(list, text, start));
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        if (value == null || value instanceof String) {
            return value;
        }
        throw invalid(text, start, "must be a number, a text, a list of numbers or a list of such lists");
    }

    private static double[][] rows(List<?> list, String text, int start) {
        double[][] rows = new double[list.size()][];
        for (int i = 0; i < rows.length; i++) {
            if (!(list.get(i) instanceof List<?> row)) {
                throw invalid(text, start, "must be a list of lists of numbers throughout");
            }
            rows[i] = numbers(row, text, start);
        }
        return rows;
    }

    private static double[] numbers(List<?> list, String text, int start) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            boolean nested = list.get(i) instanceof List<?>;
            if (nested || !(typed(list.get(i), text, start) instanceof Double number)) {
                throw invalid(text, start, "must be a list of numbers");
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private static IllegalArgumentException invalid(String text, int index, String rule) {
        return invalid(text, index, rule, null);
    }

    private static IllegalArgumentException invalid(String text, int index, String rule, @Nullable Throwable cause) {
        int position = index;
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        String rest = text.substring(position);
        return new IllegalArgumentException(
                "Cannot read loss '" + text + "': at character " + (position + 1) + ", '" + rest + "' " + rule, cause);
    }

    /** The canonical text: parameters in alphabetical order, {@code huber(delta=1.5)}; reads as an equal call. */
    @Override
    public String toString() {
        if (parameters.isEmpty()) {
            return name;
        }
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double number) {
            return text(number.doubleValue());
        }
        if (value instanceof Doubles array) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                elements.add(text(array.at(i)));
            }
            return "[" + String.join(", ", elements) + "]";
        }
        if (value instanceof Matrix matrix) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < matrix.rows(); i++) {
                rows.add(text(matrix.row(i)));
            }
            return "[" + String.join(", ", rows) + "]";
        }
        return value == null ? "null" : quoted(value.toString());
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15 && !isNegativeZero(number);
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private static boolean isNegativeZero(double number) {
        return number == 0 && 1 / number < 0;
    }

    private static String quoted(String text) {
        if (PLAIN_TEXT.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ' || character > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
