package io.assay.report;

import io.assay.comparison.Objective;
import io.assay.cost.Penalty;
import java.util.List;
import java.util.Optional;

/**
 * Penalties beside the costs, which they are no part of.
 *
 * @param penalties a line for each version; empty where none were asked for
 * @param objectives a line for each version and loss, or for each candidate and baseline
 * @param note what is not shown, as a sentence; empty when all is
 */
record PenaltySection(List<Line> penalties, List<Total> objectives, String note) {

    static final String LEAD =
            "Taken once for each version from its coefficients, never averaged with rows. An objective"
                    + " is a mean cost over all rows plus the penalty; between versions the penalty is a constant, which moves the"
                    + " difference and its bounds together.";

    static final String NONE = "none declared";

    private static final int VERSIONS = 20;
    private static final int OBJECTIVES = 60;

    static PenaltySection of(Evaluation evaluation) {
        Composition composition = evaluation.composition();
        if (composition.penalties().isEmpty()) {
            return new PenaltySection(List.of(), List.of(), "");
        }
        List<String> versions = evaluation.versions();
        List<Line> penalties = versions.stream()
                .limit(VERSIONS)
                .map(version -> Line.of(version, composition))
                .toList();
        List<Total> objectives = composition.objectives().stream()
                .limit(OBJECTIVES)
                .map(Total::of)
                .toList();
        boolean all = penalties.size() == versions.size()
                && objectives.size() == composition.objectives().size();
        return new PenaltySection(
                penalties, objectives, all ? "" : "Not all are shown; the rest is in penalty.csv and objective.csv.");
    }

    /**
     * One version's penalty.
     *
     * @param penalty in all, or that no coefficients are declared
     * @param kinds its parts in words; empty where there are none
     */
    record Line(Name version, String coefficients, String nonZero, String penalty, String kinds) {

        private static Line of(String version, Composition composition) {
            Optional<Penalty> found = composition.penalties().stream()
                    .filter(penalty -> penalty.modelVersion().equals(version))
                    .findFirst();
            Numeral numeral = Numeral.TYPOGRAPHIC;
            return found.map(penalty -> new Line(
                            Name.of(version),
                            numeral.count(penalty.coefficients()),
                            numeral.count(penalty.nonZero()),
                            numeral.number(penalty.total()),
                            parts(penalty, numeral)))
                    .orElseGet(() -> new Line(Name.of(version), numeral.none(), numeral.none(), NONE, ""));
        }
    }

    /** The parts of a penalty in words: {@code l1 0.01, l2 0.002}. */
    static String parts(Penalty penalty, Numeral numeral) {
        StringBuilder kinds = new StringBuilder();
        kind(kinds, "l1", penalty.l1(), numeral);
        kind(kinds, "l2", penalty.l2(), numeral);
        kind(kinds, "elastic net", penalty.elasticNet(), numeral);
        return kinds.toString();
    }

    private static void kind(StringBuilder kinds, String name, double value, Numeral numeral) {
        if (!Double.isNaN(value)) {
            kinds.append(kinds.isEmpty() ? "" : ", ").append(name).append(' ').append(numeral.number(value));
        }
    }

    /** One objective. */
    record Total(
            Name loss,
            Name version,
            String cost,
            String penalty,
            String objective,
            Name baseline,
            String difference,
            String bounds,
            String moved) {

        private static Total of(Objective line) {
            Numeral numeral = Numeral.TYPOGRAPHIC;
            int costs = Numeral.decimals(line.cost(), line.objective());
            int decimals = Numeral.decimals(line.objectiveDifference(), line.lower(), line.upper());
            boolean told = !Double.isNaN(line.lower()) && !Double.isNaN(line.upper());
            return new Total(
                    Name.of(line.loss()),
                    Name.of(line.modelVersion()),
                    numeral.fixed(line.cost(), costs),
                    Double.isNaN(line.penalty()) ? NONE : numeral.number(line.penalty()),
                    numeral.fixed(line.objective(), costs),
                    Name.of(line.baseline()),
                    numeral.signed(line.objectiveDifference(), decimals),
                    told
                            ? numeral.fixed(line.lower(), decimals) + " to " + numeral.fixed(line.upper(), decimals)
                            : numeral.none(),
                    numeral.signed(line.penaltyDifference()));
        }
    }
}
