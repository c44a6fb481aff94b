package io.assay.job;

import io.assay.aggregation.Axis;
import io.assay.aggregation.Slicing;
import io.assay.input.Expressions;
import io.assay.job.Configuration.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/** Turns the configured slices into axes and the sets of axes that are crossed. */
final class SlicePlanner {

    private final StructType schema;
    private final Map<String, List<Double>> quantileEdges;
    private final Map<Axis, Integer> axes = new LinkedHashMap<>();
    private final Set<List<Integer>> sets = new LinkedHashSet<>();

    /**
     * @param schema of the conformed rows
     * @param quantileEdges inner edges of {@code quantiles:} slices, by {@link #edgesKey}
     */
    SlicePlanner(StructType schema, Map<String, List<Double>> quantileEdges) {
        this.schema = schema;
        this.quantileEdges = quantileEdges;
    }

    /** Under which name the edges of a slice by quantiles are kept. */
    static String edgesKey(Slice slice) {
        return slice.columns().get(0) + "/" + slice.quantiles();
    }

    Slicing plan(List<Slice> slices) {
        for (Slice slice : slices) {
            switch (slice.kind()) {
                case COLUMNS -> add(slice.columns());
                case ROLLUP -> {
                    for (int depth = 1; depth <= slice.columns().size(); depth++) {
                        add(slice.columns().subList(0, depth));
                    }
                }
                case PREDICATE -> sets.add(List.of(axis(new Axis(slice.name(), slice.where(), Axis.Kind.PREDICATE))));
                case BINS -> sets.add(List.of(axis(binned(slice, slice.edges()))));
                case QUANTILES ->
                    sets.add(List.of(axis(binned(slice, quantileEdges.getOrDefault(edgesKey(slice), List.of())))));
            }
        }
        return new Slicing(new ArrayList<>(axes.keySet()), new ArrayList<>(sets));
    }

    private void add(List<String> columns) {
        List<Integer> set = new ArrayList<>();
        for (String column : columns) {
            int axis = axis(new Axis(column, Expressions.sql(column, schema), Axis.Kind.VALUE));
            if (!set.contains(axis)) {
                set.add(axis);
            }
        }
        sets.add(set);
    }

    private int axis(Axis axis) {
        return axes.computeIfAbsent(axis, key -> axes.size());
    }

    /** Half-open bins {@code [18,30)}, open to both sides at the ends; NaN and null are values of their own. */
    private Axis binned(Slice slice, List<Double> edges) {
        String column = slice.columns().get(0);
        String value = "try_cast(" + Expressions.sql(column, schema) + " AS DOUBLE)";
        StringBuilder sql =
                new StringBuilder("CASE WHEN " + value + " IS NULL THEN NULL WHEN isnan(" + value + ") THEN 'NaN'");
        String lower = "-inf";
        for (double edge : edges) {
            sql.append(" WHEN ").append(value).append(" < ").append(edge).append("D THEN ");
            sql.append(Expressions.literal((lower.equals("-inf") ? "(" : "[") + lower + "," + text(edge) + ")"));
            lower = text(edge);
        }
        sql.append(" ELSE ")
                .append(Expressions.literal((edges.isEmpty() ? "(" : "[") + lower + ",inf)"))
                .append(" END");
        return new Axis(column, sql.toString(), Axis.Kind.VALUE);
    }

    private static String text(double edge) {
        return edge == Math.rint(edge) && Math.abs(edge) < 1e15 ? Long.toString((long) edge) : Double.toString(edge);
    }
}
