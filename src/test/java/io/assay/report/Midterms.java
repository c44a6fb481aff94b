package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Finding;
import io.assay.comparison.GateResult;
import io.assay.comparison.Grounds;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.Interval;
import io.assay.cost.Metric;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Evaluations to render: one as a run over the forecasts of an election would give, an empty one, and hostile ones. */
final class Midterms {

    static final String NAME = "midterms-2018";
    static final String RUN_DATE = "2018-11-06";
    static final String PRIMARY = "binary_cross_entropy";
    static final String SECOND = "zero_one_loss(threshold=0.5)";

    /** One of everything that a name should not be able to do. */
    static final String HOSTILE = "<script>alert(\"x\")</script> | `a` & 'b' \u202Ertl\u0007\r\n@all, 50% = ]]>";

    private static final List<String> VERSIONS = List.of("lite", "classic", "deluxe");

    private Midterms() {}

    /** Three versions; {@code classic} is worse on the House, {@code deluxe} better. */
    static Evaluation evaluation() {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(line(PRIMARY, all(), "classic", 506, 0.08912, 0.09334, 0.00121, Finding.WORSE_MATERIAL));
        comparisons.add(line(PRIMARY, all(), "deluxe", 506, 0.08912, 0.08605, 0.00142, Finding.BETTER));
        comparisons.addAll(slices(PRIMARY, 0.08912));
        comparisons.add(line(SECOND, all(), "classic", 506, 0.04545, 0.04743, 0.00342, Finding.INCONCLUSIVE));
        comparisons.add(line(SECOND, all(), "deluxe", 506, 0.04545, 0.04150, 0.00279, Finding.NON_INFERIOR));
        comparisons.addAll(slices(SECOND, 0.04545));
        return evaluation(NAME, comparisons);
    }

    /** The same kind of evaluation with so many slices that every bounded report has to leave some out. */
    static Evaluation withSlices(int slices) {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(line(PRIMARY, all(), "classic", 506, 0.08912, 0.09334, 0.00121, Finding.WORSE_MATERIAL));
        comparisons.add(line(PRIMARY, all(), "deluxe", 506, 0.08912, 0.08605, 0.00142, Finding.BETTER));
        for (int i = 0; i < slices; i++) {
            Cell cell = slice("county", "county number " + i + " <" + "x".repeat(i % 90) + ">");
            double difference = ((i * 7919L) % slices - slices / 2.0) / slices / 50;
            Finding finding = difference > 0 ? Finding.WORSE_SIZE_UNKNOWN : Finding.BETTER;
            comparisons.add(line(PRIMARY, cell, "classic", 100 + i, 0.09, 0.09 + difference, 0.002, finding));
            comparisons.add(line(PRIMARY, cell, "deluxe", 100 + i, 0.09, 0.09 - difference, 0.002, finding));
        }
        return evaluation(NAME, comparisons);
    }

    /** Every text that comes from configuration or data is {@link #HOSTILE}. */
    static Evaluation hostile() {
        Cell cell = slice(HOSTILE, HOSTILE);
        Comparison total = renamed(line(PRIMARY, all(), "x", 40, 0.1, 0.2, 0.01, Finding.WORSE_MATERIAL));
        Comparison inSlice = renamed(line(PRIMARY, cell, "x", 40, 0.1, 0.2, 0.01, Finding.WORSE_MATERIAL));
        GateResult gate = new GateResult(
                HOSTILE,
                cell.slice(),
                cell.partition(),
                HOSTILE,
                HOSTILE,
                true,
                HOSTILE,
                HOSTILE,
                Verdict.FAIL,
                Optional.of(inSlice));
        Cost cost = new Cost(
                cell, HOSTILE, HOSTILE, HOSTILE, Direction.LOWER, 3, 1, 3, 0.5, 0.1, 0.3, 0.7, 0, 1, 0.5, 1, 1);
        RowAccount account = new RowAccount(
                HOSTILE,
                4,
                0,
                3,
                new TreeMap<>(Map.of(HOSTILE, 1L)),
                0,
                0,
                0,
                new TreeMap<>(Map.of(HOSTILE, new TreeMap<>(Map.of(HOSTILE, 1L)))));
        return new Evaluation(
                        HOSTILE,
                        HOSTILE,
                        0.05,
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        Verdict.FAIL,
                        List.of(new CandidateVerdict(HOSTILE, HOSTILE, Verdict.FAIL, List.of(HOSTILE), List.of(gate))),
                        List.of(cost),
                        List.of(total, inSlice),
                        List.of(new Metric(
                                cell,
                                HOSTILE,
                                HOSTILE,
                                Direction.NONE,
                                3,
                                0,
                                3,
                                0.5,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN)),
                        List.of(account),
                        List.of(HOSTILE),
                        new Provenance(
                                HOSTILE,
                                HOSTILE,
                                HOSTILE,
                                HOSTILE,
                                List.of(new Provenance.InputFile(HOSTILE, 1, 1)),
                                1,
                                Map.of(HOSTILE, 1.0)))
                .withExplored(List.of(new ExploredSlice(inSlice, 1, 0.01, 0.01, true, 0.5, 0.1, 0.9)));
    }

