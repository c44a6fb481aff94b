package io.assay.cost;

import static io.assay.cost.MetricBasis.Outcome.FALSE_NEGATIVE;
import static io.assay.cost.MetricBasis.Outcome.FALSE_POSITIVE;
import static io.assay.cost.MetricBasis.Outcome.TRUE_NEGATIVE;
import static io.assay.cost.MetricBasis.Outcome.TRUE_POSITIVE;
import static io.assay.loss.Direction.HIGHER;
import static io.assay.loss.Direction.LOWER;
import static io.assay.loss.Direction.NONE;

import io.assay.cost.MetricDefinition.Builder;
import io.assay.cost.MetricDefinition.Reading;
import io.assay.loss.Direction;
import io.assay.loss.Domain;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The index of metrics: a new one is a line here, and its formula in {@link SmoothMetric} or beside its tally. */
public final class MetricCatalogue {

    private MetricCatalogue() {}

    private static final List<MetricDefinition> ALL = List.of(
            decision("accuracy", HIGHER).formula("(TP + TN) / all").summary("The share of weight decided rightly."),
            decision("error_rate", LOWER).formula("(FP + FN) / all").summary("The share of weight decided wrongly."),
            averaged("precision", HIGHER)
                    .formula("TP / (TP + FP)")
                    .summary("The share of positive predictions that are right."),
            averaged("recall", HIGHER)
                    .alias("sensitivity", "true_positive_rate")
                    .formula("TP / (TP + FN)")
                    .summary("The share of positive labels that are found; also called sensitivity."),
            averaged("f1", HIGHER)
                    .alias("f1_score")
                    .formula("2 TP / (2 TP + FP + FN)")
                    .summary("The harmonic mean of precision and recall."),
            averaged("f_beta", HIGHER)
                    .parameter("beta", 1, Domain.POSITIVE)
                    .formula("(1 + β²) TP / ((1 + β²) TP + β² FN + FP)")
                    .summary("The harmonic mean of precision and recall, recall counting β times as much."),
            averaged("jaccard", HIGHER)
                    .formula("TP / (TP + FP + FN)")
                    .summary("The overlap of positive labels and predictions."),
            decision("specificity", HIGHER)
                    .alias("true_negative_rate")
                    .formula("TN / (TN + FP)")
                    .summary("The share of negative labels that are left alone."),
            decision("negative_predictive_value", HIGHER)
                    .formula("TN / (TN + FN)")
                    .summary("The share of negative predictions that are right."),
            decision("false_positive_rate", LOWER)
                    .alias("fall_out")
                    .formula("FP / (FP + TN)")
                    .summary("The share of negative labels that raise an alarm."),
            decision("false_negative_rate", LOWER)
                    .formula("FN / (FN + TP)")
                    .summary("The share of positive labels that are missed."),
            decision("false_discovery_rate", LOWER)
                    .formula("FP / (FP + TP)")
                    .summary("The share of positive predictions that are wrong."),
            decision("balanced_accuracy", HIGHER)
                    .formula("(TP / (TP + FN) + TN / (TN + FP)) / 2; of several classes the mean recall")
                    .summary("The mean recall of the classes, so that a rare one counts as much as a common one."),
            decision("balanced_error", LOWER)
                    .alias("balanced_error_rate")
                    .formula("1 − balanced_accuracy")
                    .summary("The mean share of each class decided wrongly, so that a rare one counts as much."),
            decision("youden_j", HIGHER)
                    .formula("TP / (TP + FN) + TN / (TN + FP) − 1")
                    .reference("Youden 1950")
                    .summary("Recall plus specificity less 1: how much better than chance."),
            decision("mcc", HIGHER)
                    .alias("matthews_correlation")
                    .formula("(TP·TN − FP·FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN)); of several classes Gorodkin 2004")
                    .reference("Matthews 1975; scikit-learn gives 0 where this is undefined")
                    .summary("Matthews' correlation of labels and decisions, fair to rare classes."),
            decision("cohen_kappa", HIGHER)
                    .alias("kappa")
                    .choice("weights", "none", "linear", "quadratic")
                    .formula(
                            "1 − Σ d·observed / Σ d·expected, d the distance of two classes: 0 or 1, linear or quadratic")
                    .reference("Cohen 1960, 1968; scikit-learn cohen_kappa_score")
                    .summary("Agreement beyond what chance alone would give."),
            decision("prevalence", NONE).formula("(TP + FN) / all").summary("The share of positive labels."),
            decision("predicted_positive_rate", NONE)
                    .formula("(TP + FP) / all")
                    .summary("The share of positive predictions."),
            count("error_count", LOWER).formula("FP + FN").summary("The number of rows decided wrongly."),
            count("true_positives", NONE).formula("TP").summary("Rows with a positive label that was found."),
            count("false_positives", LOWER).formula("FP").summary("Rows with a negative label that raised an alarm."),
            count("true_negatives", NONE).formula("TN").summary("Rows with a negative label that was left alone."),
            count("false_negatives", LOWER).formula("FN").summary("Rows with a positive label that was missed."),
            MetricDefinition.of("confusion_matrix", Reading.CLASSES, NONE)
                    .parameter("threshold", 0.5, Domain.PROBABILITY)
                    .formula("weight by class of the label and predicted class, a line each")
                    .summary("How much of each class was predicted as which."),
            detection("detection_precision")
                    .formula("TP / (TP + FP) of boxes, summed over images")
                    .summary("The share of predicted boxes that found an object."),
            detection("detection_recall")
                    .formula("TP / (TP + FN) of boxes, summed over images")
                    .summary("The share of true boxes that were found."),
            detection("detection_f1")
                    .formula("2 TP / (2 TP + FP + FN) of boxes, summed over images")
                    .summary("The harmonic mean of precision and recall of boxes."),
            moments("r2", HIGHER)
                    .alias("r2_score", "r_squared")
                    .formula("1 − Σ(y−p)² / Σ(y−ȳ)²")
                    .reference("scikit-learn r2_score, Spark RegressionMetrics.r2")
                    .summary("The share of the label's variance that is explained; negative if the mean is better."),
            moments("explained_variance", HIGHER)
                    .formula("1 − Var(y−p) / Var(y)")
                    .reference("scikit-learn explained_variance_score; Spark's is another quantity")
                    .summary("As r2, but blind to a constant bias."),
            moments("pearson", HIGHER)
                    .alias("pearson_correlation")
                    .formula("Cov(y,p) / √(Var(y)·Var(p))")
                    .summary("The linear correlation of label and prediction."),
            moments("concordance", HIGHER)
                    .alias("concordance_correlation")
                    .formula("2 Cov(y,p) / (Var(y) + Var(p) + (ȳ−p̄)²)")
                    .reference("Lin 1989")
                    .summary("The correlation with the line y = p, so that scale and bias count."),
            MetricDefinition.of("d2_tweedie", Reading.DEVIANCES, HIGHER)
                    .parameter("power", 1.5, Domain.FINITE)
                    .optional("zero_division", Domain.FINITE)
                    .formula(
                            "1 − Σ d(y,p) / Σ d(y,ȳ), d the tweedie_deviance of power: 0 is r2, 1 Poisson's, 2 gamma's")
                    .reference("scikit-learn d2_tweedie_score, whose default power is 0")
                    .summary("The share of the deviance that is explained, as r2 for counts and positive amounts."),
            MetricDefinition.of("d2_log_loss", Reading.DEVIANCES, HIGHER)
                    .alias("mcfadden_r2")
                    .optional("zero_division", Domain.FINITE)
                    .formula("1 − Σ l(y,p) / Σ l(y,ȳ), l the binary_cross_entropy and ȳ the share of positives")
                    .reference("scikit-learn d2_log_loss_score, of two classes; McFadden's R²")
                    .summary("The share of the log loss of the base rate that is saved."),
            correlation("spearman")
                    .formula("Cov(R_y, R_p) / √(Var(R_y)·Var(R_p)), R the rank, the average one of equal values")
                    .reference("Spearman 1904; scipy spearmanr; a row of weight w counts like w rows")
                    .summary(
                            "The linear correlation of the ranks: how far one rises with the other, in whatever curve."),
            correlation("kendall_tau_b")
                    .alias("kendall")
                    .formula("(agreeing − disagreeing pairs) / √(pairs with different y · pairs with different p)")
                    .reference("Kendall 1945; scipy kendalltau; a row of weight w counts like w rows")
                    .summary("How many more pairs of rows are in the right order than in the wrong one."),
            MetricDefinition.of("roc_auc", Reading.RANKING, HIGHER)
                    .alias("auc", "auroc")
                    .parameter("max_fpr", 1, Domain.POSITIVE)
                    .optional("bins", Domain.COUNT)
                    .formula("the share of (positive, negative) pairs in which the positive scores higher, ties half;"
                            + " below max_fpr the partial area, standardised (McClish 1989); with bins, off scores in as many"
                            + " bins and without a sort, pairs of one bin half, at most ½ Σ P_b·N_b / (P·N) away")
                    .reference("scikit-learn roc_auc_score")
                    .summary("The area under the ROC curve: how well scores rank positives above negatives."),
            MetricDefinition.of("average_precision", Reading.RANKING, HIGHER)
                    .formula("Σ (recall_n − recall_{n−1}) · precision_n over the distinct scores, highest first")
                    .reference("scikit-learn average_precision_score")
                    .summary("The area under the precision-recall curve, as a sum of steps."),
            MetricDefinition.of("pr_auc", Reading.RANKING, HIGHER)
                    .alias("auprc")
                    .formula("the precision-recall curve by trapezoids, from recall 0 and precision 1")
                    .reference("scikit-learn auc of precision_recall_curve; too optimistic, prefer average_precision")
                    .summary("The area under the precision-recall curve by trapezoids."),
            MetricDefinition.of("ks_statistic", Reading.RANKING, HIGHER)
                    .alias("ks")
                    .formula("max |recall − false positive rate| over thresholds")
                    .reference("Kolmogorov and Smirnov's distance of two samples")
                    .summary("How far apart the scores of positives and negatives are at the best threshold."),
            costs("minimum_cost", LOWER)
                    .formula(
                            "min over thresholds t of Σ w·(fp_cost·[y = 0, score ≥ t] + fn_cost·[y = 1, score < t]) / Σ w,"
                                    + " t being the distinct scores and ∞")
                    .reference("Elkan 2001, by search over all thresholds; too optimistic on few rows, as all that is"
                            + " chosen on the rows it is measured on")
                    .summary(
                            "What decisions cost on average at the threshold that is best for these prices of mistakes."),
            costs("cost_threshold", NONE)
                    .formula(
                            "the threshold t of minimum_cost; of equal ones the highest; ∞ if nothing should be positive")
                    .reference("Elkan 2001, by search over all thresholds")
                    .summary("The threshold, from which on scores are decided positive, at which mistakes cost least."),
            costs("threshold_regret", LOWER)
                    .parameter("threshold", 0.5, Domain.FINITE)
                    .formula("Σ w·(fp_cost·[y = 0, score ≥ threshold] + fn_cost·[y = 1, score < threshold]) / Σ w"
                            + " − minimum_cost")
                    .reference("Closed form; 0 if the threshold in use is the best one, never below")
                    .summary("What decisions at the threshold in use cost more than at the best one, on average."),
            reliability("expected_calibration_error")
                    .alias("ece", "calibration_bin_error")
                    .unlike("debiased_calibration_error")
                    .formula("Σ (n_b/n)·|ȳ_b − p̄_b| over bins of equal width; biased upwards")
                    .reference("Naeini et al. 2015; torchmetrics")
                    .summary("How far probabilities are from frequencies, on average over bins."),
            reliability("maximum_calibration_error")
                    .alias("mce")
                    .unlike("debiased_calibration_error")
                    .formula("max |ȳ_b − p̄_b| over bins; biased upwards")
                    .summary("How far probabilities are from frequencies in the worst bin."),
            reliability("debiased_calibration_error")
                    .formula("Σ (n_b/n)·max(0, 2|Δ| − E|N(Δ,v)|), Δ = ȳ_b − p̄_b, v = ȳ_b(1−ȳ_b)/(n_b−1)")
                    .reference("after Kumar et al. 2019")
                    .summary("The expected calibration error less what chance alone would show."),
            reliability("squared_calibration_error")
                    .unlike("debiased_squared_calibration_error")
                    .formula("Σ (n_b/n)·(ȳ_b − p̄_b)²; biased upwards")
                    .summary("The mean squared distance of probabilities from frequencies."),
            reliability("debiased_squared_calibration_error")
                    .formula("Σ (n_b/n)·((ȳ_b − p̄_b)² − v), v = ȳ_b(1−ȳ_b)/(n_b−1)")
                    .reference("Kumar et al. 2019")
                    .summary("The squared calibration error without its bias; a little below 0 now and then."),
            MetricDefinition.of("reliability_curve", Reading.RELIABILITY, NONE)
                    .parameter("bins", 10, Domain.COUNT)
                    .formula("ȳ_b of every bin, a line each")
                    .summary("How often the positive class came true, by predicted probability."));

