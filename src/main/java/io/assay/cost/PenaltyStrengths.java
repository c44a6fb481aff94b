package io.assay.cost;

import io.assay.loss.Doubles;
import io.assay.loss.ElasticNetPenalty;
import io.assay.loss.L1Penalty;
import io.assay.loss.L2Penalty;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How strongly the size of coefficients is penalised. The penalties are those of the catalogue: {@code l1_penalty},
 * {@code l2_penalty} and {@code elastic_net_penalty}.
 *
 * @param l1 λ of the sum of sizes, 0 or more
 * @param l2 λ of the sum of squares, which is not halved, 0 or more
 * @param elasticNet of both
 */
public record PenaltyStrengths(Optional<Double> l1, Optional<Double> l2, Optional<ElasticNet> elasticNet) {

    private static final L1Penalty L1 = new L1Penalty();
    private static final L2Penalty L2 = new L2Penalty();
    private static final ElasticNetPenalty ELASTIC_NET = new ElasticNetPenalty();

    /**
     * A mixture of sizes and half squares.
     *
     * @param alpha the strength, 0 or more
     * @param l1Ratio the share of the sizes, from 0 to 1
     */
    public record ElasticNet(double alpha, double l1Ratio) {}

    /** The penalty of a version's finite coefficients. */
    public Penalty of(String version, double... coefficients) {
        Doubles values = Doubles.of(coefficients);
        double sizes = l1.map(lambda -> L1.loss(values, lambda)).orElse(Double.NaN);
        double squares = l2.map(lambda -> L2.loss(values, lambda)).orElse(Double.NaN);
        double mixture = elasticNet
                .map(net -> ELASTIC_NET.loss(values, net.alpha(), net.l1Ratio()))
                .orElse(Double.NaN);
        return new Penalty(
                version,
                coefficients.length,
                Arrays.stream(coefficients).filter(value -> value != 0).count(),
                sizes,
                squares,
                mixture,
                DoubleStream.of(sizes, squares, mixture)
                        .filter(penalty -> !Double.isNaN(penalty))
                        .sum());
    }
}