    /** No rows, no candidates, no costs. */
    static Evaluation empty() {
        return new Evaluation(
                "nothing",
                RUN_DATE,
                0.05,
                List.of(),
                List.of(),
                List.of(),
                Verdict.NOT_COMPARABLE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Provenance(
                        "Assay 0.1.0", "4.1.0", "evaluate nothing.yaml", "0".repeat(64), List.of(), 0, Map.of()));
    }

    /** Candidates whose units are no ground for a verdict, for this reason. */
    static Evaluation unreliable(String shortfall) {
        Comparison line = line(PRIMARY, all(), "classic", 504, 0.08912, 0.09334, 0.00121, Finding.UNRELIABLE);
        return evaluation(NAME, List.of(line.withShortfall(shortfall)));
    }

    /** Differences that say what they rest on, and have bounds of their relative differences, over all rows and in slices. */
    static Evaluation grounded() {
        Grounds grounds = new Grounds("paired t-test", 1, new Interval(-0.2853, -0.1641));
        String shortfall = "uneven units: one carries 16.42 % of the variance, at most 10 %";
        List<Comparison> comparisons = new ArrayList<>();
        for (Cell cell : List.of(all(), slice("category", "Likely Republican"), slice("close race", "true"))) {
            comparisons.add(line(PRIMARY, cell, "deluxe", 504, 0.12047, 0.09311, 0.00425, Finding.UNRELIABLE, grounds)
                    .withShortfall(shortfall));
            comparisons.add(line(
                    PRIMARY, cell, "classic", 504, 0.000312, 0.000298, 0.0000042, Finding.BETTER_NEGLIGIBLE, grounds));
        }
        return evaluation(NAME, comparisons);
    }

    /** One difference of about 0 whose bounds reach so far to either side. */
    static Evaluation reaching(double far) {
        return evaluation(
                NAME, List.of(line(PRIMARY, all(), "classic", 504, far, far, far / 1.65, Finding.INCONCLUSIVE)));
    }

    /** A candidate that cannot be compared, for so many reasons. */
    static Evaluation incomparable(int reasons) {
        Evaluation one = evaluation();
        List<String> warnings =
                IntStream.range(0, reasons).mapToObj(i -> "reason " + i).toList();
        return new Evaluation(
                one.name(),
                one.runDate(),
                one.alpha(),
                one.baselines(),
                one.versions(),
                one.losses(),
                Verdict.NOT_COMPARABLE,
                List.of(new CandidateVerdict("lite", "premium", Verdict.NOT_COMPARABLE, warnings, List.of())),
                one.costs(),
                List.of(),
                one.metrics(),
                one.accounts(),
                List.of(),
                one.provenance());
    }

    static Cell all() {
        return Cell.ALL;
    }

    static Cell slice(String column, String value) {
        return new Cell(Coordinate.ALL, Coordinate.of(column, value));
    }

    /** One comparison with the baseline lite; bounds at 1.65 standard errors, the margin 0.002. */
    static Comparison line(
            String loss,
            Cell cell,
            String candidate,
            long rows,
            double baselineCost,
            double candidateCost,
            double standardError,
            Finding finding) {
        return line(loss, cell, candidate, rows, baselineCost, candidateCost, standardError, finding, Grounds.NONE);
    }

    private static Comparison line(
            String loss,
            Cell cell,
            String candidate,
            long rows,
            double baselineCost,
            double candidateCost,
            double standardError,
            Finding finding,
            Grounds grounds) {
        double difference = candidateCost - baselineCost;
        boolean told = finding != Finding.UNRELIABLE;
        return new Comparison(
                cell,
                loss,
                "mean",
                Direction.LOWER,
                "lite",
                candidate,
                "paired",
                rows,
                rows,
                baselineCost,
                candidateCost,
                difference,
                difference / baselineCost,
                standardError,
                difference - 1.65 * standardError,
                difference + 1.65 * standardError,
                told ? "paired t with skew guard" : "paired t",
                told ? twoSided(difference / standardError) : Double.NaN,
                told ? 1 / (1 + Math.exp(3 * (difference - 0.002) / standardError)) : Double.NaN,
                Double.NaN,
                0.002,
                finding,
                finding.verdict(),
                finding == Finding.INCONCLUSIVE ? 1340 : Double.NaN,
                "",
                grounds);
    }

