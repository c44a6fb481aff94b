package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.Interval;
import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The pictures of the page about verdicts, drawn from simulated data by the classes that judge real ones. */
final class VerdictPictures {

    static final Path FOLDER = Path.of("src/site/resources/images/verdicts");

    private static final double MARGIN = 0.1;
    private static final ComparisonSettings SETTINGS = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(MARGIN));
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");

    private VerdictPictures() {}

    /** By the names of their files. */
    static Map<String, String> all() {
        Map<String, String> pictures = new TreeMap<>();
        pictures.put("pairs.svg", pairs().toString());
        pictures.put("findings.svg", findings().toString());
        pictures.put("clusters.svg", clusters().toString());
        pictures.put("looks.svg", looks().toString());
        pictures.put("shrinkage.svg", shrinkage().toString());
        return pictures;
    }

    /** Draws them anew. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> picture : all().entrySet()) {
            Files.writeString(FOLDER.resolve(picture.getKey()), picture.getValue());
        }
    }

    /** 400 examples, whose losses differ much from each other and little from version to version. */
    static Picture pairs() {
        Random random = new Random(7);
        PairTally pairs = new PairTally();
        CostTally candidate = new CostTally();
        CostTally baseline = new CostTally();
        for (int i = 0; i < 400; i++) {
            double hard = 1 + random.nextGaussian();
            double easier = hard + 0.05 + 0.3 * random.nextGaussian();
            pairs.addPair(easier, hard, 1);
            candidate.addRow(easier, 1);
            candidate.addRowAsUnit(easier, 1);
            baseline.addRow(hard, 1);
            baseline.addRowAsUnit(hard, 1);
        }
        Comparer comparer = new Comparer(SETTINGS);
        Picture picture = new Picture(
                        "The same data compared as two samples and by pairs",
                        170,
                        120,
                        new double[] {-0.15, 0.25},
                        new double[] {0, 3})
                .zone(MARGIN, 0.25)
                .across(0, "0", Picture.SOFT)
                .across(MARGIN, "margin", Picture.SOFT)
                .below("difference of the costs, with one-sided bounds at 5 %");
        Comparison apart = comparer.unpaired(KEY, candidate, baseline, Units.ROWS);
        Comparison paired = comparer.paired(KEY, pairs, Units.ROWS);
        interval(picture, 2, apart.lower(), apart.difference(), apart.upper(), Picture.ORANGE);
        interval(picture, 1, paired.lower(), paired.difference(), paired.upper(), Picture.BLUE);
        return picture.beside(2, "as two samples").beside(1, "paired by id");
    }

    private static void interval(Picture picture, double y, double lower, double at, double upper, String colour) {
        picture.line(lower, y, upper, y, colour, 3).dot(at, y, colour);
    }

    /** Bounds in the order of the decision table; the margin is 1. */
    private static final double[][] BOUNDS = {
        {1.3, 2.6},
        {0.2, 0.8},
        {0.3, 1.8},
        {-2.6, -1.3},
        {-0.8, -0.2},
        {-1.8, -0.3},
        {-0.6, 0.5},
        {-1.7, 0.6},
        {-0.9, 1.5}
    };

    static Picture findings() {
        Picture picture = new Picture(
                        "Nine intervals of the harm with their findings",
                        330,
                        170,
                        new double[] {-3, 5.4},
                        new double[] {BOUNDS.length, 0})
                .zone(1, 3)
                .across(-1, "−margin", Picture.FAINT)
                .across(0, "0", Picture.SOFT)
                .across(1, "margin", Picture.SOFT)
                .below("harm");
        for (int i = 0; i < BOUNDS.length; i++) {
            Finding finding = DecisionTable.finding(new Interval(BOUNDS[i][0], BOUNDS[i][1]), 1);
            double y = i + 0.5;
            String colour = finding.verdict() == Verdict.INCONCLUSIVE ? Picture.ORANGE : Picture.BLUE;
            interval(picture, y, BOUNDS[i][0], (BOUNDS[i][0] + BOUNDS[i][1]) / 2, BOUNDS[i][1], colour);
            picture.beside(y, finding.name())
                    .text(3.2, y, Picture.INK, finding.verdict().name());
        }
        return picture;
    }

    private static final int CLUSTERS = 100;
    private static final int[] SIZES = {1, 2, 5, 10, 20, 50};

    /** A quarter of the variance of a row is its cluster's. */
    static Picture clusters() {
        int repetitions = 400;
        Random random = new Random(11);
        double[] asRows = new double[SIZES.length];
        double[] asClusters = new double[SIZES.length];
        for (int s = 0; s < SIZES.length; s++) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                PairTally rows = new PairTally();
                PairTally units = new PairTally();
                for (int cluster = 0; cluster < CLUSTERS; cluster++) {
                    double shared = 0.5 * random.nextGaussian();
                    UnitSums candidate = new UnitSums();
                    UnitSums baseline = new UnitSums();
                    for (int i = 0; i < SIZES[s]; i++) {
                        double difference = shared + Math.sqrt(0.75) * random.nextGaussian();
                        rows.addPair(difference, 0, 1);
                        candidate.add(difference, 1);
                        baseline.add(0, 1);
                    }
                    units.addUnit(candidate, baseline);
                }
                asRows[s] += holds(rows) / (double) repetitions;
                asClusters[s] += holds(units) / (double) repetitions;
            }
        }
        double[] places = IntStream.range(0, SIZES.length).asDoubleStream().toArray();
        Picture picture = new Picture(
                        "How often an interval of 95 % holds the truth, by the rows of a cluster",
                        250, 70, new double[] {-0.3, SIZES.length + 0.6}, new double[] {0.3, 1})
                .upwards(0.4, "40 %", Picture.FAINT)
                .upwards(0.6, "60 %", Picture.FAINT)
                .upwards(0.8, "80 %", Picture.FAINT)
                .upwards(0.95, "95 %", Picture.SOFT)
                .below("rows of a cluster; 100 clusters");
        for (int i = 0; i < SIZES.length; i++) {
            picture.across(i, String.valueOf(SIZES[i]), Picture.FAINT);
        }
        int last = SIZES.length - 1;
        return picture.curve(places, asClusters, Picture.BLUE)
                .text(last, asClusters[last], Picture.BLUE, "clusters as units")
                .curve(places, asRows, Picture.ORANGE)
                .text(last, asRows[last], Picture.ORANGE, "rows as units");
    }

    private static int holds(PairTally tally) {
        StudentEvidence student = StatisticsVectorsTest.student(tally);
        return student.lower(0.025) <= 0 && student.upper(0.025) >= 0 ? 1 : 0;
    }

    private static final int LOOKS = 50;
    private static final int UNITS = 100;

    /** Two equal versions, looked at after each of fifty runs. */
    static Picture looks() {
        int repetitions = 1_000;
        Random random = new Random(13);
        ConfidenceSequence sequence = new ConfidenceSequence(0.05, 10.0 * UNITS);
        double[] once = new double[LOOKS + 1];
        double[] always = new double[LOOKS + 1];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            PairTally tally = new PairTally();
            boolean onceAlarmed = false;
            boolean alwaysAlarmed = false;
            for (int look = 1; look <= LOOKS; look++) {
                for (int i = 0; i < UNITS; i++) {
                    tally.addPair(random.nextGaussian(), 0, 1);
                }
                StudentEvidence now = StatisticsVectorsTest.student(tally);
                onceAlarmed |= now.pValue() <= 0.05;
                alwaysAlarmed |=
                        new SequentialEvidence(now.difference(), now.standardError(), sequence.at(look * UNITS), "")
                                        .pValue()
                                <= 0.05;
                once[look] += onceAlarmed ? 1.0 / repetitions : 0;
                always[look] += alwaysAlarmed ? 1.0 / repetitions : 0;
            }
        }
        double[] places = IntStream.rangeClosed(0, LOOKS).asDoubleStream().toArray();
        return new Picture(
                        "How many of 1,000 pairs of equal versions were called different at some look so far",
                        250,
                        70,
                        new double[] {0, 68},
                        new double[] {0, 0.4})
                .upwards(0, "0", Picture.SOFT)
                .upwards(0.05, "5 %", Picture.SOFT)
                .upwards(0.2, "20 %", Picture.FAINT)
                .upwards(0.4, "40 %", Picture.FAINT)
                .across(1, "1", Picture.FAINT)
                .across(25, "25", Picture.FAINT)
                .across(LOOKS, "50", Picture.FAINT)
                .below("looks so far")
                .curve(places, once, Picture.ORANGE)
                .text(LOOKS, once[LOOKS], Picture.ORANGE, "made for one look")
                .curve(places, always, Picture.BLUE)
                .text(LOOKS, always[LOOKS], Picture.BLUE, "always valid");
    }

    /** Thirty slices of 40 to 4,000 rows, whose true differences spread little. */
    static Picture shrinkage() {
        Random random = new Random(17);
        int slices = 30;
        double[] truths = new double[slices];
        double[] seen = new double[slices];
        double[] errors = new double[slices];
        for (int i = 0; i < slices; i++) {
            truths[i] = 0.06 * random.nextGaussian();
            errors[i] = 1 / Math.sqrt(40 * Math.pow(100, random.nextDouble()));
            seen[i] = truths[i] + errors[i] * random.nextGaussian();
        }
        Shrinkage shrinkage = Shrinkage.of(seen, errors);
        List<Integer> order = Arrays.asList(IntStream.range(0, slices).boxed().toArray(Integer[]::new));
        order.sort((i, j) -> Double.compare(seen[i], seen[j]));
        Picture picture = new Picture(
                        "Differences of thirty slices as seen, shrunk, and as they are",
                        270,
                        70,
                        new double[] {-1, slices + 6},
                        new double[] {-0.3, 0.3})
                .upwards(-0.2, "−0.2", Picture.FAINT)
                .upwards(0, "0", Picture.SOFT)
                .upwards(0.2, "0.2", Picture.FAINT)
                .below("slices, by the difference that is seen");
        for (int place = 0; place < slices; place++) {
            int i = order.get(place);
            picture.line(place, seen[i], place, shrinkage.mean(i), Picture.SOFT, 1)
                    .ring(place, seen[i], Picture.ORANGE)
                    .dot(place, shrinkage.mean(i), Picture.BLUE)
                    .line(place - 0.35, truths[i], place + 0.35, truths[i], Picture.INK, 2);
        }
        return picture.ring(slices, 0.26, Picture.ORANGE)
                .text(slices, 0.26, Picture.ORANGE, "as seen")
                .dot(slices, 0.2, Picture.BLUE)
                .text(slices, 0.2, Picture.BLUE, "shrunk")
                .line(slices - 0.35, 0.14, slices + 0.35, 0.14, Picture.INK, 2)
                .text(slices, 0.14, Picture.INK, "the truth");
    }
}
