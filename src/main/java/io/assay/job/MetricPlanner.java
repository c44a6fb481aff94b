package io.assay.job;

import io.assay.aggregation.MetricColumns;
import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricDefinition.Reading;
import io.assay.cost.RankStatistic;
import io.assay.cost.ScoreEdges;
import io.assay.input.Columns;
import io.assay.input.Expressions;
import io.assay.job.Configuration.MetricEntry;
import io.assay.job.PlannedMetric.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Turns the configured metrics into SQL for the tallies that they are read from. Metrics of one label, prediction and
 * threshold share a tally.
 */
final class MetricPlanner {

    private static final List<String> FOR_ANY_CLASS = List.of("accuracy", "error_rate", "error_count");
    private static final List<String> OF_CLASSES = List.of("balanced_accuracy", "balanced_error", "mcc", "cohen_kappa");

    private final Dataset<Row> rows;
    private final Columns columns;
    private final List<Problem> problems;
    private final Map<String, ScoreEdges> edges;
    private final List<MetricColumns.Tallied> tallied = new ArrayList<>();
    private final List<PlannedMetric> planned = new ArrayList<>();
    private final List<Ranking> rankings = new ArrayList<>();

    /**
     * @param rows the conformed rows
     * @param columns what they were conformed from
     * @param problems where what is wrong is told
     * @param edges of bins of scores, as far as they are known, by the name of the metric
     */
    MetricPlanner(Dataset<Row> rows, Columns columns, List<Problem> problems, Map<String, ScoreEdges> edges) {
        this.rows = rows;
        this.columns = columns;
        this.problems = problems;
        this.edges = edges;
    }

    /** What the pass computes for the metrics, and where each is read. */
    record Plan(MetricColumns columns, List<PlannedMetric> metrics) {}

    private record Ranking(Kind kind, String score, String label, int tally) {}

    Plan plan(List<MetricEntry> metrics) {
        boolean hasLabel = columns.label().isPresent();
        boolean hasPrediction = columns.prediction().isPresent() || columns.isWide();
        for (MetricEntry metric : metrics) {
            if ((hasLabel || metric.label().isPresent())
                    && (hasPrediction || metric.prediction().isPresent())) {
                sides(metric).ifPresent(sides -> plan(metric, sides, metrics));
            } else {
                problem(
                        metric,
                        "metrics need columns.label and columns.prediction, or a label: and prediction: of their own");
            }
        }
        List<MetricColumns.Ranking> complete = new ArrayList<>();
        for (int i = 0; i < rankings.size(); i++) {
            Ranking ranking = rankings.get(i);
            complete.add(new MetricColumns.Ranking(
                    ranking.kind(), ranking.score(), ranking.label(), ranking.tally(), statistics(i)));
        }
        return new Plan(new MetricColumns(tallied, complete), planned);
    }

    private List<RankStatistic> statistics(int ranking) {
        return planned.stream()
                .filter(metric -> metric.ranking() == ranking)
                .flatMap(metric -> metric.statistics().stream())
                .distinct()
                .toList();
    }

    private Optional<MetricSides> sides(MetricEntry metric) {
        String label = Expressions.sql(metric.label().orElse("label"), rows.schema());
        String prediction = Expressions.sql(metric.prediction().orElse("prediction"), rows.schema());
        Optional<DataType> labelType = type(label);
        Optional<DataType> predictionType = type(prediction);
        if (labelType.isEmpty() || predictionType.isEmpty()) {
            problem(metric, (labelType.isEmpty() ? label : prediction) + " is no column and no valid expression");
            return Optional.empty();
        }
        return Optional.of(
                new MetricSides("(" + label + ")", labelType.get(), "(" + prediction + ")", predictionType.get()));
    }

