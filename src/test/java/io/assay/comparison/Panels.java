package io.assay.comparison;

import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Drawn losses of two versions for series over dates, which have something in common by either. */
record Panels(List<Row> rows) {

    /** One example. */
    record Row(int series, int date, double candidate, double baseline, double weight) {

        String crossing() {
            return series + "/" + date;
        }
    }

    /** Some nine of ten dates of each series, one to three rows each. */
    static Panels drawn(long seed, int series, int dates, boolean weighted) {
        Random random = new Random(seed);
        double[] ofDate = random.doubles(dates).toArray();
        List<Row> rows = new ArrayList<>();
        for (int s = 0; s < series; s++) {
            double ofSeries = random.nextDouble();
            for (int d = 0; d < dates; d++) {
                for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
                    double common = 1 + ofSeries + 2 * ofDate[d];
                    rows.add(new Row(
                            s,
                            d,
                            common * random.nextDouble() + 0.2 * ofSeries,
                            common * random.nextDouble(),
                            weighted ? 0.5 + random.nextInt(8) / 4.0 : 1));
                }
            }
        }
        return new Panels(rows);
    }

    /** The same rows in another order. */
    Panels shuffled(long seed) {
        List<Row> others = new ArrayList<>(rows);
        Collections.shuffle(others, new Random(seed));
        return new Panels(others);
    }

    /** The same rows with the two keys in each other's place. */
    Panels swapped() {
        return new Panels(rows.stream()
                .map(row -> new Row(row.date(), row.series(), row.candidate(), row.baseline(), row.weight()))
                .toList());
    }

    /** Pairs by either key and by both. */
    TwoWay<PairTally> pairs() {
        return new TwoWay<>(pairs(Row::series), pairs(Row::date), pairs(Row::crossing));
    }

    PairTally pairs(Function<Row, Object> key) {
        PairTally tally = new PairTally();
        units(key).values().forEach(unit -> tally.addUnit(unit.candidate(), unit.baseline()));
        return tally;
    }

    /** The same, tallied in parts that whole clusters are dealt to, and added up. */
    PairTally pairs(Function<Row, Object> key, int parts, Random random) {
        List<PairTally> tallies = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            tallies.add(new PairTally());
        }
        units(key).values().forEach(unit -> tallies.get(random.nextInt(parts))
                .addUnit(unit.candidate(), unit.baseline()));
        Collections.shuffle(tallies, random);
        PairTally sum = new PairTally();
        tallies.forEach(sum::add);
        return sum;
    }

    /** The losses of one version. */
    TwoWay<CostTally> costs(ToDoubleFunction<Row> loss) {
        return new TwoWay<>(costs(loss, Row::series), costs(loss, Row::date), costs(loss, Row::crossing));
    }

    private CostTally costs(ToDoubleFunction<Row> loss, Function<Row, Object> key) {
        CostTally tally = new CostTally();
        Map<String, UnitSums> units = new TreeMap<>();
        for (Row row : rows) {
            tally.addRow(loss.applyAsDouble(row), row.weight());
            units.computeIfAbsent(key.apply(row).toString(), cluster -> new UnitSums())
                    .add(loss.applyAsDouble(row), row.weight());
        }
        units.values().forEach(tally::addUnit);
        return tally;
    }

    private record Unit(UnitSums candidate, UnitSums baseline) {}

    private Map<String, Unit> units(Function<Row, Object> key) {
        Map<String, Unit> units = new LinkedHashMap<>();
        for (Row row : rows) {
            Unit unit = units.computeIfAbsent(
                    key.apply(row).toString(), cluster -> new Unit(new UnitSums(), new UnitSums()));
            unit.candidate().add(row.candidate(), row.weight());
            unit.baseline().add(row.baseline(), row.weight());
        }
        return units;
    }

    /** The weighted mean of a number of each row. */
    double mean(ToDoubleFunction<Row> number) {
        double sum = 0;
        double weight = 0;
        for (Row row : rows) {
            sum += row.weight() * number.applyAsDouble(row);
            weight += row.weight();
        }
        return sum / weight;
    }

    double weight() {
        return rows.stream().mapToDouble(Row::weight).sum();
    }

    /** V₁ + V₂ − V₁₂ by loops over rows, of an estimate to which each row adds its influence; each V is CR1. */
    double variance(ToDoubleFunction<Row> influence) {
        return cr1(influence, Row::series) + cr1(influence, Row::date) - cr1(influence, Row::crossing);
    }

    /** G/(G−1)·ΣU², U being the sum of the influences in a cluster. */
    double cr1(ToDoubleFunction<Row> influence, Function<Row, Object> key) {
        Map<Object, Double> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(key.apply(row), influence.applyAsDouble(row), Double::sum));
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        return squares * sums.size() / (sums.size() - 1);
    }

    int clusters(Function<Row, Object> key) {
        return new TreeSet<>(rows.stream().map(key).map(Object::toString).toList()).size();
    }
}
