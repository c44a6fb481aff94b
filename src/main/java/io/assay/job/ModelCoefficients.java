package io.assay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The coefficients of a linear model that MLlib saved, alone or as a stage of a pipeline. */
final class ModelCoefficients {

    private static final String KNOWN = "LinearRegressionModel, LogisticRegressionModel, LinearSVCModel,"
            + " GeneralizedLinearRegressionModel, or a PipelineModel with one of them";

    private final SparkSession spark;

    ModelCoefficients(SparkSession spark) {
        this.spark = spark;
    }

    /** A model's numbers. */
    private record Linear(double[] coefficients, double[] intercepts) {}

    /**
     * Loads the model at {@code path}.
     *
     * @param intercept whether its intercept is among the numbers
     * @throws IOException with what is wrong, as the end of a sentence
     */
    double[] numbers(String path, boolean intercept) throws IOException {
        List<Linear> found = linear(load(path)).toList();
        if (found.size() != 1) {
            throw new IOException("holds " + found.size() + " models with coefficients; known are " + KNOWN);
        }
        Linear model = found.get(0);
        return intercept
                ? DoubleStream.concat(Arrays.stream(model.coefficients()), Arrays.stream(model.intercepts()))
                        .toArray()
                : model.coefficients();
    }

    private Transformer load(String path) throws IOException {
        String name = className(path);
        try {
            if (name.equals(PipelineModel.class.getName())) {
                return PipelineModel.load(path);
            } else if (name.equals(LinearRegressionModel.class.getName())) {
                return LinearRegressionModel.load(path);
            } else if (name.equals(LogisticRegressionModel.class.getName())) {
                return LogisticRegressionModel.load(path);
            } else if (name.equals(LinearSVCModel.class.getName())) {
                return LinearSVCModel.load(path);
            } else if (name.equals(GeneralizedLinearRegressionModel.class.getName())) {
                return GeneralizedLinearRegressionModel.load(path);
            }
        } catch (Exception e) { // MLlib throws what Spark and the stages' classes throw, without declaring it
            throw new IOException("cannot be loaded as " + name + ": " + e, e);
        }
        throw new IOException("is saved by " + name + "; known are " + KNOWN);
    }

    /** The class that saved the model, which stands in its metadata. */
    private String className(String path) throws IOException {
        try {
            List<Row> lines = spark.read().text(path + "/metadata").takeAsList(1);
            return new ObjectMapper()
                    .readTree(lines.isEmpty() ? "" : lines.get(0).getString(0))
                    .path("class")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new IOException("is no saved model of MLlib: its metadata is no JSON", e);
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            throw new IOException("is no saved model of MLlib: it has no metadata", e);
        }
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
