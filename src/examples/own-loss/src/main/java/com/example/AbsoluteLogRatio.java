package com.example;

import static io.assay.loss.Domain.POSITIVE;

import io.assay.loss.Definition;
import io.assay.loss.Family;
import io.assay.loss.Loss;

/** By how many factors of e a prediction is off, either way: twice too high costs what half costs. */
public final class AbsoluteLogRatio implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_log_ratio", Family.REGRESSION)
            .summary("By how many factors of e a prediction is off, either way, at most cap.")
            .formula("min(|ln p − ln y|, cap)")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .parameter("cap", 10.0, POSITIVE)
            .zeroAtEquality()
            .reference("closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double cap) {
        if (!POSITIVE.contains(label) || !POSITIVE.contains(prediction) || !POSITIVE.contains(cap)) {
            return Double.NaN;
        }
        return Math.min(Math.abs(StrictMath.log(prediction) - StrictMath.log(label)), cap);
    }
}
