package io.assay.job;

import io.assay.job.Configuration.MetricEntry;
import java.util.function.UnaryOperator;

/**
 * What metrics of explained deviance read of a row: the label, the deviance of the prediction from it, and the part of
 * the label's deviance from a constant that is the label's alone.
 *
 * @param usable bounds a number, so that its sums are finite
 */
record DevianceSql(MetricEntry metric, String label, String prediction, UnaryOperator<String> usable) {

    /** Whether there is such a deviance. */
    boolean exists() {
        return !(power() > 0 && power() < 1);
    }

    String[] inputs() {
        if (metric.definition().name().equals("d2_log_loss")) {
            String binary = "CASE WHEN " + label + " IN (0D, 1D) THEN " + label + " END";
            String loss =
                    "try_binary_cross_entropy(" + binary + ", " + prediction + ", " + Math.ulp(1.0) + "D, 0D, NULL)";
            return new String[] {binary, usable.apply(loss), "0D"};
        }
        String deviance =
                "try_tweedie_deviance(" + label + ", " + prediction + ", " + LossPlanner.number(power()) + ")";
        return new String[] {label, usable.apply(deviance), usable.apply(term())};
    }

    private double power() {
        return metric.number("power");
    }

    private String term() {
        if (power() == 1) {
            return "CASE WHEN " + label + " = 0D THEN 0D ELSE " + label + " * ln(" + label + ") END";
        }
        String base = power() < 0 ? "greatest(" + label + ", 0D)" : label;
        return power() == 2 ? "ln(" + label + ")" : "power(" + base + ", " + LossPlanner.number(2 - power()) + ")";
    }
}
