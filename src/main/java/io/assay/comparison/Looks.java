package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.PairHistograms;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often data have been looked at as they grew. Every bound and p-value then holds at all looks at once, those yet to come
 * included, so that one may look after every run and stop when one likes; the price is a band some 1.6 times as wide as
 * that of a single look.
 *
 * <p>What is compared is narrowest at ten times the units that there were at its first look. That depends on counts alone,
 * and never changes afterwards.
 *
 * @param dates of the looks, the run date of this one last
 * @param pairs what was compared on common rows, at its first look
 * @param versions the same of each version by itself
 * @param budget how candidates share α
 * @param bounded losses between known bounds, whose sequences are guaranteed for every number of rows
 * @param recurring what is carried of clusters that may come again on later run dates; empty where every row is new
 */
public record Looks(
        List<String> dates,
        Map<Pair, First> pairs,
        Map<Version, First> versions,
        ErrorBudget budget,
        BoundedLooks bounded,
        Optional<RecurringUnits> recurring) {

    /** Fewer units are no look: the sequence rests on the central limit theorem. */
    public static final int BURN_IN = 100;

    private static final double TUNED = 10;
    private static final String NOTHING_CARRIED = "none: of clusters that may come again nothing is carried";

    /** e-values are given up to 10³⁰⁰, so that they can be added up; a smaller one is valid as well. */
    private static final double MOST_LOG_EVIDENCE = 300 * Math.log(10);

    /** A candidate and a baseline in a cell. */
    public record Pair(Cell cell, String baseline, String candidate) {}

    /** A version in a cell. */
    public record Version(Cell cell, String version) {}

    /**
     * A first look.
     *
     * @param date its index among the dates
     * @param units that were seen
     */
    public record First(int date, long units) {}

    /** Looks at a single candidate. */
    public Looks(List<String> dates, Map<Pair, First> pairs, Map<Version, First> versions) {
        this(dates, pairs, versions, ErrorBudget.WHOLE, BoundedLooks.NONE);
    }

    /** Looks at rows and clusters that are new on every run date. */
    public Looks(
            List<String> dates,
            Map<Pair, First> pairs,
            Map<Version, First> versions,
            ErrorBudget budget,
            BoundedLooks bounded) {
        this(dates, pairs, versions, budget, bounded, Optional.empty());
    }

    public Looks {
        dates = List.copyOf(dates);
        pairs = Map.copyOf(pairs);
        versions = Map.copyOf(versions);
    }

    private First first(Findings.Subject subject, long units) {
        First pair = pairs.get(new Pair(subject.cell(), subject.baseline(), subject.candidate()));
        if (pair != null) {
            return pair;
        }
        // Versions that share no rows, or one version against a limit.
        First none = new First(dates.size() - 1, 0);
        First candidate = versions.getOrDefault(new Version(subject.cell(), subject.candidate()), none);
        First baseline = versions.getOrDefault(new Version(subject.cell(), subject.baseline()), none);
        long both = candidate.units() + baseline.units();
        return new First(
                baseline.units() == 0 ? candidate.date() : Math.max(candidate.date(), baseline.date()),
                both == 0 ? units : both);
    }

    /** What evidence of a single look becomes; what is known without a standard error stays as it is. */
    Evidence held(
            Findings.Subject subject,
            double difference,
            double standardError,
            long units,
            double alpha,
            Evidence once) {
        if (once instanceof Evidence.None
                || once instanceof Evidence.Constant
                || once instanceof AnytimeEvidence
                || !(standardError > 0)) {
            return once;
        }
        First first = first(subject, units);
        if (recurring.isPresent()) {
            return recurring
                    .get()
                    .of(subject)
                    .map(seen -> byInformation(subject, difference, standardError, alpha, first, seen))
                    .orElseGet(() -> new Evidence.None(NOTHING_CARRIED));
        }
        return new SequentialEvidence(
                difference,
                standardError,
                sequence(first, alpha).at(units),
                "normal mixture, always valid, " + since(subject, first));
    }

    /** What is known of a median of differences, of which there is at least one, by clusters where they may come again. */
    Evidence ofMedian(Findings.Subject subject, PairHistograms counts, double alpha) {
        First first = first(subject, counts.differences().total());
        String since = "always valid, " + since(subject, first);
        if (recurring.isEmpty()) {
            double tuned = TUNED * Math.max(1, first.units());
            return new SequentialMedianEvidence(
                    counts.differences(), new SignSequence(alpha, tuned), "beta mixture of signs, " + since);
        }
        double variance = counts.shareVariance().orElse(Double.NaN);
        return recurring
                .get()
                .of(subject)
                .flatMap(seen -> counts.clusters()
                        .<Evidence>map(clusters -> new RecurringMedianEvidence(
                                clusters,
                                byInformation(seen, variance, alpha),
                                "normal mixture of signs by " + seen.buckets() + " buckets of clusters, " + since)))
                .orElseGet(() -> new Evidence.None(NOTHING_CARRIED));
    }

    /** By how much the information has grown since the first look, in place of the number of units. */
    private Evidence byInformation(
            Findings.Subject subject,
            double difference,
            double standardError,
            double alpha,
            First first,
            RecurringUnits.Seen seen) {
        return new RecurringEvidence(
                difference,
                standardError,
                Math.max(1, seen.buckets() - 1),
                byInformation(seen, standardError * standardError, alpha),
                "normal mixture by " + seen.buckets() + " buckets of clusters, always valid, " + since(subject, first));
    }

    private static ConfidenceSequence byInformation(RecurringUnits.Seen seen, double variance, double alpha) {
        boolean known = seen.variance() > 0 && variance > 0;
        return new ConfidenceSequence(alpha, TUNED).at(known ? seen.variance() / variance : 1);
    }

    /**
     * The e-value of a line against no difference, at most 10³⁰⁰; 0 where its units are no ground for a claim.
     *
     * @param line that was compared under these looks
     * @param alpha of claims about its candidate
     */
    double eValue(Comparison line, double alpha) {
        if (line.finding() == Finding.UNRELIABLE) {
            return 0;
        }
        if (line.aggregate().equals(Aggregate.MEDIAN_DIFFERENCE.name())) {
            // Its p-value is one over the e-value, unless that is below 1.
            return line.pValue() < 1 ? Math.exp(Math.min(MOST_LOG_EVIDENCE, -Math.log(line.pValue()))) : 0;
        }
        Findings.Subject subject = new Findings.Subject(
                line.cell(), line.loss(), line.aggregate(), line.direction(), line.baseline(), line.candidate());
        double error = line.standardError();
        Evidence once = new StudentEvidence(line.difference(), error, line.units() - 1.0, "");
        Evidence evidence = bounded.evidence(subject, alpha, "")
                .<Evidence>map(guaranteed -> guaranteed)
                .orElseGet(() -> held(subject, line.difference(), error, line.units(), alpha, once));
        if (evidence instanceof AnytimeEvidence anytime) {
            return Math.exp(Math.min(MOST_LOG_EVIDENCE, anytime.logEValue()));
        }
        // Without a standard error a difference is known exactly.
        return line.difference() == 0 ? 1 : Math.exp(MOST_LOG_EVIDENCE);
    }

    /** Why there are too few clusters for a look, where they may come again; empty where there are enough. */
    String shortfall(Findings.Subject subject, int fewest) {
        return recurring.map(all -> all.shortfall(subject, fewest)).orElse(Shortfall.NONE);
    }

    /** How many units a line shows: where they may come again, clusters instead of the buckets that are tallied. */
    long shown(Findings.Subject subject, long units) {
        return recurring
                .flatMap(all -> all.of(subject))
                .map(RecurringUnits.Seen::clusters)
                .orElse(units);
    }

    /** How many looks there were at what is compared, this one included. */
    int number(Findings.Subject subject, long units) {
        return dates.size() - first(subject, units).date();
    }

    private String since(Findings.Subject subject, First first) {
        long parts = budget.share(subject.baseline(), subject.candidate()).parts();
        return (parts == 1 ? "" : "at 1/" + parts + " of alpha, ")
                + GateText.counted(dates.size() - first.date(), "look") + " since " + dates.get(first.date());
    }

    /** What is guaranteed of a loss between known bounds; empty for others. */
    Optional<BernsteinEvidence> guaranteed(Findings.Subject subject, long units, double alpha) {
        return bounded.evidence(subject, alpha, since(subject, first(subject, units)));
    }

    private static ConfidenceSequence sequence(First first, double alpha) {
        return new ConfidenceSequence(alpha, TUNED * Math.max(1, first.units()));
    }

    /**
     * How many units are needed so that a difference of 0 is shown to be below the margin with a given power. Where they may
     * come again it is unknown, NaN: how much further rows tell depends on whose they are.
     *
     * @param deviation of a unit
     * @param units so far
     */
    double unitsNeeded(
            Findings.Subject subject, double deviation, double margin, double alpha, double power, long units) {
        Optional<Double> guaranteed = bounded.pairsNeeded(subject, deviation, margin, alpha, power);
        if (guaranteed.isPresent() || !(margin > 0) || recurring.isPresent()) {
            return guaranteed.orElse(Double.NaN);
        }
        ConfidenceSequence sequence = sequence(first(subject, units), alpha);
        double spare = StudentT.normalUpperPoint(1 - power);
        double few = 1;
        double many = 1e18;
        while (many / few > 1 + 1e-9) {
            double middle = Math.sqrt(few * many);
            double reach = sequence.at(middle).oneSidedReach() + spare;
            if (deviation / Math.sqrt(middle) * reach <= margin) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return many;
    }
}
