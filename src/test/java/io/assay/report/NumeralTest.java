package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "-0.0; 0",
                "0.25; 0.2500",
                "0.123456; 0.1235",
                "-0.000123456; -0.0001235",
                "0.99996; 1.000",
                "9.9996; 10.00",
                "1234.5; 1,234",
                "12345.6; 12,346",
                "1234567; 1,234,567",
                "0.00000123456; 1.235e-6",
                "-12345678901; -1.235e10",
                "4.9e-324; 4.900e-324",
                "1.7976931348623157e308; 1.798e308",
                "NaN; n/a",
                "Infinity; inf",
                "-Infinity; -inf"
            })
    void fourDigitsAreEnoughForTheEye(double value, String text) {
        assertThat(Numeral.ASCII.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0.0123; +1.23%", "-0.0456; \u22124.56%", "0.5; +50.0%", "12; +1,200%", "0; 0.00%", "NaN; \u2013"})
    void sharesArePercentagesWithASign(double value, String text) {
        assertThat(Numeral.TYPOGRAPHIC.percent(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.0123; p = 0.012",
                "0.00009; p < 0.0001",
                "0; p < 0.0001",
                "1; p = 1",
                "0.9999; p > 0.99",
                "NaN; n/a"
            })
    void pValuesHaveTwoDigits(double value, String text) {
        assertThat(Numeral.ASCII.p(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.0042; 5; +0.00420",
                "-0.0042; 5; -0.00420",
                "0.0000031; 4; +3.100e-6",
                "0.0031; 3; +0.003",
                "0.00031; 3; +0.0003100"
            })
    void decimalsAreSharedUnlessNoDigitWouldBeLeft(double value, int decimals, String text) {
        assertThat(Numeral.ASCII.signed(value, decimals)).isEqualTo(text);
    }

    @Test
    void signsBecomeTypographicAndNamesStay() {
        assertThat(Numeral.typographic(
                        "v-2 on x=-1 lower(difference) > -margin 0.1, -0.5 to -1.5e-9 [-inf, -1] (-2 %)"))
                .isEqualTo("v-2 on x=-1 lower(difference) > \u2212margin 0.1, \u22120.5 to \u22121.5e\u22129"
                        + " [\u2212inf, \u22121] (\u22122 %)");
    }
}