    /** All metrics, in the order in which they are listed. */
    public static List<MetricDefinition> all() {
        return ALL;
    }

    /** The metric of this name or alias. */
    public static Optional<MetricDefinition> find(String name) {
        return ALL.stream().filter(metric -> metric.isCalled(name)).findFirst();
    }

    /** All names and aliases. */
    public static List<String> names() {
        return ALL.stream()
                .flatMap(metric -> Stream.concat(Stream.of(metric.name()), metric.aliases().stream()))
                .toList();
    }

    /**
     * The formula of a smooth metric.
     *
     * @param parameter the beta of F-beta or the power of Tweedie's deviance; no other asks for it
     */
    public static SmoothMetric smooth(String name, double parameter) {
        return switch (name) {
            case "accuracy" -> SmoothMetric.share(TRUE_POSITIVE, TRUE_NEGATIVE);
            case "error_rate" -> SmoothMetric.share(FALSE_POSITIVE, FALSE_NEGATIVE);
            case "prevalence" -> SmoothMetric.share(TRUE_POSITIVE, FALSE_NEGATIVE);
            case "predicted_positive_rate" -> SmoothMetric.share(TRUE_POSITIVE, FALSE_POSITIVE);
            case "precision" -> SmoothMetric.part(TRUE_POSITIVE, FALSE_POSITIVE);
            case "recall" -> SmoothMetric.part(TRUE_POSITIVE, FALSE_NEGATIVE);
            case "specificity" -> SmoothMetric.part(TRUE_NEGATIVE, FALSE_POSITIVE);
            case "negative_predictive_value" -> SmoothMetric.part(TRUE_NEGATIVE, FALSE_NEGATIVE);
            case "false_positive_rate" -> SmoothMetric.part(FALSE_POSITIVE, TRUE_NEGATIVE);
            case "false_negative_rate" -> SmoothMetric.part(FALSE_NEGATIVE, TRUE_POSITIVE);
            case "false_discovery_rate" -> SmoothMetric.part(FALSE_POSITIVE, TRUE_POSITIVE);
            case "f1" -> SmoothMetric.fBeta(1);
            case "f_beta" -> SmoothMetric.fBeta(parameter);
            case "jaccard" -> SmoothMetric.jaccard();
            case "balanced_accuracy" -> SmoothMetric.balancedAccuracy();
            case "balanced_error" -> SmoothMetric.balancedError();
            case "youden_j" -> SmoothMetric.youden();
            case "mcc" -> SmoothMetric.matthews();
            case "cohen_kappa" -> SmoothMetric.kappa();
            case "r2" -> SmoothMetric.determination();
            case "explained_variance" -> SmoothMetric.explainedVariance();
            case "pearson" -> SmoothMetric.correlation();
            case "d2_tweedie" -> ExplainedDeviance.tweedie(parameter);
            case "d2_log_loss" -> ExplainedDeviance.logLoss();
            case "concordance" -> SmoothMetric.concordance();
            default -> throw new IllegalArgumentException(name + " is no smooth function of totals");
        };
    }

