package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Price;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import io.fareway.model.price.MonthlyFee;
import io.fareway.model.price.Rates;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways of charging that {@code prices.yaml} can say, and what is reported when they make no sense. */
class SettingsTermsTest {

    private static final String DEPLOYMENT = "demo-swift/llama-3.3-70b";
    private static final String FIGURES =
            "      usd-per-million: {input: \"0.70\", cache_read: \"0.175\", output: \"0.95\"}\n";

    private SettingsFolder settings;

    @BeforeEach
    void copyShippedFiles(@TempDir Path folder) throws Exception {
        settings = SettingsFolder.copiedTo(folder);
    }

    @Test
    void load_readsRatesUnderConditions() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                FIGURES
                        + """
                              rates:
                                - when: {prompt-above: 200000}
                                  usd-per-million: {input: "1.40", cache_read: "0.35", output: "1.90"}
                                - when: {service-tier: batch}
                                  factor: "0.5"
                        """);

        Price price = prices().getFirst();

        Rates rates = price.ratesFor(new Circumstances(
                price.effectiveFrom(), price.effectiveFrom(), 200_001, ServiceTier.BATCH, "", MonthVolume.NONE));
        assertThat(rates.perMillion(TokenClass.INPUT).orElseThrow()).isEqualByComparingTo("0.70");
        assertThat(rates.perMillion(TokenClass.OUTPUT).orElseThrow()).isEqualByComparingTo("0.95");
    }

    @Test
    void load_readsUnitsFeesAndAnEnd() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                """
                      effective-to: 2025-07-01
                      usd-per-unit: {compute_second: "0.000975"}
                      monthly-fee: {usd: "20", included-requests: 100}
                """);

        Price price = prices().getFirst();

        assertThat(price.holdsAt(Instant.parse("2025-06-30T23:59:59Z"))).isTrue();
        assertThat(price.holdsAt(Instant.parse("2025-07-01T00:00:00Z"))).isFalse();
        assertThat(price.terms().monthlyFee())
                .contains(new MonthlyFee(new BigDecimal("20"), OptionalLong.empty(), OptionalLong.of(100)));
    }

    @Test
    void load_makesARowOfEachExchangeRateThatHoldsWhileThePriceDoes() {
        currencies(
                """
                - {effective-from: 2024-01-01, usd: "0.14", source: a bank, source-date: 2024-01-01}
                - {effective-from: 2025-03-01, usd: "0.1375", source: a bank, source-date: 2025-03-01}
                - {effective-from: 2025-06-01, usd: "0.15", source: a bank, source-date: 2025-06-01}
                """);
        settings.replace(
                "prices.yaml",
                FIGURES,
                """
                      effective-to: 2025-05-01
                      currency: CNY
                      per-million: {input: "2", output: "8"}
                      rates: [{when: {prompt-above: 9}, per-million: {input: "4"}}]
                """);

        List<Price> rows = prices();

        assertThat(rows)
                .extracting(Price::effectiveFrom)
                .containsExactly(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-03-01T00:00:00Z"));
        assertThat(rows.getFirst().usdPerMillion().get(TokenClass.INPUT)).isEqualByComparingTo("0.28");
        assertThat(rows.getLast().usdPerMillion().get(TokenClass.INPUT)).isEqualByComparingTo("0.275");
        assertThat(rows.getLast().terms().conversion().orElseThrow().currency()).isEqualTo("CNY");
        Circumstances longPrompt =
                Circumstances.at(rows.getLast().effectiveFrom()).with(Usage.ofText(10, 0, false));
        assertThat(rows.getLast()
                        .ratesFor(longPrompt)
                        .perMillion(TokenClass.INPUT)
                        .orElseThrow())
                .isEqualByComparingTo("0.55");
    }

    @Test
    void load_reportsACurrencyWithoutARateByThen() {
        currencies("- {effective-from: 2026-01-01, usd: \"0.14\", source: a bank, source-date: 2026-01-01}\n");
        settings.replace(
                "prices.yaml", FIGURES, "      currency: CNY\n      per-million: {input: \"2\", output: \"8\"}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "currency: CNY")
                        + "no exchange rate for CNY at 2025-01-01: add one to currencies that holds by then");
    }

    @Test
    void load_reportsFiguresInTwoCurrencies() {
        settings.replace("prices.yaml", FIGURES, FIGURES + "      per-unit: {request: \"1\"}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "per-unit:")
                        + "in which currency? Write usd-per-unit, or add currency to the price");
    }

    @Test
    void load_reportsAPriceWithoutFigures() {
        settings.replace("prices.yaml", FIGURES, "");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .endsWith("a price without figures: add usd-per-million, per million tokens, or usd-per-unit");
    }

    @Test
    void load_reportsAStepThatForgetsAClassWithItsOwnPrice() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                FIGURES
                        + "      rates:\n        - when: {prompt-above: 9}\n          usd-per-million: {input: \"9\"}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "usd-per-million: {input: \"9\"}")
                        + "changes input but not cache_read, which has a price of its own: say it too");
    }

    @Test
    void load_reportsARateWithFactorAndFigures() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                FIGURES
                        + "      rates:\n        - {when: {prompt-above: 9}, factor: \"2\", usd-per-unit: {search: \"1\"}}\n");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("prices.yaml", "prompt-above: 9") + "give either a factor or figures, not both");
    }

    @Test
    void load_reportsAnUnknownZoneAndAPriceThatEndsBeforeItBegins() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                FIGURES
                        + """
                              effective-to: 2024-12-31
                              rates:
                                - when:
                                    hours: {zone: Asia/Shanghay, from: "09:00", to: "12:00"}
                                  factor: "2"
                        """);

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("prices.yaml", "effective-to")
                                + "the price ends before it begins: write a date after effective-from",
                        settings.at("prices.yaml", "Asia/Shanghay")
                                + "there is no time zone \"Asia/Shanghay\": write one as in UTC or Asia/Shanghai");
    }

    @Test
    void load_reportsAConditionThatDoesNotExist() {
        settings.replace(
                "prices.yaml",
                FIGURES,
                FIGURES + "      rates:\n        - when: {service-tier: slow}\n          factor: \"2\"\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "service-tier: slow")
                        + "\"service-tier\" must be standard, batch, flex or priority");
    }

    @Test
    void shippedPrices_chargeDeepSeekTwiceInPeakHoursOfWorkingDays() {
        settings.with("DEEPSEEK_API_KEY", "a");
        Price price = settings.load().prices().stream()
                .filter(row -> row.id().equals("deepseek/deepseek-v4-pro@2026-08-22T16:00:00Z"))
                .findFirst()
                .orElseThrow();

        assertThat(output(price, "2026-11-20T02:00:00Z")).isEqualByComparingTo("3.96");
        assertThat(output(price, "2026-11-20T05:00:00Z")).isEqualByComparingTo("1.98");
        assertThat(output(price, "2026-11-20T09:59:59Z")).isEqualByComparingTo("3.96");
        assertThat(output(price, "2026-11-21T02:00:00Z")).isEqualByComparingTo("1.98");
        assertThat(output(price, "2026-10-01T02:00:00Z")).isEqualByComparingTo("1.98");
    }

    private static BigDecimal output(Price price, String moment) {
        return price.ratesFor(Circumstances.at(Instant.parse(moment)))
                .perMillion(TokenClass.OUTPUT)
                .orElseThrow();
    }

    private void currencies(String rates) {
        settings.replace("prices.yaml", "\nprices:\n", "\ncurrencies:\n  CNY:\n" + rates.indent(4) + "\nprices:\n");
    }

    private List<Price> prices() {
        return settings.load().prices().stream()
                .filter(price -> price.deployment().equals(DEPLOYMENT))
                .toList();
    }
}
