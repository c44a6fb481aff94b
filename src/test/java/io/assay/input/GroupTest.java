package io.assay.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rows of a group become one, without Spark. */
class GroupTest {

    private static final Group.Rule BESIDE = new Group.Rule(Group.Labels.BESIDE, true, null, List.of(), 0);
    private static final Group.Rule WITHOUT_IDS = new Group.Rule(Group.Labels.BESIDE, false, null, List.of(), 0);
    private static final Group.Rule JOINED = new Group.Rule(Group.Labels.JOINED, true, null, List.of(), 0);
    private static final Group.Rule LENIENT = new Group.Rule(Group.Labels.JOINED, true, 0.0, List.of(), 0);

    private static Row row(
            boolean labelsOnly, String version, String item, @Nullable Double label, @Nullable Double prediction) {
        return RowFactory.create(
                "=q", labelsOnly, labelsOnly ? null : version, "q", "q", 1.0, item, null, null, label, prediction);
    }

    private static Row item(String item, @Nullable Double label, double prediction) {
        return row(false, "a", item, label, prediction);
    }

    private static Row judgement(String item, @Nullable Double label) {
        return row(true, "", item, label, null);
    }

    private static List<Row> gathered(Group.Rule rule, List<Row> rows) {
        Queue<Row> finished = new ArrayDeque<>();
        Group group = new Group("=q", rule, finished);
        rows.forEach(group::add);
        group.end();
        return List.copyOf(finished);
    }

    private static List<Object> labels(Row gathered) {
        return List.of((Object[]) Objects.requireNonNull((Object) gathered.getAs(8)));
    }

    private static List<Object> predictions(Row gathered) {
        return List.of((Object[]) Objects.requireNonNull((Object) gathered.getAs(9)));
    }

    /** U+FFFD is below U+1F600, though not by the halves of which Java makes the latter; and "a" is below "ab". */
    @Test
    void ofEqualScoresTheLargerIdGoesFirstByteByByte() {
        Row gathered = gathered(
                        BESIDE,
                        List.of(
                                item("a", 1.0, 0.5),
                                item("\uFFFD", 2.0, 0.0),
                                item("ab", 3.0, 0.5),
                                item("\uD83D\uDE00", 4.0, -0.0),
                                item("z", 5.0, 0.75)))
                .get(0);
        assertThat(labels(gathered)).containsExactly(5.0, 3.0, 1.0, 4.0, 2.0);
        assertThat(predictions(gathered)).containsExactly(0.75, 0.5, 0.5, 0.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOrderInWhichRowsComeIsOfNoAccount(int seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(item("d" + i, (double) random.nextInt(3), random.nextInt(5)));
        }
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        for (Group.Rule rule : List.of(BESIDE, WITHOUT_IDS)) {
            Row one = gathered(rule, rows).get(0);
            Row other = gathered(rule, shuffled).get(0);
            assertThat(labels(one)).as("seed " + seed).isEqualTo(labels(other));
            assertThat(predictions(one)).as("seed " + seed).isEqualTo(predictions(other));
        }
    }

    @Test
    void eachVersionMissesWhatItDidNotReturn() {
        List<Row> gathered = gathered(
                JOINED,
                List.of(
                        judgement("d1", 1.0),
                        judgement("d2", 0.0),
                        judgement("d3", 2.0),
                        item("d2", null, 0.5),
                        row(false, "b", "d3", null, 7.0),
                        row(false, "b", "d1", null, 8.0)));
        double missed = Double.NEGATIVE_INFINITY;
        assertThat(labels(gathered.get(0))).containsExactly(0.0, 2.0, 1.0);
        assertThat(predictions(gathered.get(0))).containsExactly(0.5, missed, missed);
        assertThat(labels(gathered.get(1))).containsExactly(1.0, 2.0, 0.0);
        assertThat(predictions(gathered.get(1))).containsExactly(8.0, 7.0, missed);
    }

    /** Nobody knows how relevant it is, so no score of the list is known, whether the version returned it or not. */
    @Test
    void aJudgementThatSaysNothingMakesAGroupIncompleteUnlessItCountsAsNotRelevant() {
        List<Row> rows = List.of(judgement("d1", 1.0), judgement("d2", null), item("d1", null, 0.5));
        List<Row> strict = gathered(JOINED, rows);
        assertThat(strict).hasSize(2);
        assertThat(strict.get(0).getString(0)).isEqualTo(Conformed.UNLABELLED);
        assertThat(strict.get(1).getString(0)).isEqualTo(Group.INCOMPLETE);
        List<Row> lenient = gathered(LENIENT, rows);
        assertThat(lenient).hasSize(1);
        assertThat(labels(lenient.get(0))).containsExactly(1.0, 0.0);
    }

    @Test
    void aVersionWithAnotherLabelOfAnItemStandsOut() {
        List<Row> gathered = gathered(
                BESIDE,
                List.of(
                        item("d1", 1.0, 0.5),
                        item("d2", 0.0, 0.25),
                        row(false, "b", "d2", 0.0, 9.0),
                        row(false, "b", "d1", 1.0, 8.0),
                        row(false, "b", "d3", 1.0, 7.0),
                        row(false, "c", "d3", 0.0, 1.0),
                        row(false, "d", "d1", 1.0, 0.1),
                        row(false, "e", "d1", 2.0, 0.5)));
        assertThat(gathered).extracting(version -> version.getAs(3)).containsExactly("a", "b", "c", "d", "e");
        assertThat((Long) gathered.get(0).getAs(10)).isZero();
        assertThat((Long) gathered.get(1).getAs(10)).isZero();
        assertThat((Long) gathered.get(2).getAs(10)).isNotZero();
        assertThat((Long) gathered.get(4).getAs(10))
                .isNotZero()
                .isNotEqualTo(gathered.get(2).getAs(10));
        assertThat((Long)
                        gathered(WITHOUT_IDS, List.of(item("x", 1.0, 1))).get(0).getAs(10))
                .isZero();
    }
}
