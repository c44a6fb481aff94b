package io.assay.loss;

import java.util.List;

/** Which tokens of a sequence count. */
final class TokenMask {

    private TokenMask() {}

    /** {@code mask}, where given, keeps a token. */
    static Relation keepsAToken(String tokens) {
        return new Relation(
                "no_token",
                tokens + " must have an element that mask keeps",
                List.of(tokens, "mask"),
                values -> count(Relation.array(values, 0), values[1] == null ? Doubles.of() : Relation.array(values, 1))
                        > 0);
    }

    /** The number of tokens that count: all where the mask is absent. */
    static int count(Doubles tokens, Doubles mask) {
        if (mask.size() == 0) {
            return tokens.size();
        }
        int count = 0;
        for (int i = 0; i < mask.size(); i++) {
            count += mask.at(i) == 1 ? 1 : 0;
        }
        return count;
    }
}
