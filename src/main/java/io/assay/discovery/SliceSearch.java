package io.assay.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for the slices with the highest scores, level by level: first by one condition, then by two that both did well enough,
 * and so on. A slice is not looked at if it must be too small, or if what the slices around it allow is not above 0 and above
 * the worst of the best found so far, so that the best found are the best of all. It knows sums only, not where they come from.
 */
public final class SliceSearch {

    private static final Comparator<Ranked> BEST =
            Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::slice);

    private final Settings settings;
    private final Tallying tallying;
    private final SliceScore score;
    private List<Ranked> best = new ArrayList<>();
    private long looked;
    private long pruned;
    private boolean capped;

    private SliceSearch(SliceSums all, Settings settings, Tallying tallying) {
        this.settings = settings;
        this.tallying = tallying;
        this.score = new SliceScore(all.size(), all.error(), settings.alpha(), settings.supportIn(all));
    }

    /**
     * What is looked for.
     *
     * @param levels conditions of a slice, at most
     * @param winners slices that are found, at most
     * @param alpha the weight of the error against the size
     * @param support pairs of a slice, at least; 0 for 32 and a hundredth of all
     * @param most slices of a level that are looked at
     */
    public record Settings(int levels, int winners, double alpha, long support, int most) {

        private static final double LEAST = 32;
        private static final double SHARE = 0.01;

        /** Sizes are sums of weights, and a pair counts as many as one has on average. */
        double supportIn(SliceSums all) {
            double pairs = support > 0 ? (double) support : Math.max(LEAST, SHARE * (double) all.pairs());
            return all.pairs() == 0 ? pairs : pairs * (all.size() / (double) all.pairs());
        }
    }

    /** Gives the sums of slices, in their order. */
    public interface Tallying {
        List<SliceSums> tally(List<Conjunction> slices);
    }

    /** A slice with its score. */
    public record Ranked(Conjunction slice, SliceSums sums, double score) {}

    /**
     * What was found.
     *
     * @param winners the best first; with the same score those of fewer conditions first, then in order
     * @param looked slices whose rows were looked at
     * @param pruned slices that could not be among the best, so that they were not
     * @param capped whether there were more than the settings let look at, so that a better one may have been missed
     */
    public record Found(List<Ranked> winners, long looked, long pruned, boolean capped) {

        public Found {
            winners = List.copyOf(winners);
        }

        /** The winners without those that say in more conditions what another says: they leave out none of its pairs. */
        public List<Ranked> distinct() {
            return winners.stream()
                    .filter(one -> winners.stream().noneMatch(other -> isSaidBy(one, other)))
                    .toList();
        }

        private static boolean isSaidBy(Ranked one, Ranked other) {
            return one.slice().level() > other.slice().level()
                    && one.slice().conditions().containsAll(other.slice().conditions())
                    && one.sums().pairs() == other.sums().pairs();
        }
    }

    /**
     * Searches.
     *
     * @param all the sums of all pairs
     * @param singles those of every condition
     */
    public static Found search(
            SliceSums all, SortedMap<Condition, SliceSums> singles, Settings settings, Tallying tallying) {
        return all.error() > 0
                ? new SliceSearch(all, settings, tallying).search(singles)
                : new Found(List.of(), singles.size(), 0, false);
    }

    private Found search(SortedMap<Condition, SliceSums> singles) {
        SortedMap<Conjunction, SliceSums> level = new TreeMap<>();
        singles.forEach((condition, sums) -> level.put(new Conjunction(List.of(condition)), sums));
        SortedMap<Conjunction, SliceSums> parents = looked(level);
        for (int conditions = 2; conditions <= settings.levels() && !parents.isEmpty(); conditions++) {
            List<Conjunction> slices = candidates(parents);
            List<SliceSums> sums = slices.isEmpty() ? List.of() : tallying.tally(slices);
            SortedMap<Conjunction, SliceSums> next = new TreeMap<>();
            for (int i = 0; i < slices.size(); i++) {
                next.put(slices.get(i), sums.get(i));
            }
            parents = looked(next);
        }
        return new Found(best, looked, pruned, capped);
    }

    /** Takes note of the best of a level, and gives those that may have better parts. */
    private SortedMap<Conjunction, SliceSums> looked(SortedMap<Conjunction, SliceSums> level) {
        looked += level.size();
        SortedMap<Conjunction, SliceSums> kept = new TreeMap<>();
        List<Ranked> ranked = new ArrayList<>(best);
        level.forEach((slice, sums) -> {
            if (score.isSupported(sums)) {
                kept.put(slice, sums);
                double own = score.of(sums);
                if (own > 0) {
                    ranked.add(new Ranked(slice, sums, own));
                }
            }
        });
        ranked.sort(BEST);
        best = new ArrayList<>(ranked.subList(0, Math.min(settings.winners(), ranked.size())));
        return kept;
    }

    /** A slice must be able to have more than this to be looked at. */
    private double least() {
        return best.size() < settings.winners() ? 0 : best.get(best.size() - 1).score();
    }

    /** Slices of one condition more whose parents are all there and allow a score that counts. */
    private List<Conjunction> candidates(SortedMap<Conjunction, SliceSums> parents) {
        Map<Conjunction, Double> bounds = new HashMap<>();
        double least = least();
        List<Conjunction> ordered = new ArrayList<>(parents.keySet());
        for (int first = 0; first < ordered.size(); first++) {
            Conjunction one = ordered.get(first);
            for (int second = first + 1; second < ordered.size(); second++) {
                Conjunction other = ordered.get(second);
                if (!sharesAllButLast(one, other)) {
                    break;
                }
                if (last(one).feature() != last(other).feature()) {
                    Conjunction slice = one.and(last(other));
                    double bound = bound(slice, parents);
                    if (bound > least) {
                        bounds.put(slice, bound);
                    } else {
                        pruned++;
                    }
                }
            }
        }
        return capped(bounds);
    }

    /** A parent that is not there was too small or could have no part that counts. */
    private double bound(Conjunction slice, Map<Conjunction, SliceSums> parents) {
        Collection<SliceSums> found = new ArrayList<>();
        for (Conjunction parent : slice.parents()) {
            SliceSums sums = parents.get(parent);
            if (sums == null) {
                return Double.NEGATIVE_INFINITY;
            }
            found.add(sums);
        }
        return score.bound(found);
    }

    private static boolean sharesAllButLast(Conjunction one, Conjunction other) {
        int shared = one.level() - 1;
        return one.conditions().subList(0, shared).equals(other.conditions().subList(0, shared));
    }

    private static Condition last(Conjunction slice) {
        return slice.conditions().get(slice.level() - 1);
    }

    /** All of them in order, or the most promising where there are too many. */
    private List<Conjunction> capped(Map<Conjunction, Double> bounds) {
        List<Conjunction> slices = new ArrayList<>(bounds.keySet());
        if (slices.size() > settings.most()) {
            capped = true;
            slices.sort(Comparator.comparingDouble((Conjunction slice) -> bounds.getOrDefault(slice, 0.0))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()));
            slices = new ArrayList<>(slices.subList(0, settings.most()));
        }
        slices.sort(Comparator.naturalOrder());
        return slices;
    }
}
