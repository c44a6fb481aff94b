package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The sums ΣD³, ΣD²W, ΣDW² and ΣW³ over the summed units of a pair, with D the difference of the numerators and W the
 * baseline's denominator; from them comes the skewness of the residuals D − θW. While every denominator is 1 all but the
 * first follow from the second moments and are not stored. D is rounded once; all products and sums of it are exact. Of units whose
 * denominators are 1 D is unrounded wherever it comes from the second moments.
 */
final class ThirdMoments {

    private boolean weighted;
    private final ExactSum ddd = new ExactSum();
    private final ExactSum ddw = new ExactSum();
    private final ExactSum dww = new ExactSum();
    private final ExactSum www = new ExactSum();

    /** Adds what has been summed elsewhere over units whose denominators are all 1. */
    void addPlain(ExactSum cubes) {
        ddd.add(cubes);
    }

    /** Adds what has been summed elsewhere over units whose denominators are not all 1. */
    void addWeighted(ExactSum cubes, ExactSum squares, ExactSum differences, ExactSum weights) {
        weighted = true;
        ddd.add(cubes);
        ddw.add(squares);
        dww.add(differences);
        www.add(weights);
    }

    /** Adds a unit whose denominators are 1. */
    void addPlain(double candidate, double baseline) {
        addCube(candidate - baseline);
        if (weighted) {
            // As it stands in the second moments, so that both ways of storing agree.
            ddw.addProduct(candidate, candidate);
            ddw.addProduct(-candidate, baseline);
            ddw.addProduct(-candidate, baseline);
            ddw.addProduct(baseline, baseline);
            dww.add(candidate);
            dww.add(-baseline);
            www.add(1);
        }
    }

    /** Adds a unit to those in {@code units}, whose denominators are not all 1. */
    void add(double candidate, double baseline, double weight, UnitMoments units) {
        weigh(units);
        double difference = candidate - baseline;
        addCube(difference);
        ddw.addProduct(difference, difference, weight);
        dww.addProduct(difference, weight, weight);
        www.addProduct(weight, weight, weight);
    }

    private void addCube(double difference) {
        if (difference != 0) {
            ddd.addProduct(difference, difference, difference);
        }
    }

    /** Adds others; {@code units} and {@code otherUnits} are the second moments of either, not yet added up. */
    void add(ThirdMoments other, UnitMoments units, UnitMoments otherUnits) {
        if (other.weighted) {
            weigh(units);
        }
        ddd.add(other.ddd);
        ddw.add(other.ddw);
        dww.add(other.dww);
        www.add(other.www);
        if (weighted && !other.weighted) {
            addFrom(otherUnits);
        }
    }

    private void weigh(UnitMoments units) {
        if (!weighted) {
            weighted = true;
            addFrom(units);
        }
    }

    /** Adds what units of weight 1 contribute, from their second moments. */
    private void addFrom(UnitMoments units) {
        int c = PairTally.CANDIDATE_NUMERATOR;
        int b = PairTally.BASELINE_NUMERATOR;
        ddw.add(units.summedProduct(c, c));
        ddw.subtract(units.summedProduct(c, b));
        ddw.subtract(units.summedProduct(c, b));
        ddw.add(units.summedProduct(b, b));
        dww.add(units.summedTotal(c));
        dww.subtract(units.summedTotal(b));
        www.add((double) units.summed());
    }

    /** Σ(D − θW)³ over all units of {@code units}, those counted by pattern included. */
    Dyadic about(Dyadic theta, UnitMoments units) {
        ThirdMoments full = this;
        if (!weighted) {
            full = new ThirdMoments();
            full.add(this, units, units);
            full.weigh(units);
        }
        Dyadic square = theta.squared();
        Dyadic sum = full.ddd
                .dyadic()
                .minus(full.ddw.dyadic().times(theta).times(3))
                .plus(full.dww.dyadic().times(square).times(3))
                .minus(full.www.dyadic().times(square).times(theta));
        for (int pattern = 0; pattern < 4; pattern++) {
            Dyadic residual = Dyadic.of((pattern & 1) - (pattern >> 1)).minus(theta);
            sum = sum.plus(residual.squared().times(residual).times(units.counted(pattern)));
        }
        return sum;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(weighted);
        ddd.writeTo(out);
        if (weighted) {
            ddw.writeTo(out);
            dww.writeTo(out);
            www.writeTo(out);
        }
    }

    /** Replaces the sums by what {@link #writeTo} wrote; those that are not written must be 0. */
    void read(DataInput in) throws IOException {
        weighted = in.readBoolean();
        ddd.read(in);
        if (weighted) {
            ddw.read(in);
            dww.read(in);
            www.read(in);
        }
    }
}
