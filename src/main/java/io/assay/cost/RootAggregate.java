package io.assay.cost;

/**
 * (ΣA/ΣW)^(1/p): an RMSE from squared errors, or the norm of errors that were raised to the power p.
 *
 * @param power p, larger than 0; 2 is computed with 256 bits, any other rounded to a double once
 */
record RootAggregate(String name, double power) implements SmoothAggregate {

    static RootAggregate of(String name, double power) {
        if (!(power > 0 && Double.isFinite(power))) {
            throw new IllegalArgumentException("Invalid aggregate: " + name + " (root needs a number larger than 0)");
        }
        return power == 2 ? new RootAggregate("root", 2) : new RootAggregate("root(" + power + ")", power);
    }

    @Override
    public boolean isDefined(Dyadic mean) {
        return mean.signum() >= 0 && (power == 2 || Double.isFinite(rounded(mean)));
    }

    @Override
    public Dyadic at(Dyadic mean, long units) {
        return power == 2 ? mean.root() : Dyadic.of(rounded(mean));
    }

    @Override
    public Dyadic slope(Dyadic mean, long units) {
        return power == 2
                ? Dyadic.ONE.over(mean.root().times(2))
                : at(mean, units).over(mean.times(Dyadic.of(power)));
    }

    private double rounded(Dyadic mean) {
        return StrictMath.pow(mean.value(), 1 / power);
    }
}
