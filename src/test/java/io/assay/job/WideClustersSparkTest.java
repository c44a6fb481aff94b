package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Wide rows that hang together, in one way or in two, give what a row for each version gives. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class WideClustersSparkTest {

    private static final String TALL =
            """
            evaluation: panel
            input: {format: csv, path: tall.csv}
            columns: {id: id, version: v, label: y, prediction: p, weight: w, cluster: [store, day]}
            baseline: a
            slices: [kind]
            losses:
              - absolute_error
              - {name: rmse, loss: squared_error, aggregate: root}
              - {name: middle, loss: absolute_error, aggregate: median_difference}
            metrics: [r2]
            gates: [{loss: absolute_error, margin: {absolute: 0.3}}]
            output: {formats: []}
            """;

    private static final String WIDE = TALL.replace("tall.csv", "wide.csv")
            .replace("version: v, label: y, prediction: p", "wide: {a: p, b: q}, label: y");

    @TempDir
    private Path folder = Path.of("");

    /** Most of 34 stores on 33 days, some twice. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(6);
        double[] ofDay = random.doubles(33).toArray();
        List<String> wide = new ArrayList<>(List.of("id,store,day,y,p,q,w,kind"));
        List<String> tall = new ArrayList<>(List.of("id,store,day,v,y,p,w,kind"));
        for (int store = 0; store < 34; store++) {
            for (int day = 0; day < 33; day++) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    String id = store + "-" + day + "-" + i + ",s" + store + ",d" + day;
                    double label = random.nextGaussian();
                    double p = label + random.nextGaussian();
                    double q = label + (0.6 + ofDay[day]) * random.nextGaussian();
                    String rest = "," + (1 + random.nextInt(3)) + ",k" + store % 2;
                    wide.add(id + "," + label + "," + p + "," + q + rest);
                    tall.add(id + ",a," + label + "," + p + rest);
                    tall.add(id + ",b," + label + "," + q + rest);
                }
            }
        }
        Files.write(folder.resolve("wide.csv"), wide);
        Files.write(folder.resolve("tall.csv"), tall);
    }

    private static void areTheSame(Evaluation wide, Evaluation tall) {
        assertThat(wide.comparisons()).isEqualTo(tall.comparisons());
        assertThat(wide.costs()).isEqualTo(tall.costs());
        assertThat(wide.metrics()).isEqualTo(tall.metrics());
        assertThat(wide.verdicts()).isEqualTo(tall.verdicts());
    }

    @Test
    void twoWayClustersOfWideRowsGiveTheBitsOfTallOnes() throws IOException {
        Evaluation wide = Runs.text(folder, WIDE);
        areTheSame(wide, Runs.text(folder, TALL));
        Comparison line = Runs.comparison(wide, Cell.ALL, "b", "absolute_error");
        assertThat(line.pairing()).isEqualTo("paired by two-way cluster");
        assertThat(line.units()).isEqualTo(33);
        assertThat(line.standardError()).isPositive();
        assertThat(wide.notes())
                .anyMatch(note -> note.startsWith("Rows hang together by store and day: there are 34 and 33 clusters"))
                .noneMatch(note -> note.contains("have no interval by two-way clusters"));
        Comparison middle = Runs.comparison(wide, Cell.ALL, "b", "middle");
        assertThat(middle.pairing()).isEqualTo("paired by two-way cluster");
        assertThat(middle.units()).isEqualTo(33);
        assertThat(middle.lower()).isLessThan(middle.difference());
        assertThat(middle.upper()).isGreaterThan(middle.difference());
    }

    @Test
    void clustersOfWideRowsGiveTheBitsOfTallOnesAndMediansTheirInterval() throws IOException {
        String oneWay = "cluster: store";
        Evaluation wide = Runs.text(folder, WIDE.replace("cluster: [store, day]", oneWay));
        areTheSame(wide, Runs.text(folder, TALL.replace("cluster: [store, day]", oneWay)));
        Comparison middle = Runs.comparison(wide, Cell.ALL, "b", "middle");
        assertThat(middle.intervalMethod()).matches("paired signs by \\d\\d buckets of clusters, t");
        assertThat(middle.lower()).isLessThan(middle.difference());
        assertThat(middle.upper()).isGreaterThan(middle.difference());
    }
}
