package io.assay.comparison;

/** What is independent. */
public enum Units {
    /** Every row. */
    ROWS(""),
    /** Every cluster of rows, such as a user. */
    CLUSTERS(" by cluster"),
    /** Clusters of two kinds, such as series and dates. */
    TWO_WAY(" by two-way cluster");

    private final String suffix;

    Units(String suffix) {
        this.suffix = suffix;
    }

    /** The pairing as the comparison table spells it. */
    String pairing(String pairing) {
        return pairing + suffix;
    }
}
