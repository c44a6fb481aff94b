package io.assay.job;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.report.TrivialPredictor;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The predictor without a model as the first run date has made it, kept beside the edges of quantiles under
 * {@code OUTPUT/evaluation=NAME/_frozen}, so that it is one baseline on all run dates. One that is asked for in other words is
 * another.
 */
final class FrozenPredictor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Configuration configuration;
    private final Storage storage;
    private final Path file;

    FrozenPredictor(SparkSession spark, Configuration configuration) throws IOException {
        this.configuration = configuration;
        this.file = new Path(
                new Path(configuration.output().path(), OutputFolder.ofEvaluation(configuration.evaluation())),
                "_frozen/trivial.json");
        this.storage = Storage.of(file, spark.sparkContext().hadoopConfiguration());
    }

    /** What was frozen under these words. */
    Optional<TrivialPredictor> kept(String words) throws IOException {
        return Optional.ofNullable(all().get(words));
    }

    /** The same predictor, named after the run date that has made it. */
    TrivialPredictor made(TrivialPredictor predictor) {
        return predictor.exists() ? predictor.frozenOn(configuration.runDate()) : predictor;
    }

    /** Keeps a predictor for the next run date, unless one is kept or it predicts nothing. */
    void freeze(String words, TrivialPredictor predictor) throws IOException {
        SortedMap<String, TrivialPredictor> all = all();
        if (predictor.exists() && all.putIfAbsent(words, predictor) == null) {
            storage.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        }
    }

    private SortedMap<String, TrivialPredictor> all() throws IOException {
        Optional<byte[]> bytes = storage.read(file);
        return bytes.isPresent() ? JSON.readValue(bytes.get(), new TypeReference<>() {}) : new TreeMap<>();
    }
}
