package io.assay.job;

import io.assay.dimension.Coordinate;
import io.assay.job.Configuration.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The cells that a configuration has, as gates name them: {@code all}, {@code branch=*}, a predicate's name. */
final class GateCells {

    private GateCells() {}

    /** What a gate on a slice may say; a rollup has one for each of its depths. */
    static List<String> written(Slice slice) {
        return switch (slice.kind()) {
            case PREDICATE -> List.of(Coordinate.named(slice.name()));
            case COLUMNS, BINS, QUANTILES -> List.of(written(slice.columns()));
            case ROLLUP -> {
                List<String> depths = new ArrayList<>();
                for (int depth = 1; depth <= slice.columns().size(); depth++) {
                    depths.add(written(slice.columns().subList(0, depth)));
                }
                yield depths;
            }
        };
    }

    /** {@code branch=*,category=*}. */
    static String written(List<String> columns) {
        return columns.stream()
                .distinct()
                .map(column -> Coordinate.named(column) + "=*")
                .collect(Collectors.joining(","));
    }

    /** A gate's cell with every value left open: {@code branch=House,category=*} becomes {@code branch=*,category=*}. */
    static String general(String cell) {
        return List.of(cell.split(",", -1)).stream()
                .map(part -> part.contains("=") ? part.substring(0, part.indexOf('=')) + "=*" : part)
                .collect(Collectors.joining(","));
    }
}
