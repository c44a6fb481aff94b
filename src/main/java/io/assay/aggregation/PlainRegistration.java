package io.assay.aggregation;

import io.assay.aggregation.MaskCall.Otherwise;
import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.UDFRegistration;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.api.java.UDF8;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the losses by Spark's public API alone, for a Spark whose internals {@link LossFunctions} does not fit: the
 * same names and the same values, but slower, and called with all arguments, by position.
 */
public final class PlainRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(PlainRegistration.class);

    private PlainRegistration() {}

    /**
     * Registers those losses of {@code catalogue} that {@code session} does not have yet; says so in one log line. Where
     * the session has {@link LossFunctions#LENIENT} now, {@code decode_mask} never fails in it.
     */
    public static void complete(SparkSession session, Catalogue catalogue) {
        List<LossFunction> missing = catalogue.all().stream()
                .filter(function -> !session.catalog().functionExists(SqlForm.STRICT.name(function)))
                .toList();
        missing.forEach(function -> register(session.udf(), function));
        if (!missing.isEmpty()) {
            LOG.warn(
                    "Registered {} losses as plain functions: slower, with all arguments, by position", missing.size());
        }
        if (!session.catalog().functionExists(MaskForm.STRICT.sqlName())) {
            boolean lenient = session.conf().get(LossFunctions.LENIENT, "false").equals("true");
            registerMasks(session.udf(), lenient ? Otherwise.NAN : Otherwise.FAIL);
        }
    }

    private static void registerMasks(UDFRegistration registration, Otherwise otherwise) {
        DataType mask = DataTypes.createArrayType(DataTypes.DoubleType, false);
        registration.register(MaskForm.STRICT.sqlName(), new PlainMask(new MaskCall(otherwise)), mask);
        registration.register(MaskForm.LENIENT.sqlName(), new PlainMask(new MaskCall(Otherwise.NULL)), mask);
        registration.register(MaskForm.REASON.sqlName(), new PlainMask(null), DataTypes.StringType);
    }

    private static void register(UDFRegistration registration, LossFunction function) {
        int size = function.definition().arguments().size();
        for (SqlForm form : SqlForm.of(function)) {
            PlainFunction plain = new PlainFunction(function.loss(), form);
            DataType type = form == SqlForm.REASON ? DataTypes.StringType : DataTypes.DoubleType;
            String name = form.name(function);
            switch (size) {
                case 1 -> registration.register(name, (UDF1<?, ?>) plain, type);
                case 2 -> registration.register(name, (UDF2<?, ?, ?>) plain, type);
                case 3 -> registration.register(name, (UDF3<?, ?, ?, ?>) plain, type);
                case 4 -> registration.register(name, (UDF4<?, ?, ?, ?, ?>) plain, type);
                case 5 -> registration.register(name, (UDF5<?, ?, ?, ?, ?, ?>) plain, type);
                case 6 -> registration.register(name, (UDF6<?, ?, ?, ?, ?, ?, ?>) plain, type);
                case 7 -> registration.register(name, (UDF7<?, ?, ?, ?, ?, ?, ?, ?>) plain, type);
                case 8 -> registration.register(name, (UDF8<?, ?, ?, ?, ?, ?, ?, ?, ?>) plain, type);
                default ->
                    throw new IllegalArgumentException("Cannot register " + function + " as a plain function: " + size
                            + " arguments (must be at most 8)");
            }
        }
    }
}
