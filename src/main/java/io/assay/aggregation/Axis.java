package io.assay.aggregation;

/**
 * One property of a row by which rows are told apart: a column, a bin of one, or a predicate.
 *
 * @param name as it appears before {@code =} in a slice, or alone for a predicate
 * @param sql what gives the value: text, or a boolean for a predicate
 * @param kind how the value becomes a coordinate
 */
public record Axis(String name, String sql, Kind kind) implements java.io.Serializable {

    /** How an axis names its values. */
    public enum Kind {
        /** Every value is a slice, null included. */
        VALUE,
        /** Rows for which it is true are a slice; the others are in none of this axis. */
        PREDICATE
    }
}
