package io.assay;

import io.assay.aggregation.LossFunctions;
import io.assay.loss.Catalogue;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives every loss to any Spark session that has the jar: {@code spark.sql.extensions=io.assay.AssayExtensions}. Losses
 * of users' own jars are found through {@link java.util.ServiceLoader}.
 */
public final class AssayExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        LossFunctions.register(extensions, Catalogue.standard());
        return BoxedUnit.UNIT;
    }
}
