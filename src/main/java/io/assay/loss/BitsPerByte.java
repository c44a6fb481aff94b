package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** Bits that a model needs per byte of text, over all rows. */
public final class BitsPerByte implements Loss {

    private static final Definition DEFINITION = Definition.of("bits_per_byte", Family.TEXT)
            .summary("Bits that a model needs per byte of text (UTF-8), over all rows.")
            .formula("Σ nll/ln 2 over Σ bytes")
            .prediction("nll", NON_NEGATIVE)
            .required("bytes", COUNT)
            .aggregate("ratio")
            .shorthand("bpb", "ratio")
            .outliers("Linear in the negative log-likelihood.")
            .choose(
                    "Language models of different vocabularies are compared. A row holds the sum of a text's negative log-likelihoods.")
            .reference("Closed form; Gao et al. 2020 (The Pile)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final double LN_2 = StrictMath.log(2);

    public double loss(double nll, double bytes) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(bytes) ? Math.abs(nll) / LN_2 : Double.NaN;
    }

    /** The number of bytes. */
    public double denominator(double nll, double bytes) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(bytes) ? bytes : Double.NaN;
    }
}
