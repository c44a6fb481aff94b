package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.input.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What stands in {@code state.json} beside the table of states: what was tallied, and what has no cell.
 *
 * @param cells how many states the table has
 * @param read rows that the sources gave
 * @param readLabels the same for the labels' side of a join
 * @param sources where rows were read from
 * @param definition what must agree for states to be added, by {@link StateDefinition}
 * @param counts where every row went
 * @param candidates those that were named; none where all versions are
 */
record StateFile(
        String evaluation,
        String runDate,
        long cells,
        long read,
        long readLabels,
        List<String> sources,
        SortedMap<String, List<String>> definition,
        Counts counts,
        List<String> candidates) {

    static final String NAME = "state.json";

    private static final String CHECKSUM = "checksum";
    private static final ObjectMapper JSON = new ObjectMapper();

    StateFile {
        sources = List.copyOf(sources);
        candidates = List.copyOf(candidates);
    }

    /** That of what was just tallied. */
    static StateFile of(Configuration configuration, Planner.Plan plan, Tallied tallied, long cells) {
        return new StateFile(
                configuration.evaluation(),
                configuration.runDate(),
                cells,
                tallied.read(),
                tallied.readLabels(),
                configuration.input().rows().stream().map(StateFile::described).toList(),
                StateDefinition.of(plan),
                tallied.counts(),
                plan.tally().candidates());
    }

    /** Which rows a source gives: two run dates with the same have read the same rows. */
    private static String described(Source source) {
        return source.format() + " " + source.location()
                + source.where().map(where -> " where " + where).orElse("");
    }

    /** Whether clusters are carried, so that they may have come on other run dates. */
    boolean carries() {
        return definition.containsKey(StateDefinition.CARRIED);
    }

    byte[] bytes() {
        ObjectNode root = JSON.createObjectNode()
                .put("format_version", carries() ? StateTable.CARRIED : StateTable.VERSION)
                .put("evaluation", evaluation)
                .put("run_date", runDate)
                .put("cells", cells)
                .put("read", read)
                .put("read_labels", readLabels);
        sources.forEach(root.putArray("sources")::add);
        candidates.forEach(root.putArray("candidates")::add);
        ObjectNode parts = root.putObject("definition");
        definition.forEach((name, texts) -> texts.forEach(parts.putArray(name)::add));
        ArrayNode all = root.putArray("counts");
        counts.all().forEach((name, rows) -> {
            ObjectNode count = all.addObject();
            name.forEach(count.putArray("name")::add);
            count.put("rows", rows);
        });
        root.put(CHECKSUM, checksum(root));
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws IOException saying what is wrong with it
     */
    static StateFile read(byte[] bytes) throws IOException {
        if (!(tree(bytes) instanceof ObjectNode root)) {
            throw new IOException("it is no JSON object");
        }
        JsonNode version = root.path("format_version");
        if (!version.isInt()) {
            throw new IOException("it has no format_version");
        }
        if (version.asInt() != StateTable.VERSION && version.asInt() != StateTable.CARRIED) {
            throw new IOException("its format has version " + version + ", and this program reads versions "
                    + StateTable.VERSION + " and " + StateTable.CARRIED);
        }
        JsonNode checksum = root.remove(CHECKSUM);
        if (checksum == null || !checksum.asText().equals(checksum(root))) {
            throw new IOException("its checksum is wrong: the file was changed");
        }
        SortedMap<String, List<String>> definition = new TreeMap<>();
        root.path("definition").properties().forEach(part -> definition.put(part.getKey(), texts(part.getValue())));
        Map<List<String>, Long> counts = new HashMap<>();
        root.path("counts")
                .forEach(count ->
                        counts.put(texts(count.path("name")), count.path("rows").asLong()));
        return new StateFile(
                root.path("evaluation").asText(),
                root.path("run_date").asText(),
                root.path("cells").asLong(),
                root.path("read").asLong(),
                root.path("read_labels").asLong(),
                texts(root.path("sources")),
                definition,
                Counts.of(counts),
                texts(root.path("candidates")));
    }

    private static JsonNode tree(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Of everything else, whatever the spaces. */
    private static String checksum(ObjectNode root) {
        try {
            CRC32C checksum = new CRC32C();
            checksum.update(JSON.writeValueAsBytes(root));
            return Long.toHexString(checksum.getValue());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
