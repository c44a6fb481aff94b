package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** 1 where the label with the highest score does not apply; the lowest index of equals is the highest. */
public final class OneError implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("one_error", EXTENDED)
            .summary("1 where the label with the highest score does not apply, the lowest index of equals.")
            .formula("[y_k = 0], k = argmax x")
            .range(0, 1)
            .outliers("A confident mistake costs as much as a narrow one; a row without labels always costs 1.")
            .choose("Only the first guess is used.")
            .reference("Schapire, Singer 2000; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, EXTENDED)) {
            return Double.NaN;
        }
        return label.at(Primitives.argMax(prediction)) == 1 ? 0 : 1;
    }
}
