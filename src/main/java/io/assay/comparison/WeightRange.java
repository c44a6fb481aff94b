package io.assay.comparison;

import io.assay.dimension.Cell;
import java.util.Optional;

/**
 * How far the verdict of a gate on a weighted sum holds when one weight changes and the others stay.
 *
 * @param loss the sum
 * @param cell partition and slice
 * @param hard whether the gate decides or warns
 * @param part the loss whose weight changes
 * @param weight as it is
 * @param verdict of the gate, with the correction over all hard gates
 * @param lower the verdict holds for weights from here; NaN where {@code obstacle} says why it is not known
 * @param below the verdict right below; empty where {@code lower} is 0 or no bound at all
 * @param upper the verdict holds for weights up to here
 * @param above the verdict right above; empty where {@code upper} is 0 or no bound at all
 * @param obstacle why no range is given; empty where one is
 */
public record WeightRange(
        String loss,
        Cell cell,
        String baseline,
        String candidate,
        boolean hard,
        String part,
        double weight,
        Verdict verdict,
        double lower,
        Optional<Verdict> below,
        double upper,
        Optional<Verdict> above,
        String obstacle) {

    /** The range in a sentence, the same for all parts where none is known: {@code PASS for any weight of business from 0 to 0.83 (now 0.2); above it: FAIL}. */
    public String sentence() {
        if (!obstacle.isEmpty()) {
            return verdict.name() + ", no range of weights: " + obstacle;
        }
        StringBuilder text = new StringBuilder(verdict.name() + " for any weight of " + part);
        if (Double.isFinite(lower) && Double.isFinite(upper)) {
            text.append(" from ").append(Figures.text(lower)).append(" to ").append(Figures.text(upper));
        } else if (below.isPresent()) {
            text.append(" above ").append(Figures.text(lower));
        } else if (above.isPresent()) {
            text.append(" below ").append(Figures.text(upper));
        } else {
            text.append(weight < 0 ? " below 0" : " above 0");
        }
        text.append(" (now ").append(Figures.text(weight)).append(')');
        below.ifPresent(other -> text.append("; below it: ").append(other));
        above.ifPresent(other -> text.append("; above it: ").append(other));
        return text.toString();
    }
}