    private Optional<DataType> type(String sql) {
        try {
            return Optional.of(rows.selectExpr(sql).schema().fields()[0].dataType());
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            if (e instanceof AnalysisException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void plan(MetricEntry metric, MetricSides sides, List<MetricEntry> all) {
        switch (metric.definition().reading()) {
            case MOMENTS ->
                add(
                        metric,
                        Way.SMOOTH,
                        MetricBasis.MOMENTS,
                        usable(sides.labelNumber()),
                        usable(MetricSides.number(sides.prediction())));
            case DEVIANCES -> explain(metric, sides);
            case RANKING -> rank(metric, sides);
            case CORRELATION -> correlate(metric, sides);
            case RELIABILITY -> reliability(metric, sides);
            case CLASSES -> add(metric, Way.BUCKETS, MetricBasis.CLASSES, sides.classes(metric));
            case COUNT, DECISIONS -> decide(metric, sides, all);
            case DETECTIONS -> detect(metric, sides);
        }
    }

    private void decide(MetricEntry metric, MetricSides sides, List<MetricEntry> all) {
        Way way = metric.definition().reading() != Reading.COUNT
                ? Way.SMOOTH
                : columns.weight().isPresent() ? Way.COUNT_OF_WEIGHTED : Way.COUNT;
        String average = metric.text("average");
        if (sides.hasSets()) {
            decideSets(metric, sides, way);
            return;
        }
        if (average.equals("samples")) {
            problem(
                    metric,
                    "average=samples needs a label and a prediction that are arrays, with 1 for each label there");
            return;
        }
        boolean weighted = !List.of("", "none").contains(metric.text("weights"));
        if (!metric.text("class").isEmpty()) {
            add(metric, way, MetricBasis.DECISIONS, sides.outcomeOfClass(metric));
        } else if (!List.of("", "binary").contains(average)) {
            add(metric, Way.BUCKETS, MetricBasis.CLASSES, sides.classes(metric));
        } else if (isBinary(sides, all) && !weighted) {
            add(metric, way, MetricBasis.DECISIONS, sides.binaryOutcome(metric.number("threshold")));
        } else if (FOR_ANY_CLASS.contains(metric.definition().name())) {
            add(metric, way, MetricBasis.DECISIONS, sides.rightOrWrong());
        } else if (OF_CLASSES.contains(metric.definition().name())) {
            add(metric, Way.BUCKETS, MetricBasis.CLASSES, sides.classes(metric));
        } else {
            problem(
                    metric,
                    "needs a single probability of the positive class, but prediction is "
                            + sides.predictionType().simpleString() + "; for several classes give class="
                            + (average.isEmpty() ? "" : " or average=macro") + ", or ask for " + FOR_ANY_CLASS
                            + " or " + OF_CLASSES + "; of two give prediction: class_score(prediction, 1)");
        }
    }

    private void decideSets(MetricEntry metric, MetricSides sides, Way way) {
        if (!(sides.predictionType() instanceof ArrayType)) {
            problem(
                    metric,
                    "label is an array of labels, but prediction is "
                            + sides.predictionType().simpleString() + "; it must be an array of as many elements");
            return;
        }
        String average = metric.text("average");
        String one = metric.text("class");
        double threshold = Double.isNaN(metric.number("threshold")) ? 0.5 : metric.number("threshold");
        LabelSetSql sets = LabelSetSql.of(sides.label(), sides.prediction(), threshold);
        if (one.matches("[0-9]{1,6}")) {
            add(metric, way, MetricBasis.DECISIONS, sets.outcome(Integer.parseInt(one)));
        } else if (!one.isEmpty()) {
            problem(metric, "class must be the place of a label in the array, counted from 0");
        } else if (FOR_ANY_CLASS.contains(metric.definition().name())) {
            add(metric, way, MetricBasis.DECISIONS, sets.equal());
        } else if (average.equals("micro")) {
            add(metric, Way.RATIO, MetricBasis.MOMENTS, sets.summed(metric));
        } else if (average.equals("samples")) {
            add(metric, Way.RATIO, MetricBasis.MOMENTS, sets.meant(metric));
        } else if (!List.of("", "binary").contains(average)) {
            add(metric, Way.BUCKETS, MetricBasis.LABEL_SETS, sets.texts());
        } else {
            problem(
                    metric,
                    "label is an array: give class=, the place of one label from 0"
                            + (average.isEmpty() ? "" : ", or average=micro, macro, weighted or samples")
                            + ", or ask for "
                            + FOR_ANY_CLASS);
        }
    }

    /**
     * Whether decisions have a positive class. A text prediction beside a text label is a class name unless a metric
     * asks for a positive class; CSV knows no other type than text.
     */
    private static boolean isBinary(MetricSides sides, List<MetricEntry> all) {
        boolean positive = all.stream()
                .filter(metric ->
                        metric.text("class").isEmpty() && List.of("", "binary").contains(metric.text("average")))
                .map(metric -> metric.definition())
                .anyMatch(definition -> switch (definition.reading()) {
                    case DECISIONS, COUNT ->
                        !FOR_ANY_CLASS.contains(definition.name()) && !OF_CLASSES.contains(definition.name());
                    case RANKING, RELIABILITY -> true;
                    case MOMENTS, DEVIANCES, CORRELATION, CLASSES, DETECTIONS -> false;
                });
        return !sides.hasScores() && !(sides.hasTexts() && !positive);
    }

    private void detect(MetricEntry metric, MetricSides sides) {
        if (isBoxes(sides.labelType()) && isBoxes(sides.predictionType())) {
            add(
                    metric,
                    Way.RATIO,
                    MetricBasis.MOMENTS,
                    new DetectionSql(sides.label(), sides.prediction(), metric).summed());
        } else {
            problem(
                    metric,
                    "needs arrays of boxes, which are arrays of numbers, but label is "
                            + sides.labelType().simpleString() + " and prediction "
                            + sides.predictionType().simpleString());
        }
    }

    private static boolean isBoxes(DataType type) {
        return type instanceof ArrayType boxes
                && boxes.elementType() instanceof ArrayType numbers
                && (numbers.elementType() instanceof NumericType || numbers.elementType() instanceof StringType);
    }

    private void rank(MetricEntry metric, MetricSides sides) {
        if (!Double.isNaN(metric.number("bins"))) {
            BinnedScores.problem(metric, columns)
                    .ifPresentOrElse(rule -> problem(metric, rule), () -> binned(metric, sides));
            return;
        }
        if (metric.parameters().get("max_fpr") instanceof Double most && most > 1) {
            problem(metric, "max_fpr must be > 0 and ≤ 1");
            return;
        }
        String label = sides.labelNumber();
        String score = score(sides);
        String present = "CASE WHEN " + label + " IN (0D, 1D) THEN nanvl(" + score + ", NULL) END";
        int tally = tally(MetricBasis.DECISIONS, "CASE WHEN (" + present + ") IS NOT NULL THEN 3 * " + label + " END");
        ranked(metric, Way.RANKING, new Ranking(Kind.CURVE, present, label, tally));
    }

    private void binned(MetricEntry metric, MetricSides sides) {
        String label = sides.labelNumber();
        String known = "CASE WHEN " + label + " IN (0D, 1D) THEN " + label + " END";
        MetricBasis basis =
                MetricBasis.scoreBins(BinnedScores.bins(metric), edges.getOrDefault(metric.name(), ScoreEdges.NONE));
        add(metric, Way.BINS, basis, known, "nanvl(" + score(sides) + ", NULL)");
    }

    /** SQL of the score that a metric in bins is read off; null where there is none. */
    Optional<String> score(MetricEntry metric) {
        return sides(metric).map(MetricPlanner::score);
    }

    private static String score(MetricSides sides) {
        return sides.hasScores() ? ofTwo(sides.prediction()) : MetricSides.number(sides.prediction());
    }

    private void explain(MetricEntry metric, MetricSides sides) {
        DevianceSql deviance = new DevianceSql(
                metric,
                usable(sides.labelNumber()),
                usable(MetricSides.number(sides.prediction())),
                MetricPlanner::usable);
        if (deviance.exists()) {
            add(metric, Way.SMOOTH, MetricBasis.DEVIANCES, deviance.inputs());
        } else {
            problem(metric, "power must be ≤ 0 or ≥ 1: there is no Tweedie distribution between");
        }
    }

    /** Of the same rows as the other correlations. */
    private void correlate(MetricEntry metric, MetricSides sides) {
        String label = usable(sides.labelNumber());
        String score = usable(MetricSides.number(sides.prediction()));
        int tally = tally(MetricBasis.MOMENTS, label, score);
        String present = "CASE WHEN (" + label + ") IS NOT NULL THEN (" + score + ") END";
        ranked(metric, Way.CORRELATION, new Ranking(Kind.CORRELATION, present, label, tally));
    }

    private void ranked(MetricEntry metric, Way way, Ranking ranking) {
        if (!rankings.contains(ranking)) {
            rankings.add(ranking);
        }
        planned.add(new PlannedMetric(metric, way, ranking.tally(), rankings.indexOf(ranking)));
    }

    /** The score of the second of two classes; of three or more none is the positive one. */
    private static String ofTwo(String scores) {
        return "CASE WHEN try_class_score(" + scores + ", 2) IS NULL THEN try_class_score(" + scores + ", 1) END";
    }

    private void reliability(MetricEntry metric, MetricSides sides) {
        MetricBasis basis = MetricBasis.reliability((int) metric.number("bins"));
        if (sides.hasScores()) {
            String right = "1 - try_multiclass_zero_one_loss(" + sides.label() + ", " + sides.prediction() + ")";
            String confidence =
                    "try_class_score(" + sides.prediction() + ", try_predicted_class(" + sides.prediction() + "))";
            add(metric, Way.BUCKETS, basis, right, within(confidence));
        } else {
            String label = sides.labelNumber();
            add(
                    metric,
                    Way.BUCKETS,
                    basis,
                    "CASE WHEN " + label + " IN (0D, 1D) THEN " + label + " END",
                    within(MetricSides.number(sides.prediction())));
        }
    }

    private static String within(String probability) {
        return "CASE WHEN " + probability + " BETWEEN 0D AND 1D THEN " + probability + " END";
    }

    private void add(MetricEntry metric, Way way, MetricBasis basis, String... sql) {
        planned.add(new PlannedMetric(metric, way, tally(basis, sql), -1));
    }

    private int tally(MetricBasis basis, String... sql) {
        MetricColumns.Tallied wanted = new MetricColumns.Tallied(basis, List.of(sql));
        if (!tallied.contains(wanted)) {
            tallied.add(wanted);
        }
        return tallied.indexOf(wanted);
    }

    /** A number whose square is finite. */
    private static String usable(String sql) {
        return "CASE WHEN abs(" + sql + ") <= 1e150D THEN " + sql + " END";
    }

    private void problem(MetricEntry metric, String rule) {
        problems.add(new Problem(metric.place(), "metrics", metric.name(), rule));
    }
}
