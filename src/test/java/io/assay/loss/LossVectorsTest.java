package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds every loss against values computed elsewhere. */
class LossVectorsTest {

    /** Which parameters select a library's way, by loss and convention. */
    private static final Map<String, Map<String, Double>> SELECTING = Map.of(
            "binary_cross_entropy torch_log_clamp_-100", Map.of("log_floor", -100.0),
            "absolute_percentage_error keras_epsilon_1e-7", Map.of("epsilon", 1e-7),
            "categorical_cross_entropy keras_epsilon_1e-7", Map.of("eps", 1e-7),
            "kl_divergence keras_epsilon_1e-7", Map.of("eps", 1e-7),
            "poisson_nll keras_epsilon_1e-7", Map.of("eps", 1e-7),
            "poisson_nll torch_eps_1e-8", Map.of("eps", 1e-8));

    private final Catalogue catalogue = Catalogue.of(Catalogue.builtIn());
    private final Map<String, List<JsonNode>> vectors = read();

    @TestFactory
    Stream<DynamicTest> everyLossMeetsItsReferenceValues() {
        return catalogue.all().stream()
                .filter(function -> vectors.containsKey(function.name()))
                .map(function -> DynamicTest.dynamicTest(
                        function.name(), () -> assertThat(failures(function)).isEmpty()));
    }

    @Test
    void onlyTheseLossesHaveNoReferenceValues() {
        TreeSet<String> without = new TreeSet<>();
        catalogue.all().forEach(function -> without.add(function.name()));
        without.removeAll(vectors.keySet());

        assertThat(without)
                .containsExactly(
                        "absolute_log_ratio_error",
                        "aft_nll",
                        "approx_ndcg",
                        "asymmetric_focal_loss",
                        "average_precision_detection",
                        "beta_loss",
                        "bi_tempered_logistic_loss",
                        "binomial_deviance",
                        "bits_per_byte",
                        "bits_per_character",
                        "bleu",
                        "boosting_loss",
                        "boundary_loss",
                        "box_smooth_l1",
                        "censored_brier",
                        "center_loss",
                        "chrf",
                        "circle_loss",
                        "class_score",
                        "coverage_error",
                        "cox_partial_nll",
                        "cross_entropy_distributions",
                        "cross_entropy_lambda",
                        "crps_quantile",
                        "ctc_loss",
                        "discrete_hazard_nll",
                        "distillation_kl",
                        "energy_distance_1d",
                        "energy_score",
                        "energy_score_logits",
                        "exact_match_error",
                        "expected_cost_matrix_loss",
                        "expected_reciprocal_rank",
                        "false_negative",
                        "false_positive",
                        "gamma_nll",
                        "gan_bce",
                        "gaussian_kl",
                        "generalized_dice_loss",
                        "geometric_mean_loss",
                        "geometric_relative_absolute_error",
                        "group_lasso_penalty",
                        "hausdorff_distance",
                        "hinge_gan",
                        "interval_width",
                        "inverse_propensity_weighted_loss",
                        "iou_log_loss",
                        "itakura_saito",
                        "jensen_shannon_distance",
                        "label_ranking_average_precision",
                        "label_smoothing",
                        "lambda_loss",
                        "large_margin_softmax",
                        "list_mle_loss",
                        "log_cosh_dice_loss",
                        "log_ratio_error",
                        "logit_z_loss",
                        "lognormal_nll",
                        "lsgan",
                        "mahalanobis_loss",
                        "margin_of_confidence",
                        "matched_boxes",
                        "mean_absolute_probability_error",
                        "mean_directional_error",
                        "mean_iou",
                        "mixture_density_nll",
                        "negative_log_likelihood",
                        "normalised_rmse",
                        "one_error",
                        "ordinal_logistic_loss",
                        "overall_weighted_average",
                        "perplexity",
                        "pit_value",
                        "poly1_sigmoid_cross_entropy",
                        "population_stability_index",
                        "predicted_class",
                        "prediction_entropy",
                        "psnr",
                        "r_precision",
                        "ranking_softmax_loss",
                        "reconstruction_error",
                        "relative_absolute_error",
                        "relative_error",
                        "relative_squared_error",
                        "relevant_items",
                        "relevant_returned",
                        "reverse_kl_divergence",
                        "rouge",
                        "savage_loss",
                        "self_normalised_propensity_loss",
                        "sequence_nll",
                        "sigmoid_zero_one",
                        "sparsemax_loss",
                        "ssim",
                        "symmetric_cross_entropy",
                        "tangent_loss",
                        "temporal_difference_error",
                        "threshold_weighted_crps",
                        "token_f1_loss",
                        "token_nll",
                        "true_negative",
                        "true_positive",
                        "tweedie_nll",
                        "unhinged_loss",
                        "variogram_score",
                        "wasserstein_critic",
                        "weighted_absolute_percentage_error",
                        "weighted_quantile_loss",
                        "within_tolerance_error",
                        "zero_inflated_poisson_nll");
    }

    private List<String> failures(LossFunction function) {
        List<String> failures = new ArrayList<>();
        int checked = 0;
        for (JsonNode vector : vectors.getOrDefault(function.name(), List.of())) {
            String convention = vector.get("convention").asText();
            Map<String, Double> selecting = SELECTING.get(function.name() + " " + convention);
            if (convention.equals("recommended") || (selecting != null && !hidesDenormals(vector))) {
                checked++;
                LossRecord.failure(function, vector, selecting == null ? Map.of() : selecting)
                        .ifPresent(failures::add);
            }
        }
        assertThat(checked).as("vectors checked").isPositive();
        return failures;
    }

    /** Keras on TensorFlow takes numbers below 2.2e-308 for 0. */
    private static boolean hidesDenormals(JsonNode vector) {
        return vector.get("convention").asText().startsWith("keras") && vector.has("tags");
    }

    private static Map<String, List<JsonNode>> read() {
        Map<String, List<JsonNode>> byLoss = new LinkedHashMap<>();
        for (JsonNode vector : LossRecord.read("/vectors/losses/vectors.jsonl")) {
            byLoss.computeIfAbsent(vector.get("loss").asText(), loss -> new ArrayList<>())
                    .add(vector);
            if (vector.get("params").path("power").asDouble() == 3) {
                byLoss.computeIfAbsent("inverse_gaussian_deviance", loss -> new ArrayList<>())
                        .add(vector);
            }
        }
        return byLoss;
    }
}
