package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.assay.loss.Definition.Argument;
import org.junit.jupiter.api.Test;

class DefinitionTest {

    @Test
    void argumentsKeepTheirOrderAndDefaults() {
        Definition definition = new BinaryFocalLoss().definition();

        assertThat(definition.arguments())
                .extracting(Argument::name)
                .containsExactly("label", "prediction", "gamma", "alpha", "eps");
        assertThat(definition.argument("gamma").map(Argument::fallback)).contains(2.0);
        assertThat(definition.argument("alpha").map(Argument::required)).contains(false);
        assertThat(definition.argument("delta")).isEmpty();
    }

    @Test
    void shorthandsKeepTheirOrder() {
        assertThat(new SquaredError().definition().shorthands().keySet()).startsWith("mse", "rmse");
    }

    @Test
    void aDefinitionIsComplete() {
        assertRefused(
                Definition.of("example", Family.TEXT).label(Domain.FINITE),
                "summary, formula and reference must be given");
    }

    @Test
    void namesAreInSnakeCase() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LossFunctionTest.definition("Example").build())
                .withMessage("Invalid definition of loss Example: its name must be in snake_case");
        assertRefused(
                LossFunctionTest.definition("example").parameter("fnCost", 1, Domain.FINITE),
                "fnCost must be in snake_case");
    }

    @Test
    void anArgumentIsDeclaredOnce() {
        assertRefused(
                LossFunctionTest.definition("example").prediction(Domain.FINITE), "prediction must be declared once");
    }

    @Test
    void requiredParametersComeBeforeOthers() {
        assertRefused(
                LossFunctionTest.definition("example")
                        .parameter("a", 1, Domain.FINITE)
                        .required("b", Domain.FINITE),
                "b is required and must come before a");
    }

    @Test
    void labelsComeFirst() {
        assertRefused(
                LossFunctionTest.definition("example").label("other", Domain.FINITE),
                "other must not come after prediction: labels, predictions, parameters");
    }

    @Test
    void aRelationNamesArguments() {
        assertRefused(
                LossFunctionTest.definition("example").relation(Relation.notEmpty("mask")),
                "empty_array must name its arguments only");
    }

    private static void assertRefused(Definition.Builder builder, String rule) {
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("Invalid definition of loss example: " + rule);
    }
}
