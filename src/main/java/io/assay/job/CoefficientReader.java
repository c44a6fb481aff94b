package io.assay.job;

import io.assay.cost.Penalty;
import io.assay.input.InputException;
import io.assay.input.SourceReader;
import io.assay.job.Configuration.Coefficients;
import io.assay.job.Configuration.Penalties;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads the coefficients that are penalised, before any row is. */
final class CoefficientReader {

    private final SourceReader reader;
    private final List<Problem> problems;

    /**
     * @param problems where what is wrong is told
     */
    CoefficientReader(SourceReader reader, List<Problem> problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** The penalty of every version whose coefficients can be read. */
    List<Penalty> penalties(Penalties asked) {
        List<Penalty> penalties = new ArrayList<>();
        for (Coefficients each : asked.coefficients()) {
            try {
                penalties.add(asked.strengths().of(each.version(), numbers(each)));
            } catch (IOException | InputException e) {
                problems.add(new Problem(
                        each.place(),
                        "penalties.coefficients." + each.version(),
                        each.location().orElse(null),
                        String.valueOf(e.getMessage())));
            }
        }
        return penalties;
    }

    private double[] numbers(Coefficients coefficients) throws IOException {
        SparkSession spark = reader.session();
        if (coefficients instanceof Coefficients.Model model) {
            spark.sparkContext().setJobDescription("assay: load the coefficients of " + model.version());
            double[] numbers = ModelCoefficients.numbers(reader.model(model.path()), model.intercept());
            checkFinite(numbers);
            return numbers;
        }
        if (coefficients instanceof Coefficients.File file) {
            Path path = reader.located(file.path());
            try (InputStream in = path.getFileSystem(spark.sparkContext().hadoopConfiguration())
                    .open(path)) {
                return CoefficientFile.numbers(file.path(), in.readAllBytes());
            }
        }
        return ((Coefficients.Inline) coefficients)
                .numbers().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void checkFinite(double... numbers) throws IOException {
        if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw new IOException("holds a coefficient that is no finite number");
        }
    }
}
