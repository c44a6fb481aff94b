package io.assay.aggregation;

import io.assay.cost.CostTallies;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * What tasks have added up, in slots, by version and by pair of versions. A slot is known by the cells that it counts in,
 * so the states of two tasks add slot by slot, and only their sum is summed up to cells.
 */
final class TallyState {

    // Bytes of a block, about. Far below what a JVM calls humongous: arrays of megabytes, allocated while Spark
    // compresses others
    // in native code, have ended in want of memory with half of the heap free.
    static final int BLOCK = 1 << 18;

    private static final int FIRST_SLOTS = 16;

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

    /** What is tallied of a version or of a pair of versions, slot by slot. */
    private interface InSlots<T> {

        boolean has(int slot);

        /** Adds what another of the kind has in a slot. */
        void add(int slot, T from, int fromSlot);

        void writeTo(DataOutput out, int slot) throws IOException;

        void read(DataInput in, int slot) throws IOException;
    }

    /** What is tallied of one version. */
    record OfVersion(CostTallies costs, MetricTallies metrics, CarriedTallies carried) implements InSlots<OfVersion> {

        static OfVersion of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfVersion(
                    new CostTallies(losses, clustered),
                    new MetricTallies(bases, clustered),
                    CarriedTallies.ofVersion(losses, bases));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }

        @Override
        public boolean has(int slot) {
            return costs.has(slot);
        }

        @Override
        public void add(int slot, OfVersion from, int fromSlot) {
            costs.addPlace(slot, from.costs, fromSlot);
            metrics.addPlace(slot, from.metrics, fromSlot);
            carried.addPlace(slot, from.carried, fromSlot);
        }

        @Override
        public void writeTo(DataOutput out, int slot) throws IOException {
            costs.writeTo(out, slot);
            metrics.writeTo(out, slot);
            carried.writeTo(out, slot);
        }

