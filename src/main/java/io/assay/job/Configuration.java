package io.assay.job;

import io.assay.comparison.Limit;
import io.assay.comparison.SliceCorrection;
import io.assay.cost.Bootstrap;
import io.assay.cost.MetricDefinition;
import io.assay.cost.PenaltyStrengths;
import io.assay.input.Columns;
import io.assay.input.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One evaluation as configured, read once. Names and SQL are as written; whether columns and functions exist is checked
 * against the data's schema by {@link Planner}.
 *
 * @param roots where relative input paths are looked for, in this order
 * @param evaluation its name
 * @param runDate the date evaluated; {@code undated} without one
 * @param input what is read
 * @param trivial how the baseline without a model is asked for, if it is one of the baselines
 * @param candidates empty means all but the baselines
 * @param discover what {@code discover} looks for
 * @param digest SHA-256 of the resolved settings but for the output
 * @param problems what the text alone shows to be wrong; nothing is run while there is any
 */
record Configuration(
        List<Path> roots,
        String evaluation,
        String runDate,
        Input input,
        Columns columns,
        List<String> baselines,
        Optional<TrivialBaseline> trivial,
        List<String> candidates,
        List<Slice> slices,
        List<LossEntry> losses,
        List<MetricEntry> metrics,
        Optional<Penalties> penalties,
        Compare compare,
        List<Gate> gates,
        Limits limits,
        Discover discover,
        Output output,
        String digest,
        List<Problem> problems) {

    Configuration {
        roots = List.copyOf(roots);
        baselines = List.copyOf(baselines);
        candidates = List.copyOf(candidates);
        slices = List.copyOf(slices);
        losses = List.copyOf(losses);
        metrics = List.copyOf(metrics);
        gates = List.copyOf(gates);
        problems = List.copyOf(problems);
    }

    /** What is read: one dataset from one or more sources, or predictions and labels to be joined. */
    record Input(List<Source> rows, List<Source> labels) {
        boolean joined() {
            return !labels.isEmpty();
        }
    }

    /** One entry under {@code slices}. */
    record Slice(
            String place,
            Kind kind,
            String name,
            List<String> columns,
            String where,
            List<Double> edges,
            int quantiles) {
        enum Kind {
            COLUMNS,
            ROLLUP,
            PREDICATE,
            BINS,
            QUANTILES
        }
    }

    /**
     * One entry under {@code losses}: a catalogue loss, an SQL expression, or a weighted sum of other entries.
     *
     * @param name as tables and gates call it
     * @param call the catalogue's loss with parameters, as {@code huber(delta=1.5)}
     * @param arguments parameters and parts bound to SQL expressions
     * @param bounds the least and the greatest value that it can have, if declared; empty otherwise
     */
    record LossEntry(
            String place,
            String name,
            Optional<String> call,
            Optional<String> sql,
            Map<String, Double> weightedSum,
            boolean renormalise,
            Optional<String> label,
            Optional<String> prediction,
            Map<String, String> arguments,
            Optional<String> aggregate,
            Optional<String> direction,
            List<Double> bounds) {

        LossEntry {
            bounds = List.copyOf(bounds);
        }

        /** An entry of which no bounds are declared. */
        LossEntry(
                String place,
                String name,
                Optional<String> call,
                Optional<String> sql,
                Map<String, Double> weightedSum,
                boolean renormalise,
                Optional<String> label,
                Optional<String> prediction,
                Map<String, String> arguments,
                Optional<String> aggregate,
                Optional<String> direction) {
            this(
                    place,
                    name,
                    call,
                    sql,
                    weightedSum,
                    renormalise,
                    label,
                    prediction,
                    arguments,
                    aggregate,
                    direction,
                    List.of());
        }
    }

    /**
     * One entry under {@code metrics}.
     *
     * @param name as tables and gates call it
     * @param parameters of the definition that were given or have a default: Double or String
     * @param label a label of its own
     * @param prediction a prediction of its own
     */
    record MetricEntry(
            String place,
            String name,
            MetricDefinition definition,
            Map<String, Object> parameters,
            Optional<String> label,
            Optional<String> prediction) {

        MetricEntry {
            parameters = Map.copyOf(parameters);
        }

        /** A number; NaN where it is absent. */
        double number(String parameter) {
            return parameters.get(parameter) instanceof Double number ? number : Double.NaN;
        }

        /** A text; empty where it is absent. */
        String text(String parameter) {
            return parameters.get(parameter) instanceof String text ? text : "";
        }
    }

    /** Penalties of the coefficients of some versions. */
    record Penalties(PenaltyStrengths strengths, List<Coefficients> coefficients) {

        Penalties {
            coefficients = List.copyOf(coefficients);
        }
    }

    /** The coefficients of one version. */
    sealed interface Coefficients {

        String place();

        String version();

        /** Where they stand; empty for those in the configuration. */
        default Optional<String> location() {
            return Optional.empty();
        }

        /** Numbers that stand in the configuration. */
        record Inline(String place, String version, List<Double> numbers) implements Coefficients {}

        /** The path of a file of numbers. */
        record File(String place, String version, String path) implements Coefficients {
            @Override
            public Optional<String> location() {
                return Optional.of(path);
            }
        }

        /**
         * The path of a model that MLlib saved.
         *
         * @param intercept whether it is penalised too
         */
        record Model(String place, String version, String path, boolean intercept) implements Coefficients {
            @Override
            public Optional<String> location() {
                return Optional.of(path);
            }
        }
    }

    /**
     * How candidates are compared.
     *
     * @param sequential whether on all run dates so far, to be looked at after each
     * @param sequence by which bounds, if so
     * @param bootstrap how clusters are drawn anew where nothing else gives an interval
     * @param sliceCorrection by which slices that differ are named, of a single look
     */
    record Compare(
            double alpha,
            Tolerance margin,
            int minimumUnits,
            boolean sequential,
            Sequence sequence,
            Optional<Bootstrap> bootstrap,
            SliceCorrection sliceCorrection) {

        Compare(double alpha, Tolerance margin, int minimumUnits, boolean sequential) {
            this(
                    alpha,
                    margin,
                    minimumUnits,
                    sequential,
                    Sequence.NORMAL,
                    Optional.empty(),
                    SliceCorrection.BENJAMINI_HOCHBERG);
        }
    }

    /** Bounds that hold at all looks. */
    enum Sequence {
        /** For many rows. */
        NORMAL,
        /** For every number of rows, of losses between known bounds. */
        BERNSTEIN
    }

    /** A margin: so much of the baseline's cost, or so much in units of the cost. */
    record Tolerance(double value, boolean relative) {}

    /**
     * One entry under {@code gates}. {@code slice} and {@code partition} may hold {@code column=*}.
     *
     * @param loss a loss or a metric
     * @param metric whether it is a metric
     * @param limit what the candidate's own value must keep; without one its difference from the baseline is gated
     */
    record Gate(
            String place,
            String loss,
            boolean metric,
            String slice,
            String partition,
            boolean hard,
            Optional<Tolerance> margin,
            Optional<Limit> limit) {}

    /**
     * The largest shares of a version's rows quarantined, of its rows unscored for a gated loss, and of the baseline's
     * ids without a row of the candidate, before nothing is compared; the largest share of the ids of both whose labels
     * differ; the largest share of units in more than one part of the split; by how much the shares of rows with a label may differ in independent samples; and how many groups there may
     * be, which are cells, before the run is refused.
     */
    record Limits(
            double quarantined,
            double unscored,
            double unpaired,
            double differingLabels,
            double sharedUnits,
            double labelRates,
            long groups) {}

    /**
     * How {@code discover} looks for slices.
     *
     * @param features columns, or names of slices; empty means all that {@code slices} have
     * @param loss by which; empty means the first
     * @param levels conditions of a slice, at most
     * @param winners slices that are judged, at most
     * @param alpha the weight of the error against the size, in the score
     * @param support pairs of a slice in the half that is searched, at least; 0 for 32 and a hundredth of all
     */
    record Discover(
            String place,
            List<String> features,
            Optional<String> loss,
            int levels,
            int winners,
            double alpha,
            long support) {

        Discover {
            features = List.copyOf(features);
        }
    }

    /**
     * What is written where.
     *
     * @param state whether the tallies are kept, so that run dates can be merged
     */
    record Output(String path, List<String> formats, boolean state) {}

    /** The same under another name for the run date. */
    Configuration named(String otherDate) {
        return with(otherDate, slices, problems);
    }

    /** The same with other slices and further problems. */
    Configuration sliced(List<Slice> otherSlices, List<Problem> further) {
        return with(
                runDate,
                otherSlices,
                Stream.concat(problems.stream(), further.stream()).toList());
    }

    private Configuration with(String otherDate, List<Slice> otherSlices, List<Problem> otherProblems) {
        return new Configuration(
                roots,
                evaluation,
                otherDate,
                input,
                columns,
                baselines,
                trivial,
                candidates,
                otherSlices,
                losses,
                metrics,
                penalties,
                compare,
                gates,
                limits,
                discover,
                output,
                digest,
                otherProblems);
    }
}
