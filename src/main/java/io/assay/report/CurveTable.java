package io.assay.report;

import io.assay.curve.Curve;
import io.assay.curve.Diagnosis;
import io.assay.curve.Gap;
import io.assay.curve.Mark;
import io.assay.curve.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The table {@code curves}: a line for each run and metric, with the same columns in CSV and in Parquet. */
public final class CurveTable {

    /** The table's name, as in {@code curves.csv} and {@code curves/}. */
    public static final String NAME = "curves";

    private static final List<Column> COLUMNS = columns();

    private CurveTable() {}

    private record Column(String name, Table.Type type, BiFunction<CurveResult, Diagnosis, Object> value) {}

    /** The names of the columns, in the published order. */
    public static List<String> names() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /** What they hold. */
    public static List<Table.Type> types() {
        return COLUMNS.stream().map(Column::type).toList();
    }

    /** The lines, each with a String, Long or Double for every column. */
    public static List<List<Object>> rows(CurveResult result) {
        return result.diagnoses().stream()
                .map(each -> COLUMNS.stream()
                        .map(column -> column.value().apply(result, each))
                        .toList())
                .toList();
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("evaluation", Table.Type.TEXT, (result, each) -> result.name()));
        columns.add(new Column("run_date", Table.Type.TEXT, (result, each) -> result.runDate()));
        columns.add(text("run", Diagnosis::run));
        columns.add(text("metric", Diagnosis::metric));
        columns.add(text("direction", each -> each.better().name().toLowerCase(Locale.ROOT)));
        columns.add(number("size", each -> each.size().orElse(Double.NaN)));
        points(columns, "train", Diagnosis::train, Diagnosis::trainingTrend);
        points(columns, "validation", Diagnosis::validation, Diagnosis::validationTrend);
        columns.add(text("best_split", each -> each.validation().size() > 0 ? "validation" : "train"));
        columns.add(number("best_step", each -> each.best().map(Mark::step).orElse(Double.NaN)));
        columns.add(number("best", each -> each.best().map(Mark::value).orElse(Double.NaN)));
        columns.add(new Column("at_primary_best", Table.Type.NUMBER, CurveResult::atPrimaryBest));
        columns.add(number("last_step", each -> each.last().map(Mark::step).orElse(Double.NaN)));
        columns.add(number("last", each -> each.last().map(Mark::value).orElse(Double.NaN)));
        columns.add(number(
                "stop_step",
                each -> each.stopping().stopIndex().isPresent()
                        ? each.main().step(each.stopping().stopIndex().getAsInt())
                        : Double.NaN));
        columns.add(number(
                "kept_step",
                each -> each.stopping().bestIndex() < 0
                        ? Double.NaN
                        : each.main().step(each.stopping().bestIndex())));
        columns.add(text("overfitting", each -> each.overfitting().state().name()));
        columns.add(number(
                "onset_step", each -> each.overfitting().onset().map(Mark::step).orElse(Double.NaN)));
        columns.add(number("gap", each -> each.gap().map(Gap::gap).orElse(Double.NaN)));
        columns.add(number("gap_lower", each -> each.gap().map(Gap::lower).orElse(Double.NaN)));
        columns.add(number("gap_upper", each -> each.gap().map(Gap::upper).orElse(Double.NaN)));
        columns.add(number("relative_gap", each -> each.gap().map(Gap::relative).orElse(Double.NaN)));
        columns.add(text(
                "gap_growing",
                each -> each.gap().map(gap -> Boolean.toString(gap.growing())).orElse("")));
        columns.add(text(
                "gap_alarm",
                each -> each.gap().map(gap -> Boolean.toString(gap.alarm())).orElse("")));
        columns.add(text("underfitting", each -> each.underfitting().state().name()));
        return columns;
    }

    private static void points(
            List<Column> columns, String split, Function<Diagnosis, Curve> curve, Function<Diagnosis, Trend> trend) {
        columns.add(count(split + "_points", each -> curve.apply(each).size()));
        columns.add(count(split + "_not_finite", each -> curve.apply(each).notFinite()));
        columns.add(count(split + "_window", each -> trend.apply(each).points()));
        columns.add(text(split + "_trend", each -> trend.apply(each).shape().name()));
        columns.add(number(split + "_slope", each -> trend.apply(each).slope().slope()));
        columns.add(
                number(split + "_slope_lower", each -> trend.apply(each).slope().lower()));
        columns.add(
                number(split + "_slope_upper", each -> trend.apply(each).slope().upper()));
        columns.add(number(
                split + "_mann_kendall_p", each -> trend.apply(each).test().p()));
    }

    private static Column text(String name, Function<Diagnosis, String> value) {
        return new Column(name, Table.Type.TEXT, (result, each) -> value.apply(each));
    }

    private static Column number(String name, ToDoubleFunction<Diagnosis> value) {
        return new Column(name, Table.Type.NUMBER, (result, each) -> value.applyAsDouble(each));
    }

    private static Column count(String name, Function<Diagnosis, Integer> value) {
        return new Column(
                name, Table.Type.COUNT, (result, each) -> value.apply(each).longValue());
    }
}
