package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many slots rows are added in, and when there are too many groups. */
class SlotsTest {

    private static final int ROWS = 60_000;

    /** Rows of as many values by axis, ten dates, and one set for each list of axes. */
    private static Slots slots(int[] values, List<List<Integer>> sets, GroupLimit limit) {
        List<Axis> axes = IntStream.range(0, values.length)
                .mapToObj(i -> new Axis("axis" + i, "", Axis.Kind.VALUE))
                .toList();
        ScoredSchema schema = new ScoredSchema(1, values.length, 0, List.of(), false, false, List.of(), 0);
        Dictionaries dictionaries = new Dictionaries(schema);
        Slots slots = new Slots(schema, List.of("date"), new Slicing(axes, sets), dictionaries, limit);
        ScoredBatch batch = new ScoredBatch(schema, dictionaries, ScoredBatch.CAPACITY);
        Random random = new Random(1);
        for (int row = 0; row < ROWS; row++) {
            if (batch.size == batch.capacity()) {
                batch.size = 0;
            }
            int at = batch.size++;
            batch.coordinate[0][at] = dictionaries.coordinate(0).code("day " + random.nextInt(10));
            for (int i = 0; i < values.length; i++) {
                batch.coordinate[1 + i][at] = dictionaries.coordinate(1 + i).code("value " + random.nextInt(values[i]));
            }
            if (batch.size == batch.capacity() || row == ROWS - 1) {
                for (int i = 0; i < batch.size; i++) {
                    slots.find(batch, i);
                }
            }
        }
        return slots;
    }

    private static List<List<Integer>> alone(int axes) {
        return IntStream.range(0, axes).mapToObj(List::of).toList();
    }

