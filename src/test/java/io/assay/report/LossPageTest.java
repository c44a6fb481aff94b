package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.MetricCatalogue;
import io.assay.cost.MetricDefinition;
import io.assay.loss.Catalogue;
import io.assay.loss.Convexity;
import io.assay.loss.Definition;
import io.assay.loss.LossFunction;
import io.assay.loss.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue for people, held against the losses themselves. */
class LossPageTest {

    private static final Path SITE = Path.of("src/site");
    private static final String REMEDY = "is not what the losses declare: run submit/assay losses --write src/site";

    private final Catalogue catalogue = Catalogue.standard();
    private final LossPage page = new LossPage(catalogue);

    @Test
    void thePageThatIsPublishedIsThatOfTheLosses() throws IOException {
        assertThat(Files.readString(SITE.resolve("markdown/losses.md")))
                .as("src/site/markdown/losses.md " + REMEDY)
                .isEqualTo(page.markdown());
    }

    @Test
    void thePicturesThatArePublishedAreThoseOfTheLosses() throws IOException {
        Map<String, String> published = new TreeMap<>();
        try (Stream<Path> files = Files.list(SITE.resolve("resources/images/losses"))) {
            for (Path file : files.toList()) {
                published.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(published).as("src/site/resources/images/losses " + REMEDY).isEqualTo(page.pictures());
    }

    @Test
    void everyMetricHasACardAndALineInTheList() {
        String text = page.markdown();
        for (MetricDefinition metric : MetricCatalogue.all()) {
            assertThat(text).contains("### " + metric.name() + "\n\n" + metric.summary());
            assertThat(page.list()).contains("  " + metric.name() + " ");
            assertThat(page.card(metric)).contains(metric.summary().substring(0, 20), "Better: ");
        }
    }

    @Test
    void everyLossHasACardWithAllThatItDeclares() {
        String text = page.markdown();
        for (LossFunction function : catalogue.all()) {
            Definition definition = function.definition();
            assertThat(text)
                    .contains(
                            "### " + definition.name() + "\n",
                            definition.formula().replace("`", "'"));
            String card = page.card(function);
            assertThat(card).startsWith(definition.name() + "(");
            definition.arguments().forEach(argument -> assertThat(card).contains(argument.name() + " ("));
        }
    }

    @Test
    void everyLossSaysWhenToChooseItAndHowItTreatsOutliers() {
        List<String> silent = catalogue.all().stream()
                .map(LossFunction::definition)
                .filter(definition ->
                        definition.choose().isEmpty() || definition.outliers().isEmpty())
                .map(Definition::name)
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void aCardTellsTheShapeThatTheLawsHold() {
        for (LossFunction function : catalogue.all()) {
            String card = page.card(function).replace("\n  ", " ");
            assertThat(card.contains("Shape: convex"))
                    .as(function.name())
                    .isEqualTo(function.definition().convexity() == Convexity.CONVEX);
        }
    }

    @Test
    void theCurveOfALossPassesThroughItsValues() {
        LossCurve huber = LossCurve.of(catalogue.find("huber").orElseThrow()).orElseThrow();
        double[] values = huber.lines().get(0).values();
        // From −4 to 4 in 200 steps, label 0, delta 1: at −4, 0 and 1.
        assertThat(values[0]).isEqualTo(3.5);
        assertThat(values[100]).isZero();
        assertThat(values[125]).isEqualTo(0.5);
        assertThat(LossCurve.of(catalogue.find("dice_loss").orElseThrow())).isEmpty();
    }

    @Test
    void everyPictureIsWellFormedAndHasALine() throws Exception {
        for (Map.Entry<String, String> picture : page.pictures().entrySet()) {
            var document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(picture.getValue().getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getElementsByTagName("polyline").getLength())
                    .as(picture.getKey())
                    .isPositive();
            assertThat(picture.getValue()).doesNotContain("NaN", "Infinity");
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aTaskNamesLossesThatThereAre(Task task) {
        assertThat(task.first())
                .isNotEmpty()
                .allMatch(name -> catalogue.find(name).isPresent());
        assertThat(page.recommendation(task).lines().skip(1).findFirst())
                .get()
                .asString()
                .startsWith("  " + task.first().get(0));
    }

    @Test
    void theListHasEveryLossAndEveryTask() {
        String list = page.list();
        catalogue.all().forEach(function -> assertThat(list).contains("  " + function.name() + " "));
        Arrays.stream(Task.values()).forEach(task -> assertThat(list).contains(task.text()));
    }
}
