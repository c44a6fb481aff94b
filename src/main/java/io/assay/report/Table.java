package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Objective;
import io.assay.comparison.PartDifference;
import io.assay.comparison.Verdict;
import io.assay.comparison.WeightRange;
import io.assay.cost.Contribution;
import io.assay.cost.Cost;
import io.assay.cost.CostCurve;
import io.assay.cost.Metric;
import io.assay.cost.Penalty;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The layout of a published table: its columns in order, and how a row fills them. CSV, JSON and Parquet are all
 * written from it, so that a column has one name everywhere. Every table begins with {@code evaluation} and
 * {@code run_date}.
 *
 * @param name of the table, as in {@code cost.csv} and {@code cost/}
 * @param columns in the published order
 * @param source the rows of an evaluation
 * @param written when the table is written
 */
public record Table<R>(String name, List<Column<R>> columns, Function<Evaluation, List<R>> source, Written written) {

    /** When a table is written. */
    public enum Written {
        /** In every result, with or without rows. */
        ALWAYS,
        /** Where it has rows, that is, where the configuration asks for them. */
        WITH_ROWS
    }

    /** What each model version costs. */
    public static final Table<Cost> COST = new Table<>("cost", costColumns(), Evaluation::costs, Written.ALWAYS);

    /** Candidates against baselines. */
    public static final Table<Comparison> COMPARISON =
            new Table<>("comparison", comparisonColumns(), Evaluation::comparisons, Written.ALWAYS);

    /** What was found by looking through slices. */
    public static final Table<ExploredSlice> EXPLORATION =
            new Table<>("exploration", explorationColumns(), Evaluation::explored, Written.WITH_ROWS);

    /** Companions of the costs. */
    public static final Table<Metric> METRICS =
            new Table<>("metrics", metricColumns(), Evaluation::metrics, Written.ALWAYS);

    /** What the size of coefficients costs. */
    public static final Table<Penalty> PENALTY = new Table<>(
            "penalty", penaltyColumns(), evaluation -> evaluation.composition().penalties(), Written.WITH_ROWS);

    /** Costs with penalties. */
    public static final Table<Objective> OBJECTIVE = new Table<>(
            "objective",
            objectiveColumns(),
            evaluation -> evaluation.composition().objectives(),
            Written.WITH_ROWS);

    /** What the parts of weighted sums add to costs. */
    public static final Table<Contribution> CONTRIBUTION = new Table<>(
            "contribution",
            contributionColumns(),
            evaluation -> evaluation.composition().contributions(),
            Written.WITH_ROWS);

    /** What the parts of weighted sums add to differences. */
    public static final Table<PartDifference> DECOMPOSITION = new Table<>(
            "decomposition",
            decompositionColumns(),
            evaluation -> evaluation.composition().differences(),
            Written.WITH_ROWS);

    /** How far the verdicts of gates on weighted sums depend on the weights. */
    public static final Table<WeightRange> SENSITIVITY = new Table<>(
            "sensitivity",
            sensitivityColumns(),
            evaluation -> evaluation.composition().ranges(),
            Written.WITH_ROWS);

    /** What slices and partitions add to differences. */
    public static final Table<ShiftLine> ATTRIBUTION =
            new Table<>("attribution", ShiftLine.columns(start()), ShiftLine::of, Written.WITH_ROWS);

    /** What decisions cost by their threshold. */
    public static final Table<CostCurve.Line> COST_CURVE = new Table<>(
            "threshold",
            costCurveColumns(),
            evaluation -> evaluation.costCurves().stream()
                    .flatMap(curve -> curve.lines().stream())
                    .toList(),
            Written.WITH_ROWS);

    /** Every table, in the order in which they are listed. */
    public static final List<Table<?>> ALL = List.of(
            COST,
            COMPARISON,
            EXPLORATION,
            ATTRIBUTION,
            METRICS,
            PENALTY,
            OBJECTIVE,
            CONTRIBUTION,
            DECOMPOSITION,
            SENSITIVITY,
            COST_CURVE);

