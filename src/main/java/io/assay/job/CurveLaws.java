package io.assay.job;

import io.assay.curve.Better;
import io.assay.curve.Diagnosis;
import io.assay.curve.Mark;
import io.assay.curve.PowerLaw;
import io.assay.report.CurveResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fits, for each metric, the power law of the best values of the runs over their sizes. */
final class CurveLaws {

    private CurveLaws() {}

    /**
     * One for each metric of which a run has a size.
     *
     * @param predictAt sizes that the laws are asked about
     */
    static List<CurveResult.Law> of(List<Diagnosis> diagnoses, List<Double> predictAt) {
        List<Diagnosis> sized = diagnoses.stream()
                .filter(each -> each.size().isPresent() && each.best().isPresent())
                .toList();
        return sized.stream()
                .map(Diagnosis::metric)
                .distinct()
                .map(metric -> law(
                        metric,
                        sized.stream()
                                .filter(each -> each.metric().equals(metric))
                                .toList(),
                        predictAt))
                .toList();
    }

    private static CurveResult.Law law(String metric, List<Diagnosis> runs, List<Double> predictAt) {
        if (!runs.stream().allMatch(each -> each.better() == Better.LOWER)) {
            return new CurveResult.Law(
                    metric, Optional.empty(), "it is fitted to losses, of which lower ones are better", List.of());
        }
        try {
            PowerLaw law = PowerLaw.of(
                    runs.stream().mapToDouble(each -> each.size().orElseThrow()).toArray(),
                    runs.stream()
                            .mapToDouble(each -> each.best().map(Mark::value).orElseThrow())
                            .toArray());
            return new CurveResult.Law(
                    metric,
                    Optional.of(law),
                    "",
                    predictAt.stream().map(size -> prediction(law, size)).toList());
        } catch (IllegalArgumentException e) {
            return new CurveResult.Law(metric, Optional.empty(), String.valueOf(e.getMessage()), List.of());
        }
    }

    private static CurveResult.Prediction prediction(PowerLaw law, double size) {
        return new CurveResult.Prediction(
                size,
                size > PowerLaw.FARTHEST * law.largest() ? OptionalDouble.empty() : OptionalDouble.of(law.at(size)));
    }
}
