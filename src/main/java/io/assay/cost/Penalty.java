package io.assay.cost;

/**
 * What the size of a version's coefficients costs: once per version, never averaged with rows.
 *
 * @param modelVersion whose coefficients they are
 * @param coefficients how many there are
 * @param nonZero how many of them are not 0
 * @param l1 λ·Σ|v|; NaN where it is not asked for
 * @param l2 λ·Σv²; NaN where it is not asked for
 * @param elasticNet α·(r·Σ|v| + (1 − r)/2·Σv²); NaN where it is not asked for
 * @param total the sum of those that are asked for
 */
public record Penalty(
        String modelVersion, long coefficients, long nonZero, double l1, double l2, double elasticNet, double total) {}