    public Table {
        columns = List.copyOf(columns);
    }

    /** The names of the columns, in snake_case. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The rows of an evaluation. */
    public List<R> rows(Evaluation evaluation) {
        return source.apply(evaluation);
    }

    /** Whether an evaluation's result has it. */
    public boolean isWritten(Evaluation evaluation) {
        return written == Written.ALWAYS || !rows(evaluation).isEmpty();
    }

    /** The values of one row in the order of the columns: String, Long or Double, as each column's type says. */
    public List<Object> values(Evaluation evaluation, R row) {
        List<Object> values = new ArrayList<>(columns.size());
        for (Column<R> column : columns) {
            values.add(column.value().of(evaluation, row));
        }
        return values;
    }

    /** What a column holds. */
    public enum Type {
        /** A String. */
        TEXT,
        /** A Long. */
        COUNT,
        /** A Double; NaN where there is no number. */
        NUMBER
    }

    /** One column of a table. */
    public record Column<R>(String name, Type type, Value<R> value) {}

    /** Reads a column's value off a row. */
    @FunctionalInterface
    public interface Value<R> {
        Object of(Evaluation evaluation, R row);
    }

    private static List<Column<Cost>> costColumns() {
        List<Column<Cost>> columns = start();
        columns.add(text("partition", c -> c.cell().partition()));
        columns.add(text("model_version", Cost::modelVersion));
        columns.add(text("slice", c -> c.cell().slice()));
        columns.add(text("loss", Cost::loss));
        columns.add(text("aggregate", Cost::aggregate));
        columns.add(direction(Cost::direction));
        columns.add(count("rows", Cost::rows));
        columns.add(count("unscored", Cost::unscored));
        columns.add(number("weight", Cost::weight));
        columns.add(number("cost", Cost::cost));
        columns.add(number("standard_error", Cost::standardError));
        columns.add(number("lower", Cost::lower));
        columns.add(number("upper", Cost::upper));
        columns.add(number("minimum", Cost::minimum));
        columns.add(number("maximum", Cost::maximum));
        columns.add(number("p50", Cost::p50));
        columns.add(number("p90", Cost::p90));
        columns.add(number("p99", Cost::p99));
        return columns;
    }

    private static List<Column<Comparison>> comparisonColumns() {
        List<Column<Comparison>> columns = start();
        columns.addAll(cell(Comparison::cell));
        columns.add(text("loss", Comparison::loss));
        columns.add(text("aggregate", Comparison::aggregate));
        columns.add(direction(Comparison::direction));
        columns.add(text("baseline", Comparison::baseline));
        columns.add(text("candidate", Comparison::candidate));
        columns.add(text("pairing", Comparison::pairing));
        columns.add(count("rows", Comparison::rows));
        columns.add(count("units", Comparison::units));
        columns.add(number("baseline_cost", Comparison::baselineCost));
        columns.add(number("candidate_cost", Comparison::candidateCost));
        columns.add(number("difference", Comparison::difference));
        columns.add(number("relative_difference", Comparison::relativeDifference));
        columns.add(number("standard_error", Comparison::standardError));
        columns.add(number("lower", Comparison::lower));
        columns.add(number("upper", Comparison::upper));
        columns.add(text("interval_method", Comparison::intervalMethod));
        columns.add(number("p_value", Comparison::pValue));
        columns.add(number("harm_p_value", Comparison::harmPValue));
        columns.add(number("adjusted_p_value", Comparison::adjustedPValue));
        columns.add(number("margin", Comparison::margin));
        columns.add(text("finding", c -> c.finding().name()));
        columns.add(text("verdict", c -> c.verdict().name()));
        columns.add(number("rows_needed", Comparison::rowsNeeded));
        columns.add(text("test", c -> c.grounds().test()));
        columns.add(count("looks", c -> c.grounds().looks()));
        columns.add(number("relative_lower", c -> c.grounds().relative().lower()));
        columns.add(number("relative_upper", c -> c.grounds().relative().upper()));
        return columns;
    }

