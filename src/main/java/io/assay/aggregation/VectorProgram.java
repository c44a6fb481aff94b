package io.assay.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Concat;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Computes expressions of the scan's columns batch by batch, each distinct subtree once. What is not known here is left to
 * Spark, row by row; so every expression has a vector.
 */
final class VectorProgram {

    private final Map<Expression, Vector<double[]>> doubles = new IdentityHashMap<>();
    private final Map<Expression, Vector<long[]>> longs = new IdentityHashMap<>();
    private final Map<Expression, Vector<byte[]>> truths = new IdentityHashMap<>();
    private final Map<Expression, Vector<byte[]>> nulls = new IdentityHashMap<>();
    private final Map<Expression, Vector<Object[]>> objects = new IdentityHashMap<>();
    private final Map<Expression, Choice> choices = new IdentityHashMap<>();
    private final Map<Expression, Set<BoundReference>> references = new IdentityHashMap<>();
    private final Map<Integer, DistinctTexts> distinct = new HashMap<>();
    private final Interning interning = new Interning();
    private final NumberProgram numbers = new NumberProgram(this);
    private final TruthProgram tests = new TruthProgram(this);
    private final List<String> byRow = new ArrayList<>();

    /** What is computed row by row, as texts for people. */
    List<String> byRow() {
        return byRow;
    }

    /** A name stands for what bears it. */
    static Expression bare(Expression expression) {
        Expression bare = expression;
        while (bare instanceof NamedCall) {
            bare = children(bare).get(0);
        }
        return bare;
    }

    static List<Expression> children(Expression expression) {
        return CollectionConverters.asJava(expression.children());
    }

    private static <V> V known(
            Map<Expression, V> vectors, Expression expression, java.util.function.Function<Expression, V> making) {
        V known = vectors.get(expression);
        if (known == null) {
            known = making.apply(expression);
            vectors.put(expression, known);
        }
        return known;
    }

    private Expression one(Expression expression) {
        return interning.of(bare(expression));
    }

    /** Numbers of types double and float. */
    Vector<double[]> doubles(Expression expression) {
        return known(doubles, one(expression), own -> numbers.doubles(own).orElseGet(() -> rowDoubles(own)));
    }

    /** Integers of any width, dates and timestamps. */
    Vector<long[]> longs(Expression expression) {
        return known(longs, one(expression), own -> numbers.longs(own).orElseGet(() -> rowLongs(own)));
    }

    Vector<byte[]> truths(Expression expression) {
        return known(truths, one(expression), own -> tests.truths(own).orElseGet(() -> rowTruths(own)));
    }

    /** True where an expression is null, else false. */
    Vector<byte[]> isNull(Expression expression) {
        return known(nulls, one(expression), this::nullness);
    }

    /** Texts, arrays and structures. */
    Vector<Object[]> objects(Expression expression) {
        return known(objects, one(expression), own -> knownObjects(own).orElseGet(() -> rowObjects(own)));
    }

    private Vector<double[]> rowDoubles(Expression expression) {
        Optional<DistinctTexts> texts = soleText(expression);
        return texts.isPresent()
                ? new TextFunction(expression, texts.get()).doubles()
                : byRow(expression).doubles();
    }

    private Vector<long[]> rowLongs(Expression expression) {
        Optional<DistinctTexts> texts = soleText(expression);
        return texts.isPresent()
                ? new TextFunction(expression, texts.get()).longs()
                : byRow(expression).longs();
    }

    private Vector<byte[]> rowTruths(Expression expression) {
        Optional<DistinctTexts> texts = soleText(expression);
        return texts.isPresent()
                ? new TextFunction(expression, texts.get()).truths()
                : byRow(expression).truths();
    }

    private Vector<Object[]> rowObjects(Expression expression) {
        return byRow(expression).objects();
    }

    private RowExpression byRow(Expression expression) {
        byRow.add(expression.toString());
        return new RowExpression(expression);
    }

    /** The texts of the one column that an expression depends on. */
    private Optional<DistinctTexts> soleText(Expression expression) {
        Set<BoundReference> read = references(expression);
        if (read.size() != 1) {
            return Optional.empty();
        }
        BoundReference only = read.iterator().next();
        return only.dataType().equals(DataTypes.StringType)
                ? Optional.of(distinct.computeIfAbsent(only.ordinal(), DistinctTexts::new))
                : Optional.empty();
    }

