package io.assay.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.SparkSession;

/** Models that were saved with MLlib's own format, each loaded once. */
public final class SavedModels {

    private final SparkSession spark;
    private final Map<String, Transformer> loaded = new HashMap<>();

    SavedModels(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * The fitted pipeline, or the single fitted model, in {@code folder}.
     *
     * @throws InputException if none can be loaded from there, with the reason alone
     */
    Transformer load(String folder) {
        return loaded.computeIfAbsent(folder, this::read);
    }

    private Transformer read(String folder) {
        Class<?> type = type(className(folder));
        if (Estimator.class.isAssignableFrom(type)) {
            throw new InputException("holds a " + type.getSimpleName() + " that is not fitted: fit it, and save the"
                    + " model that this gives");
        }
        if (!Transformer.class.isAssignableFrom(type)) {
            throw new InputException("holds a " + type.getSimpleName() + ", which is no model: save a PipelineModel");
        }
        try {
            return (Transformer) type.getMethod("load", String.class).invoke(null, folder);
        } catch (InvocationTargetException e) {
            throw new InputException("cannot be loaded as " + type.getSimpleName() + ": " + reason(e), e);
        } catch (ReflectiveOperationException e) {
            throw new InputException("holds a " + type.getName() + ", which has no public method load", e);
        }
    }

    /** The name of the class that was saved, out of the first line of the metadata. */
    private String className(String folder) {
        try {
            List<String> lines = spark.read().textFile(folder + "/metadata").takeAsList(1);
            JsonNode metadata = new ObjectMapper().readTree(lines.isEmpty() ? "" : lines.get(0));
            return Optional.ofNullable(metadata.get("class"))
                    .map(JsonNode::asText)
                    .orElse("");
        } catch (JsonProcessingException e) {
            throw new InputException("is no saved model: its metadata is no JSON", e);
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            throw new InputException("is no saved model: it has no metadata that can be read", e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, classLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new InputException(
                    name.isEmpty()
                            ? "is no saved model: its metadata names no class"
                            : "holds a " + name + ", which is not on the class path: give its jar by --jars",
                    e);
        }
    }

    private static ClassLoader classLoader() {
        ClassLoader users = Thread.currentThread().getContextClassLoader();
        return users == null ? SavedModels.class.getClassLoader() : users;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null
                ? root.toString()
                : root.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
