package io.assay.job;

import io.assay.input.Conformer;
import io.assay.input.CsvNames;
import io.assay.input.Expressions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Holds the SQL of a configuration against the columns of a dataset: whether it can be resolved, gives one value per row,
 * and one of the right kind. Spark analyses a plan; nothing is read.
 */
final class ExpressionCheck {

    private static final Pattern UNRESOLVED = Pattern.compile("with name `([^`]+)` cannot be resolved");

    private final List<Problem> problems;

    /**
     * @param problems where what is wrong is told
     */
    ExpressionCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** What an expression is needed for. */
    enum Need {
        /** A text that tells rows apart. */
        KEY("") {
            @Override
            boolean accepts(DataType type) {
                return true;
            }
        },
        PREDICATE("must be true or false") {
            @Override
            boolean accepts(DataType type) {
                return type instanceof BooleanType || type instanceof NullType;
            }
        },
        NUMBER("must be a number, or a text that holds one") {
            @Override
            boolean accepts(DataType type) {
                return type instanceof NumericType
                        || type instanceof StringType
                        || type instanceof BooleanType
                        || type instanceof NullType;
            }
        },
        /** A label or a prediction. */
        OUTCOME("must be a number, a text, an array of these, an array of such arrays or a vector") {
            @Override
            boolean accepts(DataType type) {
                DataType single = element(element(type));
                return Expressions.isVector(type)
                        || NUMBER.accepts(single)
                        || single instanceof DateType
                        || single instanceof TimestampType
                        || single instanceof TimestampNTZType;
            }

            private static DataType element(DataType type) {
                return type instanceof ArrayType array ? array.elementType() : type;
            }
        };

        private final String rule;

        Need(String rule) {
            this.rule = rule;
        }

        abstract boolean accepts(DataType type);
    }

    /** Whether {@code text} serves; tells the problem if it does not. */
    boolean check(Dataset<Row> rows, String place, String key, String text, Need need) {
        Optional<Problem> problem = problem(rows, place, key, text, need);
        problem.ifPresent(problems::add);
        return problem.isEmpty();
    }

    /** Whether {@code text} serves on one of several sides, which share columns by name. */
    boolean checkAny(List<Dataset<Row>> sides, String place, String key, String text, Need need) {
        List<Problem> found = new ArrayList<>();
        for (Dataset<Row> side : sides) {
            Optional<Problem> problem = problem(side, place, key, text, need);
            if (problem.isEmpty()) {
                return true;
            }
            found.add(problem.get());
        }
        found.stream().findFirst().ifPresent(problems::add);
        return found.isEmpty();
    }

    /** Whether SQL that was made from {@code text} gives a number. */
    boolean checkMade(Dataset<Row> rows, String place, String key, String text, String sql) {
        String rule = "";
        try {
            DataType type = type(rows, sql);
            if (!Need.NUMBER.accepts(type)) {
                rule = "is " + type.simpleString() + "; " + Need.NUMBER.rule;
            }
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            rule = unresolved(rows, e).orElseGet(() -> "does not fit these columns: " + firstLine(e));
        }
        if (!rule.isEmpty()) {
            problems.add(new Problem(place, key, text, rule));
        }
        return rule.isEmpty();
    }

    private static Optional<Problem> problem(Dataset<Row> rows, String place, String key, String text, Need need) {
        try {
            DataType type = type(rows, Expressions.sql(text, rows.schema()));
            return need.accepts(type)
                    ? Optional.empty()
                    : Optional.of(new Problem(place, key, text, "is " + type.simpleString() + "; " + need.rule));
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return Optional.of(new Problem(place, key, text, rule(rows, text, e)));
        }
    }

    /** Beside all columns and inside of CASE: so aggregates, generators, stars and aliases are refused here already. */
    private static DataType type(Dataset<Row> rows, String sql) {
        StructField[] fields = rows.select(functions.col("*"), functions.expr("CASE WHEN true THEN (" + sql + ") END"))
                .schema()
                .fields();
        return fields[fields.length - 1].dataType();
    }

    private static String rule(Dataset<Row> rows, String text, Exception failure) {
        List<String> known =
                Arrays.stream(Conformer.own(rows.schema()).fieldNames()).toList();
        boolean unknown =
                text.matches("[\\p{L}_][\\p{L}\\p{N}_]*") && known.stream().noneMatch(text::equalsIgnoreCase);
        return unknown
                ? unknown("unknown column", text, known)
                : unresolved(rows, failure)
                        .orElseGet(() -> "is no valid SQL over these columns" + reason(text, failure)
                                + Nearest.hint(text, known));
    }

    private static String unknown(String rule, String name, List<String> known) {
        return CsvNames.repeated(name, known)
                .map(reason -> rule.endsWith(name) ? name + " " + reason : reason)
                .orElseGet(() -> rule + Nearest.hint(name, known) + HeaderDoubt.of(known));
    }

    /** What Spark says of the text alone, where it cannot be parsed; it knows nothing of what was put around it. */
    private static String reason(String text, Exception failure) {
        if (!(failure instanceof ParseException)) {
            return ": " + firstLine(failure);
        }
        try {
            functions.expr(text);
            return "";
        } catch (Exception e) { // Spark throws ParseException without declaring it
            return ": " + firstLine(e);
        }
    }

    /** Which column an expression names that is not there; Spark would suggest columns that are none of the user's. */
    private static Optional<String> unresolved(Dataset<Row> rows, Exception failure) {
        Matcher name = UNRESOLVED.matcher(String.valueOf(failure.getMessage()));
        List<String> known =
                Arrays.stream(Conformer.own(rows.schema()).fieldNames()).toList();
        return name.find()
                ? Optional.of(unknown("unknown column " + name.group(1), name.group(1), known))
                : Optional.empty();
    }

    /** What Spark says, without its codes. */
    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replaceFirst("^\\[[A-Z0-9_.]+] ?", "")
                .replaceFirst(" ?SQLSTATE: .*$", "");
    }
}