    private Set<BoundReference> references(Expression expression) {
        Set<BoundReference> known = references.get(expression);
        if (known == null) {
            known = new LinkedHashSet<>();
            if (expression instanceof BoundReference reference) {
                known.add(reference);
            }
            for (Expression child : children(expression)) {
                known.addAll(references(child));
            }
            references.put(expression, known);
        }
        return known;
    }

    /** The branches of a conditional expression; empty for any other. */
    Optional<Conditional> conditional(Expression expression) {
        return Conditional.of(expression);
    }

    /** Which branch rows take. */
    Choice choice(Expression expression, Conditional conditional) {
        return known(choices, expression, own -> {
            List<Vector<byte[]>> conditions = new ArrayList<>();
            for (Expression condition : conditional.conditions()) {
                conditions.add(own instanceof Coalesce ? Truths.not(isNull(condition)) : truths(condition));
            }
            return new Choice(conditions);
        });
    }

    /**
     * True where an expression is null for sure, without asking Spark: for texts of which only conditions and constants
     * are looked at.
     */
    Vector<byte[]> isSurelyNull(Expression expression) {
        Expression own = one(expression);
        if (own instanceof Coalesce) {
            return children(own).stream()
                    .map(this::isSurelyNull)
                    .reduce(Truths::and)
                    .orElse(Truths.constant(Truths.TRUE));
        }
        Optional<Conditional> conditional = conditional(own);
        if (conditional.isPresent()) {
            List<Vector<byte[]>> branches =
                    conditional.get().values().stream().map(this::isSurelyNull).toList();
            return choice(own, conditional.get()).truths(branches, Truths.TRUE);
        }
        return own instanceof Literal || own instanceof BoundReference ? isNull(own) : Truths.constant(Truths.FALSE);
    }

    /** From now on takes for granted where an expression is null. */
    void assumeNull(Expression expression, Vector<byte[]> isNull) {
        nulls.put(one(expression), isNull);
    }

