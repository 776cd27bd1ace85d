package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Price;
import io.fareway.model.price.RateRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates under conditions that a person wrote outlive every refresh, also of feeds that have some of their own. */
class RefreshedRulesTest extends RefreshedPrices {

    @Override
    Price configured() throws IOException {
        return Prices.withTerms("0.59", "0.79", "rates: [{when: {prompt-above: 128000}, factor: \"2\"}]");
    }

    @Test
    void refresh_keepsThemBesideNewFigures() throws IOException {
        publish("0.0000005", "0.0000007");

        refreshAt(NOW);

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(rules(NOW)).isEqualTo(configured().terms().rules());
    }

    @Test
    void refresh_keepsThemInARowThatTheSameFeedHasMade() throws IOException {
        Instant nextNight = NOW.plus(Duration.ofDays(1));
        publish("0.0000005", "0.0000007");
        refreshAt(NOW);
        publishWithBatches("0.000000295", "0.000000395");

        RefreshReport report = refreshAt(nextNight);

        assertThat(input(nextNight)).isEqualByComparingTo("0.59");
        assertThat(report.rules()).isEmpty();
        assertThat(rules(nextNight)).isEqualTo(configured().terms().rules());
    }

    private List<RateRule> rules(Instant moment) {
        return book.at(Prices.DEPLOYMENT, moment).orElseThrow().terms().rules();
    }
}
