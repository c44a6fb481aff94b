package io.assay.aggregation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * A loop over the rows of a batch around the method of one loss. {@link LossLoops} defines this class anew for each
 * method, which thereby is a constant of its class that is compiled into the loop.
 */
final class LossLoop implements LossLoops.Loop {

    /** Of a loss, the columns of its arguments and the number of a row. */
    private static final MethodHandle METHOD = method();

    private static MethodHandle method() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new LinkageError("A loop is defined with its method", e);
        }
    }

    @Override
    @SuppressWarnings("ThrowSpecificExceptions")
    public void fill(Object loss, Object[] columns, boolean @Nullable [] nulls, double[] to, int size)
            throws Throwable {
        if (nulls == null) {
            for (int i = 0; i < size; i++) {
                to[i] = (double) METHOD.invokeExact(loss, columns, i);
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            to[i] = nulls[i] ? 0 : (double) METHOD.invokeExact(loss, columns, i);
        }
    }
}
