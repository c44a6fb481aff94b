package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the slots in which the rows of a task are added, so few for each row as can be, and knows in which cells each
 * slot counts: the total and the row's own partition, each crossed with the total and the row's slices.
 *
 * <p>Where each row is a unit of its own, cells are sums of slots: a row is added once in every {@link CoveringSet},
 * always in its own partition, and the cells are summed up at the end. The covering sets are chosen as soon as rows have
 * come, and chosen anew when there are more, or when one has more slots than it should; slots given before stay. Where
 * units are clusters, a unit may have rows in several slots of one cell, and every cell is a slot.
 *
 * <p>On dictionaries of predicates the text {@code true} gets a code.
 */
final class Slots {

    /** Merged covering sets have at most so many slots at first, in case that few rows come. */
    private static final int FIRST_ROOM = 1024;

    /** So many when many rows have come; what is added in them fits a processor's cache. */
    private static final int ROOM = 8192;

    /** After so many rows they are many. */
    private static final int MANY_ROWS = 32_768;

    /** The slot of rows that count in no cell of a covering set. */
    private static final int NOWHERE = -2;

    private final boolean clustered;
    private final boolean partitioned;
    private final RowCodes row;
    private final CellNumbers cells;
    private final GroupCount count;
    private final List<SetFamily> families;
    private final List<BitSet> familyAxes;
    private final boolean alike;
    private final int[][] sets;
    private final String[] setNames;
    private final int axes;
    private final int partitions;
    private Cover[] covers = {};
    private CodeMap[] maps = {};
    private int[] found = {};
    private int foundCount;

    /** Whether the slots found are those of the row whose codes were taken last. */
    private boolean remembered;

    private @Nullable ScoredBatch looked;

    /** By covering set, then row of the batch looked up, the slot. */
    private int[][] lookedUp = {};

    private int[] outside = {};
    private int[] counted = new int[8];
    private int[][] cellsOf = new int[64][];
    private int size;
    private long rows;
    private long nextChoice = 1;
    private double room = FIRST_ROOM;

    /**
     * Numbers slots without a limit on groups.
     *
     * @param partitionNames columns of the partition
     */
    Slots(ScoredSchema schema, List<String> partitionNames, Slicing slicing, Dictionaries dictionaries) {
        this(schema, partitionNames, slicing, dictionaries, GroupLimit.NONE);
    }

    Slots(
            ScoredSchema schema,
            List<String> partitionNames,
            Slicing slicing,
            Dictionaries dictionaries,
            GroupLimit limit) {
        this.clustered = schema.clustered();
        this.partitions = schema.partitions();
        this.partitioned = partitions > 0;
        this.axes = schema.axes();
        this.sets = slicing.sets().stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        this.setNames = Arrays.stream(sets)
                .map(set -> String.join(
                        " × ",
                        Arrays.stream(set)
                                .mapToObj(axis -> slicing.axes().get(axis).name())
                                .toList()))
                .toArray(String[]::new);
        this.families = SetFamily.of(slicing);
        this.familyAxes = families.stream().map(SetFamily::axes).toList();
        this.alike = families.size() < sets.length;
        this.row = new RowCodes(schema, slicing, dictionaries);
        this.count = new GroupCount(limit, List.of(setNames));
        this.cells = new CellNumbers(partitionNames, slicing, dictionaries, row, count);
    }

    /**
     * Fills {@link #found} with the slots of a row: one for each covering set, without those in which it would count
     * nowhere.
     *
     * @return how many
     * @throws GroupLimitException where there are more cells than the limit allows
     */
    int find(ScoredBatch batch, int batchRow) {
        if (batch != looked) {
            rows++;
            return findAnew(batch, batchRow);
        }
        // What is found now takes the place of what was found for the codes taken last.
        remembered = false;
        int n = 0;
        for (int i = 0; i < maps.length; i++) {
            int slot = lookedUp[i][batchRow];
            if (slot == CodeMap.ABSENT) {
                return findAnew(batch, batchRow);
            }
            found[n] = slot;
            n += slot == NOWHERE ? 0 : 1;
        }
        foundCount = clustered && alike ? withoutTwice(n) : n;
        return foundCount;
    }

