package io.assay.input;

import java.util.Optional;

/** The format of a file by its name. */
public final class FileFormat {

    private FileFormat() {}

    /** The format that the ending suggests, if it suggests one. */
    public static Optional<String> of(String name) {
        return switch (ending(name)) {
            case "csv", "tsv" -> Optional.of("csv");
            case "json", "jsonl", "ndjson" -> Optional.of("json");
            case "parquet" -> Optional.of("parquet");
            case "orc" -> Optional.of("orc");
            case "avro" -> Optional.of("avro");
            default -> Optional.empty();
        };
    }

    /** What follows the last dot of a name, the ending of a compressed file aside. */
    public static String ending(String name) {
        String plain = name.replaceAll("\\.(gz|bz2|zst|snappy|lz4|deflate)$", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}
