package io.assay.aggregation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Loops around the methods of losses, one class for each, so that the method is compiled into its loop. */
final class LossLoops {

    /** Calls a method for each row of a batch. */
    interface Loop {
        /**
         * Computes what the method gives.
         *
         * @param columns by parameter, a {@code double[]} or an {@code Object[]}
         * @param nulls rows for which the method is not called; null for none
         */
        void fill(Object loss, Object[] columns, boolean @Nullable [] nulls, double[] to, int size) throws Throwable;
    }

    /** They go when the class of the loss goes. */
    private static final ClassValue<Map<Method, Loop>> LOOPS = new ClassValue<>() {
        @Override
        protected Map<Method, Loop> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private LossLoops() {}

    static Loop around(Method method) {
        return LOOPS.get(method.getDeclaringClass()).computeIfAbsent(method, LossLoops::define);
    }

    private static Loop define(Method method) {
        try (InputStream code = LossLoops.class.getResourceAsStream("LossLoop.class")) {
            if (code == null) {
                throw new LinkageError("There is no LossLoop.class beside LossLoops");
            }
            return (Loop) MethodHandles.lookup()
                    .defineHiddenClassWithClassData(code.readAllBytes(), byColumns(method), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot call " + method, e);
        }
    }

    /** The method as one of its object, the columns of its arguments and the number of a row. */
    private static MethodHandle byColumns(Method method) throws IllegalAccessException {
        MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
        int parameters = method.getParameterCount();
        MethodHandle byColumns = handle.asType(handle.type().changeParameterType(0, Object.class));
        for (int i = parameters - 1; i >= 0; i--) {
            byColumns = MethodHandles.collectArguments(byColumns, 1 + i, element(i, method.getParameterTypes()[i]));
        }
        int[] order = new int[1 + 2 * parameters];
        for (int i = 0; i < parameters; i++) {
            order[1 + 2 * i] = 1;
            order[2 + 2 * i] = 2;
        }
        return MethodHandles.permuteArguments(
                byColumns, MethodType.methodType(double.class, Object.class, Object[].class, int.class), order);
    }

    /** Reads the element of a row from the column of a parameter. */
    private static MethodHandle element(int parameter, Class<?> type) {
        Class<?> column = type == double.class ? double[].class : Object[].class;
        MethodHandle columnOf = MethodHandles.insertArguments(
                        MethodHandles.arrayElementGetter(Object[].class), 1, parameter)
                .asType(MethodType.methodType(column, Object[].class));
        MethodHandle element = MethodHandles.arrayElementGetter(column);
        return MethodHandles.filterArguments(element, 0, columnOf)
                .asType(MethodType.methodType(type, Object[].class, int.class));
    }
}
