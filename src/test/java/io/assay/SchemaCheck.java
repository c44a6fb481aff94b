package io.assay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a tree against the part of JSON Schema that the published schemas use; fails on any other part. */
public record SchemaCheck(JsonNode root) {

    private static final Set<String> NOTES = Set.of("$schema", "$defs", "title", "description", "default");
    private static final Set<String> RULES = Set.of(
            "$ref",
            "const",
            "enum",
            "type",
            "anyOf",
            "items",
            "minItems",
            "properties",
            "required",
            "additionalProperties",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum");

    /** What in {@code value} does not fit the schema; empty if all does. */
    public List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        check("", root, value, problems);
        return problems;
    }

    private void check(String path, JsonNode schema, JsonNode value, List<String> problems) {
        schema.fieldNames().forEachRemaining(name -> {
            if (!NOTES.contains(name) && !RULES.contains(name)) {
                throw new AssertionError("Unknown rule in the schema: " + name);
            }
        });
        if (schema.has("$ref")) {
            JsonNode target = root.at(schema.get("$ref").asText().substring(1));
            if (target.isMissingNode()) {
                throw new AssertionError("Unknown reference in the schema: " + schema.get("$ref"));
            }
            check(path, target, value, problems);
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            problems.add(path + ": " + value + " is not " + schema.get("const"));
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(path + ": " + value + " is none of " + schema.get("enum"));
        }
        if (schema.has("type") && !isOf(schema.get("type"), value)) {
            problems.add(path + ": " + value + " is no " + schema.get("type"));
        }
        if (schema.has("anyOf") && !anyFits(schema.get("anyOf"), value)) {
            problems.add(path + ": " + value + " fits none of " + schema.get("anyOf"));
        }
        if (value.isNumber()) {
            number(path, schema, value.asDouble(), problems);
        }
        if (value.isArray()) {
            array(path, schema, value, problems);
        }
        if (value.isObject()) {
            object(path, schema, value, problems);
        }
    }

    private static void number(String path, JsonNode schema, double value, List<String> problems) {
        boolean low = value < schema.path("minimum").asDouble(value)
                || (schema.has("exclusiveMinimum")
                        && value <= schema.get("exclusiveMinimum").asDouble());
        boolean high = value > schema.path("maximum").asDouble(value)
                || (schema.has("exclusiveMaximum")
                        && value >= schema.get("exclusiveMaximum").asDouble());
        if (low || high) {
            problems.add(path + ": " + value + " is too " + (low ? "low" : "high"));
        }
    }

    private void array(String path, JsonNode schema, JsonNode value, List<String> problems) {
        if (value.size() < schema.path("minItems").asInt(0)) {
            problems.add(path + ": fewer than " + schema.get("minItems") + " items");
        }
        if (schema.has("items")) {
            value.forEach(item -> check(path + "/-", schema.get("items"), item, problems));
        }
    }

    private void object(String path, JsonNode schema, JsonNode value, List<String> problems) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                problems.add(path + ": no " + required.asText());
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode known = schema.path("properties").path(entry.getKey());
            JsonNode others = schema.path("additionalProperties");
            if (!known.isMissingNode()) {
                check(path + "/" + entry.getKey(), known, entry.getValue(), problems);
            } else if (others.isObject()) {
                check(path + "/" + entry.getKey(), others, entry.getValue(), problems);
            } else if (others.isBoolean()) {
                problems.add(path + ": unknown " + entry.getKey());
            }
        }
    }

    private boolean anyFits(JsonNode schemas, JsonNode value) {
        for (JsonNode schema : schemas) {
            List<String> problems = new ArrayList<>();
            check("", schema, value, problems);
            if (problems.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        if (types.isTextual()) {
            return switch (types.asText()) {
                case "object" -> value.isObject();
                case "array" -> value.isArray();
                case "string" -> value.isTextual();
                case "integer" -> value.isIntegralNumber();
                case "number" -> value.isNumber();
                case "boolean" -> value.isBoolean();
                case "null" -> value.isNull();
                default -> throw new AssertionError("Unknown type in the schema: " + types);
            };
        }
        for (JsonNode type : types) {
            if (isOf(type, value)) {
                return true;
            }
        }
        return false;
    }
}
