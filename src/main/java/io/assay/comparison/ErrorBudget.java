package io.assay.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How several candidates that are looked at again and again share the error α. The run dates of a baseline are a stream,
 * which begins at the first look that has rows of the baseline and of a candidate. The candidates of that look share α
 * equally. Those that come later have a second α among all of them that there will ever be: j that come together, after k − 1
 * others that came later, have α/(k(k + j)) each, and so α/(k(k + 1)) if they come one by one. Whatever comes, the first ones
 * err with a probability of at most α, and so do all later ones together.
 *
 * <p>A share depends on what was there when the candidate came, and is kept for good, even if others disappear.
 *
 * @param shares of α
 * @param present versions that have rows at the last look
 */
public record ErrorBudget(Map<Stream, Share> shares, Set<String> present) {

    /** Nothing is shared. */
    static final ErrorBudget WHOLE = new ErrorBudget(Map.of(), Set.of());

    private static final Share ALL = new Share(1, 0, 0);

    /** Names that a sentence lists. */
    private static final int NAMES = 5;

    /** A candidate on a baseline's stream. */
    public record Stream(String baseline, String candidate) {}

    /**
     * What a candidate has of α.
     *
     * @param parts that α is divided into, of which it has one
     * @param date the index of the look at which it came
     * @param before ids of the baseline at earlier looks, for which the candidate has no rows
     */
    public record Share(long parts, int date, long before) {}

    /**
     * A run date.
     *
     * @param ids how many ids each version with rows has
     * @param declared the candidates that are named; none where all versions are
     */
    public record Day(Map<String, Long> ids, List<String> declared) {

        public Day {
            ids = Map.copyOf(ids);
            declared = List.copyOf(declared);
        }
    }

    public ErrorBudget {
        shares = Map.copyOf(shares);
        present = Set.copyOf(present);
    }

    /** Deals out α by who came when; the run dates are in their order. */
    public static ErrorBudget of(List<String> baselines, List<Day> days) {
        Map<Stream, Share> shares = new HashMap<>();
        for (String baseline : baselines) {
            deal(baseline, arrivals(baseline, baselines, days), days, shares);
        }
        return new ErrorBudget(shares, days.get(days.size() - 1).ids().keySet());
    }

    /** The candidates by the index of the date at which they came on the stream of a baseline. */
    private static SortedMap<Integer, SortedSet<String>> arrivals(
            String baseline, List<String> baselines, List<Day> days) {
        SortedMap<Integer, SortedSet<String>> arrivals = new TreeMap<>();
        SortedSet<String> candidates = new TreeSet<>();
        Set<String> withRows = new TreeSet<>();
        boolean begun = false;
        for (int date = 0; date < days.size(); date++) {
            Day day = days.get(date);
            withRows.addAll(day.ids().keySet());
            SortedSet<String> come =
                    new TreeSet<>(day.declared().isEmpty() ? day.ids().keySet() : day.declared());
            come.removeAll(baselines);
            come.removeAll(candidates);
            candidates.addAll(come);
            if (begun && !come.isEmpty()) {
                arrivals.put(date, come);
            } else if (!begun
                    && withRows.contains(baseline)
                    && candidates.stream().anyMatch(withRows::contains)) {
                begun = true;
                arrivals.put(date, new TreeSet<>(candidates));
            }
        }
        return arrivals;
    }

    private static void deal(
            String baseline,
            SortedMap<Integer, SortedSet<String>> arrivals,
            List<Day> days,
            Map<Stream, Share> shares) {
        long next = 0;
        for (Map.Entry<Integer, SortedSet<String>> arrival : arrivals.entrySet()) {
            int date = arrival.getKey();
            long together = arrival.getValue().size();
            long parts = next == 0 ? together : next * (next + together);
            long before = days.subList(0, date).stream()
                    .mapToLong(day -> day.ids().getOrDefault(baseline, 0L))
                    .sum();
            arrival.getValue().forEach(name -> shares.put(new Stream(baseline, name), new Share(parts, date, before)));
            next = next == 0 ? 1 : next + together;
        }
    }

    /** Whether a candidate has less than the whole of α. */
    boolean isShared() {
        return shares.values().stream().anyMatch(share -> share.parts() > 1);
    }

    /** That of a candidate against a baseline, or, against a limit, the least that it has. */
    public Share share(String baseline, String candidate) {
        Share share = shares.get(new Stream(baseline, candidate));
        if (share != null) {
            return share;
        }
        long parts = shares.entrySet().stream()
                .filter(entry -> entry.getKey().candidate().equals(candidate))
                .mapToLong(entry -> entry.getValue().parts())
                .max()
                .orElse(1);
        return parts == 1 ? ALL : new Share(parts, 0, 0);
    }

    /** Who has what, in a sentence for each baseline whose candidates share α. */
    public List<String> sentences(double alpha, List<String> dates) {
        SortedMap<String, SortedMap<Integer, SortedSet<String>>> streams = new TreeMap<>();
        shares.forEach((stream, share) -> streams.computeIfAbsent(stream.baseline(), name -> new TreeMap<>())
                .computeIfAbsent(share.date(), date -> new TreeSet<>())
                .add(stream.candidate()));
        List<String> sentences = new ArrayList<>();
        streams.forEach((baseline, arrivals) -> {
            Map<String, Long> groups = new LinkedHashMap<>();
            arrivals.forEach((date, names) -> groups.put(
                    listed(names)
                            + (groups.isEmpty() ? "" : ", here since " + dates.get(date) + ",")
                            + (names.size() == 1 ? " has" : " have each"),
                    share(baseline, names.first()).parts()));
            if (groups.values().stream().anyMatch(parts -> parts > 1)) {
                sentences.add(sentence(alpha, baseline, groups));
            }
        });
        return sentences;
    }

    private static String sentence(double alpha, String baseline, Map<String, Long> groups) {
        List<String> texts = new ArrayList<>();
        groups.forEach((names, parts) -> texts.add(names + " " + (parts == 1 ? "all of it" : "1/" + parts)));
        return String.format(
                Locale.ROOT,
                "Candidates share the error of claims against %s, those of the first look %s and all later ones together as much"
                        + " again: %s. A share is kept for good.",
                baseline,
                Figures.text(alpha),
                String.join("; ", texts));
    }

    private static String listed(SortedSet<String> names) {
        String some = String.join(", ", names.stream().limit(NAMES).toList());
        String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
        return some + more;
    }
}
