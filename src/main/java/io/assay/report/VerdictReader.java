package io.assay.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a {@link CommittedVerdict} from the tree of a {@code verdict.json}, naming what is missing or wrong. */
final class VerdictReader {

    private VerdictReader() {}

    static CommittedVerdict read(JsonNode root) throws IOException {
        int version = (int) count(root, "schema_version");
        if (version != VerdictFile.SCHEMA_VERSION) {
            throw new IOException("Cannot read verdict: schema_version " + version + " (this program reads "
                    + VerdictFile.SCHEMA_VERSION + ")");
        }
        List<CommittedVerdict.Outcome> outcomes = new ArrayList<>();
        for (JsonNode candidate : array(root, "candidates")) {
            outcomes.add(outcome(candidate));
        }
        List<RowAccount> accounts = new ArrayList<>();
        for (JsonNode account : array(root, "rows")) {
            accounts.add(account(account));
        }
        return new CommittedVerdict(
                text(root, "evaluation"),
                text(root, "run_date"),
                verdict(root),
                outcomes,
                accounts,
                texts(root, "notes"),
                text(root, "configuration_digest"),
                texts(root, "data_files"));
    }

    private static CommittedVerdict.Outcome outcome(JsonNode node) throws IOException {
        String candidate = text(node, "candidate");
        List<CommittedVerdict.Gate> gates = new ArrayList<>();
        for (JsonNode gate : array(node, "gates")) {
            Cell cell = new Cell(text(gate, "partition"), text(gate, "slice"));
            String name =
                    gate.has("name") ? text(gate, "name") : VerdictFile.gateName(candidate, text(gate, "loss"), cell);
            gates.add(new CommittedVerdict.Gate(name, field(gate, "hard").asBoolean(), verdict(gate)));
        }
        return new CommittedVerdict.Outcome(
                text(node, "baseline"),
                candidate,
                verdict(node),
                text(node, "difference"),
                texts(node, "warnings"),
                gates);
    }

    private static RowAccount account(JsonNode node) throws IOException {
        SortedMap<String, SortedMap<String, Long>> unscored = new TreeMap<>();
        for (Map.Entry<String, JsonNode> loss : field(node, "unscored").properties()) {
            unscored.put(loss.getKey(), counts(loss.getValue()));
        }
        return new RowAccount(
                text(node, "side"),
                count(node, "read"),
                count(node, "filtered"),
                count(node, "evaluated"),
                counts(field(node, "quarantined")),
                count(node, "unmatched"),
                count(node, "unlabelled"),
                count(node, "unversioned"),
                unscored);
    }

    private static SortedMap<String, Long> counts(JsonNode node) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            counts.put(entry.getKey(), entry.getValue().asLong());
        }
        return counts;
    }

    private static Verdict verdict(JsonNode node) throws IOException {
        String name = text(node, "verdict");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        throw new IOException(
                "Cannot read verdict: unknown verdict: " + name + " (known: " + List.of(Verdict.values()) + ")");
    }

    private static JsonNode array(JsonNode node, String name) throws IOException {
        JsonNode value = field(node, name);
        if (!value.isArray()) {
            throw wrong(name, "a list");
        }
        return value;
    }

    private static List<String> texts(JsonNode node, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(node, name)) {
            texts.add(text.asText());
        }
        return texts;
    }

    private static String text(JsonNode node, String name) throws IOException {
        JsonNode value = field(node, name);
        if (!value.isTextual()) {
            throw wrong(name, "a text");
        }
        return value.asText();
    }

    private static long count(JsonNode node, String name) throws IOException {
        JsonNode value = field(node, name);
        if (!value.isIntegralNumber()) {
            throw wrong(name, "a whole number");
        }
        return value.asLong();
    }

    private static JsonNode field(JsonNode node, String name) throws IOException {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IOException("Cannot read verdict: no key " + name + " (is this a verdict.json of Assay?)");
        }
        return value;
    }

    private static IOException wrong(String name, String rule) {
        return new IOException("Cannot read verdict: " + name + " must be " + rule);
    }
}
