package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Vectors.Vector;
import io.assay.discovery.Condition;
import io.assay.discovery.Conjunction;
import io.assay.discovery.PlainRows;
import io.assay.discovery.SliceScore;
import io.assay.discovery.SliceSearch;
import io.assay.discovery.SliceSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Holds scores of slices, their bounds and the search against reference values. */
final class SliceChecks {

    private SliceChecks() {}

    static void slices(Vector vector) {
        double[] differences = vector.numbers("d");
        JsonNode table = vector.input().get("X");
        int[][] features = IntStream.range(0, table.size())
                .mapToObj(row -> IntStream.range(0, table.get(row).size())
                        .map(column -> table.get(row).get(column).asInt())
                        .toArray())
                .toArray(int[][]::new);
        PlainRows rows = PlainRows.of(
                features, Arrays.stream(differences).map(d -> Math.max(d, 0)).toArray());
        SliceSums all = rows.sums(new Conjunction(List.of()));
        double support = vector.number("min_support");
        SliceScore score = new SliceScore(all.size(), all.error(), vector.number("alpha"), support);
        vector.check("/n", all.size());
        vector.check("/total_error", all.error());
        for (int i = 0; i < vector.expected().get("slices").size(); i++) {
            slice(vector, "/slices/" + i, rows, differences, score);
        }
        int levels = (int) vector.number("max_level");
        int best = vector.expected().get("top4").size();
        SliceSearch.Found found =
                rows.search(new SliceSearch.Settings(levels, best, score.alpha(), (long) support, 1_000));
        for (int i = 0; i < best; i++) {
            assertThat(found.winners().get(i).slice())
                    .as("%s, place %d", vector.id(), i)
                    .isEqualTo(conjunction(vector.expected().get("top4").get(i)));
        }
    }

    private static void slice(Vector vector, String path, PlainRows rows, double[] differences, SliceScore score) {
        Conjunction slice = conjunction(vector.expected().at(path + "/predicates"));
        SliceSums sums = rows.sums(slice);
        vector.check(path + "/size", sums.size());
        vector.check(path + "/error", sums.error());
        vector.check(path + "/max_error", sums.greatest());
        vector.check(path + "/score", score.of(sums));
        vector.check(
                path + "/mean_signed",
                IntStream.range(0, differences.length)
                        .filter(row -> rows.isIn(row, slice))
                        .mapToDouble(row -> differences[row])
                        .average()
                        .orElseThrow());
        if (!vector.expected().at(path + "/upper_bound").isMissingNode()) {
            List<SliceSums> parents = new ArrayList<>();
            for (int left = 0; left < slice.conditions().size(); left++) {
                List<Condition> rest = new ArrayList<>(slice.conditions());
                rest.remove(left);
                parents.add(rows.sums(new Conjunction(rest)));
            }
            vector.check(path + "/upper_bound", score.bound(parents));
        }
    }

    private static Conjunction conjunction(JsonNode predicates) {
        List<Condition> conditions = new ArrayList<>();
        predicates.forEach(predicate -> conditions.add(
                new Condition(predicate.get(0).asInt(), predicate.get(1).asInt())));
        return new Conjunction(conditions);
    }
}
