package io.assay.aggregation;

import io.assay.cost.CostTallies;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What tasks have added up, in slots, by version and by pair of versions. A slot is known by the cells that it counts in,
 * so the states of two tasks add slot by slot, and only their sum is summed up to cells.
 */
final class TallyState {

    private final int losses;
    private final List<MetricBasis> bases;
    private final boolean clustered;
    private final Map<Cell, Integer> cellNumbers = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final Map<List<Integer>, Integer> slotNumbers = new HashMap<>();
    private final List<List<Integer>> cellsOf = new ArrayList<>();
    private final Map<String, OfVersion> versions = new LinkedHashMap<>();
    private final Map<VersionPair, OfPair> pairs = new LinkedHashMap<>();

    /**
     * A state of nothing.
     *
     * @param clustered whether units are clusters; what is added must agree in this
     */
    TallyState(int losses, List<MetricBasis> bases, boolean clustered) {
        this.losses = losses;
        this.bases = bases;
        this.clustered = clustered;
    }

    /** What is tallied of one version, slot by slot. */
    record OfVersion(CostTallies costs, MetricTallies metrics) {

        static OfVersion of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfVersion(new CostTallies(losses, clustered), new MetricTallies(bases, clustered));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }

        private void add(int slot, OfVersion from, int fromSlot) {
            if (from.costs.has(fromSlot)) {
                costs.addPlace(slot, from.costs, fromSlot);
                metrics.addPlace(slot, from.metrics, fromSlot);
            }
        }
    }

    /** What is tallied of one pair of versions, slot by slot. */
    record OfPair(PairTallies costs, MetricPairTallies metrics) {

        static OfPair of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfPair(new PairTallies(losses, clustered), new MetricPairTallies(bases, clustered));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }

        private void add(int slot, OfPair from, int fromSlot) {
            if (from.costs.has(fromSlot)) {
                costs.addPlace(slot, from.costs, fromSlot);
                metrics.addPlace(slot, from.metrics, fromSlot);
            }
        }
    }

    /** The state of one task, whose slots and tallies it takes over. */
    static TallyState of(
            int losses,
            List<MetricBasis> bases,
            boolean clustered,
            RollUp rollUp,
            Map<String, OfVersion> versions,
            Map<VersionPair, OfPair> pairs) {
        TallyState state = new TallyState(losses, bases, clustered);
        state.cells.addAll(rollUp.cells());
        for (int[] counted : rollUp.cellsOf()) {
            state.cellsOf.add(Arrays.stream(counted).boxed().toList());
        }
        state.versions.putAll(versions);
        state.pairs.putAll(pairs);
        return state;
    }

    private int cell(Cell cell) {
        return cellNumbers.computeIfAbsent(cell, key -> {
            cells.add(key);
            return cells.size() - 1;
        });
    }

    private int slot(List<Integer> counted) {
        return slotNumbers.computeIfAbsent(counted, key -> {
            cellsOf.add(key);
            return cellsOf.size() - 1;
        });
    }

    private OfVersion version(String version) {
        return versions.computeIfAbsent(version, key -> OfVersion.of(losses, bases, clustered));
    }

    private OfPair pair(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> OfPair.of(losses, bases, clustered));
    }

    /** The state in as many parts; a slot of the same cells is in the same part of every state. */
    List<byte[]> parts(int count) {
        List<List<Integer>> slotsOf = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slotsOf.add(new ArrayList<>());
        }
        for (int slot = 0; slot < cellsOf.size(); slot++) {
            int hash = 0;
            for (int cell : cellsOf.get(slot)) {
                hash += cells.get(cell).hashCode();
            }
            slotsOf.get(Math.floorMod(hash * 0x9E3779B9 >>> 7, count)).add(slot);
        }
        return slotsOf.stream().map(this::toBytes).toList();
    }

    private byte[] toBytes(List<Integer> slots) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeSlots(out, slots);
            out.writeInt(versions.size());
            for (Map.Entry<String, OfVersion> version : versions.entrySet()) {
                LongText.write(out, version.getKey());
                OfVersion tallies = version.getValue();
                for (int slot : slots) {
                    boolean present = tallies.costs().has(slot);
                    out.writeBoolean(present);
                    if (present) {
                        tallies.costs().writeTo(out, slot);
                        tallies.metrics().writeTo(out, slot);
                    }
                }
            }
            out.writeInt(pairs.size());
            for (Map.Entry<VersionPair, OfPair> pair : pairs.entrySet()) {
                LongText.write(out, pair.getKey().baseline());
                LongText.write(out, pair.getKey().candidate());
                OfPair tallies = pair.getValue();
                for (int slot : slots) {
                    boolean present = tallies.costs().has(slot);
                    out.writeBoolean(present);
                    if (present) {
                        tallies.costs().writeTo(out, slot);
                        tallies.metrics().writeTo(out, slot);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeSlots(DataOutputStream out, List<Integer> slots) throws IOException {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        slots.forEach(slot -> cellsOf.get(slot).forEach(cell -> numbers.putIfAbsent(cell, numbers.size())));
        out.writeInt(numbers.size());
        for (int cell : numbers.keySet()) {
            LongText.write(out, cells.get(cell).partition());
            LongText.write(out, cells.get(cell).slice());
        }
        out.writeInt(slots.size());
        for (int slot : slots) {
            List<Integer> counted = cellsOf.get(slot);
            out.writeInt(counted.size());
            for (int cell : counted) {
                out.writeInt(numbers.getOrDefault(cell, -1));
            }
        }
    }

    /** Adds one of the {@link #parts} of a state. */
    void read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int[] slots = readSlots(in);
            for (int n = in.readInt(); n > 0; n--) {
                OfVersion tallies = version(LongText.read(in));
                for (int slot : slots) {
                    if (in.readBoolean()) {
                        tallies.costs().read(in, slot);
                        tallies.metrics().read(in, slot);
                    }
                }
            }
            for (int n = in.readInt(); n > 0; n--) {
                OfPair tallies = pair(new VersionPair(LongText.read(in), LongText.read(in)));
                for (int slot : slots) {
                    if (in.readBoolean()) {
                        tallies.costs().read(in, slot);
                        tallies.metrics().read(in, slot);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int[] readSlots(DataInputStream in) throws IOException {
        int[] numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = cell(new Cell(LongText.read(in), LongText.read(in)));
        }
        int[] slots = new int[in.readInt()];
        for (int i = 0; i < slots.length; i++) {
            List<Integer> counted = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                counted.add(numbers[in.readInt()]);
            }
            slots[i] = slot(counted.stream().sorted().toList());
        }
        return slots;
    }

    /** How many cells there are in {@link #parts}, all together. */
    static long distinctCells(List<byte[]> parts) {
        TallyState state = new TallyState(0, List.of(), false);
        for (byte[] part : parts) {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part))) {
                state.readSlots(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return state.cells.size();
    }

    /** The sum of parts, to be read again. One alone is read and written by nobody. */
    static byte[] sum(int losses, List<MetricBasis> bases, boolean clustered, Iterable<byte[]> parts) {
        Iterator<byte[]> next = parts.iterator();
        byte[] first = next.next();
        if (!next.hasNext()) {
            return first;
        }
        TallyState sum = new TallyState(losses, bases, clustered);
        sum.read(first);
        while (next.hasNext()) {
            sum.read(next.next());
        }
        return sum.parts(1).get(0);
    }

    /** The tallies cell by cell. */
    SortedMap<Cell, CellTally> cells() {
        TallyState summed = new TallyState(losses, bases, clustered);
        versions.forEach((version, tallies) -> {
            OfVersion sums = summed.version(version);
            for (int slot = 0; slot < cellsOf.size(); slot++) {
                for (int cell : cellsOf.get(slot)) {
                    sums.add(cell, tallies, slot);
                }
            }
        });
        pairs.forEach((pair, tallies) -> {
            OfPair sums = summed.pair(pair);
            for (int slot = 0; slot < cellsOf.size(); slot++) {
                for (int cell : cellsOf.get(slot)) {
                    sums.add(cell, tallies, slot);
                }
            }
        });
        SortedMap<Cell, CellTally> found = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) {
            found.put(cells.get(i), summed.cellTally(i));
        }
        return found;
    }

    private CellTally cellTally(int slot) {
        CellTally cell = new CellTally(losses, bases);
        versions.forEach((version, tallies) -> {
            if (tallies.costs().has(slot)) {
                CostTally[] costs = cell.costs(version);
                for (int i = 0; i < losses; i++) {
                    costs[i] = tallies.costs().tally(slot, i);
                }
                System.arraycopy(tallies.metrics().tallies(slot), 0, cell.metrics(version), 0, bases.size());
            }
        });
        pairs.forEach((pair, tallies) -> {
            if (tallies.costs().has(slot)) {
                PairTally[] costs = cell.pairs(pair);
                for (int i = 0; i < losses; i++) {
                    costs[i] = tallies.costs().tally(slot, i);
                }
                System.arraycopy(tallies.metrics().tallies(slot), 0, cell.metricPairs(pair), 0, bases.size());
            }
        });
        return cell;
    }
}
