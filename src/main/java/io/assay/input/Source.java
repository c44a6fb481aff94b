package io.assay.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where rows come from.
 *
 * @param place file and line of the configuration that names it
 * @param format {@code csv json parquet orc avro table sql}
 * @param location a path with globs, a table's name, or a query
 * @param options reader options, as Spark spells them; nothing is added to them
 * @param where rows that fail it are counted as filtered
 * @param schema a DDL schema; without one, text formats take their names from the first line or record
 */
public record Source(
        String place,
        String format,
        String location,
        Map<String, String> options,
        Optional<String> where,
        Optional<String> schema) {

    public Source {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
