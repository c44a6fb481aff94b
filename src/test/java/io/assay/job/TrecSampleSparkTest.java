package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A TREC run from end to end: predictions and judgements gathered by query, against the measures that TREC publishes. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrecSampleSparkTest {

    private static final List<String> MEASURES = List.of(
            "num_rel", "num_rel_ret", "map", "recip_rank", "P_5", "P_10", "recall_100", "ndcg", "ndcg_cut_10", "Rprec");

    /** Totals over queries in what is published, means in what is computed. */
    private static final List<String> TOTALS = List.of("num_rel", "num_rel_ret");

    private static Sample sample;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        sample = Sample.run("trec-ranking", "trec_ranking", output);
    }

    @Test
    void everyMeasureOfEveryQueryIsThePublishedOne() {
        Sample.each(sample.expected().get("computed_per_query"), (query, computed) -> {
            JsonNode published = sample.expected().get("published").get(query);
            for (String measure : MEASURES) {
                Cost cost = sample.cost(Sample.slice("query_id", query), "STANDARD", measure);
                assertThat(cost.rows()).as(query).isEqualTo(1);
                sample.isComputed(cost, computed.get(measure));
                isPublished(cost, published.get(measure));
            }
        });
    }

    @Test
    void everyMeasureOverAllQueriesIsThePublishedOne() {
        for (String measure : MEASURES) {
            Cost cost = sample.cost(Cell.ALL, "STANDARD", measure);
            assertThat(cost.rows()).as(measure).isEqualTo(3);
            double mean = TOTALS.contains(measure) ? cost.cost() / 3 : cost.cost();
            sample.isComputed(
                    measure, mean, sample.expected().get("computed_mean").get(measure));
            isPublished(cost, sample.expected().get("published").get("all").get(measure));
        }
    }

    private static void isPublished(Cost cost, JsonNode published) {
        Sample.isPublished(
                cost.cell() + " " + cost.loss(), cost.cost(), String.format(Locale.ROOT, "%.4f", published.asDouble()));
    }

    /** What stands in the first places is the same; of what is relevant only that of the first 100 places is left. */
    @Test
    void theCutKeepsTheFirstPlacesAndLosesTheOthers() {
        for (String query : List.of("301", "302", "303")) {
            Cell cell = Sample.slice("query_id", query);
            for (String measure : List.of("recip_rank", "P_5", "P_10", "recall_100", "ndcg_cut_10", "num_rel")) {
                assertThat(sample.cost(cell, "first_100", measure).cost())
                        .as(query + " " + measure)
                        .isEqualTo(sample.cost(cell, "STANDARD", measure).cost());
            }
        }
        // 23, 42 and 9 of 474, 77 and 10: the recall at 100.
        assertThat(sample.cost(Cell.ALL, "first_100", "num_rel_ret").cost()).isEqualTo(23 + 42 + 9);
        assertThat(Runs.comparison(sample.evaluation(), Cell.ALL, "first_100", "map")
                        .difference())
                .isNegative();
        assertThat(sample.evaluation().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void rowsAreCountedAsTheyAreReadAndReadOnce() {
        RowAccount predictions = sample.evaluation().accounts().get(0);
        assertThat(predictions.read())
                .isEqualTo(2 * sample.expected().get("n_run_rows").asLong());
        assertThat(predictions.evaluated()).isEqualTo(predictions.read());
        RowAccount labels = sample.evaluation().accounts().get(1);
        assertThat(labels.read()).isEqualTo(sample.expected().get("n_qrels").asLong());
        assertThat(labels.evaluated()).isEqualTo(labels.read());
        assertThat(sample.evaluation().provenance().scans()).isEqualTo(1);
    }

    @Test
    void theOutputKeepsTheContract() throws Exception {
        Contract.holds(sample);
    }
}
