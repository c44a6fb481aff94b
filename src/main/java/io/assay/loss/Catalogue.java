package io.assay.loss;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The losses that can be called by name. */
public final class Catalogue {

    private static final double LEAST_SIMILARITY = 0.75;
    private static final int MOST_SUGGESTIONS = 3;

    private final Map<String, LossFunction> functions = new TreeMap<>();
    private final Map<String, Shorthand> shorthands = new TreeMap<>();
    private final Map<String, LossFunction> owners = new TreeMap<>();

    private Catalogue(Collection<? extends Loss> losses) {
        losses.forEach(loss -> add(LossFunction.of(loss)));
    }

    /** The losses of this package, one line each, by family. */
    static List<Loss> builtIn() {
        return List.of(
                new SquaredError(),
                new HalfSquaredError(),
                new AbsoluteError(),
                new ErrorBias(),
                new Huber(),
                new SmoothL1(),
                new PseudoHuber(),
                new LogCosh(),
                new SquaredLogError(),
                new AbsoluteLogError(),
                new EpsilonInsensitive(),
                new SquaredEpsilonInsensitive(),
                new MeanSquaredErrorVec(),
                new MeanAbsoluteErrorVec(),
                new AbsolutePercentageError(),
                new SymmetricAbsolutePercentageError(),
                new WeightedAbsolutePercentageError(),
                new PinballLoss(),
                new MultiQuantileLoss(),
                new IntervalScore(),
                new WeightedIntervalScore(),
                new IntervalCoverage(),
                new IntervalWidth(),
                new PoissonDeviance(),
                new GammaDeviance(),
                new TweedieDeviance(),
                new CostSensitiveError(),
                new AsymmetricSquaredError(),
                new AsymmetricAbsoluteError(),
                new BinaryCrossEntropy(),
                new BrierLoss(),
                new BinaryFocalLoss(),
                new ZeroOneLoss(),
                new SigmoidCrossEntropy(),
                new Hinge(),
                new SquaredHinge(),
                new LogisticLoss(),
                new CategoricalCrossEntropy(),
                new SparseCategoricalCrossEntropy(),
                new MulticlassBrierLoss(),
                new MulticlassZeroOneLoss(),
                new TopKError(),
                new SoftmaxCrossEntropy(),
                new SparseSoftmaxCrossEntropy(),
                new KlDivergence(),
                new JensenShannonDivergence(),
                new TotalVariationDistance(),
                new HellingerDistance(),
                new DiceLoss(),
                new MaskIouLoss(),
                new IouLoss(),
                new CosineDistance(),
                new EuclideanDistance(),
                new ExactMatchError(),
                new WordError(),
                new CharacterError(),
                new WeightedSum(),
                new PredictedClass(),
                new ClassScore());
    }

    /** The losses of this package and those that jars on the class path bring, found by {@link ServiceLoader}. */
    public static Catalogue standard() {
        List<Loss> losses = new ArrayList<>(builtIn());
        ServiceLoader.load(Loss.class).forEach(losses::add);
        return of(losses);
    }

    /**
     * A catalogue of these losses.
     *
     * @throws IllegalArgumentException when two have one name, or one is not well formed
     */
    public static Catalogue of(Collection<? extends Loss> losses) {
        return new Catalogue(losses);
    }

    /** The loss called {@code name}; shorthands are not looked up. */
    public Optional<LossFunction> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** What a shorthand such as {@code rmse} stands for. */
    public Optional<Shorthand> shorthand(String name) {
        return Optional.ofNullable(shorthands.get(name));
    }

    /** All losses, by name. */
    public List<LossFunction> all() {
        return List.copyOf(functions.values());
    }

    /** Up to three names or shorthands that {@code misspelt} may have meant, the likeliest first. */
    public List<String> nearest(String misspelt) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return owners.keySet().stream()
                .map(name -> Map.entry(name, similarity.apply(misspelt, name)))
                .filter(entry -> entry.getValue() >= LEAST_SIMILARITY)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void add(LossFunction function) {
        claim(function.name(), function);
        functions.put(function.name(), function);
        function.definition().shorthands().forEach((name, aggregate) -> {
            claim(name, function);
            shorthands.put(name, new Shorthand(function.name(), aggregate));
        });
    }

    private void claim(String name, LossFunction function) {
        LossFunction other = owners.putIfAbsent(name, function);
        if (other != null) {
            throw new IllegalArgumentException("Two losses are called " + name + ": "
                    + other.loss().getClass().getName() + " and "
                    + function.loss().getClass().getName()
                    + " (a name or shorthand must be unique among all losses on the class path)");
        }
    }

    /**
     * Another name of a loss, which sets the aggregate.
     *
     * @param loss the name of the loss
     * @param aggregate such as {@code root}
     */
    public record Shorthand(String loss, String aggregate) {}
}
