package io.assay.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Map;

/**
 * How JSON is written here: keys in the order of the calls, two blanks of indentation, line feeds on every system, the
 * shortest decimal that reads back as the same double, and {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} as
 * text, since JSON has no such numbers.
 */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private Json() {}

    static JsonGenerator to(Writer out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));
        return json;
    }

    /** Writes a number field. */
    static void number(JsonGenerator json, String field, double value) throws IOException {
        json.writeFieldName(field);
        number(json, value);
    }

    /** Writes an array of texts. */
    static void texts(JsonGenerator json, String field, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Writes counts as an object, in the order of the map. */
    static void counts(JsonGenerator json, String field, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** Writes one row of a table as an object whose keys are the columns. */
    static <R> void row(JsonGenerator json, Table<R> table, Evaluation evaluation, R row) throws IOException {
        json.writeStartObject();
        for (Table.Column<R> column : table.columns()) {
            json.writeFieldName(column.name());
            Object value = column.value().of(evaluation, row);
            if (value instanceof Double number) {
                number(json, number);
            } else if (value instanceof Long count) {
                json.writeNumber(count);
            } else {
                json.writeString((String) value);
            }
        }
        json.writeEndObject();
    }

    /** Writes the rows of a table as an array of objects. */
    static <R> void table(JsonGenerator json, String field, Table<R> table, Evaluation evaluation) throws IOException {
        json.writeArrayFieldStart(field);
        for (R row : table.rows(evaluation)) {
            row(json, table, evaluation, row);
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }
}
