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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tallies of all cells, by version and by pair of versions, with the cells as places. States add. */
final class TallyState {

    private final int losses;
    private final List<MetricBasis> bases;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Cell, Integer> places = new LinkedHashMap<>();
    private final Map<String, OfVersion> versions = new LinkedHashMap<>();
    private final Map<VersionPair, OfPair> pairs = new LinkedHashMap<>();

    TallyState(int losses, List<MetricBasis> bases) {
        this.losses = losses;
        this.bases = bases;
    }

    /** What is tallied of one version. */
    record OfVersion(CostTallies costs, MetricTallies metrics) {

        static OfVersion of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfVersion(new CostTallies(losses, clustered), new MetricTallies(bases, clustered));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }
    }

    /** What is tallied of one pair of versions. */
    record OfPair(PairTallies costs, MetricPairTallies metrics) {

        static OfPair of(int losses, List<MetricBasis> bases, boolean clustered) {
            return new OfPair(new PairTallies(losses, clustered), new MetricPairTallies(bases, clustered));
        }

        void endUnit() {
            costs.endUnit();
            metrics.endUnit();
        }
    }

    private int place(Cell cell) {
        Integer known = places.get(cell);
        if (known != null) {
            return known;
        }
        places.put(cell, cells.size());
        cells.add(cell);
        return cells.size() - 1;
    }

    private OfVersion version(String version) {
        return versions.computeIfAbsent(version, key -> OfVersion.of(losses, bases, false));
    }

    private OfPair pair(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> OfPair.of(losses, bases, false));
    }

    /** Adds a version's tallies of a place to a cell. */
    void add(Cell cell, String version, OfVersion from, int place) {
        if (from.costs().has(place)) {
            OfVersion own = version(version);
            own.costs().addPlace(place(cell), from.costs(), place);
            own.metrics().addPlace(place(cell), from.metrics(), place);
        }
    }

    /** Adds a pair's tallies of a place to a cell. */
    void add(Cell cell, VersionPair pair, OfPair from, int place) {
        if (from.costs().has(place)) {
            OfPair own = pair(pair);
            own.costs().addPlace(place(cell), from.costs(), place);
            own.metrics().addPlace(place(cell), from.metrics(), place);
        }
    }

    /** The state in as many parts, in each the cells of a hash. */
    List<byte[]> parts(int count) {
        List<List<Integer>> ofPart = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ofPart.add(new ArrayList<>());
        }
        for (int i = 0; i < cells.size(); i++) {
            ofPart.get(Math.floorMod(cells.get(i).hashCode(), count)).add(i);
        }
        return ofPart.stream().map(this::toBytes).toList();
    }

    /** All of it in one. */
    byte[] toBytes() {
        return parts(1).get(0);
    }

    private byte[] toBytes(List<Integer> part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(part.size());
            for (int i : part) {
                LongText.write(out, cells.get(i).partition());
                LongText.write(out, cells.get(i).slice());
            }
            for (Map.Entry<String, OfVersion> version : versions.entrySet()) {
                OfVersion tallies = version.getValue();
                List<Integer> present =
                        part.stream().filter(tallies.costs()::has).toList();
                out.writeInt(present.size());
                LongText.write(out, version.getKey());
                write(out, part, present);
                for (int place : present) {
                    tallies.costs().writeTo(out, place);
                    tallies.metrics().writeTo(out, place);
                }
            }
            out.writeInt(-1);
            for (Map.Entry<VersionPair, OfPair> pair : pairs.entrySet()) {
                OfPair tallies = pair.getValue();
                List<Integer> present =
                        part.stream().filter(tallies.costs()::has).toList();
                out.writeInt(present.size());
                LongText.write(out, pair.getKey().baseline());
                LongText.write(out, pair.getKey().candidate());
                write(out, part, present);
                for (int place : present) {
                    tallies.costs().writeTo(out, place);
                    tallies.metrics().writeTo(out, place);
                }
            }
            out.writeInt(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The sum of parts, to be read again. One alone is read and written by nobody. */
    static byte[] sum(int losses, List<MetricBasis> bases, Iterable<byte[]> parts) {
        Iterator<byte[]> next = parts.iterator();
        byte[] first = next.next();
        if (!next.hasNext()) {
            return first;
        }
        TallyState sum = new TallyState(losses, bases);
        sum.read(first);
        while (next.hasNext()) {
            sum.read(next.next());
        }
        return sum.toBytes();
    }

    /** Which of a part's cells are present, by their number in the part. */
    private static void write(DataOutputStream out, List<Integer> part, List<Integer> present) throws IOException {
        int next = 0;
        for (int i = 0; i < part.size(); i++) {
            if (next < present.size() && present.get(next).equals(part.get(i))) {
                out.writeInt(i);
                next++;
            }
        }
    }

    /** Adds what {@link #parts} gave. */
    void read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int[] own = new int[in.readInt()];
            for (int i = 0; i < own.length; i++) {
                own[i] = place(new Cell(LongText.read(in), LongText.read(in)));
            }
            for (int present = in.readInt(); present >= 0; present = in.readInt()) {
                OfVersion tallies = version(LongText.read(in));
                for (int place : places(in, present, own)) {
                    tallies.costs().read(in, place);
                    tallies.metrics().read(in, place);
                }
            }
            for (int present = in.readInt(); present >= 0; present = in.readInt()) {
                OfPair tallies = pair(new VersionPair(LongText.read(in), LongText.read(in)));
                for (int place : places(in, present, own)) {
                    tallies.costs().read(in, place);
                    tallies.metrics().read(in, place);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] places(DataInputStream in, int count, int[] own) throws IOException {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = own[in.readInt()];
        }
        return places;
    }

    /** The tallies cell by cell. */
    SortedMap<Cell, CellTally> cells() {
        SortedMap<Cell, CellTally> tallies = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) {
            tallies.put(cells.get(i), cell(i));
        }
        return tallies;
    }

    private CellTally cell(int place) {
        CellTally cell = new CellTally(losses, bases);
        versions.forEach((version, tallies) -> {
            if (tallies.costs().has(place)) {
                CostTally[] costs = cell.costs(version);
                for (int i = 0; i < losses; i++) {
                    costs[i] = tallies.costs().tally(place, i);
                }
                System.arraycopy(tallies.metrics().tallies(place), 0, cell.metrics(version), 0, bases.size());
            }
        });
        pairs.forEach((pair, tallies) -> {
            if (tallies.costs().has(place)) {
                PairTally[] costs = cell.pairs(pair);
                for (int i = 0; i < losses; i++) {
                    costs[i] = tallies.costs().tally(place, i);
                }
                System.arraycopy(tallies.metrics().tallies(place), 0, cell.metricPairs(pair), 0, bases.size());
            }
        });
        return cell;
    }
}
