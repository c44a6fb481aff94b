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
                new LpError(),
                new Huber(),
                new SmoothL1(),
                new PseudoHuber(),
                new LogCosh(),
                new SquaredLogError(),
                new AbsoluteLogError(),
                new LogRatioError(),
                new AbsoluteLogRatioError(),
                new RelativeError(),
                new EpsilonInsensitive(),
                new SquaredEpsilonInsensitive(),
                new MeanSquaredErrorVec(),
                new MeanAbsoluteErrorVec(),
                new ReconstructionError(),
                new Psnr(),
                new Ssim(),
                new WithinToleranceError(),
                new TemporalDifferenceError(),
                new AbsolutePercentageError(),
                new SymmetricAbsolutePercentageError(),
                new ArctanAbsolutePercentageError(),
                new WeightedAbsolutePercentageError(),
                new AbsoluteScaledError(),
                new SquaredScaledError(),
                new RelativeAbsoluteError(),
                new RelativeSquaredError(),
                new GeometricRelativeAbsoluteError(),
                new OverallWeightedAverage(),
                new NormalisedRmse(),
                new MeanDirectionalError(),
                new PinballLoss(),
                new MultiQuantileLoss(),
                new WeightedQuantileLoss(),
                new ExpectileLoss(),
                new IntervalScore(),
                new WeightedIntervalScore(),
                new IntervalCoverage(),
                new IntervalWidth(),
                new GaussianNll(),
                new LaplaceNll(),
                new StudentTNll(),
                new LognormalNll(),
                new MixtureDensityNll(),
                new CrpsGaussian(),
                new CrpsEnsemble(),
                new CrpsQuantile(),
                new ThresholdWeightedCrps(),
                new EnergyScore(),
                new VariogramScore(),
                new DawidSebastianiScore(),
                new PitValue(),
                new PoissonNll(),
                new PoissonNllLog(),
                new PoissonDeviance(),
                new GammaDeviance(),
                new GammaNll(),
                new InverseGaussianDeviance(),
                new TweedieDeviance(),
                new TweedieNll(),
                new NegativeBinomialNll(),
                new NegativeBinomialDeviance(),
                new ZeroInflatedPoissonNll(),
                new BinomialDeviance(),
                new CauchyLoss(),
                new TukeyBiweight(),
                new FairLoss(),
                new WelschLoss(),
                new GemanMcclureLoss(),
                new ArctanLoss(),
                new AndrewsWave(),
                new HampelLoss(),
                new TrimmedSquaredError(),
                new GeneralAdaptiveLoss(),
                new CostSensitiveError(),
                new CostMatrixLoss(),
                new ExpectedCostMatrixLoss(),
                new AsymmetricSquaredError(),
                new AsymmetricAbsoluteError(),
                new LinexLoss(),
                new AsymmetricBinaryCrossEntropy(),
                new WeightedBinaryCrossEntropy(),
                new AsymmetricFocalLoss(),
                new BinaryCrossEntropy(),
                new BrierLoss(),
                new SphericalLossBinary(),
                new BinaryFocalLoss(),
                new ZeroOneLoss(),
                new TruePositive(),
                new FalsePositive(),
                new TrueNegative(),
                new FalseNegative(),
                new BetaLoss(),
                new BoostingLoss(),
                new SigmoidCrossEntropy(),
                new CrossEntropyLambda(),
                new SigmoidFocalLoss(),
                new LogisticLoss(),
                new Hinge(),
                new SquaredHinge(),
                new SmoothHinge(),
                new ModifiedHuber(),
                new ExponentialLoss(),
                new PerceptronLoss(),
                new RampLoss(),
                new SparsemaxBinaryLoss(),
                new SavageLoss(),
                new TangentLoss(),
                new UnhingedLoss(),
                new SigmoidZeroOne(),
                new Poly1SigmoidCrossEntropy(),
                new SparseCategoricalCrossEntropy(),
                new CategoricalCrossEntropy(),
                new MulticlassBrierLoss(),
                new RankedProbabilityScore(),
                new SphericalLoss(),
                new CategoricalFocalLoss(),
                new GeneralizedCrossEntropy(),
                new SymmetricCrossEntropy(),
                new MulticlassZeroOneLoss(),
                new TopKError(),
                new MarginOfConfidence(),
                new PredictionEntropy(),
                new MeanAbsoluteProbabilityError(),
                new SparseSoftmaxCrossEntropy(),
                new NegativeLogLikelihood(),
                new SoftmaxCrossEntropy(),
                new SoftmaxFocalLoss(),
                new Poly1CrossEntropy(),
                new MultiMarginLoss(),
                new MulticlassHinge(),
                new CategoricalHinge(),
                new MulticlassPerceptron(),
                new SparsemaxLoss(),
                new DistillationKl(),
                new LogitZLoss(),
                new EnergyScoreLogits(),
                new OrdinalLogisticLoss(),
                new BiTemperedLogisticLoss(),
                new LargeMarginSoftmax(),
                new MultilabelSigmoidCrossEntropy(),
                new MultilabelBinaryCrossEntropy(),
                new MultilabelMarginLoss(),
                new HammingLoss(),
                new SubsetZeroOneLoss(),
                new MultilabelJaccardLoss(),
                new MultilabelF1Loss(),
                new LabelRankingLoss(),
                new CoverageError(),
                new OneError(),
                new LabelRankingAveragePrecision(),
                new KlDivergence(),
                new JensenShannonDivergence(),
                new TotalVariationDistance(),
                new HellingerDistance(),
                new JensenShannonDistance(),
                new KlDivergenceLog(),
                new ReverseKlDivergence(),
                new GeneralizedKlDivergence(),
                new CrossEntropyDistributions(),
                new BhattacharyyaDistance(),
                new RenyiDivergence(),
                new ChiSquareDivergence(),
                new Wasserstein1d(),
                new EnergyDistance1d(),
                new PopulationStabilityIndex(),
                new GaussianKl(),
                new ItakuraSaito(),
                new MarginRankingLoss(),
                new PairwiseLogisticLoss(),
                new PairwiseHingeLoss(),
                new PairwiseZeroOne(),
                new NdcgAtK(),
                new DcgAtK(),
                new AveragePrecisionQuery(),
                new AveragePrecisionAtK(),
                new ReciprocalRank(),
                new PrecisionAtK(),
                new RecallAtK(),
                new HitAtK(),
                new RPrecision(),
                new RelevantItems(),
                new RelevantReturned(),
                new ExpectedReciprocalRank(),
                new RankingSoftmaxLoss(),
                new ListMleLoss(),
                new LambdaLoss(),
                new ApproxNdcg(),
                new DiceLoss(),
                new MaskIouLoss(),
                new IouLoss(),
                new BoxIou(),
                new MatchedBoxes(),
                new IouLogLoss(),
                new GiouLoss(),
                new DiouLoss(),
                new CiouLoss(),
                new BoxSmoothL1(),
                new TverskyLoss(),
                new FocalTverskyLoss(),
                new LogCoshDiceLoss(),
                new GeneralizedDiceLoss(),
                new PixelError(),
                new MeanIou(),
                new AveragePrecisionDetection(),
                new HausdorffDistance(),
                new BoundaryLoss(),
                new CosineDistance(),
                new EuclideanDistance(),
                new CosineEmbeddingLoss(),
                new TripletMarginLoss(),
                new ContrastiveLoss(),
                new HingeEmbeddingLoss(),
                new InfoNceLoss(),
                new CircleLoss(),
                new MahalanobisLoss(),
                new CenterLoss(),
                new ExactMatchError(),
                new WordError(),
                new CharacterError(),
                new TokenNll(),
                new SequenceNll(),
                new Perplexity(),
                new BitsPerByte(),
                new BitsPerCharacter(),
                new TokenF1Loss(),
                new CtcLoss(),
                new Bleu(),
                new Rouge(),
                new Chrf(),
                new ExponentialSurvivalNll(),
                new WeibullSurvivalNll(),
                new AftNll(),
                new DiscreteHazardNll(),
                new CoxPartialNll(),
                new CensoredBrier(),
                new WeightedSum(),
                new UncertaintyWeightedSum(),
                new GeometricMeanLoss(),
                new L1Penalty(),
                new L2Penalty(),
                new ElasticNetPenalty(),
                new GroupLassoPenalty(),
                new LabelSmoothing(),
                new GanBce(),
                new Lsgan(),
                new WassersteinCritic(),
                new HingeGan(),
                new InversePropensityWeightedLoss(),
                new SelfNormalisedPropensityLoss(),
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
