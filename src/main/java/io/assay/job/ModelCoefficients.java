package io.assay.job;

import io.assay.input.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;

/** The coefficients of a linear model that MLlib saved, alone or as a stage of a pipeline. */
final class ModelCoefficients {

    private static final String KNOWN = "LinearRegressionModel, LogisticRegressionModel, LinearSVCModel,"
            + " GeneralizedLinearRegressionModel, or a PipelineModel with one of them";

    private ModelCoefficients() {}

    /** A model's numbers. */
    private record Linear(double[] coefficients, double[] intercepts) {}

    /**
     * The numbers of a model.
     *
     * @param intercept whether its intercept is among them
     * @throws InputException with what is wrong, as the end of a sentence
     */
    static double[] numbers(Transformer model, boolean intercept) {
        List<Linear> found = linear(model).toList();
        if (found.size() != 1) {
            throw new InputException("holds " + found.size() + " models with coefficients; known are " + KNOWN);
        }
        Linear linear = found.get(0);
        return intercept
                ? DoubleStream.concat(Arrays.stream(linear.coefficients()), Arrays.stream(linear.intercepts()))
                        .toArray()
                : linear.coefficients();
    }

    private static Stream<Linear> linear(Transformer model) {
        return model instanceof PipelineModel pipeline
                ? Arrays.stream(pipeline.stages()).flatMap(ModelCoefficients::linear)
                : one(model).stream();
    }

    private static Optional<Linear> one(Transformer model) {
        Linear found = null;
        if (model instanceof LinearRegressionModel linear) {
            found = new Linear(linear.coefficients().toArray(), new double[] {linear.intercept()});
        } else if (model instanceof LogisticRegressionModel logistic) {
            found = new Linear(
                    logistic.coefficientMatrix().toArray(),
                    logistic.interceptVector().toArray());
        } else if (model instanceof LinearSVCModel vectors) {
            found = new Linear(vectors.coefficients().toArray(), new double[] {vectors.intercept()});
        } else if (model instanceof GeneralizedLinearRegressionModel general) {
            found = new Linear(general.coefficients().toArray(), new double[] {general.intercept()});
        }
        return Optional.ofNullable(found);
    }
}
