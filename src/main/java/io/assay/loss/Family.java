package io.assay.loss;

/** The kind of prediction that a loss judges; how the catalogue is grouped. */
public enum Family {
    REGRESSION("Regression"),
    PERCENTAGE("Percentages and scaled errors"),
    QUANTILE("Quantiles, intervals and probabilistic forecasts"),
    COUNT("Counts and positive values"),
    ROBUST("Robust regression"),
    COST("Asymmetric and cost-sensitive"),
    BINARY("Binary, on probabilities"),
    MARGIN("Binary, on logits and margins"),
    MULTICLASS("Multiclass, on probabilities"),
    LOGITS("Multiclass, on logits"),
    MULTILABEL("Multilabel"),
    DIVERGENCE("Divergences between distributions"),
    RANKING("Ranking"),
    VISION("Masks and boxes"),
    EMBEDDING("Embeddings"),
    TEXT("Text and sequences"),
    SURVIVAL("Survival"),
    COMPOSITE("Composition");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /** The heading of this family in a list. */
    public String title() {
        return title;
    }
}