        @Override
        public void read(DataInput in, int slot) throws IOException {
            costs.read(in, slot);
            metrics.read(in, slot);
            carried.read(in, slot);
        }
    }

    /** What is tallied of one pair of versions. */
    record OfPair(PairTallies costs, MetricPairTallies metrics, CarriedTallies carried) implements InSlots<OfPair> {

        static OfPair of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfPair(
                    new PairTallies(losses, clustered),
                    new MetricPairTallies(bases, clustered),
                    CarriedTallies.ofPair(losses, bases));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }

        @Override
        public boolean has(int slot) {
            return costs.has(slot);
        }

        @Override
        public void add(int slot, OfPair from, int fromSlot) {
            costs.addPlace(slot, from.costs, fromSlot);
            metrics.addPlace(slot, from.metrics, fromSlot);
            carried.addPlace(slot, from.carried, fromSlot);
        }

        @Override
        public void writeTo(DataOutput out, int slot) throws IOException {
            costs.writeTo(out, slot);
            metrics.writeTo(out, slot);
            carried.writeTo(out, slot);
        }

        @Override
        public void read(DataInput in, int slot) throws IOException {
            costs.read(in, slot);
            metrics.read(in, slot);
            carried.read(in, slot);
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

    /**
     * Writes the state in as many parts; a slot of the same cells is in the same part of every state.
     *
     * @param to takes the number of a part and a block of it; blocks are small, however large the state is
     */
    void write(int parts, ObjIntConsumer<byte[]> to) {
        List<List<Integer>> slotsOf = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            slotsOf.add(new ArrayList<>());
        }
        for (int slot = 0; slot < cellsOf.size(); slot++) {
            int hash = 0;
            for (int cell : cellsOf.get(slot)) {
                hash += cells.get(cell).hashCode();
            }
            slotsOf.get(Math.floorMod(hash * 0x9E3779B9 >>> 7, parts)).add(slot);
        }
        int together = FIRST_SLOTS;
        for (int part = 0; part < parts; part++) {
            List<Integer> slots = slotsOf.get(part);
            for (int from = 0, end; from < slots.size(); from = end) {
                end = (int) Math.min(slots.size(), (long) from + together);
                byte[] block = toBytes(slots.subList(from, end));
                to.accept(block, part);
                // The next slots may be larger than these.
                together = (int) Math.max(1, (end - from) * Math.min(2, (double) BLOCK / block.length));
            }
        }
    }

    private byte[] toBytes(List<Integer> slots) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        ByteArrayOutputStream part = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeSlots(out, slots);
            out.writeInt(versions.size());
            for (Map.Entry<String, OfVersion> version : versions.entrySet()) {
                LongText.write(out, version.getKey());
                write(out, part, slots, version.getValue());
            }
            out.writeInt(pairs.size());
            for (Map.Entry<VersionPair, OfPair> pair : pairs.entrySet()) {
                LongText.write(out, pair.getKey().baseline());
                LongText.write(out, pair.getKey().candidate());
                write(out, part, slots, pair.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the tallies behind their length, so that a reader can go on to the next ones.
     *
     * @param bytes room for them, for one after the other
     */
    private static void write(
            DataOutputStream out, ByteArrayOutputStream bytes, List<Integer> slots, InSlots<?> tallies)
            throws IOException {
        bytes.reset();
        try (DataOutputStream own = new DataOutputStream(bytes)) {
            for (int slot : slots) {
                boolean present = tallies.has(slot);
                own.writeBoolean(present);
                if (present) {
                    tallies.writeTo(own, slot);
                }
            }
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
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

    /** Adds one of the blocks of a state. */
    void read(byte[] block) {
        parts(block).forEach(Part::read);
    }

    /** Adds blocks of states, those of several versions and pairs at once. */
    void read(List<byte[]> blocks) {
        Map<InSlots<?>, List<Part>> parts = new IdentityHashMap<>();
        blocks.forEach(block -> parts(block).forEach(part -> parts.computeIfAbsent(part.to, key -> new ArrayList<>())
                .add(part)));
        parts.values().parallelStream().forEach(own -> own.forEach(Part::read));
    }

    /** What a block has of one version or pair. */
    private record Part(byte[] block, int from, int length, int[] slots, InSlots<?> to) {
        void read() {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(block, from, length))) {
                for (int slot : slots) {
                    if (in.readBoolean()) {
                        to.read(in, slot);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Part> parts(byte[] block) {
        List<Part> parts = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(block))) {
            int[] slots = readSlots(in);
            for (int n = in.readInt(); n > 0; n--) {
                parts.add(part(block, in, slots, version(LongText.read(in))));
            }
            for (int n = in.readInt(); n > 0; n--) {
                parts.add(part(block, in, slots, pair(new VersionPair(LongText.read(in), LongText.read(in)))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    private static Part part(byte[] block, DataInputStream in, int[] slots, InSlots<?> to) throws IOException {
        int length = in.readInt();
        int from = block.length - in.available();
        in.skipNBytes(length);
        return new Part(block, from, length, slots, to);
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

    /** The cells of a block, each as one text. */
    static Iterator<String> cellsIn(byte[] part) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part))) {
            List<String> cells = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                cells.add(LongText.read(in) + '\u0000' + LongText.read(in));
            }
            return cells.iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tallies cell by cell. Versions and pairs do not touch each other, nor do the cells of the sums. */
    SortedMap<Cell, CellTally> cells() {
        TallyState summed = new TallyState(losses, bases, clustered);
        List<Runnable> sums = new ArrayList<>();
        versions.forEach((version, tallies) -> {
            OfVersion to = summed.version(version);
            sums.add(() -> sumUp(tallies, to));
        });
        pairs.forEach((pair, tallies) -> {
            OfPair to = summed.pair(pair);
            sums.add(() -> sumUp(tallies, to));
        });
        sums.parallelStream().forEach(Runnable::run);
        CellTally[] tallies = new CellTally[cells.size()];
        Arrays.parallelSetAll(tallies, summed::cellTally);
        SortedMap<Cell, CellTally> found = new TreeMap<>();
        for (int i = 0; i < tallies.length; i++) {
            summed.takeMetrics(i, tallies[i]);
            found.put(cells.get(i), tallies[i]);
        }
        return found;
    }

    /** Adds every slot to its cells, which are the slots of the sums. */
    private <T extends InSlots<T>> void sumUp(T tallies, T sums) {
        for (int slot = 0; slot < cellsOf.size(); slot++) {
            if (tallies.has(slot)) {
                for (int cell : cellsOf.get(slot)) {
                    sums.add(cell, tallies, slot);
                }
            }
        }
    }

    /** The losses of a cell; only reads, so that several can be read at once. */
    private CellTally cellTally(int slot) {
        CellTally cell = new CellTally(losses, bases);
        versions.forEach((version, tallies) -> {
            if (tallies.costs().has(slot)) {
                CostTally[] costs = new CostTally[losses];
                Arrays.setAll(costs, i -> tallies.costs().tally(slot, i));
                cell.take(version, costs);
                cell.carried().take(version, tallies.carried(), slot);
            }
        });
        pairs.forEach((pair, tallies) -> {
            if (tallies.costs().has(slot)) {
                PairTally[] costs = new PairTally[losses];
                Arrays.setAll(costs, i -> tallies.costs().tally(slot, i));
                cell.take(pair, costs);
                cell.carried().take(pair, tallies.carried(), slot);
            }
        });
        return cell;
    }

    private void takeMetrics(int slot, CellTally cell) {
        versions.forEach((version, tallies) -> {
            if (tallies.costs().has(slot)) {
                System.arraycopy(tallies.metrics().tallies(slot), 0, cell.metrics(version), 0, bases.size());
            }
        });
        pairs.forEach((pair, tallies) -> {
            if (tallies.costs().has(slot)) {
                System.arraycopy(tallies.metrics().tallies(slot), 0, cell.metricPairs(pair), 0, bases.size());
            }
        });
    }
}
