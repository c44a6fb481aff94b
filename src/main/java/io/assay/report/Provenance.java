package io.assay.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a result came about, enough to run it again.
 *
 * @param program name and version
 * @param sparkVersion of the session
 * @param command what was typed
 * @param configurationDigest SHA-256 of the resolved configuration, hexadecimal
 * @param inputs each input's identity: path with size and modification time, or table
 * @param scans how often the sources were read; a rerun whose quantiles are frozen reads them less often
 * @param road how rows were read, and why not faster, in a few words; empty if nothing is known of it
 * @param trivial what the baseline without a model was, if there is one
 * @param seconds wall time by stage, in order; with {@code scans} and {@code road} all that differs between two runs of the
 *     same evaluation
 */
public record Provenance(
        String program,
        String sparkVersion,
        String command,
        String configurationDigest,
        List<InputFile> inputs,
        int scans,
        String road,
        Optional<TrivialPredictor> trivial,
        Map<String, Double> seconds) {

    public Provenance {
        inputs = List.copyOf(inputs);
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    /** Of a result without such a baseline. */
    public Provenance(
            String program,
            String sparkVersion,
            String command,
            String configurationDigest,
            List<InputFile> inputs,
            int scans,
            String road,
            Map<String, Double> seconds) {
        this(program, sparkVersion, command, configurationDigest, inputs, scans, road, Optional.empty(), seconds);
    }

    /** Of a result of which it is not known how rows were read. */
    public Provenance(
            String program,
            String sparkVersion,
            String command,
            String configurationDigest,
            List<InputFile> inputs,
            int scans,
            Map<String, Double> seconds) {
        this(program, sparkVersion, command, configurationDigest, inputs, scans, "", seconds);
    }

    /** One file, or a table or query with size and time 0. */
    public record InputFile(String path, long bytes, long modifiedMillis) {}
}
