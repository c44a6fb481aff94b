package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.comparison.Verdict;
import io.assay.curve.Curve;
import io.assay.curve.Diagnosis;
import io.assay.curve.State;
import io.assay.curve.Trend;
import io.assay.report.CommittedVerdict;
import io.assay.report.CurveConsole;
import io.assay.report.CurveResult;
import io.assay.spark.SharedSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code curves} on points that are odd, broken or many. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CurvesSparkTest {

    private static final String LONG = "columns: {run: run, step: step, split: split, metric: metric, value: value}\n";
    private static final String HEADER = "run,step,split,metric,value";
    private static final String HOSTILE = "<script>alert(1)</script> | `a` *b* =1+1 @all ]]> & \u202Ertl";

    @TempDir
    Path folder = Path.of("");

    private CurveEvaluator.Outcome run(String yaml, List<String> lines) throws IOException {
        Files.write(folder.resolve("points.csv"), lines);
        return run("points.csv", yaml);
    }

    private CurveEvaluator.Outcome run(String path, String yaml) throws IOException {
        Path file = Files.writeString(
                folder.resolve("curves.yaml"), "evaluation: trial\ninput: {path: '" + path + "'}\n" + yaml);
        CurveConfiguration configuration = CurveReader.read(
                file, Map.of("output.path", folder.resolve("out").toString()), "2026-01-31");
        return new CurveEvaluator(SharedSession.session(), configuration, "test").run(Evaluator.Overwrite.ALLOW);
    }

    private static List<String> lines(String... points) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(List.of(points));
        return lines;
    }

    /** A run whose validation turns at epoch 20 of 40, its training with four points an epoch. */
    private static List<String> overfitting(String run) {
        List<String> lines = new ArrayList<>();
        for (int epoch = 1; epoch <= 40; epoch++) {
            for (int quarter = 3; quarter >= 0; quarter--) {
                double step = epoch - quarter / 4.0;
                lines.add(String.format(Locale.ROOT, "%s,%s,train,loss,%s", run, step, 2 * Math.exp(-step / 10)));
            }
            double loss = epoch <= 20 ? 1.5 - 0.04 * epoch : 0.7 + 0.02 * (epoch - 20);
            lines.add(String.format(Locale.ROOT, "%s,%s,val,loss,%s", run, epoch, loss));
        }
        return lines;
    }

    @Test
    void overfittingIsFoundGatedDrawnAndTold() throws Exception {
        List<String> lines = lines();
        lines.addAll(overfitting("a"));
        CurveEvaluator.Outcome outcome = run(
                LONG + "gates:\n  - {require: not-overfitting}\n  - {require: no-gap-alarm, hard: false}\n"
                        + "  - {at-most: 0.8}\n  - {run: b, require: plateau, hard: false}\n",
                lines);
        CurveResult result = outcome.result();
        Diagnosis found = result.diagnosis("a", "loss").orElseThrow();
        assertThat(found.overfitting().onset().orElseThrow().step()).isEqualTo(20);
        assertThat(found.train().size()).isEqualTo(160);
        assertThat(result.gates().stream().map(CurveResult.Gate::verdict))
                .containsExactly(Verdict.FAIL, Verdict.FAIL, Verdict.PASS, Verdict.NOT_COMPARABLE);
        assertThat(result.verdict().exitCode()).isEqualTo(30);
        Path out = Path.of(outcome.folder());
        String said =
                "Overfitting from step 20 on: validation worsens over the 20 validation points behind the best one";
        assertThat(Files.readString(out.resolve("summary.md"))).contains("### FAIL", said);
        assertThat(Files.readString(out.resolve("report.html"))).contains("overfitting from 20", said);
        assertThat(Files.readString(out.resolve("verdict.json"))).contains(said);
        String console = CurveConsole.of(result, outcome.folder());
        assertThat(console.replaceAll("\\s+", " "))
                .contains("FAIL: a gate on the curves failed.", said, "Gates: 1 of 4 gates passed")
                .contains("not a failure of the program (exit code 30)");
        assertThat(console.lines().limit(console.lines().count() - 1)).allMatch(line -> line.length() <= 100);
        CommittedVerdict committed = CheckVerdictCommand.read(outcome.folder());
        assertThat(committed.exitCode()).isEqualTo(30);
        assertThat(committed.lines().get(3)).contains("1 failed (a: loss not-overfitting)");
    }

    @Test
    void theOrderOfRowsAndFilesChangesNoBit() throws Exception {
        List<String> points = new ArrayList<>(overfitting("a"));
        points.addAll(overfitting("b"));
        List<String> lines = lines();
        lines.addAll(points);
        List<String> first = table(run(LONG, lines));
        Collections.shuffle(points, new Random(7));
        List<String> shuffled = lines();
        shuffled.addAll(points);
        Files.createDirectories(folder.resolve("parts"));
        for (int part = 0; part < 3; part++) {
            List<String> some = lines();
            for (int i = part; i < points.size(); i += 3) {
                some.add(points.get(i));
            }
            Files.write(folder.resolve("parts/" + part + ".csv"), some);
        }
        assertThat(table(run(LONG, shuffled))).isEqualTo(first);
        assertThat(table(run("parts/*.csv", LONG))).isEqualTo(first);
    }

    private static List<String> table(CurveEvaluator.Outcome outcome) throws IOException {
        return Files.readAllLines(Path.of(outcome.folder()).resolve("curves.csv"));
    }

    @Test
    void whatCannotBeUsedIsSetAsideByItsReason() throws Exception {
        CurveResult result = run(
                        LONG + "limits: {quarantined: 0.9}\n",
                        lines(
                                "a,1,val,loss,0.5",
                                "a,2,val,loss,NaN",
                                "a,3,val,loss,inf",
                                "a,4,val,loss,",
                                "a,5,val,loss,high",
                                "a,,val,loss,0.1",
                                "a,NaN,val,loss,0.1",
                                "a,Infinity,val,loss,0.1",
                                "a,soon,val,loss,0.1",
                                ",6,val,loss,0.1",
                                "a,7,val,,0.1",
                                "a,8,,loss,0.1",
                                "a,9,test,loss,0.1",
                                "a,10,val,loss,0.2",
                                "a,10,val,loss,0.3",
                                "a,11,val,loss,0.1,more"))
                .result();
        assertThat(result.account().quarantined())
                .isEqualTo(Map.of(
                        "no value",
                        1L,
                        "value that is no number",
                        1L,
                        "no step",
                        1L,
                        "step that is no finite number",
                        3L,
                        "no run",
                        1L,
                        "no metric",
                        1L,
                        "no split",
                        1L,
                        CurvePoints.DUPLICATE,
                        2L,
                        "record that cannot be parsed",
                        1L));
        assertThat(result.account().evaluated()).isEqualTo(3);
        assertThat(result.account().filtered()).isEqualTo(1);
        assertThat(result.account().read()).isEqualTo(16);
        Curve curve = result.diagnosis("a", "loss").orElseThrow().validation();
        assertThat(curve.values()).containsExactly(0.5);
        assertThat(curve.firstNotFinite()).containsExactly(2.0, 3.0);
        assertThat(result.notes())
                .anyMatch(note -> note.contains("2 points stand more than once")
                        && note.endsWith(": a, loss, validation, step 10."))
                .anyMatch(note -> note.contains("not looked at: points of the splits test"))
                .anyMatch(note -> note.startsWith("Lower is taken to be better") && note.endsWith(": loss."));
    }

    @Test
    void tooManyPointsSetAsideAllowNoJudgement() throws Exception {
        CurveResult result =
                run(LONG, lines("a,1,val,loss,0.5", "a,2,val,loss,high")).result();
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(result.obstacles())
                .containsExactly("Points quarantined: 1 of 2, 50.00 %; limits.quarantined allows 5.00 %.");
    }

    @Test
    void whereNoPointHasAFiniteValueNothingIsJudged() throws Exception {
        for (List<String> lines : List.of(lines("a,1,val,loss,NaN", "a,2,train,loss,-inf"), lines())) {
            CurveEvaluator.Outcome outcome = run(LONG + "gates: [{at-most: 1}]\n", lines);
            assertThat(outcome.result().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
            assertThat(outcome.result().notes().get(0)).contains("there is nothing to look at");
            assertThat(CheckVerdictCommand.read(outcome.folder()).exitCode()).isEqualTo(32);
        }
    }

    @Test
    void oneRunWithOnePointOfOneMetricIsEnough() throws Exception {
        CurveResult result = run("columns: {step: step, value: value}\n", List.of("step,value", "3,0.25"))
                .result();
        Diagnosis only = result.diagnosis("trial", CurvePoints.ONLY_METRIC).orElseThrow();
        assertThat(only.best().orElseThrow().value()).isEqualTo(0.25);
        assertThat(only.trend().shape()).isEqualTo(Trend.Shape.TOO_FEW);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aConstantSeriesIsAPlateauInBothDirections() throws Exception {
        List<String> lines = new ArrayList<>(List.of("step,train_loss,val_loss,val_acc"));
        for (int step = 1; step <= 12; step++) {
            lines.add(step + ",0.5," + (step % 2 == 0 ? "0.5" : "") + ",0");
        }
        lines.add("13,0.5,,0");
        CurveResult result = run(
                        "columns: {step: step, wide: {loss: {train: train_loss, validation: val_loss},"
                                + " acc: {validation: val_acc}}}\n"
                                + "curves: {metrics: {loss: lower, acc: higher}}\n"
                                + "gates: [{metric: acc, require: plateau}, {require: not-overfitting}]\n",
                        lines)
                .result();
        assertThat(result.account().read()).isEqualTo(39);
        assertThat(result.account().filtered()).isEqualTo(7);
        Diagnosis acc = result.diagnosis("trial", "acc").orElseThrow();
        assertThat(acc.trend().shape()).isEqualTo(Trend.Shape.PLATEAU);
        assertThat(acc.best().orElseThrow().step()).isEqualTo(1);
        Diagnosis loss = result.diagnosis("trial", "loss").orElseThrow();
        assertThat(loss.trainingTrend().shape()).isEqualTo(Trend.Shape.PLATEAU);
        assertThat(loss.validation().size()).isEqualTo(6);
        assertThat(loss.overfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void namesFromTheDataDoNoHarm() throws Exception {
        List<String> lines = lines();
        String quoted = "\"" + HOSTILE + "\"";
        for (int step = 1; step <= 9; step++) {
            lines.add(quoted + "," + step + ",val," + quoted + "," + 1.0 / step);
        }
        CurveEvaluator.Outcome outcome = run(LONG + "gates: [{at-most: 0.01}]\n", lines);
        Path out = Path.of(outcome.folder());
        String html = Files.readString(out.resolve("report.html"));
        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>", "\u202E", "style=\"");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        html.replaceFirst("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8)));
        assertThat(Files.readString(out.resolve("summary.md")))
                .doesNotContain("<script>", "\u202E", " *b*")
                .contains("\\<script\\>", "@<!-- -->all");
        assertThat(CurveConsole.of(outcome.result(), outcome.folder())).doesNotContain("\u202E");
        assertThat(SharedSession.session()
                        .read()
                        .parquet(out.resolve("curves").toString())
                        .select("run")
                        .first()
                        .getString(0))
                .isEqualTo(HOSTILE);
    }

    @Test
    void morePointsThanTheDriverTakesAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> run(
                        LONG + "limits:\n  points: 2\n", lines("a,1,val,loss,3", "a,2,val,loss,2", "a,3,val,loss,1")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("limits.points: 2: there are 3 points: leave some out with where:");
    }

    @Test
    void columnsThatAreNotThereAreToldAtOnceBeforeAnythingIsRead() {
        assertThatThrownBy(() -> run(
                        "columns: {run: rnu, step: setp, value: value}\ncurves: {patiense: 1}\n",
                        lines("a,1,val,loss,3")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("3 problems")
                .hasMessageContaining("columns.run: rnu: unknown column (did you mean run?")
                .hasMessageContaining("columns.step: setp: unknown column (did you mean step?")
                .hasMessageContaining("curves.patiense");
    }

    @Test
    void bestLossesOfRunsFallWithTheirSizes() throws Exception {
        List<String> lines = new ArrayList<>(List.of("run,step,value,n"));
        for (int i = 0; i < 6; i++) {
            double n = 100 * Math.pow(2, i);
            for (int step = 1; step <= 9; step++) {
                double loss = 2.5 * Math.pow(n, -0.45) + 0.12 + (9 - step) * 0.1;
                lines.add("r" + i + "," + step + "," + loss + "," + n);
            }
        }
        CurveEvaluator.Outcome outcome = run(
                "columns: {run: run, step: step, value: value, size: n}\ncurves: {predict-at: [12800, 12801]}\n",
                lines);
        CurveResult.Law law = outcome.result().laws().get(0);
        assertThat(law.law().orElseThrow().b()).isBetween(0.4499, 0.4501);
        assertThat(law.predictions().get(0).loss().orElseThrow()).isBetween(0.1554, 0.1556);
        assertThat(law.predictions().get(1).loss()).isEmpty();
        assertThat(Files.readString(Path.of(outcome.folder()).resolve("report.html")))
                .contains("loss falls with the size n as 2.5", "no extrapolation");
    }

    @Test
    void theCommandKeepsTheExitCodesAndSetsKeys() throws Exception {
        Files.write(folder.resolve("points.csv"), lines("a,1,val,loss,0.5"));
        Path file = Files.writeString(
                folder.resolve("curves.yaml"), "input: {path: points.csv}\n" + LONG + "curves: {patience: 0}\n");
        Commands.Ended bad = Commands.run("curves", file.toString());
        assertThat(bad.code()).isEqualTo(78);
        assertThat(bad.err()).contains("curves.yaml:3: curves.patience: 0: must be a whole number from 1");
        assertThat(Commands.run("curves", folder.resolve("nowhere.yaml").toString())
                        .code())
                .isEqualTo(66);
        assertThat(Commands.run("curves").code()).isEqualTo(64);
        assertThat(Commands.run("curves", "--help").out()).contains("Usage: assay curves");
    }
}
