package io.assay.job;

import io.assay.input.Conformer;
import io.assay.input.Expressions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Finds which columns of a dataset SQL reads: those without which it means nothing. Nothing is scanned. */
final class UsedColumns {

    private UsedColumns() {}

    /** The columns of the sources among {@code rows} that one of {@code texts} at least reads. */
    static Set<String> of(Dataset<Row> rows, List<String> texts) {
        Set<String> used = new LinkedHashSet<>();
        for (String column : Conformer.own(rows.schema()).fieldNames()) {
            List<String> naming =
                    texts.stream().filter(text -> names(text, column)).toList();
            Dataset<Row> without = naming.isEmpty() ? rows : without(rows, column);
            if (naming.stream().anyMatch(text -> resolves(rows, text) && !resolves(without, text))) {
                used.add(column);
            }
        }
        return used;
    }

    /** Whether a column's name stands in a text, if only as a part of another word. */
    private static boolean names(String text, String column) {
        String quoted = Expressions.quoted(column).toLowerCase(Locale.ROOT);
        String inside = quoted.substring(1, quoted.length() - 1);
        return text.toLowerCase(Locale.ROOT).contains(inside);
    }

    private static Dataset<Row> without(Dataset<Row> rows, String column) {
        return rows.select(Arrays.stream(rows.columns())
                .filter(name -> !name.equals(column))
                .map(name -> functions.col(Expressions.quoted(name)))
                .toArray(Column[]::new));
    }

    private static boolean resolves(Dataset<Row> rows, String text) {
        try {
            rows.select(functions.expr(text));
            return true;
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return false;
        }
    }
}
