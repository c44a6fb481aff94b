package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.assay.comparison.MixShift;
import io.assay.comparison.MixShift.Reversal;
import io.assay.comparison.SliceShift;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where differences come from, from the rows to the files that a reader opens. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MixShiftSparkTest {

    private static final String EVALUATION =
            """
            evaluation: mixed
            input: {path: rows.csv, options: {header: true}}
            columns: {id: %s, version: v, label: y, prediction: p, weight: w, partition: [region]}
            baseline: a
            slices:
              - kind
              - [kind, site]
              - age
              - {column: age, bins: [30, 50]}
              - {name: large, where: "abs(prediction) > 0.5"}
            losses:
              - absolute_error
              - {name: wmape, loss: weighted_absolute_percentage_error, aggregate: ratio}
              - {name: rmse, loss: squared_error, aggregate: root}
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            output: {formats: [parquet, csv, markdown, html]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> rows = new ArrayList<>();

    /** Version b is better on every kind, and has more of the kind that costs more; it alone has the kind "new". */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            double label = 1 + random.nextDouble();
            for (String version : List.of("a", "b")) {
                boolean hard = random.nextInt(10) < (version.equals("a") ? 2 : 7);
                String kind = hard ? "hard" : i % 7 == 0 ? "" : version.equals("b") && i % 20 == 1 ? "new" : "easy";
                double error = (hard ? 1 : 0.25) + random.nextDouble() * 0.05 - (version.equals("b") ? 0.05 : 0);
                rows.add(String.join(
                        ",",
                        version + i,
                        String.valueOf(i),
                        version,
                        String.valueOf(label),
                        String.valueOf(label + error),
                        "r" + i % 3,
                        kind,
                        "s" + i % 2,
                        String.valueOf(20 + i % 4 * 15),
                        String.valueOf(random.nextDouble())));
            }
        }
    }

    private Evaluation run(String id, List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("own,shared,v,y,p,region,kind,site,age,w"));
        all.addAll(lines);
        Files.write(folder.resolve("rows.csv"), all);
        return Runs.text(folder, EVALUATION.formatted(id));
    }

    private Path result() {
        return folder.resolve("out/evaluation=mixed/run_date=undated");
    }

    /** What a reader gets who adds the numbers as they are printed, one after the other, for each difference. */
    private void addsUpAsPrinted() throws IOException {
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Double> differences = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().ofNamedCsvRecord(result().resolve("attribution.csv"))) {
            lines.forEach(line -> {
                String key = Stream.of("whole", "division", "loss", "candidate")
                        .map(line::getField)
                        .collect(Collectors.joining(" / "));
                sums.merge(key, Double.parseDouble(line.getField("contribution")), Double::sum);
                differences.put(key, Double.parseDouble(line.getField("difference")));
            });
        }
        assertThat(sums).isEqualTo(differences).hasSizeGreaterThan(10);
    }

    private static MixShift shift(Evaluation evaluation, Cell whole, String division, String loss) {
        return evaluation.composition().shifts().all().stream()
                .filter(each -> each.comparison().cell().equals(whole)
                        && each.division().equals(division)
                        && each.comparison().loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ofDifferentRowsTheMixIsTakenApartAndAReversalFound() throws IOException {
        Evaluation evaluation = run("own", rows);
        addsUpAsPrinted();
        MixShift kinds = shift(evaluation, Cell.ALL, "slices by kind", "absolute_error");
        assertThat(kinds.comparison().difference()).isPositive();
        assertThat(kinds.within()).isNegative();
        assertThat(kinds.reversal()).isEqualTo(Reversal.PROBABLE);
        assertThat(kinds.slices().stream().map(each -> each.cell().slice()))
                .containsExactly("kind=%00", "kind=easy", "kind=hard", "kind=new");
        // By a plain loop over the rows.
        double[][] sums = new double[4][2];
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            double weight = Double.parseDouble(cells[9]);
            int side = cells[2].equals("a") ? 0 : 2;
            double loss = weight * Math.abs(Double.parseDouble(cells[3]) - Double.parseDouble(cells[4]));
            sums[side][0] += weight;
            sums[side + 1][0] += loss;
            sums[side][1] += cells[6].equals("hard") ? weight : 0;
            sums[side + 1][1] += cells[6].equals("hard") ? loss : 0;
        }
        SliceShift hard = kinds.slices().get(2);
        double shareOfA = sums[0][1] / sums[0][0];
        double shareOfB = sums[2][1] / sums[2][0];
        double costOfA = sums[1][1] / sums[0][1];
        double costOfB = sums[3][1] / sums[2][1];
        double middle = (sums[1][0] / sums[0][0] + sums[3][0] / sums[2][0]) / 2;
        assertThat(hard.within()).isCloseTo((shareOfA + shareOfB) / 2 * (costOfB - costOfA), within(1e-12));
        assertThat(hard.mix()).isCloseTo(((costOfA + costOfB) / 2 - middle) * (shareOfB - shareOfA), within(1e-12));
        SliceShift fresh = kinds.slices().get(3);
        assertThat(fresh.within()).isZero();
        assertThat(fresh.baselineCost()).isNaN();
        assertThat(fresh.mix()).isNotZero();
        MixShift regions = shift(evaluation, Cell.ALL, "partitions by region", "absolute_error");
        assertThat(regions.slices()).hasSize(3);
        assertThat(shift(evaluation, new Cell("region=r1", "all"), "slices by kind,site", "wmape")
                        .slices())
                .hasSizeGreaterThan(4);
    }

    @Test
    void whatIsNotTakenApartIsSaidWhereTheSourcesAre() throws IOException {
        Evaluation evaluation = run("own", rows);
        List<String> left = evaluation.composition().shifts().left();
        assertThat(left)
                .contains(
                        "Nothing is taken apart by large: it is a predicate, and does not divide the rows.",
                        "The difference in absolute_error of b is not taken apart by slices by age: they hold 800 rows of"
                                + " the baseline, which has 400.",
                        "Differences in rmse are not taken apart: the aggregate root of all rows is no mean of those of"
                                + " slices.");
        assertThat(evaluation.composition().shifts().all())
                .noneMatch(each -> each.division().endsWith(" age"))
                .noneMatch(each -> each.comparison().loss().equals("rmse"));
        assertThat(Files.readString(result().resolve("report.html")))
                .contains(
                        "Where the change comes from",
                        "Nothing is taken apart by large",
                        "Simpson\u2019s reversal, probable");
        assertThat(Files.readString(result().resolve("summary.md")))
                .contains("#### Where the change comes from", "Nothing is taken apart by large")
                .contains(" comes from changes within slices by kind");
    }

    @Test
    void ofTheSameRowsNothingIsMix() throws IOException {
        Evaluation evaluation = run("shared", rows);
        addsUpAsPrinted();
        assertThat(evaluation.composition().shifts().all()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.comparison().pairing()).isEqualTo("paired");
            if (each.comparison().loss().equals("absolute_error")) {
                assertThat(each.slices()).allMatch(slice -> slice.mix() == 0);
            }
        });
    }

    @Test
    void theOrderOfTheRowsChangesNoBitAndParquetHasTheSame() throws IOException {
        run("own", rows);
        String before = Files.readString(result().resolve("attribution.csv"));
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(3));
        Evaluation evaluation = run("own", shuffled);
        assertThat(Files.readString(result().resolve("attribution.csv"))).isEqualTo(before);
        List<Row> stored = Contract.table(folder.resolve("out"), "attribution")
                .select("contribution")
                .collectAsList();
        List<Double> printed = before.lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> Double.parseDouble(cells[cells.length - 8]))
                .toList();
        assertThat(stored).extracting(row -> row.getDouble(0)).isEqualTo(printed);
        assertThat(evaluation.composition().shifts().all()).isNotEmpty();
    }
}