    /** The formula of a count of rows. */
    public static CountMetric count(String name) {
        return switch (name) {
            case "error_count" -> new CountMetric(FALSE_POSITIVE, FALSE_NEGATIVE);
            case "true_positives" -> new CountMetric(TRUE_POSITIVE);
            case "false_positives" -> new CountMetric(FALSE_POSITIVE);
            case "true_negatives" -> new CountMetric(TRUE_NEGATIVE);
            case "false_negatives" -> new CountMetric(FALSE_NEGATIVE);
            default -> throw new IllegalArgumentException(name + " is no count of rows");
        };
    }

    private static Builder decision(String name, Direction direction) {
        return MetricDefinition.of(name, Reading.DECISIONS, direction)
                .parameter("threshold", 0.5, Domain.PROBABILITY)
                .optional("zero_division", Domain.FINITE)
                .text("class");
    }

    private static Builder averaged(String name, Direction direction) {
        return decision(name, direction).choice("average", "binary", "macro", "micro", "weighted", "samples", "none");
    }

    private static Builder count(String name, Direction direction) {
        return MetricDefinition.of(name, Reading.COUNT, direction)
                .parameter("threshold", 0.5, Domain.PROBABILITY)
                .text("class");
    }

    private static Builder detection(String name) {
        return MetricDefinition.of(name, Reading.DETECTIONS, HIGHER)
                .parameter("iou", 0.5, Domain.PROBABILITY)
                .parameter("threshold", 0, Domain.FINITE)
                .choice("format", "xyxy", "xywh", "cxcywh")
                .optional("zero_division", Domain.FINITE)
                .reference("Everingham et al. 2010; COCO detection evaluation, without crowds");
    }

    private static Builder moments(String name, Direction direction) {
        return MetricDefinition.of(name, Reading.MOMENTS, direction).optional("zero_division", Domain.FINITE);
    }

    private static Builder correlation(String name) {
        return MetricDefinition.of(name, Reading.CORRELATION, HIGHER).optional("zero_division", Domain.FINITE);
    }

    private static Builder costs(String name, Direction direction) {
        return MetricDefinition.of(name, Reading.RANKING, direction)
                .parameter("fp_cost", 1, Domain.NON_NEGATIVE)
                .parameter("fn_cost", 1, Domain.NON_NEGATIVE);
    }

    private static Builder reliability(String name) {
        return MetricDefinition.of(name, Reading.RELIABILITY, LOWER).parameter("bins", 10, Domain.COUNT);
    }
}
