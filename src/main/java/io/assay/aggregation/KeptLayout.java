package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking;
import io.assay.cost.RankStatistic;
import java.io.Serializable;
import java.util.List;

/**
 * Where the values of a kept row stand: first what the rankings need, then the losses with quantiles. Of a pair these are
 * the candidate's, followed by the baseline's losses and then by what its rankings need.
 *
 * @param ordered how many losses have quantiles
 */
record KeptLayout(List<Ranking> rankings, int ordered) implements Serializable {

    KeptLayout {
        rankings = List.copyOf(rankings);
    }

    static KeptLayout of(TallyPlan plan) {
        return new KeptLayout(plan.metrics().rankings(), plan.ordered().size());
    }

    /** The place of the first loss. */
    int losses() {
        return place(rankings.size());
    }

    /** The place of the baseline's first loss. */
    int theirLosses() {
        return losses() + ordered;
    }

    /** The place of what the baseline's rankings need. */
    int theirRankings() {
        return theirLosses() + ordered;
    }

    int places() {
        return theirRankings() + losses();
    }

    /** The place of the first value that a ranking needs. */
    int place(int ranking) {
        int place = 0;
        for (int before = 0; before < ranking; before++) {
            place += rankings.get(before).kind().places();
        }
        return place;
    }

    /** For every value the series that it belongs to: the place of the first value that is read with it. */
    int[] series() {
        int[] series = new int[places()];
        for (int i = 0; i < series.length; i++) {
            series[i] = i;
        }
        for (int ranking = 0; ranking < rankings.size(); ranking++) {
            for (int i = place(ranking); i < place(ranking + 1); i++) {
                series[i] = place(ranking);
                series[theirRankings() + i] = theirRankings() + place(ranking);
            }
        }
        return series;
    }

    boolean isRanking(int series) {
        return series < losses() || isTheirs(series);
    }

    /** Whether a series is what a baseline's ranking needs. */
    boolean isTheirs(int series) {
        return series >= theirRankings();
    }

    /** The index of the ranking that a series is for. */
    int ranking(int series) {
        int place = isTheirs(series) ? series - theirRankings() : series;
        int ranking = 0;
        while (place(ranking) < place) {
            ranking++;
        }
        return ranking;
    }

    /** The statistics that a series is ranked for. */
    List<RankStatistic> statistics(int series) {
        return rankings.get(ranking(series)).statistics();
    }

    /** The first tally of the influences on a statistic, among those of all. */
    int tally(int ranking, int statistic) {
        int tallies = rankings.get(ranking).statistics().stream()
                .limit(statistic)
                .mapToInt(RankStatistic::tallies)
                .sum();
        for (Ranking before : rankings.subList(0, ranking)) {
            tallies += before.statistics().stream()
                    .mapToInt(RankStatistic::tallies)
                    .sum();
        }
        return tallies;
    }

    /** How many tallies of influences there are. */
    int tallies() {
        return tally(
                rankings.size() - 1,
                rankings.get(rankings.size() - 1).statistics().size());
    }
}
