package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.CostTally;
import io.assay.dimension.Cell;
import io.assay.input.Columns;
import io.assay.job.PlannedMetric.Way;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition;
import io.assay.loss.Family;
import io.assay.loss.LossCall;
import io.assay.loss.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What readers must know of how rows hang together: in two ways, or in ways that nobody has named. */
final class ClusterNotes {

    /** A column of one of these words, among several that name an example, says when. */
    private static final Set<String> DATES =
            Set.of("date", "day", "week", "month", "quarter", "year", "hour", "time", "timestamp", "ds");

    /** A name as opposed to an expression. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_ -]+");

    private ClusterNotes() {}

    /** How many clusters there are by either way, and what has no interval; none where rows hang together in one way at most. */
    static List<String> ofTwoWays(Planner.Plan planned, Tallied tallied) {
        TallyPlan plan = planned.tally();
        if (!plan.columns().twoWay() || tallied.ways().isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "Rows hang together by %s: there are %,d and %,d clusters of a version over all rows. Variances by"
                        + " either are added, and that by their crossing is taken off; a cell within a single cluster has"
                        + " no interval.",
                plan.columns().clusters().orElse(""),
                clusters(tallied.ways().get(0)),
                clusters(tallied.ways().get(1))));
        List<String> without = without(planned);
        if (!without.isEmpty()) {
            notes.add("These are no functions of sums over clusters, and have no interval by two-way clusters: "
                    + String.join(", ", without) + ".");
        }
        return notes;
    }

    /** The most that a version has. */
    private static long clusters(Tallied way) {
        return way.cell(Cell.ALL).stream()
                .flatMap(cell -> cell.costs().values().stream())
                .flatMap(Arrays::stream)
                .mapToLong(CostTally::units)
                .max()
                .orElse(0);
    }

    private static List<String> without(Planner.Plan planned) {
        List<LossColumn> losses = planned.tally().losses();
        return Stream.concat(
                        losses.stream()
                                .filter(loss -> !Double.isNaN(loss.aggregate().trim())
                                        || planned.tally().ordered().contains(losses.indexOf(loss)))
                                .map(LossColumn::name),
                        planned.metrics().stream()
                                .filter(metric -> metric.way() == Way.BUCKETS || metric.way() == Way.BINS)
                                .map(metric -> metric.entry().name()))
                .toList();
    }

    /**
     * A warning that rows which count as independent look like forecasts, which are not. Nothing is looked for in the
     * data. Rows look so if a loss judges quantiles, intervals or distributions, or errors on the scale of a series; or if
     * an example is named by several columns one of which is a date, by its type or its name: then each of them alone
     * recurs.
     */
    static Optional<String> ofForecasts(Configuration configuration, StructType schema, Catalogue catalogue) {
        Columns columns = configuration.columns();
        if (columns.cluster().isPresent() || columns.grouped()) {
            return Optional.empty();
        }
        Optional<String> date = columns.id().stream()
                .filter(id -> columns.id().size() > 1 && isDate(id, schema))
                .findFirst();
        Optional<String> loss = configuration.losses().stream()
                .filter(entry -> entry.call()
                        .filter(call -> isOfForecasts(call, catalogue))
                        .isPresent())
                .map(Configuration.LossEntry::name)
                .findFirst();
        return date.map(column -> "an example is named by " + String.join(", ", columns.id()))
                .or(() -> loss.map(name -> name + " is a loss of forecasts"))
                .map(why -> String.format(
                        Locale.ROOT,
                        "If rows are forecasts, all intervals here are too narrow: %s, and each row counts as"
                                + " independent. Write columns.cluster: [%s]; errors hang together over the dates of a"
                                + " series and over the series of a date.",
                        why,
                        String.join(", ", keys(columns, date))));
    }

    /** The columns to name: those of the data where it is known which they are. */
    private static List<String> keys(Columns columns, Optional<String> date) {
        String series = columns.id().size() != 2
                ? "series"
                : columns.id().stream()
                        .filter(id -> !Optional.of(id).equals(date))
                        .findFirst()
                        .orElse("series");
        return List.of(date.isPresent() ? series : "series", date.orElse("date"));
    }

    private static boolean isOfForecasts(String call, Catalogue catalogue) {
        String name = LossCall.parse(call).name();
        String loss = catalogue.shorthand(name).map(Catalogue.Shorthand::loss).orElse(name);
        return catalogue
                .find(loss)
                .map(LossFunction::definition)
                .filter(definition -> definition.family() == Family.QUANTILE || isScaled(definition))
                .isPresent();
    }

    private static boolean isScaled(Definition definition) {
        return definition.family() == Family.PERCENTAGE
                && definition.arguments().stream()
                        .anyMatch(argument -> argument.name().equals("scale"));
    }

    private static boolean isDate(String id, StructType schema) {
        boolean typed = Arrays.stream(schema.fields())
                .filter(field -> field.name().equalsIgnoreCase(id))
                .anyMatch(field -> Set.of(DataTypes.DateType, DataTypes.TimestampType, DataTypes.TimestampNTZType)
                        .contains(field.dataType()));
        return typed
                || (NAME.matcher(id).matches()
                        && Arrays.stream(id.split("[_ -]|(?<=\\p{Ll})(?=\\p{Lu})"))
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .anyMatch(DATES::contains));
    }
}
