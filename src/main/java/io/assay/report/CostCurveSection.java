package io.assay.report;

import io.assay.cost.CostCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What decisions cost by their threshold, over all rows.
 *
 * @param lead what holds of all curves
 * @param curves one for each label, prediction and pair of prices; empty where none was asked for
 * @param note what is not shown, as a sentence; empty when all is
 */
record CostCurveSection(String lead, List<OfPrices> curves, String note) {

    private static final int CURVES = 6;
    private static final int VERSIONS = 10;

    static CostCurveSection of(Evaluation evaluation) {
        Map<String, List<CostCurve>> byMetric = new LinkedHashMap<>();
        for (CostCurve curve : evaluation.costCurves()) {
            List<CostCurve> curves = byMetric.computeIfAbsent(curve.metric(), key -> new ArrayList<>());
            // Baselines stand before the others, so that they are never among those left out.
            boolean first = evaluation.baselines().contains(curve.modelVersion());
            int baselines = (int) curves.stream()
                    .filter(other -> evaluation.baselines().contains(other.modelVersion()))
                    .count();
            curves.add(first ? baselines : curves.size(), curve);
        }
        boolean hidden =
                byMetric.size() > CURVES || byMetric.values().stream().anyMatch(curves -> curves.size() > VERSIONS);
        return new CostCurveSection(
                CostCurveText.LEAD,
                byMetric.values().stream().limit(CURVES).map(OfPrices::of).toList(),
                hidden ? "Not all are shown; the rest is in threshold.csv." : "");
    }

    /**
     * The curves of all versions under one pair of prices.
     *
     * @param metric that asks for it
     * @param prices in a sentence
     * @param sentences one for each version
     * @param pictures one, or none where there is nothing to draw
     */
    record OfPrices(Name metric, String prices, List<String> sentences, List<CostPicture> pictures) {

        private static OfPrices of(List<CostCurve> curves) {
            List<CostCurve> shown = curves.subList(0, Math.min(VERSIONS, curves.size()));
            return new OfPrices(
                    Name.of(shown.get(0).metric(), 80),
                    CostCurveText.prices(shown.get(0).prices()),
                    shown.stream().map(CostCurveText::of).toList(),
                    CostPicture.of(shown).stream().toList());
        }
    }
}
