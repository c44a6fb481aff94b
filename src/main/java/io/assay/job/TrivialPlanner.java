package io.assay.job;

import io.assay.input.AddedVersion;
import io.assay.input.Columns;
import io.assay.input.Examples;
import io.assay.input.SourceReader;
import io.assay.job.ExpressionCheck.Need;
import io.assay.report.TrivialPredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Plans the version that the baseline {@code trivial} is: at first without knowing what it says, then with what its reader has
 * found in the labels. Without such a baseline it plans nothing.
 */
final class TrivialPlanner {

    private final Configuration configuration;
    private final List<Problem> problems;
    private final Optional<TrivialBaseline> asked;
    private Optional<AddedVersion> version;

    /** @param problems where what is wrong is told */
    TrivialPlanner(Configuration configuration, List<Problem> problems) {
        this.configuration = configuration;
        this.problems = problems;
        this.asked = configuration
                .trivial()
                .filter(trivial -> !configuration.columns().grouped());
        this.version = asked.map(trivial -> trivial.version(configuration));
    }

    /**
     * The version that is added; empty where there is none, where no label can be used, and where the columns are not there
     * that it goes by.
     *
     * @param predictions the sources of the dataset, or of the predictions' side of a join
     * @param labels the sources of the labels' side
     */
    Optional<AddedVersion> version(List<Dataset<Row>> predictions, List<Dataset<Row>> labels) {
        if (version.isEmpty() || !(version.get().prediction() instanceof AddedVersion.LastLabel last)) {
            return version;
        }
        List<Dataset<Row>> sides = new ArrayList<>(predictions);
        sides.addAll(labels);
        ExpressionCheck expressions = new ExpressionCheck(problems);
        String place = configuration.columns().place();
        boolean all = expressions.checkAny(sides, place, "baseline.time", last.time(), Need.KEY);
        for (String series : last.series()) {
            all &= expressions.checkAny(sides, place, "baseline.series", series, Need.KEY);
        }
        return all ? version : Optional.empty();
    }

    /** Holds it against the types of label and prediction; where one of them is missing that has been told. */
    void check(StructType rows) {
        List<String> names = List.of(rows.fieldNames());
        if (asked.isPresent() && names.contains("label") && names.contains("prediction")) {
            asked.get()
                    .check(
                            rows.apply("label").dataType(),
                            rows.apply("prediction").dataType())
                    .ifPresent(rule -> problems.add(
                            new Problem(configuration.columns().place(), "baseline", TrivialBaseline.NAME, rule)));
        }
    }

    /**
     * Reads the labels to find what it says; {@link #version} has it from then on.
     *
     * @param rows the schema of the rows in one shape
     */
    Optional<TrivialPredictor> read(SparkSession spark, SourceReader reader, Columns columns, StructType rows) {
        if (asked.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        AddedVersion unknown = version.get();
        TrivialReader.Found found = new TrivialReader(spark, configuration, asked.get())
                .read(
                        Examples.of(
                                unknown,
                                reader,
                                columns,
                                configuration.input().rows(),
                                configuration.input().labels()),
                        rows.apply("prediction").dataType());
        version = found.prediction().map(unknown::saying);
        return Optional.of(found.predictor());
    }
}
