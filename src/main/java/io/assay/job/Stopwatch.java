package io.assay.job;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall time by stage, in seconds, in the order in which the stages began. */
final class Stopwatch {

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long since = System.nanoTime();

    /** Ends the stage that has run since the last call, or since the beginning. */
    void lap(String stage) {
        long now = System.nanoTime();
        seconds.merge(stage, (now - since) / 1e9, Double::sum);
        since = now;
    }

    Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }
}
