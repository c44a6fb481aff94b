package io.assay.cost;

/** An interval of confidence; both ends are NaN where there is none. */
public record Interval(double lower, double upper) {}
