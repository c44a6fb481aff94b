package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SharedSession.class)
class FingerprintsSparkTest {

    private static final ScoredSchema SCHEMA = new ScoredSchema(0, 0, 1, List.of(false), false, false, List.of(), 0);

    /** Of 0 to 9,999, each multiple of 1,000 is there twice more; 77 is there again, but labels only. */
    private static final List<Long> IDS = Stream.of(
                    LongStream.range(0, 10_000),
                    LongStream.iterate(0, id -> id < 10_000, id -> id + 1000),
                    LongStream.iterate(0, id -> id < 10_000, id -> id + 1000),
                    LongStream.of(-77))
            .flatMap(LongStream::boxed)
            .toList();

    @Test
    void idsThatOccurTwiceAreFoundOnce(SparkSession spark) {
        assertThat(duplicated(spark, 100, 2))
                .containsExactly(LongStream.range(0, 10)
                        .mapToObj(id -> new Fingerprint(5, 1000 * id))
                        .toArray(Fingerprint[]::new));
    }

    @Test
    void ofManyTheLeastAreGivenHoweverTheyAreSpread(SparkSession spark) {
        List<Fingerprint> least = List.of(new Fingerprint(5, 0), new Fingerprint(5, 1000), new Fingerprint(5, 2000));
        assertThat(duplicated(spark, 3, 1)).isEqualTo(least);
        assertThat(duplicated(spark, 3, 5)).isEqualTo(least);
    }

    private static List<Fingerprint> duplicated(SparkSession spark, int most, int partitions) {
        JavaRDD<Long> source =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(IDS, 3);
        return Fingerprints.duplicated(
                source, FingerprintsSparkTest::scored, partitions, MeetingMemory.of(100_000), most);
    }

    private static Iterator<ScoredBatch> scored(Iterator<Long> ids) {
        List<ScoredBatch> batches = new ArrayList<>();
        Dictionaries dictionaries = new Dictionaries(SCHEMA);
        while (ids.hasNext()) {
            ScoredBatch batch = new ScoredBatch(SCHEMA, dictionaries, 1000);
            while (ids.hasNext() && batch.size < batch.capacity()) {
                long id = ids.next();
                int row = batch.size++;
                batch.idHigh[row] = 5;
                batch.idLow[row] = Math.abs(id);
                batch.odd[row] = id < 0 ? new OddRow("unmatched", true, "77", null) : null;
            }
            batches.add(batch);
        }
        return batches.iterator();
    }
}
