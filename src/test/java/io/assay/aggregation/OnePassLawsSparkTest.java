package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same rows give the same bits, however they lie and however Spark works. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class OnePassLawsSparkTest {

    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String COALESCE = "spark.sql.adaptive.coalescePartitions.enabled";

    private static Passes.Bits bits(SparkSession spark, TallyPlan plan, List<Score> scores, Random random) {
        String before = spark.conf().get(SHUFFLE_PARTITIONS);
        List<Score> shuffled = new ArrayList<>(scores);
        Collections.shuffle(shuffled, random);
        try {
            spark.conf().set(SHUFFLE_PARTITIONS, 1 + random.nextInt(20));
            spark.conf().set(COALESCE, random.nextBoolean());
            return Passes.run(plan, Passes.conformed(plan, shuffled, 1 + random.nextInt(20)), Passes::bits);
        } finally {
            spark.conf().set(SHUFFLE_PARTITIONS, before);
            spark.conf().unset(COALESCE);
        }
    }

    private static void isOrderFree(SparkSession spark, boolean weighted, boolean clustered, int dataSeed) {
        TallyPlan plan = Passes.plan(weighted, clustered);
        List<Score> scores = Score.mixed(new Random(dataSeed), 60);
        Passes.Bits first = Passes.run(plan, Passes.conformed(plan, scores, 1), Passes::bits);
        assertThat(first.values()).containsKey("quarantined").hasSizeGreaterThan(30);
        for (int seed = 0; seed < 3; seed++) {
            assertThat(bits(spark, plan, scores, new Random(seed)).differences(first))
                    .as("data seed %d, order seed %d, weighted %s, clustered %s", dataSeed, seed, weighted, clustered)
                    .isEmpty();
        }
    }

    @Test
    void anyOrderAndPartitioningGiveTheSameBits(SparkSession spark) {
        isOrderFree(spark, true, false, 1);
    }

    @Test
    void clustersSpreadOverPartitionsGiveTheSameBits(SparkSession spark) {
        isOrderFree(spark, true, true, 2);
    }

    @Test
    void theSameRowsInAPlainLoopGiveTheSameBits() {
        for (int seed = 0; seed < 4; seed++) {
            boolean weighted = seed % 2 == 0;
            boolean clustered = seed / 2 == 0;
            TallyPlan plan = Passes.plan(weighted, clustered);
            List<Score> scores = Score.mixed(new Random(seed), 80);
            PlainLoop loop = new PlainLoop(weighted, clustered, scores);
            Passes.run(plan, scores, tallied -> {
                loop.isEqualTo(tallied);
                return true;
            });
        }
    }

    /** Losses of all sizes, so that some leave the digits that others have room in; in cells that several tasks add up. */
    @Test
    void aLossHasTheSameBitsAmongManyAsAlone() {
        List<LossColumn> losses = IntStream.range(0, 30)
                .mapToObj(i -> new LossColumn(
                        "loss " + i,
                        "abs(label - prediction) * pow(10D, " + (i % 7 - 3) * 3 + ")",
                        "NULL",
                        Optional.empty(),
                        false,
                        Aggregate.MEAN,
                        Direction.LOWER))
                .toList();
        List<Score> scores = Score.good(new Random(5), 200);
        SortedMap<Cell, CellTally> many = Passes.run(Passes.plan(losses), scores, Tallied::cells);
        for (int i : List.of(0, 12, 13, 17, 29)) {
            int loss = i;
            Passes.run(Passes.plan(List.of(losses.get(i))), scores, Tallied::cells)
                    .forEach((cell, alone) -> {
                        CellTally among = Objects.requireNonNull(many.get(cell));
                        alone.costs().forEach((version, tallies) -> assertThat(
                                        Objects.requireNonNull(among.costs().get(version))[loss].toBytes())
                                .as("loss %d of %s in %s", loss, version, cell)
                                .isEqualTo(tallies[0].toBytes()));
                        alone.pairs().forEach((pair, tallies) -> assertThat(
                                        Objects.requireNonNull(among.pairs().get(pair))[loss].toBytes())
                                .as("loss %d of %s in %s", loss, pair, cell)
                                .isEqualTo(tallies[0].toBytes()));
                    });
        }
    }

    @Test
    void aClusterOfOneRowEachIsNoClusterAtAll() {
        List<Score> scores = new ArrayList<>();
        for (Score score : Score.good(new Random(3), 60)) {
            scores.add(score.withUser(score.id()));
        }
        Passes.Bits rows = Passes.run(Passes.plan(true, false), scores, Passes::bits);
        Passes.Bits clusters = Passes.run(Passes.plan(true, true), scores, Passes::bits);
        assertThat(clusters.differences(rows)).isEmpty();
    }

    @Test
    void aRowWithoutAClusterIsAloneEvenWhereItsIdIsTheNameOfOne() {
        List<Score> scores = IntStream.range(0, 4)
                .mapToObj(i -> Score.of(i == 0 ? "u" : "id " + i, "a", 1, i).withUser(i == 0 ? null : "u"))
                .toList();
        long units = Passes.run(Passes.plan(false, true), scores, tallied -> tallied.cell(io.assay.dimension.Cell.ALL)
                .orElseThrow()
                .costs("a")[0]
                .units());
        assertThat(units).isEqualTo(2);
    }
}
