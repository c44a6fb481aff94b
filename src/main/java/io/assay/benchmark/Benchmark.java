package io.assay.benchmark;

import io.assay.aggregation.LossFunctions;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Generates data and measures the variants on them: round by round, the variants taking turns, in one JVM, so that what
 * else the machine does falls on all of them. Their numbers are held against each other.
 */
public final class Benchmark {

    private final SparkSession spark;
    private final Settings settings;
    private final PrintStream progress;
    private final Consumer<BenchmarkTable> soFar;

    /**
     * @param progress where it is told what runs and how long it will take yet
     * @param soFar is given the table after every round that counts, so that a run that is stopped leaves what it has found
     */
    public Benchmark(SparkSession spark, Settings settings, PrintStream progress, Consumer<BenchmarkTable> soFar) {
        this.spark = spark;
        this.settings = settings;
        this.progress = progress;
        this.soFar = soFar;
    }

    /**
     * What is measured.
     *
     * @param rows of the long table, about: there are as many examples as versions times rows allow
     * @param seed of the data
     * @param rounds that count
     * @param warmUps rounds before them
     * @param variants names, or beginnings of names that end in {@code *}; empty for the usual ones, {@code all} for all
     * @param folder where the data are generated
     * @param command what was typed, for the record
     */
    public record Settings(
            long rows, long seed, int rounds, int warmUps, List<String> variants, String folder, String command) {

        public Settings {
            variants = List.copyOf(variants);
            require(rows >= GeneratedData.VERSIONS.size(), "rows", rows, "must be at least 3, one for each version");
            require(rounds >= 1, "rounds", rounds, "must be at least 1");
            require(warmUps >= 0, "warm-ups", warmUps, "must not be negative");
        }

        private static void require(boolean holds, String name, long value, String rule) {
            if (!holds) {
                throw new IllegalArgumentException("Invalid number of " + name + ": " + value + " (" + rule + ")");
            }
        }
    }

    /** The names of all variants, in their order. Spark is not needed for it. */
    public static List<String> names() {
        Supplier<SparkSession> none = () -> {
            throw new IllegalStateException("A variant needs Spark before it runs");
        };
        return variants(none, new GeneratedData("", 0)).stream()
                .map(Variant::name)
                .toList();
    }

    private static List<Variant> variants(Supplier<SparkSession> spark, GeneratedData data) {
        IntSupplier threads = () -> spark.get().sparkContext().defaultParallelism();
        return Stream.of(
                        new SqlVariants(spark, data).all(),
                        new PassVariants(spark, data).all(),
                        List.of(new DuckVariant(data, threads).variant()),
                        new MllibVariants(spark, data).all(),
                        new FunctionVariants(spark, data).all())
                .flatMap(List::stream)
                .toList();
    }

    /** Generates the data, measures and gives the table. */
    public BenchmarkTable run() {
        spark.conf().set(LossFunctions.LENIENT, "false");
        spark.sparkContext().setJobDescription("assay: generate the data");
        long examples = settings.rows() / GeneratedData.VERSIONS.size();
        progress.printf(
                Locale.ROOT,
                "Generating %,d examples of %d versions in %s …%n",
                examples,
                GeneratedData.VERSIONS.size(),
                settings.folder());
        DataGenerator generator = new DataGenerator(spark, settings.seed());
        GeneratedData data = generator.write(settings.folder(), examples);
        new FunctionVariants(() -> spark, data).register();
        List<Variant> chosen = chosen(variants(() -> spark, data));
        if (chosen.stream().anyMatch(variant -> PassVariants.isSkewed(variant.name()))) {
            generator.writeSkewed(data);
        }
        if (chosen.stream().anyMatch(variant -> PassVariants.isOfOrc(variant.name()))) {
            generator.writeOrc(data);
        }
        if (chosen.stream().anyMatch(variant -> variant.name().equals(PassVariants.BUCKETED))) {
            generator.writeBucketed(data);
        }
        if (chosen.stream().anyMatch(variant -> variant.name().equals(PassVariants.BUCKETED_VERSIONS))) {
            generator.writeBucketedVersions(data);
        }
        List<Series> series = chosen.stream().map(Series::new).toList();
        try (Meter meter = new Meter(spark)) {
            new Rounds(meter, series).run();
        } finally {
            spark.conf().unset(LossFunctions.LENIENT);
            spark.sparkContext().setJobDescription(null);
        }
        return table(series);
    }

