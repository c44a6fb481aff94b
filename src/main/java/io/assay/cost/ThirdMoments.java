package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * The sums ΣD³, ΣD²W, ΣDW² and ΣW³ over units, exactly; from them comes the skewness of the residuals D − θW. While
 * every W is 1 the last is the number of units and is not stored.
 */
final class ThirdMoments {

    private long units;
    private boolean weighted;
    private final ExactSum ddd = new ExactSum();
    private final ExactSum ddw = new ExactSum();
    private final ExactSum dww = new ExactSum();
    private final ExactSum www = new ExactSum();

    void add(double difference, double weight) {
        if (weight != 1) {
            weigh();
        }
        units++;
        if (weighted) {
            ddd.addProduct(difference, difference, difference);
            ddw.addProduct(difference, difference, weight);
            dww.addProduct(difference, weight, weight);
            www.addProduct(weight, weight, weight);
        } else if (difference != 0) {
            ddd.addProduct(difference, difference, difference);
            ddw.addProduct(difference, difference);
            dww.add(difference);
        }
    }

    void add(ThirdMoments other) {
        if (other.weighted) {
            weigh();
        }
        ddd.add(other.ddd);
        ddw.add(other.ddw);
        dww.add(other.dww);
        if (other.weighted) {
            www.add(other.www);
        } else if (weighted) {
            www.add((double) other.units);
        }
        units += other.units;
    }

    /** Σ(D − θW)³. */
    BigDecimal about(BigDecimal theta) {
        BigDecimal three = BigDecimal.valueOf(3);
        BigDecimal cubes = weighted ? www.exact() : BigDecimal.valueOf(units);
        return ddd.exact()
                .subtract(three.multiply(theta).multiply(ddw.exact()))
                .add(three.multiply(theta.pow(2)).multiply(dww.exact()))
                .subtract(theta.pow(3).multiply(cubes));
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, units);
        out.writeBoolean(weighted);
        ddd.writeTo(out);
        ddw.writeTo(out);
        dww.writeTo(out);
        if (weighted) {
            www.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote to these sums, which must be 0. */
    void read(DataInput in) throws IOException {
        units = VariableLength.read(in);
        weighted = in.readBoolean();
        ddd.add(ExactSum.readFrom(in));
        ddw.add(ExactSum.readFrom(in));
        dww.add(ExactSum.readFrom(in));
        if (weighted) {
            www.add(ExactSum.readFrom(in));
        }
    }

    private void weigh() {
        if (!weighted) {
            weighted = true;
            www.add((double) units);
        }
    }
}
