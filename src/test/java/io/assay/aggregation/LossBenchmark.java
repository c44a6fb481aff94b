package io.assay.aggregation;

import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one call of a loss takes, on the reference values' arguments in turn; boxing of the arguments and a method handle
 * are in it. Every loss of the catalogue, or those of {@code -p loss=NAME,NAME}; other options are JMH's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LossBenchmark {

    private static final String LOSS = "loss";

    @Param("squared_error")
    public String loss = "";

    private @Nullable LossFunction function;
    private List<@Nullable Object[]> arguments = List.of();
    private int next;

    @Setup
    public void findArguments() {
        LossFunction found = Catalogue.standard().find(loss).orElseThrow();
        List<@Nullable Object[]> sound = ReferenceValue.of(found).stream()
                .map(ReferenceValue::arguments)
                .filter(values -> found.violation(values).isEmpty())
                .collect(Collectors.toList());
        function = found;
        arguments = sound;
    }

    @Benchmark
    public double evaluate() {
        next = next + 1 < arguments.size() ? next + 1 : 0;
        LossFunction called = function;
        return called == null ? Double.NaN : called.evaluate(arguments.get(next));
    }

    /** Runs JMH with its own options. */
    public static void main(String[] options) throws Exception {
        CommandLineOptions given = new CommandLineOptions(options);
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(given).include(LossBenchmark.class.getName());
        if (!given.getParameter(LOSS).hasValue()) {
            builder.param(LOSS, names());
        }
        new Runner(builder.build()).run();
    }

    /** All losses, by family. */
    private static String[] names() {
        return Catalogue.standard().all().stream()
                .sorted(Comparator.comparing(
                                (LossFunction function) -> function.definition().family())
                        .thenComparing(LossFunction::name))
                .map(LossFunction::name)
                .toArray(String[]::new);
    }
}