    private BenchmarkTable table(List<Series> series) {
        return new BenchmarkTable(series, settings, Machine.of(spark));
    }

    /** The variants that were asked for, and those that they are measured by. */
    private List<Variant> chosen(List<Variant> all) {
        Set<String> names = new TreeSet<>();
        all.stream().filter(this::isChosen).forEach(variant -> {
            names.add(variant.name());
            names.add(variant.reference());
        });
        // What one is measured by may be measured by another.
        all.stream()
                .filter(variant -> names.contains(variant.name()))
                .toList()
                .forEach(variant -> names.add(variant.reference()));
        return all.stream().filter(variant -> names.contains(variant.name())).toList();
    }

    private boolean isChosen(Variant variant) {
        List<String> wanted = settings.variants();
        return wanted.isEmpty() ? variant.byDefault() : wanted.stream().anyMatch(name -> matches(name, variant.name()));
    }

    /** Whether {@code wanted} means the variant of this name. */
    public static boolean matches(String wanted, String name) {
        return wanted.equals("all")
                || (wanted.endsWith("*")
                        ? name.startsWith(wanted.substring(0, wanted.length() - 1))
                        : name.equals(wanted));
    }

    /** The rounds, and how long what is left of them will take. */
    private final class Rounds {
        private final Meter meter;
        private final List<Series> series;
        private final BenchmarkTable table;
        private final Costs known = new Costs();
        private final Map<String, Double> seconds = new LinkedHashMap<>();

        Rounds(Meter meter, List<Series> series) {
            this.meter = meter;
            this.table = table(series);
            this.series = series.stream()
                    .filter(one -> one.variant().absence().isEmpty())
                    .toList();
        }

        void run() {
            for (int round = 1; round <= settings.warmUps() + settings.rounds(); round++) {
                for (int i = 0; i < series.size(); i++) {
                    tell(round, i);
                    run(round, series.get(i));
                }
                if (round > settings.warmUps()) {
                    soFar.accept(table);
                }
            }
        }

        private void run(int round, Series one) {
            Variant variant = one.variant();
            spark.sparkContext().setJobDescription("assay: " + variant.name());
            Meter.Measured<Supplier<Costs>> measured = meter.measure(variant.work());
            seconds.put(variant.name(), measured.usage().wall());
            if (round == 1) {
                Costs costs = measured.result().get();
                one.agree(Agreement.of(costs, known));
                known.addMissing(costs);
            }
            if (round > settings.warmUps()) {
                one.add(measured.usage());
            }
        }

        private void tell(int round, int next) {
            boolean warming = round <= settings.warmUps();
            int of = warming ? settings.warmUps() : settings.rounds();
            int rounds = settings.warmUps() + settings.rounds();
            String left =
                    round == 1 ? "" : String.format(Locale.ROOT, ", about %.0f s left", left(rounds - round, next));
            progress.printf(
                    Locale.ROOT,
                    "  %s %d of %d: %s%s%n",
                    warming ? "warm-up" : "round",
                    warming ? round : round - settings.warmUps(),
                    of,
                    series.get(next).variant().name(),
                    left);
        }

        private double left(int roundsAfter, int next) {
            double all = 0;
            double here = 0;
            for (int i = 0; i < series.size(); i++) {
                double took = seconds.getOrDefault(series.get(i).variant().name(), 0.0);
                all += took;
                here += i >= next ? took : 0;
            }
            return here + roundsAfter * all;
        }
    }
}
