package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.assay.report.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The numbers in a file of coefficients. JSON: lists, nested or not, and objects of named numbers, all of them in the
 * order written. CSV: the last field of each record, of which the first may be a header.
 */
final class CoefficientFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int LONGEST = 40;

    private final List<Double> numbers = new ArrayList<>();

    private CoefficientFile() {}

    /**
     * Reads the bytes of a file.
     *
     * @throws IOException with what is wrong, as the end of a sentence
     */
    static double[] numbers(String path, byte[] bytes) throws IOException {
        CoefficientFile file = new CoefficientFile();
        if (path.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            file.addCsv(new String(bytes, StandardCharsets.UTF_8));
        } else {
            file.addJson(bytes);
        }
        if (file.numbers.isEmpty()) {
            throw new IOException("holds no number");
        }
        return file.numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void addJson(byte[] bytes) throws IOException {
        try {
            add(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new IOException("is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void add(JsonNode node) throws IOException {
        if (node.isContainerNode()) {
            for (JsonNode child : node) {
                add(child);
            }
        } else if (node.isNumber()) {
            add(node.doubleValue(), node.asText());
        } else if (!node.isMissingNode()) {
            throw noNumber(node.toString());
        }
    }

    private void add(double number, String text) throws IOException {
        if (!Double.isFinite(number)) {
            throw noNumber(text);
        }
        numbers.add(number);
    }

    private void addCsv(String text) throws IOException {
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text)) {
            boolean first = true;
            for (CsvRecord each : records) {
                String field = each.getField(each.getFieldCount() - 1).strip();
                OptionalDouble number = number(field);
                if (number.isPresent()) {
                    add(number.getAsDouble(), field);
                } else if (!first) {
                    throw noNumber(field);
                }
                first = false;
            }
        } catch (CsvParseException e) {
            throw new IOException("is no CSV: " + e.getMessage(), e);
        }
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private IOException noNumber(String text) {
        return new IOException("coefficient " + (numbers.size() + 1) + " is " + Shown.whole(shortened(text))
                + ", which is no finite number");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