    /** Roughly the normal distribution's two tails, for show. */
    private static double twoSided(double z) {
        return Math.exp(-0.717 * Math.abs(z) - 0.416 * z * z);
    }

    private static List<Comparison> slices(String loss, double cost) {
        List<Comparison> lines = new ArrayList<>();
        String[] branches = {"House", "Senate", "Governor"};
        long[] rows = {435, 35, 36};
        double[][] shifts = {{0.0049, -0.0037}, {0.0021, 0.0008}, {-0.0031, 0.0002}};
        for (int i = 0; i < branches.length; i++) {
            Cell slice = slice("branch", branches[i]);
            Cell partition = new Cell(Coordinate.of("branch", branches[i]), Coordinate.ALL);
            for (Cell cell : List.of(slice, partition)) {
                lines.add(branch(loss, cell, "classic", rows[i], cost, shifts[i][0]));
                lines.add(branch(loss, cell, "deluxe", rows[i], cost, shifts[i][1]));
            }
        }
        String[] categories = {"Solid D", "Likely D", "Lean D", "Tossup", "Lean R", "Likely R", "Solid R", null};
        for (int i = 0; i < categories.length; i++) {
            Cell cell = slice("category", categories[i]);
            long n = categories[i] == null ? 7 : 30 + (i * 37L) % 90;
            lines.add(branch(loss, cell, "classic", n, cost, 0.012 * Math.sin(i + 1.0)));
            lines.add(branch(loss, cell, "deluxe", n, cost, -0.009 * Math.sin(2.0 * i)));
        }
        Cell predicate = new Cell(Coordinate.ALL, Coordinate.named("close race"));
        lines.add(branch(loss, predicate, "classic", 41, cost * 6, 0.0182));
        lines.add(branch(loss, predicate, "deluxe", 41, cost * 6, -0.0107));
        return lines;
    }

    private static Comparison branch(String loss, Cell cell, String candidate, long n, double cost, double shift) {
        double standardError = 0.035 / Math.sqrt((double) n);
        double lower = shift - 1.65 * standardError;
        double upper = shift + 1.65 * standardError;
        return line(loss, cell, candidate, n, cost, cost + shift, standardError, found(n, lower, upper));
    }

    private static Finding found(long n, double lower, double upper) {
        if (n < 30) {
            return Finding.UNRELIABLE;
        }
        if (lower > 0) {
            return lower > 0.002 ? Finding.WORSE_MATERIAL : Finding.WORSE_SIZE_UNKNOWN;
        }
        if (upper < 0) {
            return upper < -0.002 ? Finding.BETTER_MATERIAL : Finding.BETTER;
        }
        return upper < 0.002 ? Finding.NON_INFERIOR : Finding.INCONCLUSIVE;
    }

    private static Evaluation evaluation(String name, List<Comparison> comparisons) {
        return new Evaluation(
                name,
                RUN_DATE,
                0.05,
                List.of("lite"),
                VERSIONS,
                List.of(PRIMARY, SECOND),
                Verdict.FAIL,
                List.of(
                        new CandidateVerdict("lite", "classic", Verdict.FAIL, List.of(), gates("classic", comparisons)),
                        new CandidateVerdict(
                                "lite",
                                "deluxe",
                                Verdict.PASS,
                                List.of("soft gate on branch=Senate is inconclusive"),
                                gates("deluxe", comparisons))),
                costs(comparisons),
                comparisons,
                metrics(),
                List.of(account()),
                List.of("2 races are predicted by deluxe only and were not compared"),
                new Provenance(
                        "Assay 0.1.0",
                        "4.1.0",
                        "evaluate conf/midterms.yaml --run-date 2018-11-06",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        List.of(new Provenance.InputFile(
                                "data-samples/midterms_2018/forecast_results_2018.csv", 283_114, 1_541_548_800_000L)),
                        1,
                        seconds()));
    }

