package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.loss.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When rows that count as independent are warned of, and which clusters a configuration may name. */
class ClusterNotesTest {

    private static final StructType SCHEMA = new StructType()
            .add("store", DataTypes.StringType)
            .add("ends", DataTypes.DateType)
            .add("item", DataTypes.StringType);

    @TempDir
    private Path folder = Path.of("");

    private Configuration configuration(String columns, String losses) throws IOException {
        String yaml =
                """
                evaluation: e
                input: {format: csv, path: rows.csv}
                columns: {version: v, label: y, prediction: p, %s}
                baseline: a
                losses: [%s]
                """
                        .formatted(columns, losses);
        return ConfigurationReader.read(Files.writeString(folder.resolve("e.yaml"), yaml), Map.of(), null);
    }

    private Optional<String> warning(String columns, String losses) throws IOException {
        return ClusterNotes.ofForecasts(configuration(columns, losses), SCHEMA, Catalogue.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id: [store, ends] | squared_error | an example is named by store, ends | [store, ends]
                    id: [forecast_date, item] | squared_error | an example is named by forecast_date, item | [item, forecast_date]
                    id: [store, targetWeek, item] | squared_error | an example is named by store, targetWeek, item | [series, targetWeek]
                    id: store | 'squared_error, pinball_loss(tau=0.9)' | pinball_loss(tau=0.9) is a loss of forecasts | [series, date]
                    id: store | '{name: scaled, loss: mase, arguments: {scale: s}}' | scaled is a loss of forecasts | [series, date]
                    """)
    void forecastsWithoutClustersAreWarnedOfWithTheRemedy(String columns, String losses, String why, String keys)
            throws IOException {
        assertThat(warning(columns, losses)).hasValueSatisfying(text -> assertThat(text)
                .startsWith("If rows are forecasts, all intervals here are too narrow: " + why + ", and each row")
                .contains(" Write columns.cluster: " + keys + ";")
                .hasSizeLessThan(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id: [store, item] | squared_error
                    id: ends | squared_error
                    id: [store, candidate] | 'absolute_error, mape'
                    id: [store, ends], cluster: store | pinball_loss(tau=0.9)
                    id: [store, ends], cluster: [store, ends] | pinball_loss(tau=0.9)
                    id: [store, update] | squared_error
                    """)
    void nothingElseIs(String columns, String losses) throws IOException {
        assertThat(warning(columns, losses)).isEmpty();
    }

    @Test
    void twoColumnsAreTwoWays() throws IOException {
        Configuration configuration = configuration("id: store, cluster: [store, ends]", "squared_error");
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.columns().cluster()).contains("store");
        assertThat(configuration.columns().otherCluster()).contains("ends");
        assertThat(configuration.columns().clusters()).contains("store and ends");
        assertThat(configuration("id: store, cluster: store", "squared_error")
                        .columns()
                        .twoWay())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[store]", "[store, ends, item]"})
    void anyOtherNumberIsRefused(String clusters) {
        assertThatThrownBy(() -> refused("id: store, cluster: " + clusters))
                .hasMessageContaining("columns.cluster")
                .hasMessageContaining("must be one column, or a list of two");
    }

    @Test
    void twiceTheSameAndGroupsAreRefused() {
        assertThatThrownBy(() -> refused("id: store, cluster: [store, store]"))
                .hasMessageContaining("must be two different columns");
        assertThatThrownBy(() -> refused("id: item, group: store, cluster: [store, ends]"))
                .hasMessageContaining("must be one column beside group:");
    }

    private void refused(String columns) throws IOException {
        Configuration configuration = configuration(columns, "squared_error");
        if (!configuration.problems().isEmpty()) {
            throw new InvalidConfigurationException(configuration.problems());
        }
    }
}
