package io.assay.report;

import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.curve.Diagnosis;
import io.assay.curve.DiagnosisSettings;
import io.assay.curve.PowerLaw;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a diagnosis of loss curves found: the counterpart of {@link Evaluation}.
 *
 * @param name of the diagnosis
 * @param metric the primary one, which headlines are about; empty where there are no points
 * @param verdict the worst of the hard gates; NOT_COMPARABLE where there is nothing to judge
 * @param diagnoses one for each run and metric, in order of the runs' names
 * @param gates in the order of the configuration, for each the runs in their order
 * @param laws one for each metric whose runs have sizes
 * @param account where every point went that was read
 * @param obstacles why nothing can be judged, in sentences; empty where it can
 * @param notes what a reader must know beside the numbers, the obstacles first
 */
public record CurveResult(
        String name,
        String runDate,
        String metric,
        Verdict verdict,
        List<Diagnosis> diagnoses,
        List<Gate> gates,
        List<Law> laws,
        RowAccount account,
        List<String> obstacles,
        List<String> notes,
        DiagnosisSettings settings,
        Provenance provenance) {

    public CurveResult {
        diagnoses = List.copyOf(diagnoses);
        gates = List.copyOf(gates);
        laws = List.copyOf(laws);
        obstacles = List.copyOf(obstacles);
        notes = List.copyOf(notes);
    }

    /** The same with other times, and what they were taken for. */
    public CurveResult withProvenance(Provenance other) {
        return new CurveResult(
                name, runDate, metric, verdict, diagnoses, gates, laws, account, obstacles, notes, settings, other);
    }

    /** The runs by name: those with points in their order, then those that only gates name. */
    public List<String> runs() {
        return Stream.concat(
                        diagnoses.stream().map(Diagnosis::run), gates.stream().map(Gate::run))
                .distinct()
                .toList();
    }

    /** The diagnosis of a run and metric. */
    public Optional<Diagnosis> diagnosis(String run, String ofMetric) {
        return diagnoses.stream()
                .filter(each -> each.run().equals(run) && each.metric().equals(ofMetric))
                .findFirst();
    }

    /** The value of a metric at the step at which the run's primary metric was best; NaN where there is none. */
    public double atPrimaryBest(Diagnosis diagnosis) {
        return diagnosis(diagnosis.run(), metric)
                .flatMap(Diagnosis::best)
                .map(best -> diagnosis.at(best.step()).orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /** The verdict on one run: the worst of its hard gates, unless nothing can be judged. */
    public Verdict verdict(String run) {
        return gates.stream()
                .filter(gate -> gate.hard() && gate.run().equals(run))
                .map(Gate::verdict)
                .reduce(obstacles.isEmpty() ? Verdict.PASS : Verdict.NOT_COMPARABLE, Verdict::worse);
    }

    /**
     * One gate on one run.
     *
     * @param rule in words, such as {@code not-overfitting} or {@code best at least 0.95}
     * @param sentence what was found
     */
    public record Gate(String run, String metric, String rule, boolean hard, Verdict verdict, String sentence) {}

    /**
     * How the best losses of runs fall with their sizes.
     *
     * @param law empty where none can be fitted
     * @param refusal why not; empty where one was
     * @param predictions for sizes that were asked for
     */
    public record Law(String metric, Optional<PowerLaw> law, String refusal, List<Prediction> predictions) {

        public Law {
            predictions = List.copyOf(predictions);
        }
    }

    /** What a law says of a size; empty where that is too far from all that was seen. */
    public record Prediction(double size, OptionalDouble loss) {}
}
