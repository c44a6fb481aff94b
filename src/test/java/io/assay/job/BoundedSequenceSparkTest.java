package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Gates on losses between known bounds, whose bounds are guaranteed for every number of rows. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BoundedSequenceSparkTest {

    private static final String EVALUATION =
            """
            evaluation: contract
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: a
            losses:
              - zero_one_loss
              - {name: euros, sql: "3 * abs(label - prediction)", bounds: [0, 3]}
              - log_loss
            compare: {sequential: true, sequence: bernstein, margin: {absolute: 0.3}}
            gates: [{loss: zero_one_loss}, {loss: euros, margin: {absolute: 0.6}}]
            output: {formats: [csv, markdown, html]}
            """;

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");

    @TempDir
    private Path folder = Path.of("");

    private final List<List<double[]>> differences = new ArrayList<>();

    private void write() throws IOException {
        Random random = new Random(5);
        for (String date : DATES) {
            List<String> lines = new ArrayList<>(List.of("id,v,y,p,w"));
            List<double[]> ofDate = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int label = random.nextInt(2);
                double a = random.nextDouble();
                double b = random.nextDouble();
                lines.add(date + i + ",a," + label + "," + a + ",1");
                lines.add(date + i + ",b," + label + "," + b + ",1");
                ofDate.add(new double[] {3 * Math.abs(label - b), 3 * Math.abs(label - a)});
            }
            differences.add(ofDate);
            Files.write(folder.resolve("rows-" + date + ".csv"), lines);
        }
    }

    private Evaluation evaluate(String yaml, String date) throws IOException {
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("contract.yaml"), yaml), output, date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static Comparison line(Evaluation evaluation, String loss) {
        return evaluation.comparisons().stream()
                .filter(line -> line.cell().equals(Cell.ALL) && line.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    /** The published formula row by row, on losses between 0 and 3; the bound from above. */
    private double upperByHand() {
        double stake = Math.log(20);
        double a = 0;
        double b = 0;
        double c = 0;
        double upper = 1;
        List<Double> earlier = new ArrayList<>();
        for (List<double[]> date : differences) {
            double mean = earlier.stream().mapToDouble(x -> x).average().orElse(0.5);
            double centre = (0.5 + mean * earlier.size()) / (earlier.size() + 1);
            double variance = (0.25
                            + earlier.stream()
                                    .mapToDouble(x -> (x - mean) * (x - mean))
                                    .sum())
                    / (earlier.size() + 1);
            double t = earlier.size() + date.size();
            double bet = Math.min(0.5, Math.sqrt(2 * stake / (variance * t * Math.log(1 + t))));
            for (double[] pair : date) {
                double x = ((pair[0] - pair[1]) / 3 + 1) / 2;
                a += bet;
                b += bet * x;
                c += (-Math.log(1 - bet) - bet) * (x - centre) * (x - centre);
                earlier.add(x);
            }
            upper = Math.min(upper, (b + c + stake) / a);
        }
        return 3 * (2 * upper - 1);
    }

    @Test
    void gatesRestOnGuaranteedBoundsAndTheReportSaysSo() throws IOException {
        write();
        Evaluation last = evaluate(EVALUATION, DATES.get(0));
        double first = line(last, "euros").upper();
        for (String date : DATES.subList(1, 3)) {
            last = evaluate(EVALUATION, date);
        }
        Comparison euros = line(last, "euros");
        assertThat(euros.units()).isEqualTo(900);
        assertThat(euros.upper()).isLessThan(first);
        assertThat(euros.intervalMethod()).isEqualTo("empirical Bernstein, always valid, 3 looks since 2026-01-01");
        assertThat(euros.upper()).isCloseTo(upperByHand(), within(1e-9));
        assertThat(line(last, "zero_one_loss").intervalMethod()).startsWith("empirical Bernstein");
        assertThat(line(last, "log_loss").intervalMethod()).startsWith("normal mixture");
        assertThat(last.verdict()).isEqualTo(Verdict.PASS);
        assertThat(last.verdicts().get(0).gates().get(0).sentence())
                .contains("90 % interval ", " (empirical Bernstein, always valid");
        String note = "guaranteed for every number of rows as long as losses lie between their bounds and the expected"
                + " difference stays the same: euros in [0, 3], zero_one_loss in [0, 1]";
        assertThat(last.notes()).anyMatch(text -> text.contains(note));
        Path out = folder.resolve("out/evaluation=contract/run_date=2026-01-03");
        assertThat(Files.readString(out.resolve("report.html"))).contains("empirical Bernstein, always valid");
        assertThat(Files.readString(out.resolve("summary.md"))).contains("empirical Bernstein, always valid");

        // A loss beyond what was declared.
        Evaluation broken = evaluate(EVALUATION.replace("[0, 3]", "[0, 2]"), DATES.get(2));
        assertThat(broken.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(broken.verdicts().get(0).warnings().get(0))
                .startsWith("euros of a has a value of 2.9")
                .endsWith("outside of its bounds 0 and 2, so that nothing is guaranteed");
    }

    @Test
    void whatCannotBeGuaranteedIsRefused() throws IOException {
        write();
        assertThatThrownBy(() -> evaluate(
                        EVALUATION
                                .replace("prediction: p", "prediction: p, weight: w")
                                .replace("{loss: zero_one_loss}", "{loss: log_loss}"),
                        DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("columns.weight: w: compare.sequence: bernstein bounds means of rows alike")
                .hasMessageContaining("log_loss: is no mean of a loss with known bounds");
        assertThatThrownBy(() -> evaluate(
                        EVALUATION.replace("{loss: zero_one_loss}", "{loss: euros, at-most: 2}"), DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("not at-least: or at-most:");
        assertThatThrownBy(() -> evaluate(EVALUATION.replace("sequential: true", "sequential: false"), DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("it needs sequential: true");
        assertThatThrownBy(() -> evaluate(EVALUATION.replace("[0, 3]", "[3, 0]"), DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("must be the least and the greatest value");
    }
}
