package io.assay.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Configurations on their way to a driver in a cluster, which cannot read the files of those who start it. They travel as
 * settings: files that are extended, overrides and variables resolved, and every value with the place where it was
 * written, so that the driver tells what is wrong as if it stood beside the files.
 *
 * @param receipt where the driver leaves a {@link Receipt}
 * @param folder the working directory of those who start it
 */
record Shipment(String receipt, Path folder, List<Item> items) {

    /**
     * The longest text. YARN gives the driver's whole command to a shell as one argument, for which Linux has 128 KiB;
     * the difference is left to the rest of that command.
     */
    static final int LONGEST = 96 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    Shipment {
        items = List.copyOf(items);
    }

    /**
     * One configuration.
     *
     * @param file as it was named
     */
    record Item(Path file, Setting.Mapping settings) {}

    /**
     * The shipment as one word of a command line, of letters, digits, {@code -} and {@code _}.
     *
     * @throws BadArgumentsException if it is longer than {@link #LONGEST}
     */
    String text() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("receipt", receipt);
        root.put("folder", folder.toString());
        ArrayNode all = root.putArray("items");
        items.forEach(
                item -> all.addObject().put("file", item.file().toString()).set("settings", json(item.settings())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(JSON.writeValueAsBytes(root));
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
        if (text.length() > LONGEST) {
            throw new BadArgumentsException("Cannot ship the configuration to the cluster: it takes " + text.length()
                    + " characters compressed (must be at most " + LONGEST
                    + "); evaluate fewer configurations at once, or use --deploy-mode client");
        }
        return text;
    }

    /** Reads what {@link #text} gave. */
    static Shipment of(String text) throws IOException {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        try (InputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            JsonNode root = JSON.readTree(zipped);
            List<Item> items = new ArrayList<>();
            for (JsonNode item : root.required("items")) {
                items.add(new Item(
                        Path.of(item.required("file").asText()), (Setting.Mapping) setting(item.required("settings"))));
            }
            return new Shipment(
                    root.required("receipt").asText(),
                    Path.of(root.required("folder").asText()),
                    items);
        }
    }

    private static ObjectNode json(Setting setting) {
        ObjectNode node = JSON.createObjectNode().put("place", setting.place());
        if (setting instanceof Setting.Mapping mapping) {
            ObjectNode entries = node.putObject("entries");
            mapping.entries().forEach((key, value) -> entries.set(key, json(value)));
        } else if (setting instanceof Setting.Sequence sequence) {
            ArrayNode items = node.putArray("items");
            sequence.items().forEach(item -> items.add(json(item)));
        } else {
            node.put("text", ((Setting.Scalar) setting).text());
        }
        return node;
    }

    private static Setting setting(JsonNode node) {
        String place = node.required("place").asText();
        if (node.has("entries")) {
            Map<String, Setting> entries = new LinkedHashMap<>();
            node.get("entries").properties().forEach(entry -> entries.put(entry.getKey(), setting(entry.getValue())));
            return new Setting.Mapping(place, entries);
        }
        if (node.has("items")) {
            List<Setting> items = new ArrayList<>();
            node.get("items").forEach(item -> items.add(setting(item)));
            return new Setting.Sequence(place, items);
        }
        @Nullable String text = node.required("text").textValue();
        return new Setting.Scalar(place, text);
    }
}