    /**
     * Looks up all rows of a batch at once, which makes {@link #find} for them much quicker; those that are in no slot yet
     * get one when they are asked for. The batch must stay as it is until the next one is looked up, or none.
     */
    void lookUp(ScoredBatch batch) {
        rows += batch.size;
        if (maps.length == 0) {
            return;
        }
        if (rows >= nextChoice) {
            choose();
        }
        if (lookedUp.length < maps.length || lookedUp[0].length < batch.capacity()) {
            lookedUp = new int[maps.length][batch.capacity()];
            outside = new int[batch.capacity()];
        }
        int[][] columns = row.columns(batch);
        for (int i = 0; i < maps.length; i++) {
            maps[i].find(columns, batch.size, lookedUp[i], outside);
        }
        looked = batch;
    }

    private int findAnew(ScoredBatch batch, int batchRow) {
        if (!row.take(batch.coordinate, batchRow) && remembered) {
            return foundCount;
        }
        remembered = true;
        if (row.derive()) {
            cells.addPartition();
        }
        if (rows >= nextChoice) {
            choose();
        }
        int[] codes = row.codes();
        int n = 0;
        for (int i = 0; i < maps.length; i++) {
            int slot = maps[i].find(codes);
            if (slot == CodeMap.ABSENT) {
                slot = open(covers[i]);
            }
            found[n] = slot;
            n += slot == NOWHERE ? 0 : 1;
        }
        foundCount = clustered && alike ? withoutTwice(n) : n;
        return foundCount;
    }

    /** The slots of the last row that was asked for, and more behind them that mean nothing. */
    int[] found() {
        return found;
    }

    /** Slots numbered so far. */
    int size() {
        return size;
    }

    /** In how many covering sets a row is added now. */
    int covers() {
        return covers.length;
    }

    /** How many groups there are so far, by set. */
    GroupCount groups() {
        return count;
    }

    /** All cells, in the order of their numbers. */
    List<Cell> cells() {
        return cells.cells();
    }

    /** The numbers of the cells of the last row that was asked for, each once. */
    int[] cellNumbers() {
        int n = 0;
        for (int i = 0; i < foundCount; i++) {
            n += cellsOf[found[i]].length;
        }
        int[] numbers = new int[n];
        for (int i = 0, at = 0; i < foundCount; i++) {
            int[] of = cellsOf[found[i]];
            System.arraycopy(of, 0, numbers, at, of.length);
            at += of.length;
        }
        return numbers;
    }

    /** In which cells counts what has been added. */
    RollUp rollUp() {
        return new RollUp(cells.cells(), Arrays.copyOf(cellsOf, size));
    }

    /** Counts, for every set of axes, whether two rows of one example lie in different slices of it. */
    void countDifferences(ScoredBatch one, int oneRow, ScoredBatch other, int otherRow, Counts counts) {
        boolean same = true;
        for (int i = partitions; i < partitions + axes; i++) {
            same &= one.coordinate[i][oneRow] == other.coordinate[i][otherRow];
        }
        for (int set = 0; !same && set < sets.length; set++) {
            for (int axis : sets[set]) {
                int i = partitions + axis;
                if (one.coordinate[i][oneRow] != other.coordinate[i][otherRow]) {
                    counts.add(1, Counts.DIFFERENT_SLICE, setNames[set]);
                    break;
                }
            }
        }
    }

    /** A covering set with its slots. */
    private static final class Cover {
        final CoveringSet of;
        final int[] sets;
        final boolean inAll;
        final boolean inOwn;

        /** Whether it has axes that no set of the slicing has together. */
        final boolean merged;

        final CodeMap slots;

        Cover(CoveringSet of, int[] sets, boolean inAll, boolean inOwn, boolean merged, int[] positions) {
            this.of = of;
            this.merged = merged;
            this.sets = sets;
            this.inAll = inAll;
            this.inOwn = inOwn;
            this.slots = new CodeMap(positions);
        }
    }

