package io.assay.comparison;

/**
 * What a version was made to minimise, as far as it can be seen: its cost over all rows under one loss, and its penalty.
 * The penalty is a constant of the version: it moves a difference and its bounds, and adds nothing to their width.
 *
 * @param loss the loss as the configuration names it
 * @param modelVersion the version
 * @param cost over all rows of the version
 * @param penalty of its coefficients; NaN where none are declared, which is not 0
 * @param objective cost + penalty
 * @param baseline the version compared with; empty for a version that is compared with none
 * @param costDifference candidate − baseline, on the rows compared
 * @param penaltyDifference candidate − baseline; NaN unless both have a penalty
 * @param objectiveDifference the sum of both differences
 * @param lower one-sided 1 − α bound of it from below
 * @param upper one-sided 1 − α bound of it from above
 */
public record Objective(
        String loss,
        String modelVersion,
        double cost,
        double penalty,
        double objective,
        String baseline,
        double costDifference,
        double penaltyDifference,
        double objectiveDifference,
        double lower,
        double upper) {

    /** The objective of a version that is compared with none. */
    static Objective of(String loss, String modelVersion, double cost, double penalty) {
        double none = Double.NaN;
        return new Objective(loss, modelVersion, cost, penalty, cost + penalty, "", none, none, none, none, none);
    }

    /** The same beside a baseline's. */
    Objective against(Comparison comparison, double baselinePenalty) {
        double moved = penalty - baselinePenalty;
        return new Objective(
                loss,
                modelVersion,
                cost,
                penalty,
                objective,
                comparison.baseline(),
                comparison.difference(),
                moved,
                comparison.difference() + moved,
                comparison.lower() + moved,
                comparison.upper() + moved);
    }
}
