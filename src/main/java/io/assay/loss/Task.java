package io.assay.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a model is asked to do, with the losses to look at first and the families of all that fit. */
public enum Task {
    REGRESSION(
            List.of("absolute_error", "squared_error", "huber", "error_bias"),
            Family.REGRESSION,
            Family.ROBUST,
            Family.PERCENTAGE,
            Family.COST),
    FORECAST(
            List.of(
                    "weighted_interval_score",
                    "pinball_loss",
                    "absolute_scaled_error",
                    "weighted_absolute_percentage_error"),
            Family.QUANTILE,
            Family.PERCENTAGE),
    COUNT(List.of("poisson_deviance", "tweedie_deviance", "negative_binomial_nll"), Family.COUNT),
    BINARY(
            List.of("binary_cross_entropy", "brier_loss", "zero_one_loss", "cost_sensitive_error"),
            Family.BINARY,
            Family.MARGIN,
            Family.COST),
    MULTICLASS(
            List.of(
                    "sparse_categorical_cross_entropy",
                    "multiclass_zero_one_loss",
                    "multiclass_brier_loss",
                    "top_k_error"),
            Family.MULTICLASS,
            Family.LOGITS),
    MULTILABEL(List.of("multilabel_binary_cross_entropy", "hamming_loss", "multilabel_f1_loss"), Family.MULTILABEL),
    DISTRIBUTION(List.of("kl_divergence", "jensen_shannon_divergence", "wasserstein_1d"), Family.DIVERGENCE),
    RANKING(List.of("ndcg_at_k", "reciprocal_rank", "pairwise_logistic_loss"), Family.RANKING),
    VISION(List.of("iou_loss", "dice_loss", "giou_loss"), Family.VISION),
    EMBEDDING(List.of("cosine_distance", "triplet_margin_loss", "info_nce_loss"), Family.EMBEDDING),
    TEXT(List.of("exact_match_error", "token_nll", "perplexity", "word_error"), Family.TEXT),
    SURVIVAL(List.of("exponential_survival_nll", "weibull_survival_nll"), Family.SURVIVAL);

    private final List<String> first;
    private final List<Family> families;

    Task(List<String> first, Family... families) {
        this.first = first;
        this.families = List.of(families);
    }

    /** Names of the losses to look at first, the first one first. */
    public List<String> first() {
        return first;
    }

    /** The families of all losses that fit. */
    public List<Family> families() {
        return families;
    }

    /** The task as a word, such as {@code regression}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The task called so. */
    public static Optional<Task> find(String text) {
        return Arrays.stream(values()).filter(task -> task.text().equals(text)).findFirst();
    }
}
