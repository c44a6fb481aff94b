package io.assay.report;

import io.assay.cost.CostCurve;
import io.assay.cost.CostReading;
import io.assay.cost.Interval;
import io.assay.cost.MetricEstimate;
import io.assay.cost.Prices;
import java.util.List;

/** What is to be said of costs by threshold, in sentences. */
final class CostCurveText {

    /** What holds of all of them. */
    static final String LEAD =
            "What decisions cost on average over all rows, by the score from which on they are positive."
                    + " The least cost is measured on the rows that its threshold was chosen on, and so is too low, and what a threshold"
                    + " in use costs more too high: by up to a standard error on a few hundred rows. A threshold in use that is truly the"
                    + " best seems to cost more, beyond its interval, in some quarter of cases.";

    private static final Numeral NUMERAL = Numeral.TYPOGRAPHIC;

    private CostCurveText() {}

    /** The prices, and where they would cut probabilities that are calibrated. */
    static String prices(Prices prices) {
        double both = prices.falsePositive() + prices.falseNegative();
        String text = "A false positive costs " + NUMERAL.setting(prices.falsePositive()) + ", a false negative "
                + NUMERAL.setting(prices.falseNegative()) + ".";
        return both > 0 && Double.isFinite(both)
                ? text + " Calibrated probabilities would be cut at " + NUMERAL.setting(prices.falsePositive() / both)
                        + "."
                : text;
    }

    /** Which threshold is best, what it costs, and what those in use cost more. */
    static String of(CostCurve curve) {
        int decimals = Numeral.decimals(curve.least().value());
        StringBuilder text = new StringBuilder(Sentence.name(curve.modelVersion()));
        text.append(" costs least, ")
                .append(NUMERAL.fixed(curve.least().value(), decimals))
                .append(" per row")
                .append(interval(curve.least(), decimals))
                .append(", ")
                .append(best(curve))
                .append(".")
                .append(flat(curve.reading()));
        curve.used().forEach(used -> text.append(used(used)));
        return text.toString();
    }

    private static String best(CostCurve curve) {
        double threshold = curve.reading().threshold();
        if (threshold == Double.POSITIVE_INFINITY) {
            return "if nothing is decided positive";
        }
        List<CostReading.Point> points = curve.reading().points();
        boolean all = !points.isEmpty() && points.get(0).threshold() == threshold;
        return (all ? "if everything is decided positive, from its lowest score of " : "at a threshold of ")
                + NUMERAL.setting(threshold);
    }

    private static String flat(CostReading reading) {
        long others = reading.equal() - 1;
        return others == 0
                ? ""
                : " " + NUMERAL.count(others) + (others == 1 ? " other threshold costs" : " other thresholds cost")
                        + " the same, down to " + NUMERAL.setting(reading.lowest()) + "; the highest is taken.";
    }

    private static String used(CostCurve.Used used) {
        double regret = used.regret().value();
        int decimals = Numeral.decimals(used.cost());
        String text = " The threshold in use, " + NUMERAL.setting(used.threshold()) + ", costs "
                + NUMERAL.fixed(used.cost(), decimals);
        if (regret == 0) {
            return text + ", no more than that.";
        }
        boolean chance = used.regret().interval().lower() <= 0;
        return text + ", which is " + NUMERAL.fixed(regret, decimals) + " more" + interval(used.regret(), decimals)
                + (chance ? ", and may be chance." : ".");
    }

    private static String interval(MetricEstimate estimate, int decimals) {
        Interval interval = estimate.interval();
        return Double.isNaN(interval.lower()) || Double.isNaN(interval.upper())
                ? ""
                : " (95% interval " + NUMERAL.fixed(interval.lower(), decimals) + " to "
                        + NUMERAL.fixed(interval.upper(), decimals) + ")";
    }
}
