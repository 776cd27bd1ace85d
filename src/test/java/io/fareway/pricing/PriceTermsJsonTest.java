package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fareway.model.Meter;
import io.fareway.model.price.PriceTerms;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PriceTermsJsonTest {

    private static final String EVERYTHING =
            """
            effective-to: 2026-09-01
            usd-per-unit: {request: "0.005", compute_second: "0.000975000000", image: "0.04", page: "0.001", search: "0.01"}
            rates:
              - when: {prompt-above: 200000, service-tier: batch}
                usd-per-million: {input: "1.25", output: "7.50"}
                usd-per-unit: {search: "0.005"}
              - when: {month-tokens-from: 1000000000, regions: [eu, us]}
                factor: "0.90"
              - when:
                  hours: {zone: Asia/Shanghai, from: "09:00", to: "12:00", days: [monday], except: ["2026-10-01"], decided-when: closed}
                factor: "2"
              - when: {hours: {zone: UTC, from: "16:30", to: "00:30"}}
                factor: "0.5"
            monthly-fee: {usd: "100", included-tokens: 5000000, included-requests: 1000}
            conversion: {currency: CNY, usd: "0.1389", source: a bank, source-date: 2026-08-01}
            provenance:
              output: {source: a feed, source-date: 2026-07-01}
            """;

    @Test
    void write_losesNothingThatReadHasRead() throws Exception {
        PriceTerms terms = read(EVERYTHING);

        PriceTerms again = PriceTermsJson.read(new ObjectMapper().readTree(PriceTermsWriter.write(terms)));

        assertThat(again).isEqualTo(terms);
        assertThat(terms.rules()).hasSize(4);
        assertThat(terms.effectiveTo()).contains(Instant.parse("2026-09-01T00:00:00Z"));
        assertThat(terms.usdPerUnit()).containsEntry(Meter.COMPUTE_SECOND, new BigDecimal("0.000975"));
    }

    @Test
    void write_ofPlainTermsIsEmpty() {
        assertThat(PriceTermsWriter.write(PriceTerms.NONE)).isEqualTo("{}");
    }

    @Test
    void chargesLike_looksAtFiguresAndNotAtSources() throws Exception {
        PriceTerms terms = read(EVERYTHING);

        assertThat(terms.chargesLike(read(EVERYTHING.replace("a feed", "another feed"))))
                .isTrue();
        assertThat(terms.chargesLike(read(EVERYTHING.replace("0.90", "0.9")))).isTrue();
        assertThat(terms.chargesLike(read(EVERYTHING.replace("0.90", "0.91")))).isFalse();
    }

    @Test
    void read_refusesARateFinerThanThePriceTableHolds() {
        assertThatThrownBy(() -> read("rates: [{when: {prompt-above: 1}, usd-per-million: {input: \"0.1234567\"}}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input")
                .hasMessageContaining("6 decimals");
    }

    private static PriceTerms read(String yaml) throws Exception {
        return PriceTermsJson.read(new ObjectMapper(new YAMLFactory()).readTree(yaml));
    }
}
