package io.assay.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables as CSV, quoted by RFC 4180, with a header, lines ending in a line feed as Unix tools expect.
 *
 * <p>Numbers read back to the same bits; NaN is an empty cell and infinity is {@code Infinity}. An empty text is
 * {@code ""}, so that it differs from no number.
 *
 * <p>Text is exact, whatever it begins with. A spreadsheet may take a version called {@code =1+1} for a formula; adding
 * an apostrophe would protect that spreadsheet and break every join on the name, so such cells are quoted and otherwise
 * left alone. Import untrusted names as text, or read the HTML report instead.
 */
final class CsvTables implements Format {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (Table<?> table : Table.ALL) {
            documents.add(document(table));
        }
        return documents;
    }

    private static <R> Document document(Table<R> table) {
        return new Document(
                table.name() + ".csv", (evaluation, out) -> write(table, evaluation, out), table::isWritten);
    }

    static <R> void write(Table<R> table, Evaluation evaluation, Writer out) throws IOException {
        write(
                table.columnNames(),
                table.columns().stream().map(Table.Column::type).toList(),
                () -> table.rows(evaluation).stream()
                        .map(row -> table.values(evaluation, row))
                        .iterator(),
                out);
    }

    /** Writes any table by its columns' names and types. */
    static void write(List<String> names, List<Table.Type> types, Iterable<List<Object>> rows, Writer out)
            throws IOException {
        // Not closed: the writer below belongs to the caller, and nothing but its buffer would be released.
        CsvWriter csv = CsvWriter.builder()
                .quoteStrategy(new QuotedFormulas(types))
                .lineDelimiter(LineDelimiter.LF)
                .build(out);
        csv.writeRecord(names);
        for (List<Object> row : rows) {
            csv.writeRecord(cells(row));
        }
        csv.flush();
    }

    private static List<@Nullable String> cells(List<Object> values) {
        List<@Nullable String> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(value instanceof Double number ? text(number) : value.toString());
        }
        return cells;
    }

    /** The shortest decimal that reads back as the same double; null for NaN. */
    private static @Nullable String text(double number) {
        return Double.isNaN(number) ? null : NumberOutput.toString(number, true);
    }

    /** Quotes, beside what RFC 4180 asks for, empty text and text that a spreadsheet could take for a formula. */
    private record QuotedFormulas(List<Table.Type> types) implements QuoteStrategy {

        @Override
        public boolean quoteEmpty(int line, int field) {
            return true;
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return types.get(field) == Table.Type.TEXT && "=+-@\t".indexOf(value.charAt(0)) >= 0;
        }
    }
}
