package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.dimension.Cell;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** The tallying of one Spark partition, on scored rows made by hand. */
class TallierTest {

    private static final TallyPlan PLAN = Passes.means(1, new Slicing(List.of(), List.of()));

    /** Behind the columns of a scored row stands ballast, which no column reads. */
    private static final int BALLAST = 64 * 1024;

    private static Row scored(String version, String id, double loss, byte[] ballast) {
        return scored(version, id, "day 1", loss, ballast);
    }

    private static Row scored(String version, String id, String day, double loss, byte[] ballast) {
        @Nullable
        Object[] row = {
            null,
            false,
            0,
            version,
            null,
            0L,
            Long.parseLong(id),
            0L,
            0L,
            null,
            1.0,
            1,
            null,
            0L,
            0L,
            0L,
            day,
            loss,
            1.0,
            null,
            ballast
        };
        return RowFactory.create(row);
    }

    private static List<Row> tallied(Iterator<Row> rows, String kind) {
        Iterator<Row> tallied = tally(rows);
        Stream<Row> all =
                Stream.generate(() -> 0).takeWhile(i -> tallied.hasNext()).map(i -> tallied.next());
        return all.filter(row -> row.getString(0).equals(kind)).toList();
    }

    private static Iterator<Row> tally(Iterator<Row> rows) {
        return new Tallier(PLAN, Tallier.Ids.MEET, true, GroupLimit.NONE, 1)
                .tally(RowRoad.ofPublic(ScoredLayout.of(PLAN, RepeatedIds.NONE), rows));
    }

    private static CellTally cell(List<Row> parts, Cell wanted) {
        TallyState state = new TallyState(1, List.of(), false);
        parts.forEach(part -> state.read(Objects.requireNonNull((byte[]) part.get(3))));
        return Objects.requireNonNull(state.cells().get(wanted));
    }

    @Test
    void pairsAreFoundAmongTheRowsOfAnExample() {
        byte[] none = {};
        List<Row> rows = List.of(
                scored("a", "1", 0.5, none),
                scored("b", "1", 0.75, none),
                scored("a", "2", 1, none),
                scored("b", "3", 1, none));
        CellTally all = cell(tallied(rows.iterator(), TalliedRow.TALLIES), Cell.ALL);
        assertThat(all.costs("a")[0].rows()).isEqualTo(2);
        assertThat(all.costs("b")[0].rows()).isEqualTo(2);
        assertThat(all.pairs().keySet()).containsExactly(new VersionPair("a", "b"));
        assertThat(all.pairs(new VersionPair("a", "b"))[0].rows()).isEqualTo(1);
        assertThat(all.pairs(new VersionPair("a", "b"))[0].greatestDifference()).isEqualTo(0.25);
    }

    @Test
    void anEmptyPartitionGivesItsCountsAlone() {
        assertThat(tallied(List.<Row>of().iterator(), TalliedRow.TALLIES)).isEmpty();
        assertThat(tallied(List.<Row>of().iterator(), TalliedRow.COUNTS)).hasSize(1);
    }

    @Test
    void aLargeStateIsSentInBlocksThatAreAddedUpAsTheyCome() {
        int days = 9_000;
        Supplier<Iterator<Row>> rows = () -> IntStream.range(0, days)
                .mapToObj(day -> scored("a", String.valueOf(day), "day " + day, 0.5 * day, new byte[0]))
                .iterator();
        List<Row> task = tallied(rows.get(), TalliedRow.TALLIES);
        List<Row> other = tallied(rows.get(), TalliedRow.TALLIES);

        TallySum.Found sum = TallySum.of(
                Stream.of(task, other)
                        .flatMap(List::stream)
                        .map(row -> new Tuple2<>(row.getString(0), Objects.requireNonNull((byte[]) row.get(3))))
                        .iterator(),
                () -> new TallyState(1, List.of(), false));

        assertThat(task).hasSizeGreaterThan(2);
        assertThat(task).allSatisfy(row -> assertThat((byte[]) row.get(3)).hasSizeLessThan(3 * TallyState.BLOCK));
        assertThat(sum.blocks()).hasSizeGreaterThan(2).allSatisfy(block -> assertThat(block)
                .hasSizeLessThan(3 * TallyState.BLOCK));
        assertThat(sum.repeated().isEmpty()).isTrue();
        TallyState state = new TallyState(1, List.of(), false);
        sum.blocks().forEach(state::read);
        SortedMap<Cell, CellTally> cells = state.cells();
        assertThat(cells).hasSize(days + 1);
        for (int day = 0; day < days; day++) {
            CellTally cell = Objects.requireNonNull(cells.get(new Cell("day=day " + day, "all")));
            assertThat(cell.costs("a")[0].rows()).isEqualTo(2);
            assertThat(cell.costs("a")[0].numerator()).isEqualTo(day);
        }
    }

    /** Before compression; each day is a slot, and some 30 bytes are its name. */
    @Test
    void theTalliesOfASlotTakeAsManyBytesAsTheDocumentsSay() {
        for (List<String> versions : List.of(List.of("a"), List.of("a", "b"))) {
            long ofSlot = (bytes(versions, 200) - bytes(versions, 100)) / 100;
            assertThat(ofSlot)
                    .as("bytes of %s", versions)
                    .isBetween(60L * versions.size(), 30 + 120L * versions.size() + 360 * (versions.size() - 1));
        }
    }

    private static long bytes(List<String> versions, int days) {
        Random random = new Random(days);
        Stream<Row> rows = IntStream.range(0, 50 * days).boxed().flatMap(id -> versions.stream()
                .map(version ->
                        scored(version, String.valueOf(id), "day " + id % days, random.nextDouble(), new byte[0])));
        return tallied(rows.iterator(), TalliedRow.TALLIES).stream()
                .mapToLong(row -> Objects.requireNonNull((byte[]) row.get(3)).length)
                .sum();
    }

    /** Together the rows are twice as large as the tests' heap: they cannot all be held. */
    @Test
    void anyNumberOfDuplicatesPassesWithoutBeingHeld() {
        int duplicates = 100_000;
        Iterator<Row> rows = Stream.concat(
                        Stream.of(scored("a", "1", 1, new byte[0])),
                        IntStream.range(0, duplicates).mapToObj(i -> scored("b", "1", 1, new byte[BALLAST])))
                .iterator();
        Iterator<Row> tallied = tally(rows);
        long quarantined = 0;
        while (tallied.hasNext()) {
            Row row = tallied.next();
            if (row.getString(0).equals(TalliedRow.QUARANTINED)) {
                quarantined++;
            } else if (row.getString(0).equals(TalliedRow.COUNTS)) {
                Counts counts = Counts.fromBytes(Objects.requireNonNull((byte[]) row.get(3)));
                assertThat(counts.of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID))
                        .isEqualTo(duplicates);
                assertThat(counts.of(Counts.ROWS, Counts.EVALUATED)).isEqualTo(1);
            }
        }
        assertThat(quarantined).isEqualTo(duplicates);
    }
}
