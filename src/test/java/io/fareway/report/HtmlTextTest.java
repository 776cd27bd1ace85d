package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, $0",
        "0.000000000001, $0.000000000001",
        "0.123456789, $0.1235",
        "0.99999, $1",
        "1.005, $1.01",
        "1234567.891, '$1,234,567.89'",
        "-0.5, −$0.5",
        "-12.3456, −$12.35"
    })
    void dollars_roundToCentsOrFourDigits(BigDecimal usd, String text) {
        assertThat(HtmlText.dollars(usd)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, $0",
        "0.000000000001, $0.000000000001",
        "0.00001234, $0.00001234",
        "0.123456789, $0.123457",
        "-1234.5, '−$1,234.500000'"
    })
    void dollarColumn_keepsSixDecimalsAndHidesNothing(BigDecimal usd, String text) {
        assertThat(HtmlText.dollarColumn(usd)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 %",
        "0.5, 50.0 %",
        "1, 100.0 %",
        "0.99951, 99.9 %",
        "0.999999, 99.9 %",
        "0.000001, 0.1 %",
        "-0.25, −25.0 %",
        "1.5, 150.0 %"
    })
    void percent_neverRoundsFailuresAway(BigDecimal ratio, String text) {
        assertThat(HtmlText.percent(Optional.of(ratio))).isEqualTo(text);
    }

    @Test
    void missingFigures_areADash() {
        assertThat(HtmlText.percent(Optional.empty())).isEqualTo("–");
        assertThat(HtmlText.dollars(Optional.empty())).isEqualTo("–");
        assertThat(HtmlText.mean(Optional.empty())).isEqualTo("–");
    }
}