    private static List<GateResult> gates(String candidate, List<Comparison> comparisons) {
        List<GateResult> gates = new ArrayList<>();
        for (Comparison line : comparisons) {
            boolean overall = line.cell().equals(Cell.ALL);
            boolean branch = line.cell().slice().startsWith("branch=");
            if (line.loss().equals(PRIMARY) && line.candidate().equals(candidate) && (overall || branch)) {
                gates.add(gate(line, overall));
            }
        }
        if (candidate.equals("classic")) {
            gates.add(new GateResult(
                    PRIMARY,
                    "branch=Mayor",
                    "all",
                    "lite",
                    candidate,
                    false,
                    "upper(difference) < margin 0.002 (absolute)",
                    "no rows in branch = Mayor",
                    Verdict.INCONCLUSIVE,
                    Optional.empty()));
        }
        return gates;
    }

    private static GateResult gate(Comparison line, boolean hard) {
        return new GateResult(
                line.loss(),
                line.cell().slice(),
                line.cell().partition(),
                "lite",
                line.candidate(),
                hard,
                "upper(difference) < margin 0.002 (absolute)",
                String.format(
                        "%.5f − %.5f = %+.5f, upper bound %+.5f against margin 0.002 over %d units",
                        line.candidateCost(), line.baselineCost(), line.difference(), line.upper(), line.units()),
                line.verdict(),
                Optional.of(line));
    }

    private static List<Cost> costs(List<Comparison> comparisons) {
        List<Cost> costs = new ArrayList<>();
        for (Comparison line : comparisons) {
            if (line.candidate().equals("classic")) {
                costs.add(cost(line, "lite", line.baselineCost()));
            }
            costs.add(cost(line, line.candidate(), line.candidateCost()));
        }
        return costs;
    }

    private static Cost cost(Comparison line, String version, double cost) {
        double standardError = 0.2 / Math.sqrt((double) line.rows());
        return new Cost(
                line.cell(),
                version,
                line.loss(),
                "mean",
                Direction.LOWER,
                line.rows(),
                line.rows() / 100,
                line.rows(),
                cost,
                standardError,
                cost - 1.96 * standardError,
                cost + 1.96 * standardError,
                3.1e-6,
                2.8412,
                cost / 7,
                cost * 3.1,
                cost * 12.4);
    }

    private static List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("accuracy", new double[] {0.9545, 0.9526, 0.9585});
        values.put("roc_auc", new double[] {0.9934, 0.9921, 0.9941});
        values.put("expected_calibration_error", new double[] {0.0211, 0.0234, 0.0198});
        values.put("precision", new double[] {0.9612, 0.9590, Double.NaN});
        values.forEach((name, byVersion) -> {
            for (int i = 0; i < VERSIONS.size(); i++) {
                Direction direction = name.startsWith("expected") ? Direction.LOWER : Direction.HIGHER;
                metrics.add(new Metric(
                        Cell.ALL,
                        VERSIONS.get(i),
                        name,
                        direction,
                        506,
                        5,
                        506,
                        byVersion[i],
                        name.equals("roc_auc") ? 0.0021 : Double.NaN,
                        name.equals("roc_auc") ? byVersion[i] - 0.0061 : Double.NaN,
                        name.equals("roc_auc") ? byVersion[i] + 0.0032 : Double.NaN));
                metrics.add(new Metric(
                        slice("branch", "House"),
                        VERSIONS.get(i),
                        name,
                        direction,
                        435,
                        4,
                        435,
                        byVersion[i] - 0.004,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN));
            }
        });
        return metrics;
    }

    private static RowAccount account() {
        return new RowAccount(
                "rows",
                1_560,
                12,
                1_518,
                new TreeMap<>(Map.of("duplicate-id", 4L, "null-version", 3L, "unreadable-record", 2L)),
                9,
                12,
                0,
                new TreeMap<>(Map.of(
                        PRIMARY,
                        new TreeMap<>(Map.of("prediction out of [0, 1]", 4L, "prediction null", 1L)),
                        SECOND,
                        new TreeMap<>(Map.of("prediction null", 1L)))));
    }

    private static Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("read and tally", 4.218);
        seconds.put("compare", 0.112);
        seconds.put("write", 0.934);
        return seconds;
    }

    /** The comparison with every text replaced. */
    private static Comparison renamed(Comparison line) {
        return new Comparison(
                line.cell(),
                HOSTILE,
                HOSTILE,
                line.direction(),
                HOSTILE,
                HOSTILE,
                HOSTILE,
                line.rows(),
                line.units(),
                line.baselineCost(),
                line.candidateCost(),
                line.difference(),
                line.relativeDifference(),
                line.standardError(),
                line.lower(),
                line.upper(),
                HOSTILE,
                line.pValue(),
                line.harmPValue(),
                line.adjustedPValue(),
                line.margin(),
                line.finding(),
                line.verdict(),
                line.rowsNeeded(),
                "",
                Grounds.NONE);
    }
}