    private static List<Column<ExploredSlice>> explorationColumns() {
        List<Column<ExploredSlice>> columns = start();
        columns.addAll(cell(slice -> slice.comparison().cell()));
        columns.add(text("loss", slice -> slice.comparison().loss()));
        columns.add(direction(slice -> slice.comparison().direction()));
        columns.add(text("baseline", slice -> slice.comparison().baseline()));
        columns.add(text("candidate", slice -> slice.comparison().candidate()));
        columns.add(count("units", slice -> slice.comparison().units()));
        columns.add(number("difference", slice -> slice.comparison().difference()));
        columns.add(number("standard_error", slice -> slice.comparison().standardError()));
        columns.add(number("p_value", slice -> slice.comparison().pValue()));
        columns.add(count("tests", ExploredSlice::tests));
        columns.add(number("family_p_value", ExploredSlice::familyPValue));
        columns.add(number("adjusted_p_value", ExploredSlice::adjustedPValue));
        columns.add(text("found", ExploredSlice::found));
        columns.add(number("shrunk_difference", ExploredSlice::shrunkDifference));
        columns.add(number("shrunk_standard_error", ExploredSlice::shrunkStandardError));
        columns.add(number("worse_probability", ExploredSlice::worseProbability));
        columns.add(number("e_value", ExploredSlice::eValue));
        columns.add(count("looks", ExploredSlice::looks));
        columns.add(text("correction", slice -> slice.correction().text()));
        return columns;
    }

    private static List<Column<Metric>> metricColumns() {
        List<Column<Metric>> columns = start();
        columns.add(text("partition", m -> m.cell().partition()));
        columns.add(text("model_version", Metric::modelVersion));
        columns.add(text("slice", m -> m.cell().slice()));
        columns.add(text("metric", Metric::metric));
        columns.add(direction(Metric::direction));
        columns.add(count("rows", Metric::rows));
        columns.add(count("unscored", Metric::unscored));
        columns.add(number("weight", Metric::weight));
        columns.add(number("value", Metric::value));
        columns.add(number("standard_error", Metric::standardError));
        columns.add(number("lower", Metric::lower));
        columns.add(number("upper", Metric::upper));
        columns.add(number("bound", Metric::bound));
        return columns;
    }

    private static List<Column<Penalty>> penaltyColumns() {
        List<Column<Penalty>> columns = start();
        columns.add(text("model_version", Penalty::modelVersion));
        columns.add(count("coefficients", Penalty::coefficients));
        columns.add(count("nonzero_coefficients", Penalty::nonZero));
        columns.add(number("l1", Penalty::l1));
        columns.add(number("l2", Penalty::l2));
        columns.add(number("elastic_net", Penalty::elasticNet));
        columns.add(number("penalty", Penalty::total));
        return columns;
    }

    private static List<Column<Objective>> objectiveColumns() {
        List<Column<Objective>> columns = start();
        columns.add(text("loss", Objective::loss));
        columns.add(text("model_version", Objective::modelVersion));
        columns.add(number("cost", Objective::cost));
        columns.add(number("penalty", Objective::penalty));
        columns.add(number("objective", Objective::objective));
        columns.add(text("baseline", Objective::baseline));
        columns.add(number("cost_difference", Objective::costDifference));
        columns.add(number("penalty_difference", Objective::penaltyDifference));
        columns.add(number("objective_difference", Objective::objectiveDifference));
        columns.add(number("lower", Objective::lower));
        columns.add(number("upper", Objective::upper));
        return columns;
    }

    private static List<Column<Contribution>> contributionColumns() {
        List<Column<Contribution>> columns = start();
        columns.add(text("partition", c -> c.cell().partition()));
        columns.add(text("model_version", Contribution::modelVersion));
        columns.add(text("slice", c -> c.cell().slice()));
        columns.add(text("loss", Contribution::loss));
        columns.add(text("part", Contribution::part));
        columns.add(number("weight", Contribution::weight));
        columns.add(count("rows", Contribution::rows));
        columns.add(number("part_cost", Contribution::partCost));
        columns.add(number("contribution", Contribution::contribution));
        columns.add(number("cost", Contribution::cost));
        return columns;
    }

