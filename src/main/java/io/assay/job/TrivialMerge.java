package io.assay.job;

import io.assay.report.Shown;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.List;

/** Holds the predictors without a model of several run dates against each other: only one and the same can be merged. */
final class TrivialMerge {

    /** So much of a prediction is shown: an array may be long. */
    private static final int LONGEST = 200;

    private TrivialMerge() {}

    /**
     * Refuses states in which it predicted something else on one run date than on another: a difference from both of them would
     * be one from neither.
     *
     * @throws BadArgumentsException naming both predictions
     */
    static void refuseOthers(Configuration configuration, List<StoredDate> dates) {
        if (configuration.trivial().isEmpty()) {
            return;
        }
        StoredDate first = dates.get(0);
        for (StoredDate date : dates) {
            if (!predicted(date).equals(predicted(first))) {
                throw new BadArgumentsException("Cannot merge run dates " + first.runDate() + " and " + date.runDate()
                        + ": trivial predicted " + shown(first) + " on the one and " + shown(date)
                        + " on the other, which are two baselines. Give one that is the same on all run dates, as"
                        + " {trivial: mean, frozen: true} or {trivial: {value: …}}, and evaluate them again with"
                        + " --overwrite");
            }
        }
    }

    private static List<String> predicted(StoredDate date) {
        return date.state().definition().getOrDefault(StateDefinition.PREDICTED, List.of("nothing"));
    }

    private static String shown(StoredDate date) {
        String all = Shown.whole(String.join(", ", predicted(date)));
        return all.codePointCount(0, all.length()) <= LONGEST
                ? all
                : all.substring(0, all.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** What readers of the merged result must know of it; nothing without such a baseline. */
    static List<String> notes(Configuration configuration, List<StoredDate> dates) {
        List<String> notes = new ArrayList<>();
        configuration.trivial().ifPresent(trivial -> {
            notes.add("trivial predicted the same on every run date: " + shown(dates.get(0)) + ".");
            if (trivial.is(Form.LAST)) {
                notes.add(
                        "trivial takes the label before within a run date: the first rows of a series have none on each"
                                + " of them.");
            }
        });
        return notes;
    }
}
