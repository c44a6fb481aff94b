package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comparisons commonly stumble over, and that the table of {@code statistics.md} names a test for each of it. */
class TrapsTest {

    private static final Path TESTS = Path.of("src/test/java/io/assay");

    private static ComparisonKey key(Direction direction) {
        return new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, direction, "a", "b");
    }

    private static Comparison compared(PairTally tally, double margin) {
        return new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(margin)))
                .paired(key(Direction.LOWER), tally, Units.ROWS);
    }

    @Test
    void everyTrapOfTheTableHasItsTest() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/statistics.md"));
        String table = page.substring(page.indexOf("### Traps"), page.indexOf("## Looking through slices"));
        List<String[]> named = Pattern.compile("`(\\w+Test)\\.(\\w+)`")
                .matcher(table)
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList();
        assertThat(table.lines().filter(line -> line.startsWith("| "))).hasSize(1 + 12);
        assertThat(named).hasSizeGreaterThan(12);
        for (String[] test : named) {
            try (var files = Files.walk(TESTS)) {
                Path file = files.filter(path -> path.endsWith(test[0] + ".java"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No test " + test[0]));
                assertThat(Files.readString(file)).as(test[0]).contains("void " + test[1] + "(");
            }
        }
    }

    @Test
    void identicalVersionsGiveAnEValueOfOneAndPassAtAMarginOfZero() {
        PairTally tally = new PairTally();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            double loss = random.nextGaussian();
            tally.addPair(loss, loss, 1);
        }
        Comparison line = compared(tally, 0);
        assertThat(line.verdict()).isEqualTo(Verdict.PASS);
        assertThat(line.finding()).isEqualTo(Finding.EQUIVALENT);
        for (double zero : new double[] {line.difference(), line.standardError(), line.lower(), line.upper()}) {
            assertThat(Double.doubleToRawLongBits(zero)).isZero();
        }
        assertThat(SequenceChecks.eValue(line)).isEqualTo(1);
        assertThat(line.grounds().relative().upper()).isNaN();
    }

    @Test
    void aZeroHasNoSign() {
        PairTally minus = new PairTally();
        PairTally plus = new PairTally();
        for (int i = 0; i < 100; i++) {
            minus.addPair(-0.0, 0.0, 1);
            plus.addPair(0.0, 0.0, 1);
        }
        assertThat(minus.toBytes()).isEqualTo(plus.toBytes());
        Comparison line = compared(minus, 0);
        assertThat(line.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(Double.doubleToRawLongBits(line.difference())).isZero();
        assertThat(Double.doubleToRawLongBits(line.candidateCost())).isZero();
    }

    /** Jensen: the mean of partitions' roots, by their rows, is at most the root over all of them; an unweighted one is anything. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void averagesOfAveragesAreNotTheAverage(long seed) {
        Random random = new Random(seed);
        CostTally all = new CostTally();
        double byRows = 0;
        double means = 0;
        long rows = 0;
        int partitions = 5;
        for (int partition = 0; partition < partitions; partition++) {
            CostTally own = new CostTally();
            int count = 1 + random.nextInt(200);
            for (int i = 0; i < count; i++) {
                double square = Math.pow(random.nextGaussian() * (1 + partition), 2);
                own.addRowAsUnit(square, 1);
            }
            byRows += count * Aggregate.ROOT.value(own);
            means += Aggregate.MEAN.value(own) / partitions;
            rows += count;
            all.add(own);
        }
        double root = Aggregate.ROOT.value(all);
        assertThat(root).isEqualTo(Math.sqrt(Aggregate.MEAN.value(all)), within(1e-12));
        assertThat(byRows / rows).as("seed %d", seed).isLessThan(root);
        assertThat(means).as("seed %d", seed).isNotCloseTo(Aggregate.MEAN.value(all), within(1e-6));
    }

    /** Where 1000 rows are discordant the test changes; what one row more tells is at most twice the likeliest count's share, 0.025. */
    @Test
    void mcNemarsTestChangesAtAThousandRowsWithoutAJump() {
        assertThat(McNemar.name(400, 600)).isEqualTo("McNemar's exact test");
        assertThat(McNemar.name(400, 601)).isEqualTo("McNemar's chi-squared test");
        assertThat(McNemar.pValue(0, 0)).isEqualTo(1);
        assertThat(McNemar.pValue(500, 500)).isEqualTo(1);
        for (int fewer : new int[] {450, 465, 480, 495}) {
            double exact = McNemar.pValue(fewer, 1_000 - fewer);
            double approximate = McNemar.pValue(fewer, 1_001 - fewer);
            assertThat(approximate).as("%d of 1000", fewer).isCloseTo(exact, within(0.0505));
        }
        assertThat(McNemar.pValue(450, 551)).isLessThan(McNemar.pValue(465, 536));
    }

    /** U = max(U_t, U_Hall) and L = min(L_t, L_Hall), whatever the skewness. */
    @Test
    void theGuardedBoundsAreTheWiderOnes() {
        StudentEvidence student = new StudentEvidence(0.3, 0.1, 99, "paired t");
        for (double skewness : new double[] {-4, -1, -0.01, 0.01, 1, 4}) {
            SkewGuard guard = new SkewGuard(student, skewness, 100);
            for (double alpha : new double[] {0.001, 0.025, 0.05, 0.2}) {
                assertThat(guard.upper(alpha)).isEqualTo(Math.max(student.upper(alpha), guard.hallUpper(alpha)));
                assertThat(guard.lower(alpha)).isEqualTo(Math.min(student.lower(alpha), guard.hallLower(alpha)));
            }
            boolean right = skewness > 0;
            assertThat(right ? guard.upper(0.05) : -guard.lower(0.05))
                    .as("skewness %s", skewness)
                    .isGreaterThan(right ? student.upper(0.05) : -student.lower(0.05));
        }
    }

    /** max(30, 25·γ²) units, a tenth of the variance, ten that differ: at each limit itself nothing is wrong yet. */
    @Test
    void theRulesOfUnitsHoldAtTheirLimits() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i < 9 ? (i % 2 == 0 ? 1 : -1.25) : 0);
        assertThat(compared(of(values), 1).shortfall()).startsWith("only 9 units differ");
        values[9] = -0.75;
        assertThat(compared(of(values), 1).shortfall()).doesNotContain("differ");
        assertThat(compared(of(Arrays.copyOf(drawn(2), 29)), 9).shortfall()).isEqualTo("29 units, at least 30 needed");
        assertThat(compared(of(Arrays.copyOf(drawn(2), 30)), 9).shortfall()).isEmpty();
    }

    private static double[] drawn(long seed) {
        return new Random(seed).doubles(60).map(u -> u - 0.4).toArray();
    }

    private static PairTally of(double... differences) {
        PairTally tally = new PairTally();
        for (double difference : differences) {
            tally.addPair(Math.max(0, difference), Math.max(0, -difference), 1);
        }
        return tally;
    }

    /** The same numbers under the other direction are the opposite finding. */
    @Test
    void theSignOfHarmFollowsTheDirection() {
        Random random = new Random(3);
        PairTally tally = new PairTally();
        for (int i = 0; i < 200; i++) {
            tally.addPair(1 + random.nextGaussian(), 0.1 * random.nextGaussian(), 1);
        }
        Map<Direction, Finding> findings = Map.of(
                Direction.LOWER, Finding.WORSE_MATERIAL,
                Direction.HIGHER, Finding.BETTER_MATERIAL,
                Direction.NONE, Finding.INCONCLUSIVE);
        findings.forEach((direction, finding) -> {
            Comparison line = new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.1)))
                    .paired(key(direction), tally, Units.ROWS);
            assertThat(line.finding()).as(direction.name()).isEqualTo(finding);
            assertThat(line.difference()).isPositive();
        });
    }

    @Test
    void weightsBelowZeroAreRefusedAndOfZeroAbsent() {
        PairTally tally = new PairTally();
        assertThatThrownBy(() -> tally.addPair(1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 50; i++) {
            tally.addPair(1, 0, 0);
        }
        assertThat(tally.units()).isZero();
    }
}