    @Test
    void crossesOfSmallAxesShareASetAndLargeOnesStayAlone() {
        List<List<Integer>> sets = new ArrayList<>(alone(6));
        sets.addAll(List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2), List.of(2, 3)));
        // device, tier, channel, region, product, store
        Slots slots = slots(new int[] {2, 5, 10, 50, 200, 1000}, sets, GroupLimit.NONE);
        assertThat(slots.covers()).isEqualTo(4);
    }

    @Test
    void manySmallAxesAreAddedInFewSets() {
        Slots slots = slots(new int[] {2, 3, 4, 5, 8, 10, 12, 20, 30, 50, 100, 1000}, alone(12), GroupLimit.NONE);
        assertThat(slots.covers()).isLessThanOrEqualTo(6);
        assertThat(slots.size()).isLessThanOrEqualTo(6 * 8192 + 10_000);
    }

    @Test
    void withoutSetsARowIsAddedOnceForItsDate() {
        Slots slots = slots(new int[] {}, List.of(), GroupLimit.NONE);
        assertThat(slots.covers()).isEqualTo(1);
        assertThat(slots.size()).isEqualTo(10);
        assertThat(slots.rollUp().cells()).hasSize(11).contains(Cell.ALL);
    }

    @Test
    void theCellsOfTheLastRowAreAtHand() {
        Slots slots = slots(new int[] {2, 3}, List.of(List.of(0), List.of(1, 0)), GroupLimit.NONE);
        assertThat(Arrays.stream(slots.cellNumbers()).mapToObj(slots.cells()::get))
                .hasSize(6)
                .doesNotHaveDuplicates()
                .contains(Cell.ALL);
    }

    @Test
    void tooManyGroupsAreRefusedWithTheSetsThatHaveThemAndAnEstimate() {
        List<List<Integer>> sets = List.of(List.of(0), List.of(1), List.of(0, 1));
        assertThatThrownBy(() -> slots(new int[] {4, 1_000_000}, sets, new GroupLimit(50_000, 8)))
                .isInstanceOf(GroupLimitException.class)
                .hasMessageStartingWith("Too many groups (partitions crossed with slices): 50,001 after 12,")
                .hasMessageContaining(" rows of one of 8 tasks, and about ")
                .hasMessageContaining("; limits.groups allows 50,000.\n  by axis0 × axis1: 2")
                .hasMessageContaining("\n  by axis1: 2")
                .hasMessageContaining("\n  by axis0: 44, about 44 in all\n")
                .hasMessageContaining("bins:, quantiles:")
                .satisfies(refusal -> assertThat(estimate(String.valueOf(refusal.getMessage())))
                        // Nearly every row has a user of its own, who counts alone and crossed, in all dates and in its
                        // own.
                        .isBetween(360_000L, 400_100L));
    }

    private static long estimate(String message) {
        return Long.parseLong(message.replaceAll("(?s).* and about ([0-9,]+) in all even.*", "$1")
                .replace(",", ""));
    }

    @Test
    void aTaskSaysHowManyGroupsThereAreLongBeforeTheyAreTooMany() {
        GroupCount count = new GroupCount(new GroupLimit(50_000, 8), List.of("device", "user"));
        count.at(2_500);
        IntStream.range(0, 10).forEach(i -> count.add(0));
        IntStream.range(0, 4_990).forEach(i -> count.add(1));
        assertThat(count.warning())
                .startsWith("Many groups (partitions crossed with slices): 5,000 after 2,500 rows of one of 8 tasks")
                .contains("; limits.groups allows 50,000. By user: 4,990, about ", "; by device: 10, about ");
    }

    @Test
    void groupsOfAllTasksAreCountedOnlyWhereTasksHaveMoreThanAreAllowed() {
        Counts counts = new Counts();
        slots(new int[] {2, 3}, List.of(List.of(0), List.of(1, 0)), GroupLimit.NONE)
                .groups()
                .addTo(counts);
        // All and ten dates, each with the total, two and six slices.
        assertThat(counts.total(Counts.GROUPS)).isEqualTo(11 * 9);
        new GroupLimit(99, 4).check(counts, 1, () -> {
            throw new AssertionError("counted");
        });
        new GroupLimit(98, 4).check(counts, 1, () -> 98);
        assertThatThrownBy(() -> new GroupLimit(98, 4).check(counts, 1, () -> 99))
                .isInstanceOf(GroupLimitException.class)
                .hasMessageContaining("there are 99; limits.groups allows 98.\n  by axis1 × axis0: 66 over all tasks"
                        + "\n  by axis0: 22 over");
    }

    @Test
    void groupsThatDoNotFitInTheMemoryOfTheDriverAreRefusedWithWhatTheyTake() {
        GroupLimit limit = new GroupLimit(1_000, 4, new GroupMemory(2, 0));
        Counts counts = new Counts();
        counts.add(70, Counts.GROUPS, "user");
        counts.add(50, Counts.GROUPS, "device");
        long bytes = limit.memory().ofDriver() / 100;

        limit.check(counts, bytes, () -> 100);
        assertThatThrownBy(() -> limit.check(counts, bytes, () -> 101))
                .isInstanceOf(GroupLimitException.class)
                .hasMessageStartingWith("Too many groups for the driver's memory: there are 101, which take about ")
                .hasMessageContaining(" bytes each) of a heap of ")
                .hasMessageContaining("\n  by user: 70 over all tasks\n  by device: 50 over")
                .hasMessageContaining("bins:, quantiles:")
                .hasMessageEndingWith("--driver-memory).");
    }

    @Test
    void groupsThatDoNotFitInTheMemoryOfATaskAreRefusedWithWhatTheyTake() {
        GroupLimit limit = new GroupLimit(Long.MAX_VALUE, 8, new GroupMemory(2, 0));
        GroupCount groups = slots(new int[] {2, 3}, List.of(List.of(0), List.of(1, 0)), limit)
                .groups();

        assertThat(limit.tooLarge(groups, 99L * 1024 * 1024))
                // All and ten dates, each with the total, two and six slices.
                .hasMessageStartingWith("Too many groups for the memory of a task: 99 after ")
                .hasMessageContaining(" rows of one of 8 tasks, and about ")
                .hasMessageContaining("They take about 99 MB (1,048,576 bytes each) of a heap of ")
                .hasMessageContaining("\n  by axis1 × axis0: 66, about ")
                .hasMessageContaining("--executor-memory");
    }

    @Test
    void theTextsOfADictionaryCountForTheMemoryOfATask() {
        Dictionaries dictionaries = new Dictionaries(new ScoredSchema(1, 1, 0, List.of(), false, false, List.of(), 0));
        dictionaries.coordinate(0).code("a".repeat(1_000_000));
        long once = dictionaries.bytes();
        dictionaries.coordinate(0).code("a".repeat(1_000_000));

        assertThat(once).isGreaterThan(1_000_000);
        assertThat(dictionaries.bytes()).isEqualTo(once);
    }
}
