package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** Bits that a model needs per character of text, over all rows. */
public final class BitsPerCharacter implements Loss {

    private static final Definition DEFINITION = Definition.of("bits_per_character", Family.TEXT)
            .summary("Bits that a model needs per character (code point) of text, over all rows.")
            .formula("Σ nll/ln 2 over Σ chars")
            .prediction("nll", NON_NEGATIVE)
            .required("chars", COUNT)
            .aggregate("ratio")
            .outliers("Linear in the negative log-likelihood.")
            .choose("As bits_per_byte, within a language.")
            .peers("Characters are code points here; some count bytes.")
            .shorthand("bpc", "ratio")
            .reference("Closed form; Graves 2013")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final double LN_2 = StrictMath.log(2);

    public double loss(double nll, double chars) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(chars) ? Math.abs(nll) / LN_2 : Double.NaN;
    }

    /** The number of characters. */
    public double denominator(double nll, double chars) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(chars) ? chars : Double.NaN;
    }
}
