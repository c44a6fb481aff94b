package io.assay.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the columns that name an example: unique within each version, and shared between versions. One column goes before
 * two and two before three; a column that is called an id goes before others, and texts go before numbers.
 */
final class IdGuess {

    /** A few repeated rows do not make an id useless; they are quarantined later. */
    private static final double UNIQUE_ENOUGH = 0.99;

    /** The share of examples that several versions have. A number of the row is unique too, but shared by none. */
    private static final double SHARED_ENOUGH = 0.1;

    private static final int MOST_CANDIDATES = 12;

    private final DatasetSample sample;
    private final Optional<String> version;
    private final List<String> candidates;

    /**
     * @param version the column that names the version, if there is one
     * @param free columns that mean nothing else
     */
    IdGuess(DatasetSample sample, Optional<String> version, List<String> free) {
        this.sample = sample;
        this.version = version;
        this.candidates = free.stream()
                .filter(column ->
                        !sample.hasFractions(column) && sample.values(column).size() > 1)
                .sorted(Comparator.comparing(this::rank))
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private int rank(String column) {
        return isCalledId(column) ? 0 : sample.isNumeric(column) ? 2 : 1;
    }

    static boolean isCalledId(String column) {
        return column.toLowerCase(Locale.ROOT).matches("(.*[_ .-])?(id|key|uuid|guid)") || column.matches(".*[a-z]Id");
    }

    /** Whether the candidates together do. */
    boolean serves() {
        return !candidates.isEmpty() && serves(candidates);
    }

    /** The columns; empty if none are seen to do. */
    List<String> columns() {
        for (int size = 1; size <= 3; size++) {
            Optional<List<String>> found = ofSize(List.of(), 0, size);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return candidates.stream().filter(IdGuess::isCalledId).limit(1).toList();
    }

    private Optional<List<String>> ofSize(List<String> chosen, int from, int size) {
        if (chosen.size() == size) {
            return serves(chosen) ? Optional.of(chosen) : Optional.empty();
        }
        for (int i = from; i < candidates.size(); i++) {
            List<String> more = new ArrayList<>(chosen);
            more.add(candidates.get(i));
            Optional<List<String>> found = ofSize(more, i + 1, size);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean serves(List<String> columns) {
        List<String> withVersion = new ArrayList<>(columns);
        version.ifPresent(withVersion::add);
        int rows = sample.combinations(withVersion);
        int examples = sample.combinations(columns);
        boolean severalVersions =
                version.map(sample::values).filter(names -> names.size() > 1).isPresent();
        return rows >= UNIQUE_ENOUGH * sample.rows() && (!severalVersions || rows - examples >= SHARED_ENOUGH * rows);
    }
}
