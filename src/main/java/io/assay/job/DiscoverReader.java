package io.assay.job;

import io.assay.job.Configuration.Discover;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Reads {@code discover:}, which only the command of that name goes by. */
final class DiscoverReader {

    /** More conditions make slices that nobody can act on, and as many times more of them. */
    private static final int MOST_LEVELS = 3;

    /** Each further slice that is judged makes the judgement of all of them weaker. */
    private static final int MOST_WINNERS = 20;

    private static final double ALPHA = 0.95;

    private DiscoverReader() {}

    /** @param losses the names of those configured */
    static Discover discover(Section section, List<String> losses) {
        Optional<String> loss = section.text("loss");
        loss.filter(name -> !losses.contains(name))
                .ifPresent(name -> section.problem("loss", Nearest.unknown(name, losses)));
        Discover discover = new Discover(
                section.place(),
                section.texts("features"),
                loss,
                whole(section, "levels", MOST_LEVELS),
                whole(section, "winners", MOST_WINNERS),
                section.number("alpha", a -> a > 0 && a <= 1, "must be > 0 and ≤ 1")
                        .orElse(ALPHA),
                section.number("support", atLeast(1), "must be a whole number ≥ 1")
                        .map(Double::longValue)
                        .orElse(0L));
        if (section.has("features") && section.items("features").isEmpty()) {
            section.problem("features", "must have a column");
        }
        section.done();
        return discover;
    }

    private static int whole(Section section, String key, int most) {
        return section.number(key, n -> atLeast(1).test(n) && n <= most, "must be a whole number from 1 to " + most)
                .map(Double::intValue)
                .orElse(most);
    }

    private static DoublePredicate atLeast(double least) {
        return n -> n >= least && n <= Integer.MAX_VALUE && n == Math.rint(n);
    }
}