    private static List<Column<PartDifference>> decompositionColumns() {
        List<Column<PartDifference>> columns = start();
        columns.addAll(cell(PartDifference::cell));
        columns.add(text("loss", PartDifference::loss));
        columns.add(text("baseline", PartDifference::baseline));
        columns.add(text("candidate", PartDifference::candidate));
        columns.add(text("part", PartDifference::part));
        columns.add(number("weight", PartDifference::weight));
        columns.add(count("rows", PartDifference::rows));
        columns.add(number("baseline_contribution", PartDifference::baselineContribution));
        columns.add(number("candidate_contribution", PartDifference::candidateContribution));
        columns.add(number("contribution_difference", PartDifference::difference));
        columns.add(number("share", PartDifference::share));
        columns.add(number("difference", PartDifference::sumDifference));
        return columns;
    }

    private static List<Column<WeightRange>> sensitivityColumns() {
        List<Column<WeightRange>> columns = start();
        columns.addAll(cell(WeightRange::cell));
        columns.add(text("loss", WeightRange::loss));
        columns.add(text("baseline", WeightRange::baseline));
        columns.add(text("candidate", WeightRange::candidate));
        columns.add(text("gate", range -> range.hard() ? "hard" : "soft"));
        columns.add(text("part", WeightRange::part));
        columns.add(number("weight", WeightRange::weight));
        columns.add(text("verdict", range -> range.verdict().name()));
        columns.add(number("lower", WeightRange::lower));
        columns.add(
                text("verdict_below", range -> range.below().map(Verdict::name).orElse("")));
        columns.add(number("upper", WeightRange::upper));
        columns.add(
                text("verdict_above", range -> range.above().map(Verdict::name).orElse("")));
        columns.add(text("sentence", WeightRange::sentence));
        return columns;
    }

    private static List<Column<CostCurve.Line>> costCurveColumns() {
        List<Column<CostCurve.Line>> columns = start();
        columns.addAll(cell(line -> Cell.ALL));
        columns.add(text("model_version", line -> line.curve().modelVersion()));
        columns.add(text("metric", line -> line.curve().metric()));
        columns.add(number("false_positive_cost", line -> line.curve().prices().falsePositive()));
        columns.add(number("false_negative_cost", line -> line.curve().prices().falseNegative()));
        columns.add(number("threshold", CostCurve.Line::threshold));
        columns.add(number("cost", CostCurve.Line::cost));
        columns.add(count("best", line -> line.best() ? 1 : 0));
        columns.add(count("in_use", line -> line.inUse() ? 1 : 0));
        return columns;
    }

    static <R> List<Column<R>> start() {
        List<Column<R>> columns = new ArrayList<>();
        columns.add(new Column<>("evaluation", Type.TEXT, (evaluation, row) -> evaluation.name()));
        columns.add(new Column<>("run_date", Type.TEXT, (evaluation, row) -> evaluation.runDate()));
        return columns;
    }

    static <R> List<Column<R>> cell(Function<R, Cell> cell) {
        return List.of(text("partition", row -> cell.apply(row).partition()), text("slice", row -> cell.apply(row)
                .slice()));
    }

    static <R> Column<R> direction(Function<R, Direction> direction) {
        return text("direction", row -> direction.apply(row).text());
    }

    static <R> Column<R> text(String name, Function<R, String> value) {
        return new Column<>(name, Type.TEXT, (evaluation, row) -> value.apply(row));
    }

    static <R> Column<R> count(String name, ToLongFunction<R> value) {
        return new Column<>(name, Type.COUNT, (evaluation, row) -> value.applyAsLong(row));
    }

    static <R> Column<R> number(String name, ToDoubleFunction<R> value) {
        return new Column<>(name, Type.NUMBER, (evaluation, row) -> value.applyAsDouble(row));
    }
}
