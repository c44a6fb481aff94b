package io.assay.report;

import io.assay.comparison.PartDifference;
import io.assay.cost.Contribution;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the parts of weighted sums add over all rows.
 *
 * @param sums one for each sum; empty where there are none
 * @param note what is not shown, as a sentence; empty when all is
 */
record PartSection(List<OfSum> sums, String note) {

    private static final int SUMS = 8;
    private static final int PARTS = 12;
    private static final int VERSIONS = 8;
    private static final int PAIRS = 8;

    static PartSection of(Evaluation evaluation) {
        Map<String, List<Contribution>> contributions = evaluation.composition().contributions().stream()
                .filter(each -> each.cell().equals(Cell.ALL))
                .collect(Collectors.groupingBy(Contribution::loss, LinkedHashMap::new, Collectors.toList()));
        List<OfSum> sums = contributions.values().stream()
                .limit(SUMS)
                .map(lines -> OfSum.of(lines, evaluation))
                .toList();
        boolean all = contributions.size() <= SUMS && sums.stream().allMatch(OfSum::whole);
        return new PartSection(
                sums, all ? "" : "Not all are shown; the rest is in contribution.csv and decomposition.csv.");
    }

    /**
     * One sum.
     *
     * @param versions the columns of {@code parts}
     * @param parts what each part adds to each version's cost, then the costs
     * @param pairs what each part adds to the difference, for each candidate and baseline
     * @param whole whether everything is shown
     */
    record OfSum(Name loss, List<Name> versions, List<Line> parts, List<OfPair> pairs, boolean whole) {

        private static OfSum of(List<Contribution> lines, Evaluation evaluation) {
            Map<String, Map<String, Double>> byPart = new LinkedHashMap<>();
            Map<String, Double> weights = new LinkedHashMap<>();
            Map<String, Double> costs = new LinkedHashMap<>();
            for (Contribution line : lines) {
                byPart.computeIfAbsent(line.part(), part -> new LinkedHashMap<>())
                        .put(line.modelVersion(), line.contribution());
                weights.put(line.part(), line.weight());
                costs.put(line.modelVersion(), line.cost());
            }
            List<String> shown = costs.keySet().stream().limit(VERSIONS).toList();
            int decimals = Numeral.decimals(
                    costs.values().stream().mapToDouble(Double::doubleValue).toArray());
            List<Line> parts = new ArrayList<>();
            byPart.forEach((part, values) -> {
                if (parts.size() < PARTS) {
                    double weight = weights.getOrDefault(part, Double.NaN);
                    parts.add(Line.of(part, Numeral.TYPOGRAPHIC.setting(weight), shown, values, decimals));
                }
            });
            parts.add(Line.of("all parts", "", shown, costs, decimals));
            String loss = lines.get(0).loss();
            Map<List<String>, List<PartDifference>> pairs = evaluation.composition().differences().stream()
                    .filter(each -> each.cell().equals(Cell.ALL) && each.loss().equals(loss))
                    .collect(Collectors.groupingBy(
                            each -> List.of(each.baseline(), each.candidate()),
                            LinkedHashMap::new,
                            Collectors.toList()));
            return new OfSum(
                    Name.of(loss, 80),
                    shown.stream().map(Name::of).toList(),
                    parts,
                    pairs.values().stream().limit(PAIRS).map(OfPair::of).toList(),
                    byPart.size() <= PARTS && costs.size() <= VERSIONS && pairs.size() <= PAIRS);
        }
    }

    /** One part, or all, by version. */
    record Line(Name part, String weight, List<String> values) {

        private static Line of(
                String part, String weight, List<String> versions, Map<String, Double> values, int decimals) {
            return new Line(
                    Name.of(part),
                    weight,
                    versions.stream()
                            .map(version ->
                                    Numeral.TYPOGRAPHIC.fixed(values.getOrDefault(version, Double.NaN), decimals))
                            .toList());
        }
    }

    /** What the parts add to one difference, and the difference. */
    record OfPair(Name candidate, Name baseline, List<Step> steps) {

        /** A part's step with its share, {@code +0.25 (−100%)}; empty where it is not shown. */
        String step(Name part) {
            return steps.stream()
                    .filter(step -> step.part().equals(part))
                    .map(step -> step.difference() + (step.share().isEmpty() ? "" : " (" + step.share() + ")"))
                    .findFirst()
                    .orElse("");
        }

        private static OfPair of(List<PartDifference> lines) {
            PartDifference first = lines.get(0);
            int decimals = Numeral.decimals(first.sumDifference());
            List<Step> steps = new ArrayList<>(lines.stream()
                    .limit(PARTS)
                    .map(line -> new Step(
                            Name.of(line.part()),
                            Numeral.TYPOGRAPHIC.signed(line.difference(), decimals),
                            Numeral.TYPOGRAPHIC.percent(line.share())))
                    .toList());
            steps.add(new Step(Name.of("all parts"), Numeral.TYPOGRAPHIC.signed(first.sumDifference(), decimals), ""));
            return new OfPair(Name.of(first.candidate()), Name.of(first.baseline()), steps);
        }
    }

    /** One part's step from the baseline to the candidate. */
    record Step(Name part, String difference, String share) {}
}
