package io.assay.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** One scored example of a test. */
record Score(
        @Nullable String id,
        @Nullable String version,
        @Nullable Double label,
        @Nullable Double prediction,
        @Nullable Double weight,
        @Nullable String user,
        @Nullable String kind,
        @Nullable String day) {

    private static final List<String> VERSIONS = List.of("a", "b", "c");

    static Score of(String id, String version, double label, double prediction) {
        return new Score(id, version, label, prediction, 1.0, null, null, null);
    }

    Row row() {
        return RowFactory.create(id, version, label, prediction, weight, user, kind, day);
    }

    Score withVersion(@Nullable String other) {
        return new Score(id, other, label, prediction, weight, user, kind, day);
    }

    Score withWeight(@Nullable Double other) {
        return new Score(id, version, label, prediction, other, user, kind, day);
    }

    Score withLabel(@Nullable Double other) {
        return new Score(id, version, other, prediction, weight, user, kind, day);
    }

    Score withPrediction(@Nullable Double other) {
        return new Score(id, version, label, other, weight, user, kind, day);
    }

    Score withUser(@Nullable String other) {
        return new Score(id, version, label, prediction, weight, other, kind, day);
    }

    /** Good scores of three versions, some examples missing in some; predictions are eighths, so that there are ties. */
    static List<Score> good(Random random, int examples) {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            double label = random.nextDouble();
            String user = random.nextInt(10) == 0 ? null : "user " + random.nextInt(1 + examples / 5);
            String kind = random.nextInt(10) == 0 ? null : "kind " + random.nextInt(3);
            double weight = random.nextInt(4) == 0 ? 0 : random.nextInt(4) == 0 ? 1 : 3 * random.nextDouble();
            for (String version : VERSIONS) {
                if (random.nextInt(10) > 0) {
                    double prediction = random.nextInt(9) / 8.0;
                    scores.add(new Score(
                            "id " + i, version, label, prediction, weight, user, kind, "day " + random.nextInt(2)));
                }
            }
        }
        return scores;
    }

    /** Good scores among others: duplicates, and rows with something null, not a number or negative. */
    static List<Score> mixed(Random random, int examples) {
        List<Score> scores = new ArrayList<>();
        for (Score score : good(random, examples)) {
            scores.add(score);
            switch (random.nextInt(40)) {
                case 0 -> scores.add(score);
                case 1 -> scores.add(score.withPrediction(null));
                case 2 -> scores.set(scores.size() - 1, score.withPrediction(Double.NaN));
                case 3 -> scores.set(scores.size() - 1, score.withPrediction(null));
                case 4 -> scores.set(scores.size() - 1, score.withLabel(null));
                case 5 -> scores.set(scores.size() - 1, score.withWeight(-1.0));
                case 6 -> scores.set(scores.size() - 1, score.withWeight(null));
                case 7 -> scores.set(scores.size() - 1, score.withVersion(null));
                case 8 -> scores.add(score.withLabel(null));
                case 9 ->
                    scores.add(new Score(null, score.version(), 1.0, 1.0, 1.0, score.user(), score.kind(), "day 0"));
                case 10 -> {
                    scores.add(score.withPrediction(Double.POSITIVE_INFINITY));
                    scores.add(score.withPrediction(null));
                }
                default -> {}
            }
        }
        return scores;
    }
}
