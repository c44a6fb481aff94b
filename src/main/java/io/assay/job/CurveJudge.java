package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.curve.Diagnosis;
import io.assay.curve.DiagnosisSettings;
import io.assay.curve.Mark;
import io.assay.curve.State;
import io.assay.curve.Trend;
import io.assay.job.CurveConfiguration.Gate;
import io.assay.job.CurveConfiguration.Rule;
import io.assay.report.CurveResult;
import io.assay.report.CurveSentences;
import java.util.ArrayList;
import java.util.List;

/** Judges the gates of a configuration of curves: each on every run that it names. */
final class CurveJudge {

    private final DiagnosisSettings settings;
    private final String primary;
    private final List<Diagnosis> diagnoses;

    CurveJudge(DiagnosisSettings settings, String primary, List<Diagnosis> diagnoses) {
        this.settings = settings;
        this.primary = primary;
        this.diagnoses = List.copyOf(diagnoses);
    }

    List<CurveResult.Gate> judged(List<Gate> gates) {
        List<String> runs = diagnoses.stream().map(Diagnosis::run).distinct().toList();
        List<CurveResult.Gate> judged = new ArrayList<>();
        for (Gate gate : gates) {
            for (String run : gate.run().map(List::of).orElse(runs)) {
                judged.add(judged(gate, run));
            }
        }
        return judged;
    }

    private CurveResult.Gate judged(Gate gate, String run) {
        String metric = gate.metric().orElse(primary);
        return diagnoses.stream()
                .filter(each -> each.run().equals(run) && each.metric().equals(metric))
                .filter(each -> each.best().isPresent())
                .findFirst()
                .map(each -> judged(gate, each))
                .orElseGet(() -> new CurveResult.Gate(
                        run,
                        metric,
                        rule(gate),
                        gate.hard(),
                        Verdict.NOT_COMPARABLE,
                        "The run has no point of this metric with a finite value."));
    }

    private CurveResult.Gate judged(Gate gate, Diagnosis diagnosis) {
        return new CurveResult.Gate(
                diagnosis.run(),
                diagnosis.metric(),
                rule(gate),
                gate.hard(),
                verdict(gate, diagnosis),
                sentence(gate.rule(), diagnosis));
    }

    private static Verdict verdict(Gate gate, Diagnosis diagnosis) {
        return switch (gate.rule()) {
            case NOT_OVERFITTING -> unless(diagnosis.overfitting().state());
            case NOT_UNDERFITTING -> unless(diagnosis.underfitting().state());
            case PLATEAU ->
                switch (diagnosis.trend().shape()) {
                    case PLATEAU -> Verdict.PASS;
                    case IMPROVING, WORSENING -> Verdict.FAIL;
                    case UNDECIDED, TOO_FEW -> Verdict.INCONCLUSIVE;
                };
            case NO_GAP_ALARM ->
                diagnosis
                        .gap()
                        .map(gap -> gap.alarm()
                                ? Verdict.FAIL
                                : gap.small() || gap.trend().shape() != Trend.Shape.TOO_FEW
                                        ? Verdict.PASS
                                        : Verdict.INCONCLUSIVE)
                        .orElse(Verdict.INCONCLUSIVE);
            case BEST_VALUE -> {
                double best = diagnosis.best().map(Mark::value).orElse(Double.NaN);
                boolean holds = best <= gate.atMost().orElse(Double.POSITIVE_INFINITY)
                        && best >= gate.atLeast().orElse(Double.NEGATIVE_INFINITY);
                yield holds ? Verdict.PASS : Verdict.FAIL;
            }
        };
    }

    private static Verdict unless(State state) {
        return switch (state) {
            case FOUND -> Verdict.FAIL;
            case NOT_FOUND -> Verdict.PASS;
            case UNKNOWN -> Verdict.INCONCLUSIVE;
        };
    }

    private static String rule(Gate gate) {
        if (gate.rule() != Rule.BEST_VALUE) {
            return gate.rule().word();
        }
        List<String> bounds = new ArrayList<>();
        gate.atLeast().ifPresent(bound -> bounds.add("at least " + bound));
        gate.atMost().ifPresent(bound -> bounds.add("at most " + bound));
        return gate.rule().word() + " " + String.join(" and ", bounds);
    }

    private String sentence(Rule rule, Diagnosis diagnosis) {
        return switch (rule) {
            case NOT_OVERFITTING -> CurveSentences.overfitting(diagnosis);
            case PLATEAU -> CurveSentences.trend(diagnosis, settings);
            case NO_GAP_ALARM -> CurveSentences.gap(diagnosis, settings);
            case NOT_UNDERFITTING -> CurveSentences.underfitting(diagnosis);
            case BEST_VALUE -> CurveSentences.best(diagnosis);
        };
    }
}
