package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;

import java.util.List;

/**
 * How surprising it is who had the event at each time among those still at risk; a row holds all members of a
 * stratum. Over rows, nats per event.
 */
public final class CoxPartialNll implements Loss {

    private static final Definition DEFINITION = Definition.of("cox_partial_nll", Family.SURVIVAL)
            .summary(
                    "How surprising it is who had the event at each time among those at risk. A row holds a stratum; over rows, per event.")
            .formula("Σ over events of log Σ_{time_j ≥ time_i} exp(s_j) − s_i, over the number of events")
            .label("time", FINITE)
            .label("event", BINARY)
            .prediction(FINITE)
            .choice("ties", "breslow", "efron")
            .relation(Relation.sameLength("time", "event", "prediction"))
            .relation(new Relation(
                    "no_event",
                    "event must hold a 1",
                    List.of("event"),
                    values -> events(Relation.array(values, 0)) > 0))
            .aggregate("ratio")
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far a member with an early event is ranked behind the others at risk.")
            .choose(
                    "Only the order of risks is modelled. Gather the members of each stratum, or of all data, into one row.")
            .peers(
                    "Libraries differ in ties: breslow keeps all members of a tie at risk, efron lets them leave one by one.")
            .reference("Cox 1972; Efron 1977; statsmodels PHReg")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static int events(Doubles event) {
        int count = 0;
        for (int i = 0; i < event.size(); i++) {
            count += event.at(i) == 1 ? 1 : 0;
        }
        return count;
    }

    public double loss(Doubles time, Doubles event, Doubles prediction, String ties) {
        boolean efron = ties.equals("efron");
        if (Double.isNaN(denominator(time, event, prediction, ties)) || !(efron || ties.equals("breslow"))) {
            return Double.NaN;
        }
        int[] order = Ranking.order(time);
        double atRisk = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double failing = Double.NEGATIVE_INFINITY;
            double scores = 0;
            int failures = 0;
            for (; to < order.length && time.at(order[to]) == time.at(order[from]); to++) {
                double score = prediction.at(order[to]);
                atRisk = Primitives.logAddExp(atRisk, score);
                if (event.at(order[to]) == 1) {
                    failing = Primitives.logAddExp(failing, score);
                    scores += score;
                    failures++;
                }
            }
            sum += surprise(atRisk, failing, failures, efron) - scores;
            from = to;
        }
        // Rounding can leave a little less than 0.
        return Math.max(sum, 0);
    }

    /** The logarithms of the sums at risk, one for each failure of a tie. */
    private static double surprise(double atRisk, double failing, int failures, boolean efron) {
        double sum = 0;
        for (int k = 0; k < failures; k++) {
            double left =
                    efron && k > 0 ? Primitives.log1mExp(atRisk - failing - StrictMath.log((double) k / failures)) : 0;
            sum += atRisk + left;
        }
        return sum;
    }

    /** The number of events. */
    public double denominator(Doubles time, Doubles event, Doubles prediction, String ties) {
        boolean fine = time.size() == event.size()
                && time.size() == prediction.size()
                && FINITE.containsAll(time)
                && BINARY.containsAll(event)
                && FINITE.containsAll(prediction)
                && (ties.equals("breslow") || ties.equals("efron"));
        int count = fine ? events(event) : 0;
        return count == 0 ? Double.NaN : count;
    }
}
