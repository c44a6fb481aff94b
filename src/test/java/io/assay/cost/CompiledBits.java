package io.assay.cost;

import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import io.assay.loss.RandomArguments;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints a digest of the bits of every loss, of exact tallies of them and of what statistics read there, computed so
 * often that a JVM compiles it all in the end: the digest is of what was found before and after.
 */
final class CompiledBits {

    private static final int DRAWS = 60;
    private static final int ROUNDS = 25;

    private long digest;

    private CompiledBits() {}

    public static void main(String[] arguments) {
        CompiledBits bits = new CompiledBits();
        for (LossFunction function : Catalogue.standard().all()) {
            for (Method overload : function.overloads()) {
                bits.add(function, overload);
            }
        }
        System.out.printf("%016x%n", bits.digest);
    }

    private void add(LossFunction function, Method overload) {
        RandomArguments random = new RandomArguments(1, 0.02);
        List<@Nullable Object[]> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            drawn.add(random.draw(function.definition(), overload));
        }
        for (int round = 0; round < ROUNDS; round++) {
            CostTally tally = new CostTally();
            for (@Nullable Object[] row : drawn) {
                double loss = function.evaluate(row);
                add(loss);
                if (Double.isFinite(loss) && loss < 1e100) {
                    tally.addRowAsUnit(loss, 0.1 + tally.rows() % 3);
                }
            }
            add(tally);
        }
    }

    private void add(CostTally tally) {
        for (byte b : tally.toBytes()) {
            digest = 31 * digest + b;
        }
        double mean = Aggregate.MEAN.value(tally);
        double standardError = Aggregate.MEAN.standardError(tally);
        add(mean);
        add(standardError);
        add(StudentT.bothTails(mean / standardError, 1 + tally.rows()));
    }

    private void add(double value) {
        digest = 31 * digest + Double.doubleToLongBits(value);
    }
}
