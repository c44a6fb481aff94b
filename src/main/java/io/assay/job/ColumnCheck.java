package io.assay.job;

import io.assay.input.Columns;
import io.assay.input.InputException;
import io.assay.input.ModelCheck;
import io.assay.input.PairBy;
import io.assay.input.SourceReader;
import io.assay.job.ExpressionCheck.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds the configured columns against the sources. */
final class ColumnCheck {

    /** Stands in for a column that is not there, so that what depends on it can be looked at all the same. */
    private static final String STAND_IN = "NULL";

    private final SourceReader reader;
    private final Columns columns;
    private final List<Dataset<Row>> predictions;
    private final List<Dataset<Row>> labels;
    private final List<Dataset<Row>> sides;
    private final List<Problem> problems;
    private final ExpressionCheck expressions;

    /**
     * @param reader loads the saved models among the versions
     * @param predictions the sources of the dataset, or of the predictions' side of a join
     * @param labels the sources of the labels' side; empty without a join
     * @param problems where what is wrong is told
     */
    ColumnCheck(
            SourceReader reader,
            Columns columns,
            List<Dataset<Row>> predictions,
            List<Dataset<Row>> labels,
            List<Problem> problems) {
        this.reader = reader;
        this.columns = columns;
        this.predictions = predictions;
        this.labels = labels;
        this.sides = new ArrayList<>(predictions);
        this.sides.addAll(labels);
        this.problems = problems;
        this.expressions = new ExpressionCheck(problems);
    }

    /** The same columns, with stand-ins for those that do not fit, whose problems are told. */
    Columns sound() {
        // Rows of a group meet by group and item alone, so that nothing of the other side can stand in an expression.
        boolean grouped = columns.grouped();
        List<Dataset<Row>> labelled = grouped && !labels.isEmpty() ? labels : sides;
        List<Dataset<Row>> weighed = grouped ? predictions : sides;
        Need outcome = grouped ? Need.NUMBER : Need.OUTCOME;
        if (!labels.isEmpty() && columns.id().isEmpty()) {
            problems.add(new Problem(
                    columns.place(), "columns.id", null, "is missing: predictions and labels are joined by it"));
        }
        List<String> id = everywhere("columns.id", columns.id());
        String versionsKey = columns.models().isEmpty() ? "wide" : "versions";
        Map<String, String> models = models();
        return new Columns(
                columns.place(),
                id,
                grouped ? group() : List.of(),
                columns.unjudged(),
                columns.version().map(text -> sound(predictions, "version", text, Need.KEY)),
                sound(versionsKey, columns.wide(), outcome),
                models,
                columns.label().map(text -> sound(labelled, "label", text, outcome)),
                columns.models().isEmpty()
                        ? columns.prediction().map(text -> sound(predictions, "prediction", text, outcome))
                        : columns.prediction(),
                // Beside models they are parts of what a model adds, and are held against it with the losses that need
                // them.
                columns.models().isEmpty()
                        ? sound("prediction", columns.predictionParts(), Need.OUTCOME)
                        : columns.predictionParts(),
                columns.weight().map(text -> sound(weighed, "weight", text, Need.NUMBER)),
                columns.cluster().map(text -> sound(weighed, "cluster", text, Need.KEY)),
                columns.otherCluster().map(text -> sound(weighed, "cluster", text, Need.KEY)),
                columns.partition(),
                columns.split(),
                new PairBy(
                        columns.pairBy().place(),
                        everywhere(
                                predictions,
                                columns.pairBy().place(),
                                "compare." + PairByReader.KEY,
                                columns.pairBy().columns())));
    }

    /** Those of several columns that every side has. */
    private List<String> everywhere(String key, List<String> texts) {
        return everywhere(sides, columns.place(), key, texts);
    }

    private List<String> everywhere(List<Dataset<Row>> where, String place, String key, List<String> texts) {
        List<String> sound = new ArrayList<>();
        for (String text : texts) {
            boolean everywhere = true;
            for (int i = 0; i < where.size() && everywhere; i++) {
                everywhere = expressions.check(where.get(i), place, key, text, Need.KEY);
            }
            if (everywhere) {
                sound.add(text);
            }
        }
        return sound;
    }

    /** The models that can score these rows and give a prediction. */
    private Map<String, String> models() {
        Map<String, String> sound = new LinkedHashMap<>();
        if (columns.models().isEmpty()) {
            return sound;
        }
        ModelCheck check = new ModelCheck(reader, sides);
        columns.models().forEach((version, path) -> {
            List<Problem> found = new ArrayList<>();
            String key = "columns.versions." + version + ".pipeline-model";
            String prediction = columns.modelPrediction();
            try {
                new ExpressionCheck(found).check(check.scored(path), columns.place(), key, prediction, Need.OUTCOME);
            } catch (InputException e) {
                problems.add(new Problem(columns.place(), key, path, String.valueOf(e.getMessage())));
                return;
            }
            found.forEach(problem -> problems.add(new Problem(
                    columns.place(), key, path, "gives no columns.prediction, " + prediction + ": " + problem.rule())));
            if (found.isEmpty()) {
                sound.put(version, path);
            }
        });
        return sound;
    }

    /** Still a group where its columns are not there, or the rest would be looked at row by row. */
    private List<String> group() {
        List<String> sound = everywhere("columns.group", columns.group());
        return sound.isEmpty() ? List.of(STAND_IN) : sound;
    }

    private Map<String, String> sound(String key, Map<String, String> texts, Need need) {
        Map<String, String> sound = new LinkedHashMap<>();
        texts.forEach((name, text) -> sound.put(name, sound(predictions, key + "." + name, text, need)));
        return sound;
    }

    private String sound(List<Dataset<Row>> where, String key, String text, Need need) {
        return expressions.checkAny(where, columns.place(), "columns." + key, text, need) ? text : STAND_IN;
    }
}