    private Vector<byte[]> nullness(Expression expression) {
        Optional<Conditional> conditional = conditional(expression);
        if (conditional.isPresent()) {
            List<Vector<byte[]>> branches =
                    conditional.get().values().stream().map(this::isNull).toList();
            return choice(expression, conditional.get()).truths(branches, Truths.TRUE);
        }
        DataType type = expression.dataType();
        if (expression instanceof Literal literal) {
            return Truths.constant(Truths.of(literal.value() == null));
        }
        if (expression instanceof BoundReference reference) {
            return ColumnReading.isNull(reference.ordinal());
        }
        if (isNullWithItsChildren(expression)) {
            return children(expression).stream()
                    .map(this::isNull)
                    .reduce(Truths::or)
                    .orElse(Truths.constant(Truths.FALSE));
        }
        if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
            return Truths.isNull(doubles(expression));
        }
        if (WholeNumbers.are(type)) {
            return Truths.isNull(longs(expression));
        }
        if (type instanceof BooleanType) {
            return Truths.unknown(truths(expression));
        }
        return RowExpression.isObject(type)
                ? Truths.isAbsent(objects(expression))
                : truths(new org.apache.spark.sql.catalyst.expressions.IsNull(expression));
    }

    /** Texts of several parts, and values as texts. */
    private static boolean isNullWithItsChildren(Expression expression) {
        if (!expression.dataType().equals(DataTypes.StringType)) {
            return false;
        }
        if (expression instanceof Cast cast) {
            DataType from = cast.child().dataType();
            return WholeNumbers.are(from)
                    || from instanceof BooleanType
                    || from.equals(DataTypes.DoubleType)
                    || from.equals(DataTypes.FloatType);
        }
        return expression instanceof Concat;
    }

    private Optional<Vector<Object[]>> knownObjects(Expression expression) {
        Optional<Conditional> conditional = conditional(expression);
        if (conditional.isPresent()) {
            List<Vector<Object[]>> branches =
                    conditional.get().values().stream().map(this::objects).toList();
            return Optional.of(choice(expression, conditional.get()).objects(branches));
        }
        if (expression instanceof BoundReference reference) {
            return Optional.of(ColumnReading.objects(reference.ordinal(), reference.dataType()));
        }
        if (expression instanceof Literal literal) {
            Object value = literal.value();
            return Optional.of(Vector.objects((rows, into) -> {
                @Nullable Object[] to = into.start(rows.size());
                Arrays.fill(to, 0, rows.size(), value);
            }));
        }
        if (expression instanceof Cast cast
                && cast.dataType().equals(DataTypes.StringType)
                && WholeNumbers.areNumbers(cast.child().dataType())) {
            return Optional.of(digits(longs(cast.child())));
        }
        return expression instanceof StaticInvoke view && view.staticObject() == SparkValues.class
                ? view(view)
                : Optional.empty();
    }

    private static Vector<Object[]> digits(Vector<long[]> numbers) {
        return Vector.objects((rows, into) -> {
            long[] from = numbers.values(rows);
            boolean[] nulls = numbers.nulls(rows);
            @Nullable Object[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = nulls != null && nulls[i] ? null : UTF8String.fromString(Long.toString(from[i]));
            }
        });
    }

    /** What a loss sees of an array, a vector or a text. */
    private Optional<Vector<Object[]>> view(StaticInvoke call) {
        Optional<View> view =
                switch (call.functionName()) {
                    case "doubles" -> Optional.of(array -> SparkValues.doubles((ArrayData) array));
                    case "matrix" -> Optional.of(array -> SparkValues.matrix((ArrayData) array));
                    case "vector" -> Optional.of(SparkValues::vector);
                    case "text" -> Optional.of(text -> SparkValues.text((UTF8String) text));
                    case "doublesOrNone", "matrixOrNone", "vectorOrNone" -> Optional.of(viewOrNone(call));
                    default -> Optional.empty();
                };
        boolean orNone = call.functionName().endsWith("OrNone");
        return view.map(own -> {
            Vector<Object[]> viewed = objects(call.arguments().apply(0));
            return Vector.objects((rows, into) -> {
                Object[] from = viewed.values(rows);
                @Nullable Object[] to = into.start(rows.size());
                for (int i = 0; i < rows.size(); i++) {
                    to[i] = from[i] == null && !orNone ? null : own.of(from[i]);
                }
            });
        });
    }

    private static View viewOrNone(StaticInvoke call) {
        return switch (call.functionName()) {
            case "doublesOrNone" -> array -> SparkValues.doublesOrNone((ArrayData) array);
            case "matrixOrNone" -> array -> SparkValues.matrixOrNone((ArrayData) array);
            default -> SparkValues::vectorOrNone;
        };
    }

    /** Shows one value. */
    private interface View {
        Object of(Object value);
    }

    /** The codes of a text. */
    Vector<int[]> codes(Expression expression, Dictionary dictionary) {
        Expression own = one(expression);
        Optional<Conditional> conditional = conditional(own);
        if (conditional.isPresent()) {
            List<Vector<int[]>> branches = conditional.get().values().stream()
                    .map(branch -> codes(branch, dictionary))
                    .toList();
            return choice(own, conditional.get()).codes(branches, dictionary);
        }
        if (own instanceof Literal literal) {
            UTF8String text = (UTF8String) literal.value();
            return Vector.codes((rows, into) -> {
                int code = text == null ? dictionary.code(null) : dictionary.codeOf(text);
                Arrays.fill(into.start(rows.size()), 0, rows.size(), code);
            });
        }
        Optional<DistinctTexts> texts = soleText(own);
        if (texts.isPresent()) {
            return new TextFunction(own, texts.get()).codes(dictionary);
        }
        Set<BoundReference> read = references(own);
        if (read.size() == 1 && NumberFunction.isOf(read.iterator().next().dataType())) {
            return new NumberFunction(own, read.iterator().next()).codes(this, dictionary);
        }
        return byRow(own).codes(dictionary);
    }

    /** The hash of some columns, where those are texts and numbers. */
    Optional<Vector<long[]>> hash(XxHash64 hash) {
        List<TextHash.Part> parts = new ArrayList<>();
        for (Expression child : children(hash)) {
            DataType type = child.dataType();
            if (type.equals(DataTypes.StringType)) {
                parts.add(TextHash.texts(objects(child)));
            } else if (type.equals(DataTypes.DoubleType)) {
                parts.add(TextHash.doubles(doubles(child)));
            } else if (WholeNumbers.are(type)) {
                parts.add(TextHash.wholeNumbers(longs(child), WholeNumbers.isInteger(type)));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(TextHash.of(hash.seed(), parts));
    }
}
