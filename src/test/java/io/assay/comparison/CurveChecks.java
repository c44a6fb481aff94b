package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Vectors.Vector;
import io.assay.curve.Better;
import io.assay.curve.EarlyStopping;
import io.assay.curve.Ema;
import io.assay.curve.PowerLaw;
import io.assay.curve.Trend;

/** Holds what is said of loss curves against reference values. */
final class CurveChecks {

    private CurveChecks() {}

    static void movingAverage(Vector vector) {
        double[] smoothed = Ema.smoothed(vector.numbers("x"), vector.number("weight"));
        assertThat(vector.expected().get("smoothed")).hasSize(smoothed.length);
        for (int i = 0; i < smoothed.length; i++) {
            vector.check("/smoothed/" + i, smoothed[i]);
        }
    }

    static void plateau(Vector vector) {
        Trend trend = Trend.of(vector.numbers("y"), Better.LOWER, vector.number("tol_rel_per_window"), Trend.FEWEST);
        vector.check("/slope", trend.slope().slope());
        vector.check("/slope_ci/0", trend.slope().lower());
        vector.check("/slope_ci/1", trend.slope().upper());
        vector.check("/mann_kendall/S", trend.test().s());
        vector.check("/mann_kendall/var", trend.test().variance());
        vector.check("/mann_kendall/z", trend.test().z());
        vector.check("/mann_kendall/p", trend.test().p());
        is(vector, "plateau", trend, Trend.Shape.PLATEAU);
        is(vector, "improving", trend, Trend.Shape.IMPROVING);
        is(vector, "worsening", trend, Trend.Shape.WORSENING);
    }

    private static void is(Vector vector, String flag, Trend trend, Trend.Shape shape) {
        assertThat(trend.shape() == shape)
                .as(vector.id() + " " + flag)
                .isEqualTo(vector.expected().get(flag).asBoolean());
    }

    static void earlyStopping(Vector vector) {
        EarlyStopping reading = EarlyStopping.of(
                vector.numbers("val"),
                Better.LOWER,
                (int) vector.number("patience"),
                best -> vector.number("min_delta"));
        vector.check("/best_index", reading.bestIndex());
        vector.check("/best", reading.best());
        if (vector.expected().get("stop_index").isNull()) {
            assertThat(reading.stopIndex()).as(vector.id()).isEmpty();
        } else {
            vector.check("/stop_index", reading.stopIndex().orElseThrow());
        }
    }

    static void powerLaw(Vector vector) {
        PowerLaw law = PowerLaw.of(vector.numbers("n"), vector.numbers("loss"));
        vector.check("/a", law.a());
        vector.check("/b", law.b());
        vector.check("/c", law.c());
        vector.check("/prediction", law.at(vector.number("predict_at")));
    }
}
