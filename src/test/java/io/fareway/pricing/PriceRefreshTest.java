package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a refresh makes of the prices it finds. */
@ExtendWith(OutputCaptureExtension.class)
class PriceRefreshTest extends RefreshedPrices {

    @Test
    void refresh_takesASaneChangeFromNowOn() throws IOException {
        publish("0.0000005", "0.0000007");

        RefreshReport report = refreshAt(NOW);

        assertThat(report.taken()).hasSize(2);
        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(input(NOW.minusMillis(1))).isEqualByComparingTo("0.59");
        Price taken = book.at(Prices.DEPLOYMENT, NOW).orElseThrow();
        assertThat(taken.source()).isEqualTo(feed.toString());
        assertThat(taken.sourceDate()).isEqualTo("2026-09-20");
    }

    @Test
    void refresh_recordsWhatItTook() throws IOException {
        publish("0.0000005", "0.00000079");

        refreshAt(NOW);

        assertThat(changes()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("deployment", Prices.DEPLOYMENT)
                .containsEntry("token_class", "input")
                .containsEntry("old_usd", "0.59")
                .containsEntry("new_usd", "0.5")
                .containsEntry("verdict", "taken"));
        assertThat(jdbc.sql("select origin from price where id = :id")
                        .param("id", Prices.DEPLOYMENT + "@" + NOW)
                        .query(String.class)
                        .single())
                .isEqualTo("refreshed");
    }

    @Test
    void refresh_staysAfterARestart() throws IOException {
        publish("0.0000005", "0.0000007");
        refreshAt(NOW);

        book = openBook();
        book.configured(List.of(Prices.text("0.59", "0.79")));

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
    }

    @Test
    void refresh_confirmsAnUnchangedPrice() throws IOException {
        publish("0.00000059", "0.00000079");
        assertThat(book.stateOf(Prices.DEPLOYMENT, NOW)).isEqualTo(PriceState.STALE);

        RefreshReport report = refreshAt(NOW);

        assertThat(report.changes()).isEmpty();
        assertThat(recordedPrices()).isEqualTo(1);
        assertThat(book.stateOf(Prices.DEPLOYMENT, NOW)).isEqualTo(PriceState.KNOWN);
    }

    @Test
    void refresh_quarantinesAUnitSlipAndWarnsOnce(CapturedOutput output) throws IOException {
        publish("0.00059", "0.00079");

        refreshAt(NOW);
        RefreshReport again = refreshAt(NOW.plus(Duration.ofDays(1)));

        assertThat(again.quarantined()).hasSize(2);
        assertThat(input(NOW.plus(Duration.ofDays(1)))).isEqualByComparingTo("0.59");
        assertThat(changes()).hasSize(2).allSatisfy(row -> assertThat(row).containsEntry("verdict", "quarantined"));
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN") && line.contains("quarantined the")))
                .hasSize(2);
    }

    @Test
    void refresh_takesSaneClassesBesideAQuarantinedOne() throws IOException {
        publish("0.0000005", "0.0000079");

        RefreshReport report = refreshAt(NOW);

        assertThat(report.taken()).extracting(PriceChange::tokenClass).containsExactly(TokenClass.INPUT);
        Price price = book.at(Prices.DEPLOYMENT, NOW).orElseThrow();
        assertThat(price.sourceDate()).as("not confirmed as a whole").isEqualTo("2026-08-01");
        assertThat(price.perMillion(TokenClass.INPUT).orElseThrow()).isEqualByComparingTo("0.5");
        assertThat(price.perMillion(TokenClass.OUTPUT).orElseThrow()).isEqualByComparingTo("0.79");
    }

    @Test
    void refresh_acceptsWhatAPersonAddedToTheConfiguration() throws IOException {
        publish("0.0000059", "0.0000079");
        refreshAt(NOW);

        book.configured(List.of(Prices.text("0.59", "0.79"), Prices.text(NOW.plusMillis(1), "5.9", "7.9")));
        RefreshReport report = refreshAt(NOW.plus(Duration.ofDays(1)));

        assertThat(report.changes()).isEmpty();
        assertThat(input(NOW.plus(Duration.ofDays(1)))).isEqualByComparingTo("5.9");
    }

    @Test
    void refresh_pricesADeploymentThatHadNoPrice() throws IOException {
        book.configured(List.of());
        publish("0.0000005", "0.0000007");

        refreshAt(NOW);

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(book.stateOf(Prices.DEPLOYMENT, NOW)).isEqualTo(PriceState.KNOWN);
    }
}
