package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.assay.cost.BucketPairTally;
import io.assay.cost.BucketTally;
import io.assay.cost.Buckets;
import io.assay.cost.ClassTally;
import io.assay.cost.CostTally;
import io.assay.cost.ExactSum;
import io.assay.cost.Interval;
import io.assay.cost.LabelSetTally;
import io.assay.cost.MetricCatalogue;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.PairTally;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.PairedRanks;
import io.assay.cost.QuantileBounds;
import io.assay.cost.RankEstimate;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankedRows;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.RowTally;
import io.assay.cost.UnitSums;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.input.Conformed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of {@link Passes#plan} worked out by plain loops over a list, one question at a time and without a shared
 * structure: what a pass must give. Nothing is remembered between two questions, so it is slow and short.
 */
final class PlainLoop {

    private static final int SQUARED = 0;
    private static final int WMAPE = 1;
    private static final int MEDIAN = 2;
    private static final int PARTIAL = 3;
    private static final int LOSSES = 4;

    private final boolean weighted;
    private final boolean clustered;
    private final List<Score> all;
    private final Map<List<@Nullable String>, Long> places;

    PlainLoop(boolean weighted, boolean clustered, List<Score> all) {
        this.weighted = weighted;
        this.clustered = clustered;
        this.all = all;
        this.places = new HashMap<>();
        for (Score score : all) {
            if (isPlaced(score)) {
                places.merge(Arrays.asList(score.id(), score.version()), 1L, Long::sum);
            }
        }
    }

    /** Holds everything in a result against the loops. */
    void isEqualTo(Tallied tallied) {
        isCounted(tallied.counts());
        List<Score> good = all.stream().filter(this::isGood).toList();
        assertThat(tallied.cells().keySet())
                .containsAll(
                        good.stream().flatMap(score -> cells(score).stream()).collect(Collectors.toSet()));
        tallied.cells().forEach((cell, tally) -> {
            Map<String, List<Score>> versions = new TreeMap<>(good.stream()
                    .filter(score -> cells(score).contains(cell))
                    .collect(Collectors.groupingBy(score -> Objects.requireNonNull(score.version()))));
            assertThat(tally.costs().keySet()).as("%s", cell).isEqualTo(versions.keySet());
            versions.forEach((version, scores) -> {
                for (int i = 0; i < LOSSES; i++) {
                    assertThat(tally.costs(version)[i].toBytes())
                            .as("%s %s loss %d", cell, version, i)
                            .isEqualTo(cost(scores, i).toBytes());
                }
                for (int i = 0; i < Passes.METRICS.tallied().size(); i++) {
                    assertThat(bytes(tally.metrics(version)[i]))
                            .as("%s %s metric %d", cell, version, i)
                            .isEqualTo(bytes(metric(scores, i)));
                }
                isDecided((VectorTally) tally.metrics(version)[Passes.DECISIONS], scores);
                for (int ranking = 0; ranking < 2; ranking++) {
                    areRanked(tallied.ranked(), cell, version, ranking, scores);
                }
                isMedian(
                        tallied.quantiles().get(new Tallied.Place(cell, version, MEDIAN)),
                        sorted(scores, score -> score));
            });
            tally.pairs().forEach((pair, tallies) -> {
                for (int i = 0; i < LOSSES; i++) {
                    assertThat(tallies[i].toBytes())
                            .as("%s %s loss %d", cell, pair, i)
                            .isEqualTo(pairs(cell, good, pair, i).toBytes());
                }
                for (int ranking = 0; ranking < 2; ranking++) {
                    areRanked(tallied.ranked(), cell, good, pair, ranking);
                }
                areMedians(tallied.pairedQuantiles().get(new Tallied.PairPlace(cell, pair, MEDIAN)), cell, good, pair);
                for (int i = 0; i < Passes.METRICS.tallied().size(); i++) {
                    assertThat(bytes(tally.metricPairs(pair)[i]))
                            .as("%s %s metric %d", cell, pair, i)
                            .isEqualTo(bytes(metricPairs(cell, good, pair, i)));
                }
            });
        });
    }

    private void isCounted(Counts counts) {
        assertThat(counts.of(Counts.ROWS, Counts.EVALUATED))
                .isEqualTo(all.stream().filter(this::isGood).count());
        assertThat(counts.of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID))
                .isEqualTo(all.stream().filter(this::isDuplicate).count());
        assertThat(counts.of(Counts.ROWS, "unversioned"))
                .isEqualTo(all.stream().filter(score -> score.version() == null).count());
        assertThat(counts.total(Counts.ROWS)).isEqualTo(all.size());
    }

    /** Whether a row has its place in an example, whether or not it is usable. */
    private static boolean isPlaced(Score score) {
        return score.version() != null && score.id() != null;
    }

    private boolean isUsable(Score score) {
        Double weight = score.weight();
        return score.label() != null && (!weighted || weight != null && weight >= 0);
    }

    private boolean isDuplicate(Score score) {
        return isPlaced(score) && places.getOrDefault(Arrays.asList(score.id(), score.version()), 0L) > 1;
    }

    private static boolean isScorable(Score score) {
        return score.prediction() != null && Double.isFinite(score.prediction());
    }

    private boolean isGood(Score score) {
        return isPlaced(score) && isUsable(score) && !isDuplicate(score) && isScorable(score);
    }

    private static List<Cell> cells(Score score) {
        String kind = Coordinate.of("kind", score.kind());
        String day = Coordinate.of("day", score.day());
        List<String> slices = new ArrayList<>(List.of("all", kind, day + "," + kind));
        if (label(score) >= 0.5) {
            slices.add("large");
            slices.add(kind + ",large");
        }
        List<Cell> cells = new ArrayList<>();
        for (String slice : slices) {
            cells.add(new Cell("all", slice));
            cells.add(new Cell(day, slice));
        }
        return cells;
    }

    private static double label(Score score) {
        return Objects.requireNonNull(score.label());
    }

    private static double prediction(Score score) {
        return Objects.requireNonNull(score.prediction());
    }

    private double weight(Score score) {
        return weighted ? Objects.requireNonNull(score.weight()) : 1;
    }

    private static double loss(Score score, int loss) {
        double error = Math.abs(label(score) - prediction(score));
        return loss == SQUARED ? error * error : loss == PARTIAL && !(label(score) < 0.9) ? Double.NaN : error;
    }

    private static double denominator(Score score, int loss) {
        return loss == WMAPE ? Math.abs(label(score)) : 1;
    }

    private String unit(Score score) {
        return clustered && score.user() != null ? "user " + score.user() : "id " + score.id();
    }

    /** The name of a row's unit, as a pass hashes it. */
    private String name(Score score) {
        String id = String.valueOf(score.id());
        return !clustered ? id : score.user() != null ? score.user() : Conformed.NO_ID + id;
    }

    private Collection<List<Score>> units(List<Score> scores) {
        return scores.stream().collect(Collectors.groupingBy(this::unit)).values();
    }

    private UnitSums sums(List<Score> unit, int loss) {
        UnitSums sums = new UnitSums();
        unit.forEach(score -> sums.add(loss(score, loss), weight(score), denominator(score, loss)));
        return sums;
    }

    private CostTally cost(List<Score> scores, int loss) {
        CostTally tally = new CostTally();
        List<Score> scored = new ArrayList<>();
        for (Score score : scores) {
            if (Double.isNaN(loss(score, loss))) {
                tally.addUnscored("loss_null");
            } else {
                tally.addRow(loss(score, loss), weight(score));
                scored.add(score);
            }
        }
        units(scored).forEach(unit -> tally.addUnit(sums(unit, loss)));
        return tally;
    }

    /** The pairs of a cell: the baseline's row says where they count and with which weight. */
    private PairTally pairs(Cell cell, List<Score> good, VersionPair versions, int loss) {
        PairTally tally = new PairTally();
        List<Score> baselines = new ArrayList<>();
        Map<String, Score> candidates = new HashMap<>();
        for (Score score : good) {
            if (versions.baseline().equals(score.version()) && cells(score).contains(cell)) {
                Score other = other(score, versions.candidate());
                if (other == null) {
                    continue;
                }
                boolean noBaseline = Double.isNaN(loss(score, loss));
                boolean noCandidate = !isScorable(other) || Double.isNaN(loss(other, loss));
                if (noBaseline && noCandidate) {
                    tally.addBothUnscored(1);
                } else if (noCandidate) {
                    tally.addCandidateUnscored(1);
                } else if (noBaseline) {
                    tally.addBaselineUnscored(1);
                } else if (weight(score) == 0) {
                    tally.addPair(loss(other, loss), loss(score, loss), 0);
                } else {
                    baselines.add(score);
                    candidates.put(Objects.requireNonNull(score.id()), other);
                }
            }
        }
        for (List<Score> unit : units(baselines)) {
            UnitSums ours = new UnitSums();
            for (Score score : unit) {
                Score other = Objects.requireNonNull(candidates.get(score.id()));
                ours.add(loss(other, loss), weight(score), denominator(other, loss));
            }
            tally.addUnit(ours, sums(unit, loss));
        }
        return tally;
    }

    /** The row of the other version that is there for sure, scorable or not; null if there is none. */
    private @Nullable Score other(Score score, String version) {
        return all.stream()
                .filter(other -> Objects.equals(other.id(), score.id())
                        && version.equals(other.version())
                        && isPlaced(other)
                        && isUsable(other)
                        && !isDuplicate(other))
                .findFirst()
                .orElse(null);
    }

    private interface Writer {
        void writeTo(DataOutput out) throws IOException;
    }

    private static byte[] bytes(MetricTally tally) {
        return written(tally::writeTo);
    }

    private static byte[] bytes(MetricPairTally tally) {
        return written(tally::writeTo);
    }

    private static byte[] written(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private MetricTally metric(List<Score> scores, int metric) {
        MetricTally tally = Passes.METRICS.tallied().get(metric).basis().tally();
        for (Score score : scores) {
            if (tally instanceof BucketTally bucketed) {
                bucketed.addRow(Buckets.of(name(score)), weight(score), rows -> addTo(rows, score, weight(score)));
            } else {
                ((VectorTally) tally).addRow(weight(score));
                if (metric != Passes.MOMENTS) {
                    ((VectorTally) tally).countOutcome(outcome(score, metric));
                }
            }
        }
        if (tally instanceof BucketTally bucketed) {
            units(scores).forEach(unit -> bucketed.addUnit(weight(unit)));
        }
        if (tally instanceof VectorTally vector) {
            for (List<Score> unit : units(scores)) {
                if (metric != Passes.MOMENTS && !clustered && weight(unit.get(0)) == 1) {
                    vector.addUnit(outcome(unit.get(0), metric));
                } else {
                    vector.addUnit(vector(unit, metric, score -> score));
                }
            }
        }
        return tally;
    }

    private void addTo(RowTally rows, Score score, double weight) {
        if (rows instanceof ClassTally classes) {
            classes.add(third(label(score)), third(prediction(score)), weight);
        } else if (rows instanceof LabelSetTally sets) {
            sets.add(set(label(score)), set(prediction(score)), weight);
        } else {
            ((ReliabilityTally) rows).add(positive(score), probability(score), weight);
        }
    }

    private double weight(List<Score> unit) {
        ExactSum weight = new ExactSum();
        unit.forEach(score -> weight.add(weight(score)));
        return weight.value();
    }

    private static double positive(Score score) {
        return label(score) >= 0.5 ? 1 : 0;
    }

    private static double probability(Score score) {
        return Math.min(Math.max(prediction(score), 0), 1);
    }

    /** Whether the candidate's row says something else than the baseline's to the tally of a metric. */
    private static boolean differ(Score candidate, Score baseline, int metric) {
        return switch (metric) {
            case Passes.CLASSES ->
                !third(label(candidate)).equals(third(label(baseline)))
                        || !third(prediction(candidate)).equals(third(prediction(baseline)));
            case Passes.LABEL_SETS ->
                !set(label(candidate)).equals(set(label(baseline)))
                        || !set(prediction(candidate)).equals(set(prediction(baseline)));
            default -> positive(candidate) != positive(baseline) || probability(candidate) != probability(baseline);
        };
    }

    /** Two labels: from a quarter on, and from a half on. */
    private static String set(double value) {
        return (value >= 0.25 ? "1" : "0") + (value >= 0.5 ? "1" : "0");
    }

    private static String third(double value) {
        return String.valueOf((int) Math.floor(value * 3));
    }

    private static int outcome(Score score, int metric) {
        boolean decided = metric == Passes.RANKED ? label(score) >= 0.5 : prediction(score) >= 0.5;
        return (label(score) >= 0.5 ? 2 : 0) + (decided ? 1 : 0);
    }

    /** The sums of a unit's rows, or of others in their place, with the weights of the unit's. */
    private UnitVector vector(List<Score> unit, int metric, UnaryOperator<Score> side) {
        UnitVector vector = new UnitVector(Passes.METRICS.tallied().get(metric).basis());
        for (Score score : unit) {
            Score row = side.apply(score);
            if (metric == Passes.MOMENTS) {
                vector.addPoint(label(row), prediction(row), weight(score));
            } else {
                vector.addOutcome(outcome(row, metric), weight(score));
            }
        }
        return vector;
    }

    private MetricPairTally metricPairs(Cell cell, List<Score> good, VersionPair versions, int metric) {
        MetricPairTally tally = Passes.METRICS.tallied().get(metric).basis().pairTally();
        List<Score> baselines = new ArrayList<>();
        Map<String, Score> candidates = new HashMap<>();
        for (Score score : good) {
            if (versions.baseline().equals(score.version()) && cells(score).contains(cell)) {
                Score other = other(score, versions.candidate());
                if (other == null) {
                    continue;
                }
                if (!isScorable(other)) {
                    tally.addUnscored(false, true);
                } else if (weight(score) == 0) {
                    tally.addRowWithoutWeight();
                } else {
                    baselines.add(score);
                    candidates.put(Objects.requireNonNull(score.id()), other);
                }
            }
        }
        for (List<Score> unit : units(baselines)) {
            if (tally instanceof BucketPairTally bucketed) {
                add(bucketed, unit, candidates, metric);
            } else {
                add((VectorPairTally) tally, unit, candidates, metric);
            }
        }
        return tally;
    }

    private void add(BucketPairTally tally, List<Score> unit, Map<String, Score> candidates, int metric) {
        boolean differ = false;
        for (Score score : unit) {
            Score other = Objects.requireNonNull(candidates.get(score.id()));
            differ |= differ(other, score, metric);
            tally.addRow(
                    Buckets.of(name(score)),
                    weight(score),
                    rows -> addTo(rows, other, weight(score)),
                    rows -> addTo(rows, score, weight(score)));
        }
        if (differ) {
            tally.addDifferingUnit(weight(unit));
        } else {
            tally.addEqualUnit(weight(unit));
        }
    }

    private void add(VectorPairTally tally, List<Score> unit, Map<String, Score> candidates, int metric) {
        Score first = unit.get(0);
        Score other = Objects.requireNonNull(candidates.get(first.id()));
        if (metric != Passes.MOMENTS && !clustered && weight(first) == 1) {
            tally.addUnit(outcome(other, metric), outcome(first, metric));
        } else {
            tally.addUnit(
                    vector(unit, metric, score -> Objects.requireNonNull(candidates.get(score.id()))),
                    vector(unit, metric, score -> score));
        }
    }

    private void isDecided(VectorTally tally, List<Score> scores) {
        double right = 0;
        double weight = 0;
        for (Score score : scores) {
            weight += weight(score);
            right += (label(score) >= 0.5) == (prediction(score) >= 0.5) ? weight(score) : 0;
        }
        assertThat(tally.rows()).isEqualTo(scores.size());
        if (weight > 0) {
            assertThat(MetricCatalogue.smooth("accuracy", 1).value(tally)).isCloseTo(right / weight, within(1e-12));
        }
    }

    /** The rows of a ranking; a label is rounded to a tenth, so that some are equal, or is one of two classes. */
    private RankedRows ranked(List<Score> scores, int ranking, UnaryOperator<Score> side) {
        List<RankedRows.Row> rows = new ArrayList<>();
        for (Score score : scores) {
            if (weight(score) > 0) {
                Score candidate = side.apply(score);
                double label = ranking == 0 ? tenth(score) : label(score) >= 0.5 ? 1 : 0;
                rows.add(new RankedRows.Row(
                        unit(score), label, prediction(candidate), prediction(score), weight(score)));
            }
        }
        return new RankedRows(Passes.METRICS.rankings().get(ranking).statistics(), rows);
    }

    private void areRanked(RankedValues values, Cell cell, String version, int ranking, List<Score> scores) {
        RankedRows rows = ranked(scores, ranking, score -> score);
        for (int i = 0; i < rows.statistics().size(); i++) {
            RankStatistic statistic = rows.statistics().get(i);
            RankEstimate found = values.versions().get(new RankedValues.Place(cell, version, ranking, statistic));
            if (found == null) {
                assertThat(rows.rows()).isEmpty();
                continue;
            }
            RankEstimate wanted = rows.estimate(i);
            assertThat(Double.valueOf(found.value()))
                    .as("%s %s %s", cell, version, statistic)
                    .isEqualTo(Double.valueOf(wanted.value()));
            assertThat(found.rows()).isEqualTo(wanted.rows());
            for (int j = 0; j < statistic.tallies(); j++) {
                assertThat(found.influences().get(j).toBytes())
                        .as("%s %s %s %d", cell, version, statistic, j)
                        .isEqualTo(wanted.influences().get(j).toBytes());
            }
        }
    }

    private void areRanked(RankedValues values, Cell cell, List<Score> good, VersionPair pair, int ranking) {
        Map<String, Score> candidates = new HashMap<>();
        RankedRows rows = ranked(
                paired(cell, good, pair, candidates),
                ranking,
                score -> Objects.requireNonNull(candidates.get(score.id())));
        for (int i = 0; i < rows.statistics().size(); i++) {
            RankStatistic statistic = rows.statistics().get(i);
            PairedRanks found = values.pairs().get(new RankedValues.PairPlace(cell, pair, ranking, statistic));
            if (found == null) {
                assertThat(rows.rows()).isEmpty();
                continue;
            }
            PairedRanks wanted = rows.paired(i);
            assertThat(Double.valueOf(found.candidate()))
                    .as("%s %s %s", cell, pair, statistic)
                    .isEqualTo(Double.valueOf(wanted.candidate()));
            assertThat(Double.valueOf(found.baseline()))
                    .as("%s %s %s", cell, pair, statistic)
                    .isEqualTo(Double.valueOf(wanted.baseline()));
            for (int j = 0; j < statistic.tallies(); j++) {
                assertThat(found.influences().get(j).toBytes())
                        .as("%s %s %s %d", cell, pair, statistic, j)
                        .isEqualTo(wanted.influences().get(j).toBytes());
            }
        }
    }

    /** The baseline's rows of the pairs in a cell; the candidate's are put beside them, by id. */
    private List<Score> paired(Cell cell, List<Score> good, VersionPair pair, Map<String, Score> candidates) {
        List<Score> baselines = new ArrayList<>();
        for (Score score : good) {
            Score other = other(score, pair.candidate());
            if (pair.baseline().equals(score.version())
                    && cells(score).contains(cell)
                    && other != null
                    && isScorable(other)) {
                baselines.add(score);
                candidates.put(Objects.requireNonNull(score.id()), other);
            }
        }
        return baselines;
    }

    private static double tenth(Score score) {
        return BigDecimal.valueOf(label(score))
                .setScale(1, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** The smallest loss up to which more than half of the weight lies, or the mean with the one before at a tie. */
    /** A score of a pair or of a version, with the loss that is sorted and its weight. */
    private record Sorted(String unit, double loss, double weight) {}

    private List<Sorted> sorted(List<Score> scores, UnaryOperator<Score> side) {
        return scores.stream()
                .filter(score -> weight(score) > 0)
                .map(score -> new Sorted(unit(score), loss(side.apply(score), MEDIAN), weight(score)))
                .toList();
    }

    private void areMedians(@Nullable PairedQuantiles medians, Cell cell, List<Score> good, VersionPair pair) {
        Map<String, Score> candidates = new HashMap<>();
        List<Score> baselines = paired(cell, good, pair, candidates);
        List<Sorted> theirs = sorted(baselines, score -> score);
        List<Sorted> ours = sorted(baselines, score -> Objects.requireNonNull(candidates.get(score.id())));
        if (medians == null) {
            assertThat(theirs).isEmpty();
            return;
        }
        isMedian(medians.candidate(), ours);
        isMedian(medians.baseline(), theirs);
        Map<String, Double> own = residuals(ours, medians.candidate().value());
        Map<String, Double> other = residuals(theirs, medians.baseline().value());
        double products = 0;
        for (Map.Entry<String, Double> residual : own.entrySet()) {
            products += residual.getValue() * Objects.requireNonNull(other.get(residual.getKey()));
        }
        double both = squares(own) * squares(other);
        assertThat(medians.correlation())
                .as("%s %s", cell, pair)
                .isCloseTo(both < 1e-20 ? 0 : products / Math.sqrt(both), within(1e-6));
    }

    private static double share(List<Sorted> scores, double median) {
        double total = scores.stream().mapToDouble(Sorted::weight).sum();
        return scores.stream()
                        .filter(score -> score.loss() <= median)
                        .mapToDouble(Sorted::weight)
                        .sum()
                / total;
    }

    /** Of every unit, Σ w·[loss ≤ median] − share·Σ w. */
    private static Map<String, Double> residuals(List<Sorted> scores, double median) {
        double share = share(scores, median);
        Map<String, Double> residuals = new TreeMap<>();
        for (Sorted score : scores) {
            residuals.merge(score.unit(), score.weight() * ((score.loss() <= median ? 1 : 0) - share), Double::sum);
        }
        return residuals;
    }

    private static double squares(Map<String, Double> residuals) {
        return residuals.values().stream().mapToDouble(u -> u * u).sum();
    }

    private static double kish(List<Sorted> scores) {
        Map<String, Double> weights = new HashMap<>();
        scores.forEach(score -> weights.merge(score.unit(), score.weight(), Double::sum));
        double total = weights.values().stream().mapToDouble(w -> w).sum();
        return total * total / weights.values().stream().mapToDouble(w -> w * w).sum();
    }

    private void isMedian(@Nullable QuantileBounds median, List<Sorted> unsorted) {
        List<Sorted> scores = unsorted.stream()
                .sorted((one, two) -> Double.compare(one.loss(), two.loss()))
                .toList();
        if (median == null) {
            assertThat(scores).isEmpty();
            return;
        }
        double total = scores.stream().mapToDouble(Sorted::weight).sum();
        assertThat(median.value()).isCloseTo(median(scores, total), within(1e-15));

        double share = share(scores, median.value());
        Map<String, Double> residuals = residuals(scores, median.value());
        double units = residuals.size();
        double variance = units / (units - 1) * squares(residuals) / (total * total);
        boolean uncertain = units > 1 && squares(residuals) > 1e-20;
        assertThat(median.units()).isEqualTo(residuals.size());
        assertThat(median.effectiveRows())
                .isCloseTo(uncertain ? share * (1 - share) / variance : kish(scores), withinPercentage(1e-5));
        for (double distance = 0; distance < 6; distance += 0.25) {
            double step = distance * Math.sqrt(0.25 / median.effectiveRows());
            double half = 0.5 / median.effectiveRows();
            double lower = inverse(scores, total, 0.5 - step - half, 0.5 - step + half);
            double upper = inverse(scores, total, 0.5 + step - half, 0.5 + step + half);
            double room = 0.5 - step - half;
            if (room < -1e-9) {
                assertThat(median.interval(distance))
                        .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            } else if (room > 1e-9) {
                assertThat(median.interval(distance).lower()).isCloseTo(Math.min(lower, median.value()), within(1e-9));
                assertThat(median.interval(distance).upper()).isCloseTo(Math.max(upper, median.value()), within(1e-9));
            }
        }
    }

    /** The mean of the inverse of the distribution between two shares. */
    private static double inverse(List<Sorted> scores, double total, double from, double to) {
        double passed = 0;
        double mean = 0;
        for (Sorted score : scores) {
            double next = passed + score.weight() / total;
            mean += score.loss() * Math.max(0, Math.min(to, next) - Math.max(from, passed)) / (to - from);
            passed = next;
        }
        return mean;
    }

    private static double median(List<Sorted> scores, double total) {
        double passed = 0;
        for (int i = 0; i < scores.size(); i++) {
            passed += scores.get(i).weight();
            if (Math.abs(passed - total / 2) < 1e-9 * total && i + 1 < scores.size()) {
                return (scores.get(i).loss() + scores.get(i + 1).loss()) / 2;
            }
            if (passed > total / 2) {
                return scores.get(i).loss();
            }
        }
        return Double.NaN;
    }
}
