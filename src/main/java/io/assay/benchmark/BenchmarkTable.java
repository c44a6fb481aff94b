package io.assay.benchmark;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians and ratios of a benchmark, as Markdown for people and CSV for programs. */
public final class BenchmarkTable {

    private static final double MEGABYTE = 1e6;

    private static final List<String> CSV_HEADER = List.of(
            "variant",
            "summary",
            "reference",
            "cpu_seconds",
            "cpu_seconds_least",
            "cpu_seconds_greatest",
            "cpu_ratio",
            "wall_seconds",
            "wall_seconds_least",
            "wall_seconds_greatest",
            "process_cpu_seconds",
            "shuffled_bytes",
            "spilled_bytes",
            "peak_heap_bytes",
            "live_heap_bytes",
            "tasks",
            "numbers_compared",
            "numbers_missing",
            "worst_relative_difference",
            "note");

    private final List<Series> series;
    private final Benchmark.Settings settings;
    private final Machine machine;
    private final Map<String, Series> byName = new LinkedHashMap<>();

    BenchmarkTable(List<Series> series, Benchmark.Settings settings, Machine machine) {
        this.series = List.copyOf(series);
        this.settings = settings;
        this.machine = machine;
        series.forEach(one -> byName.put(one.variant().name(), one));
    }

    /** Whether every variant found the numbers that the others found. */
    public boolean agrees() {
        return disagreeing().isEmpty();
    }

    /** The names of the variants whose numbers are not those of the ones before them. */
    public List<String> disagreeing() {
        return series.stream()
                .filter(one -> !one.agreement().holds())
                .map(one -> one.variant().name())
                .toList();
    }

    /** The names of the variants, in the order of the rows. */
    public List<String> variants() {
        return List.copyOf(byName.keySet());
    }

    /** How many of a variant's numbers were held against another's. */
    public long compared(String variant) {
        Series one = byName.get(variant);
        return one == null ? 0 : one.agreement().compared();
    }

    /** The processor time of a variant's tasks against that of its reference; NaN where either has none. */
    private double ratio(Series one) {
        Series reference = byName.get(one.variant().reference());
        if (reference == null) {
            return Double.NaN;
        }
        // What does not run as tasks of Spark is measured by what the whole process took, on both sides.
        return one.median(Usage::cpu) > 0
                ? one.median(Usage::cpu) / reference.median(Usage::cpu)
                : one.median(Usage::processCpu) / reference.median(Usage::processCpu);
    }

    /** The table with what was measured, where and how. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d rows (%,d examples of %d versions), medians of %s after %d to warm up; %s%n%n",
                rows(),
                rows() / GeneratedData.VERSIONS.size(),
                GeneratedData.VERSIONS.size(),
                rounds(),
                settings.warmUps(),
                machine.text()));
        text.append("```\n").append(settings.command()).append("\n```\n\n");
        text.append("| variant | what | CPU s | least to greatest | × reference | reference | wall s | process CPU s"
                + " | shuffled MB | peak heap MB | live heap MB | compared | worst difference |\n");
        text.append("|---|---|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|\n");
        series.forEach(one -> text.append(markdown(one)));
        text.append('\n').append(verdict()).append('\n');
        return text.toString();
    }

    /** How many rounds there have been, and of how many where they are not all. */
    private String rounds() {
        int rounds = series.stream().mapToInt(Series::size).max().orElse(0);
        return rounds == settings.rounds() ? "" + rounds : rounds + " of " + settings.rounds();
    }

    private long rows() {
        int versions = GeneratedData.VERSIONS.size();
        return settings.rows() / versions * versions;
    }

    /** What the comparison of the numbers came to. */
    public String verdict() {
        double worst = series.stream()
                .mapToDouble(one -> one.agreement().worst())
                .max()
                .orElse(0);
        long compared =
                series.stream().mapToLong(one -> one.agreement().compared()).sum();
        return agrees()
                ? String.format(
                        Locale.ROOT,
                        "All variants found the same: %,d numbers compared, worst relative difference %.1e.",
                        compared,
                        worst)
                : "NOT THE SAME NUMBERS in " + String.join(", ", disagreeing()) + ": the times above mean nothing.";
    }

    private String markdown(Series one) {
        Variant variant = one.variant();
        if (one.isEmpty()) {
            return "| " + variant.name() + " | " + variant.summary() + " | "
                    + variant.absence().orElse("") + " | | | | | | | | | | |\n";
        }
        boolean tasks = one.median(Usage::cpu) > 0;
        Agreement agreement = one.agreement();
        return "| "
                + String.join(
                        " | ",
                        variant.name(),
                        variant.summary(),
                        tasks ? seconds(one.median(Usage::cpu)) : "–",
                        tasks ? seconds(one.least(Usage::cpu)) + " to " + seconds(one.greatest(Usage::cpu)) : "–",
                        number(ratio(one)),
                        variant.reference(),
                        seconds(one.median(Usage::wall)),
                        seconds(one.median(Usage::processCpu)),
                        tasks ? number(one.median(Usage::shuffled) / MEGABYTE) : "–",
                        tasks ? String.format(Locale.ROOT, "%.0f", one.greatest(Usage::heap) / MEGABYTE) : "–",
                        String.format(Locale.ROOT, "%.0f", one.greatest(Usage::live) / MEGABYTE),
                        agreement.compared() == 0 ? "" : String.format(Locale.ROOT, "%,d", agreement.compared()),
                        agreement.compared() == 0 ? "" : String.format(Locale.ROOT, "%.1e", agreement.worst()))
                + " |\n";
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    /** The same with every number, a header, and lines that begin with {@code #} about the machine and the command. */
    public String csv() {
        StringWriter text = new StringWriter();
        text.append("# rows ").append(Long.toString(rows())).append(", ").append(machine.text());
        text.append("\n# ").append(settings.command()).append('\n');
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(CSV_HEADER);
            series.forEach(one -> csv.writeRecord(cells(one)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> cells(Series one) {
        List<String> cells = new ArrayList<>(List.of(
                one.variant().name(), one.variant().summary(), one.variant().reference()));
        List<Double> numbers = List.of(
                one.median(Usage::cpu),
                one.least(Usage::cpu),
                one.greatest(Usage::cpu),
                ratio(one),
                one.median(Usage::wall),
                one.least(Usage::wall),
                one.greatest(Usage::wall),
                one.median(Usage::processCpu),
                one.median(Usage::shuffled),
                one.median(Usage::spilled),
                one.greatest(Usage::heap),
                one.greatest(Usage::live),
                one.median(Usage::tasks),
                (double) one.agreement().compared(),
                (double) one.agreement().missing(),
                one.agreement().worst());
        numbers.forEach(number -> cells.add(one.isEmpty() || Double.isNaN(number) ? "" : plain(number)));
        cells.add(one.variant().absence().orElse(""));
        return cells;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
