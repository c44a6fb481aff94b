package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Users of the test that are users of the training too make a comparison worthless, and are found. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SharedUnitsSparkTest {

    private static final int USERS = 200;

    private static final String SENTENCE =
            "units, told by user, with rows in more than one part of split: 3 of 200, 1.50 %;"
                    + " limits.shared-units allows 0.00 %. What a model was trained on cannot test it: split by user";

    private static final String YAML =
            """
            evaluation: leak
            input: {format: csv, path: rows.csv}
            columns: {id: id, version: version, label: label, prediction: prediction, cluster: user, partition: [split]}
            baseline: a
            losses: [absolute_error]
            compare: {margin: {absolute: 5}}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** Four examples a user, all in one part of the split but for the first users, of whom one is in another. */
    private static List<String> rows(int shared) {
        List<String> rows = new ArrayList<>();
        Random random = new Random(6);
        for (int i = 0; i < 4 * USERS; i++) {
            int user = i % USERS;
            boolean elsewhere = user < shared && i < USERS;
            String split = user % 2 == 0 ^ elsewhere ? "train" : "test";
            for (String version : List.of("a", "b")) {
                rows.add(String.join(
                        ",", "id " + i, version, "user " + user, split, "1", random.nextInt(9) / 8.0 + "", split));
            }
        }
        return rows;
    }

    private void write(List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,version,user,split,label,prediction,fold"));
        lines.addAll(rows);
        Files.write(folder.resolve("rows.csv"), lines);
    }

    private Evaluation run(List<String> rows, String yaml) throws IOException {
        write(rows);
        return Runs.text(folder, yaml + "\noutput: {formats: []}\n");
    }

    @Test
    void usersInTrainAndTestEndInNotComparableAndTheNumbersStandInEveryOutput() throws IOException {
        write(rows(3));
        Path yaml = Files.writeString(folder.resolve("evaluation.yaml"), YAML);
        Path out = folder.resolve("out");
        Commands.Ended ended = Commands.run("evaluate", yaml.toString(), "--output", out.toString());

        assertThat(ended.code()).isEqualTo(32);
        assertThat(ended.out().replaceAll("\\s+", " ")).contains(SENTENCE);
        Path result = out.resolve("evaluation=leak/run_date=undated");
        for (String file : List.of("verdict.json", "report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(file))).as(file).contains("3 of 200, 1.50");
        }
    }

    @Test
    void withinTheLimitItIsSaidInWhateverOrderRowsCome() throws IOException {
        List<String> rows = rows(3);
        Collections.shuffle(rows, new Random(1));
        Evaluation some = run(rows, YAML + "limits: {shared-units: 0.05}");
        assertThat(some.verdict()).isEqualTo(Verdict.PASS);
        assertThat(some.notes())
                .containsExactly(
                        "Not only rows of one part: units, told by user, with rows in more than one part of split:"
                                + " 3 of 200, 1.50 %. limits.shared-units allows it.");
    }

    @Test
    void partsThatShareNoUserAreSaidToShareNone() throws IOException {
        Evaluation none = run(rows(0), YAML);
        assertThat(none.verdict()).isEqualTo(Verdict.PASS);
        assertThat(none.notes()).containsExactly("The parts of split share none of the 200 units, told by user.");
    }

    @Test
    void aColumnOfAnotherNameIsToldByTheConfigurationAndRowsInNoPartCountForNone() throws IOException {
        String yaml = YAML.replace("[split]", "[fold], split: fold");
        List<String> rows = rows(3);
        assertThat(run(rows, yaml).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        rows.replaceAll(row -> row.replaceAll(",train$", ","));
        Evaluation tests = run(rows, yaml);
        assertThat(tests.verdict()).isEqualTo(Verdict.PASS);
        // The users of even numbers have rows of the training only, but for those that have both.
        assertThat(tests.notes()).containsExactly("The parts of fold share none of the 102 units, told by user.");
        assertThat(run(rows(3), YAML.replace("[split]", "[fold]")).notes()).isEmpty();
    }

    @Test
    void withoutUsersAnExampleIsLookedAtAndSoAreWideRows() throws IOException {
        String examples = YAML.replace("cluster: user, ", "").replace("id: id", "id: user");
        List<String> ofBoth = List.of("a,user 1,train", "b,user 1,test", "a,user 2,test", "b,user 2,test").stream()
                .map(row -> row.split(","))
                .map(row -> String.join(",", "", row[0], row[1], row[2], "1", "0.5", row[2]))
                .toList();
        assertThat(run(ofBoth, examples).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(run(ofBoth, examples + "limits: {shared-units: 1}").notes())
                .contains(
                        "Not only rows of one part: units, told by user, with rows in more than one part of split: 1 of 2,"
                                + " 50.00 %. limits.shared-units allows it.");

        String wide = YAML.replace("version: version", "wide: {a: prediction, b: 1 - prediction}")
                .replace(", prediction: prediction", "");
        List<String> once = rows(3).stream().filter(row -> row.contains(",a,")).toList();
        assertThat(run(once, wide + "limits: {shared-units: 1}").notes())
                .contains(
                        "Not only rows of one part: units, told by user, with rows in more than one part of split: 3 of 200,"
                                + " 1.50 %. limits.shared-units allows it.");
    }

    @Test
    void ofTwoWayClustersEachWayIsLookedAtByItself() throws IOException {
        String twoWay = YAML.replace("cluster: user", "cluster: [user, id]");
        List<String> notes = run(rows(3), twoWay + "limits: {shared-units: 1}").notes();
        assertThat(notes)
                .contains("Not only rows of one part: units, told by user, with rows in more than one part of split:"
                        + " 3 of 200, 1.50 %. limits.shared-units allows it.")
                .contains("The parts of split share none of the 800 units, told by id.");
        assertThat(run(rows(3), twoWay).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void whereNothingTellsWhichRowsBelongTogetherNothingIsSaid() throws IOException {
        String nameless = YAML.replace("id: id, version: version", "wide: {a: prediction, b: 1 - prediction}")
                .replace(", prediction: prediction", "")
                .replace("cluster: user, ", "");
        List<String> once = rows(3).stream().filter(row -> row.contains(",a,")).toList();
        assertThat(run(once, nameless).notes()).noneMatch(note -> note.contains("parts of split"));
    }
}