    private void choose() {
        if (clustered) {
            covers = everyCell();
            nextChoice = Long.MAX_VALUE;
        } else {
            if (rows >= MANY_ROWS) {
                room = ROOM;
            }
            nextChoice = rows < MANY_ROWS ? MANY_ROWS : Long.MAX_VALUE;
            int[] values = IntStream.range(0, axes).map(row::values).toArray();
            covers = CoveringSet.cover(familyAxes, values, row.partitionCount(), room).stream()
                    .map(this::cover)
                    .toArray(Cover[]::new);
        }
        looked = null;
        maps = Arrays.stream(covers).map(cover -> cover.slots).toArray(CodeMap[]::new);
        if (found.length < covers.length) {
            found = Arrays.copyOf(found, covers.length);
        }
    }

    /** The slots of a covering set; those that it has, if it has been there before. */
    private Cover cover(CoveringSet set) {
        for (Cover cover : covers) {
            if (cover.of.equals(set)) {
                return cover;
            }
        }
        IntStream own = set.families().stream()
                .flatMap(family -> families.get(family).sets().stream())
                .mapToInt(Integer::intValue);
        int[] summed = (set.total() ? IntStream.concat(IntStream.of(GroupCount.TOTAL), own) : own).toArray();
        boolean merged = !set.families().isEmpty()
                && set.families().stream()
                        .noneMatch(family -> familyAxes.get(family).equals(set.axes()));
        return new Cover(set, summed, true, partitioned, merged, positions(set.axes().stream(), partitioned));
    }

    /** For all partitions and for each row's own, the total and every set. */
    private Cover[] everyCell() {
        List<Cover> each = new ArrayList<>();
        for (boolean own : partitioned ? new boolean[] {false, true} : new boolean[] {false}) {
            CoveringSet none = new CoveringSet(new BitSet(), List.of(), true);
            for (int set = GroupCount.TOTAL; set < sets.length; set++) {
                IntStream of = set == GroupCount.TOTAL ? IntStream.empty() : IntStream.of(sets[set]);
                each.add(new Cover(none, new int[] {set}, !own, own, false, positions(of, own)));
            }
        }
        return each.toArray(Cover[]::new);
    }

    private int[] positions(IntStream ofAxes, boolean own) {
        IntStream positions = ofAxes.map(row::position);
        return (own ? IntStream.concat(IntStream.of(row.partition()), positions) : positions).toArray();
    }

    /** Gives the row's combination a slot. */
    private int open(Cover cover) {
        count.at(rows);
        int n = 0;
        int own = row.codes()[row.partition()] + 1;
        for (int set : cover.sets) {
            int slice = set == GroupCount.TOTAL ? 0 : cells.slice(set);
            if (slice == CellNumbers.NONE) {
                continue;
            }
            if (cover.inAll) {
                n = countIn(cells.cell(CellNumbers.ALL, slice, set), n);
            }
            if (cover.inOwn) {
                n = countIn(cells.cell(own, slice, set), n);
            }
        }
        int slot;
        if (n == 0) {
            slot = NOWHERE;
        } else if (clustered) {
            slot = counted[0];
        } else {
            slot = size;
        }
        if (slot == size) {
            add(Arrays.copyOf(counted, n));
        }
        cover.slots.put(row.codes(), slot);
        // More values have come than there were when sets were merged.
        if (cover.merged && cover.slots.size() > room) {
            nextChoice = 0;
        }
        return slot;
    }

    private int countIn(int cell, int n) {
        if (alike) {
            for (int i = 0; i < n; i++) {
                if (counted[i] == cell) {
                    return n;
                }
            }
        }
        if (n == counted.length) {
            counted = Arrays.copyOf(counted, 2 * n);
        }
        counted[n] = cell;
        return n + 1;
    }

    private void add(int[] cellsOfSlot) {
        if (size == cellsOf.length) {
            cellsOf = Arrays.copyOf(cellsOf, 2 * size);
        }
        cellsOf[size++] = cellsOfSlot;
    }

    /** Of the slots found each once: the slices of two sets may be one. */
    private int withoutTwice(int n) {
        int kept = 0;
        for (int i = 0; i < n; i++) {
            boolean known = false;
            for (int j = 0; j < kept; j++) {
                known |= found[j] == found[i];
            }
            if (!known) {
                found[kept++] = found[i];
            }
        }
        return kept;
    }
}
