package io.assay;

import io.assay.aggregation.LossFunctions;
import io.assay.loss.Catalogue;
import org.apache.spark.sql.SparkSessionExtensions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives every loss to any Spark session that has the jar: {@code spark.sql.extensions=io.assay.AssayExtensions}. Losses
 * of users' own jars are found through {@link java.util.ServiceLoader}.
 */
public final class AssayExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    private static final Logger LOG = LoggerFactory.getLogger(AssayExtensions.class);

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        try {
            LossFunctions.register(extensions, Catalogue.standard());
        } catch (LinkageError e) {
            LOG.warn(
                    "The losses do not fit the internals of this Spark ({}) and are not registered yet;"
                            + " io.assay.aggregation.PlainRegistration can do it for a session",
                    e.toString());
        }
        return BoxedUnit.UNIT;
    }
}
