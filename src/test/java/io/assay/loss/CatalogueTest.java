package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class CatalogueTest {

    private final Catalogue catalogue = Catalogue.standard();

    @Test
    void everyLossOfThePackageIsListed() {
        List<String> listed = Catalogue.builtIn().stream()
                .map(loss -> loss.getClass().getSimpleName())
                .toList();
        List<String> missing = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.assay.loss").stream()
                        .filter(type -> type.isAssignableTo(Loss.class) && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !listed.contains(name))
                        .map(name -> "new " + name + "(),")
                        .toList();

        assertThat(missing).as("lines to add to Catalogue.builtIn").isEmpty();
    }

    @Test
    void aLossIsFoundByNameOnly() {
        assertThat(catalogue.find("huber").map(LossFunction::name)).contains("huber");
        assertThat(catalogue.find("rmse")).isEmpty();
        assertThat(catalogue.find("Huber")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mse, squared_error, mean",
        "rmse, squared_error, root",
        "mae, absolute_error, mean",
        "medae, absolute_error, median",
        "msle, squared_log_error, mean",
        "rmsle, squared_log_error, root",
        "mape, absolute_percentage_error, mean",
        "smape, symmetric_absolute_percentage_error, mean",
        "wmape, weighted_absolute_percentage_error, ratio",
        "wape, weighted_absolute_percentage_error, ratio",
        "log_loss, binary_cross_entropy, mean",
        "brier, brier_loss, mean",
        "error_rate, zero_one_loss, mean",
        "error, zero_one_loss, mean",
        "bce, binary_cross_entropy, mean",
        "soft_margin_loss, logistic_loss, mean",
        "rps, ranked_probability_score, mean",
        "arcface, large_margin_softmax, mean",
        "lrap, label_ranking_average_precision, mean",
        "wer, word_error, ratio"
    })
    void aShorthandStandsForALossAndItsAggregate(String shorthand, String loss, String aggregate) {
        assertThat(catalogue.shorthand(shorthand)).contains(new Catalogue.Shorthand(loss, aggregate));
    }

    @Test
    void lossesAreInOrderOfTheirNames() {
        assertThat(catalogue.all()).extracting(LossFunction::name).isSorted().hasSameSizeAs(Catalogue.builtIn());
    }

    @Test
    void aMisspeltNameHasItsNearest() {
        assertThat(catalogue.nearest("hubber")).startsWith("huber");
        assertThat(catalogue.nearest("rsme")).contains("rmse");
        assertThat(catalogue.nearest("squared_eror"))
                .startsWith("squared_error")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(catalogue.nearest("zzzzzz")).isEmpty();
        assertThat(catalogue.nearest("")).isEmpty();
    }

    @Test
    void twoLossesOfOneNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(new Huber(), new Huber())))
                .withMessage("Two losses are called huber: io.assay.loss.Huber and io.assay.loss.Huber"
                        + " (a name or shorthand must be unique among all losses on the class path)");
    }

    @Test
    void aShorthandMustNotBeTheNameOfAnotherLoss() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(new AbsoluteError(), new CalledMae())))
                .withMessageStartingWith("Two losses are called mae: ");
    }

    @Test
    void lossesOfOtherJarsAreFoundThroughTheContextClassLoader(@TempDir Path jar) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(Loss.class.getName()), CalledOther.class.getName());

        assertThat(inContextOf(jar).find("other")).isPresent();
        assertThat(Catalogue.standard().find("other")).isEmpty();
    }

    private static Catalogue inContextOf(Path jar) throws MalformedURLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new URLClassLoader(new URL[] {jar.toUri().toURL()}, before));
        try {
            return Catalogue.standard();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A user's loss with a name that is taken. */
    public static final class CalledMae implements Loss {
        @Override
        public Definition definition() {
            return LossFunctionTest.definition("mae").build();
        }

        public double loss(double label, double prediction) {
            return label - prediction;
        }
    }

    /** A user's loss. */
    public static final class CalledOther implements Loss {
        @Override
        public Definition definition() {
            return LossFunctionTest.definition("other").build();
        }

        public double loss(double label, double prediction) {
            return label - prediction;
        }
    }
}
