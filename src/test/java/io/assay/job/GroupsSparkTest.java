package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.RowAccount;
import io.assay.spark.SharedSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows gathered by query: what the arrays hold, by hand, and where every row went that was read. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class GroupsSparkTest {

    private static final String RANKED =
            """
            input: {path: rows.csv, where: query <> 'q9'}
            columns: {group: query, id: doc, version: version, label: relevance, prediction: score, partition: [lang]}
            baseline: a
            slices: [{name: long, where: size(prediction) > 2}]
            losses: [average_precision_query, {name: first, sql: "label[0]", direction: higher}]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            """;

    private static final String JOINED =
            """
            predictions: {path: run.csv}
            labels: {path: qrels.csv}
            columns: {group: query, id: doc, version: version, label: relevance, prediction: score}
            baseline: a
            slices: [topic]
            losses: [average_precision_query]
            limits: {quarantined: 1, unpaired: 1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private static RowAccount account(
            String side, long read, long evaluated, Map<String, Long> quarantined, long unmatched) {
        return new RowAccount(side, read, 0, evaluated, new TreeMap<>(quarantined), unmatched, 0, 0, new TreeMap<>());
    }

    /** {@code size} differs within a query, and is named in the configuration as a function only. */
    @Test
    void itemsStandInTheOrderOfTheirScoresAndTheQueryIsTheUnit() throws Exception {
        Workspace ranked = new Workspace(folder)
                .with(
                        "rows.csv",
                        "query,doc,version,score,relevance,lang,size",
                        "q1,d2,a,0.5,0,en,1",
                        "q1,d3,a,0.5,1,en,2", // tied with d2, and larger
                        "q1,d1,a,10,1,en,3", // a number above 0.5, though no text above it
                        "q1,d1,b,0.1,1,en,1",
                        "q1,d2,b,0.9,0,en,2",
                        "q1,d3,b,0.5,1,en,3",
                        "q2,d1,a,-1,1,de,1",
                        "q2,d1,b,-2,1,de,2");
        Workspace.Found found = ranked.run(RANKED);
        // Relevances in order: 1, 1, 0 of a and 0, 1, 1 of b; 1 of either for q2.
        assertThat(found.cost("lang=en", "all", "a", "average_precision_query").cost())
                .isEqualTo(1);
        assertThat(found.cost("lang=en", "all", "b", "average_precision_query").cost())
                .isCloseTo(7.0 / 12, within(1e-15));
        assertThat(found.cost("all", "long", "b", "first").cost()).isZero();
        assertThat(found.comparison("b", "average_precision_query").units()).isEqualTo(2);
        assertThat(found.comparison("b", "average_precision_query").difference())
                .isCloseTo((7.0 / 12 - 1) / 2, within(1e-15));
        assertThat(found.account()).isEqualTo(account("rows", 8, 8, Map.of(), 0));
        assertThat(found.evaluation().provenance().scans()).isEqualTo(1);
        // Without ids, equal scores stand with the smaller relevance first: 1, 0, 1.
        assertThat(ranked.run(RANKED.replace("id: doc, ", ""))
                        .cost("lang=en", "all", "a", "average_precision_query")
                        .cost())
                .isCloseTo(5.0 / 6, within(1e-15));
    }

    @Test
    void aQueryWithARowThatCannotBeUsedIsSetAsideWholeRowByRow() throws Exception {
        Trial.write(
                folder,
                "rows.csv",
                "query,doc,version,score,relevance,lang",
                "q1,d1,a,0.5,1,en",
                "q2,d1,a,,1,en", // no score
                "q2,d2,a,0.5,1,en",
                "q2,d1,b,0.5,1,en", // the same query of another version
                "q3,d1,a,0.5,1,en", // a document twice
                "q3,d1,a,0.4,1,en",
                "q3,d2,a,0.3,1,en",
                "q4,d1,a,0.5,,en", // no relevance
                "q4,d2,a,0.4,1,en",
                "q5,d1,a,0.5,1,en", // two partitions
                "q5,d2,a,0.4,1,de",
                "q6,d1,a,much,1,en",
                "q7,,a,0.5,1,en", // no document
                "q7,d1,a,0.5,NaN,en",
                "q8,d1,a,0.5,-1,en", // no loss
                "q8,d2,a,0.4,1,en",
                "q9,d1,a,0.5,1,en", // filtered
                ",d1,a,0.5,1,en", // no query; the condition is not true of it either
                "q1,d1,,0.5,1,en"); // no version
        Trial found = Trial.of(
                folder,
                RANKED.replace(", {name: first, sql: \"label[0]\", direction: higher}", "")
                        + "output: {formats: [parquet]}\n");
        Map<String, Long> reasons = new TreeMap<>(Map.of(
                "prediction_null", 1L,
                "duplicate_in_group", 2L,
                "not_constant_in_group: lang", 2L,
                "prediction_not_a_number", 1L,
                "item_null", 1L,
                "label_nan", 1L,
                "group_incomplete", 3L,
                "label_not_non_negative", 2L));
        assertThat(found.rows())
                .isEqualTo(new RowAccount("rows", 19, 2, 2, new TreeMap<>(reasons), 0, 1, 1, new TreeMap<>()));
        assertThat(found.quarantine())
                .hasSize(13)
                .contains(
                        "duplicate_in_group a q3 {\"id\":\"d1\",\"label\":1.0,\"prediction\":0.4}",
                        "group_incomplete a q2 {\"id\":\"d2\",\"label\":1.0,\"prediction\":0.5}",
                        "label_not_non_negative a q8 {\"id\":\"d1\",\"label\":-1.0,\"prediction\":0.5}")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("prediction_not_a_number a q6")
                        .contains("much"));
    }

    @Test
    void whatWasJudgedAndNotReturnedIsMissed() throws Exception {
        Workspace joined = new Workspace(folder)
                .with(
                        "run.csv",
                        "query,doc,version,score",
                        "q1,d1,a,0.9",
                        "q1,d2,a,0.5",
                        "q1,d2,b,0.9",
                        "q1,d9,b,0.5",
                        "q2,d1,a,0.9",
                        "q2,d7,a,0.1", // not judged
                        "q4,d2,a,0.5", // beside a document that is judged twice
                        "q5,d1,a,0.5") // of a query that is not judged
                .with(
                        "qrels.csv",
                        "query,doc,relevance,topic",
                        "q1,d1,1,x",
                        "q1,d2,0,x",
                        "q1,d9,1,x",
                        "q2,d1,1,y",
                        "q3,d1,1,y", // of a query that nobody answers
                        "q4,d1,1,y",
                        "q4,d1,0,y",
                        "q4,d2,1,y");
        Workspace.Found strict = joined.run(JOINED);
        // One of two at the first place; one of two at the second.
        assertThat(strict.cost("all", "topic=x", "a", "average_precision_query").cost())
                .isEqualTo(0.5);
        assertThat(strict.comparison("b", "average_precision_query").difference())
                .isEqualTo(-0.25);
        assertThat(strict.evaluation().accounts())
                .containsExactly(
                        account("predictions", 8, 4, Map.of("group_incomplete", 2L), 2),
                        account("labels", 8, 3, Map.of("duplicate_id", 2L), 3));
        Workspace.Found lenient = joined.run(JOINED.replace("group: query,", "group: query, unjudged: 0,"));
        assertThat(lenient.cost("all", "topic=y", "a", "average_precision_query")
                        .cost())
                .isEqualTo(1);
        assertThat(lenient.evaluation().accounts())
                .containsExactly(
                        account("predictions", 8, 6, Map.of("group_incomplete", 1L), 1),
                        account("labels", 8, 4, Map.of("duplicate_id", 2L), 2));
    }

    @Test
    void columnsPerVersionWeightsClustersAndQuantilesAreThoseOfGroups() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with(
                        "rows.csv",
                        "query,user,doc,p1,p2,rel,w",
                        "q1,u1,d1,3,1,1,2",
                        "q1,u1,d2,2,,0,2", // not returned by the second version
                        "q2,u1,d1,1,2,1,1",
                        "q2,u1,d2,2,1,0,1",
                        "q3,u2,d1,5,5,1,1")
                .run(
                        """
                        input: {path: rows.csv}
                        columns:
                          group: query
                          id: doc
                          wide: {one: p1, two: "coalesce(double(p2), double('-infinity'))"}
                          label: rel
                          weight: w
                          cluster: user
                        baseline: one
                        slices: [{column: size(label), quantiles: 2}]
                        losses: [average_precision_query]
                        """);
        // 1, 1/2 and 1 with weights 2, 1 and 1; the second version has all of them first.
        assertThat(found.cost("one", "average_precision_query").cost()).isEqualTo(0.875);
        assertThat(found.cost("two", "average_precision_query").cost()).isEqualTo(1);
        assertThat(found.comparison("two", "average_precision_query").units()).isEqualTo(2);
        assertThat(found.comparison("two", "average_precision_query").rows()).isEqualTo(3);
        // Lists of one and of two documents.
        assertThat(found.slices()).hasSize(3);
        assertThat(found.account()).isEqualTo(account("rows", 10, 10, Map.of(), 0));
    }

    @Test
    void whatGroupsCannotReadIsToldTogether(SparkSession spark) throws Exception {
        Trial.write(folder, "run.csv", "query,doc,version,score,relevance");
        Trial.write(folder, "qrels.csv", "query,doc,grade");
        Path file = Files.writeString(
                folder.resolve("bad.yaml"),
                JOINED.replace("group: query", "group: [query, qeury]")
                        .replace("prediction: score", "prediction: array(score)")
                        .replace("slices: [topic]", "slices: [{name: s, where: prediction > 0.5}]"));
        assertThatThrownBy(() -> Explanation.of(spark, ConfigurationReader.read(file, Map.of(), null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("columns.group: qeury: unknown column (did you mean query?")
                .hasMessageContaining("columns.label: relevance: unknown column")
                .hasMessageContaining("columns.prediction: array(score): is array<string>; must be a number")
                .hasMessageContaining("slices.where: prediction > 0.5: is no valid SQL over these columns");
    }

    @Test
    void whatIsGatheredIsExplained(SparkSession spark) throws Exception {
        assertThat(Explanation.of(spark, ConfigurationReader.read(Path.of("conf/trec-ranking.yaml"), Map.of(), null)))
                .contains(
                        "            joined by [query_id, doc_id] with the labels in",
                        "Gathers     the rows of each version by [query_id]: label and prediction become arrays, the highest"
                                + " prediction first, of equal ones the larger [doc_id]; items judged, but not returned,"
                                + " follow with the prediction −∞",
                        "            an item without a label has the label 0.0",
                        "Compares    every other version with [STANDARD], paired by [query_id], α = 0.05");
    }
}
