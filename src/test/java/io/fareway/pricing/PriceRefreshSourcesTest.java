package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a refresh makes of its sources, good or bad, and what it reports. */
@ExtendWith(OutputCaptureExtension.class)
class PriceRefreshSourcesTest extends RefreshedPrices {

    @Test
    void refresh_withoutFeedDoesNothing() {
        RefreshReport report = refreshAt(NOW, "  ");

        assertThat(report.summary()).isEqualTo("no price feed is configured");
        assertThat(reports).doesNotExist();
        assertThat(changes()).isEmpty();
    }

    @Test
    void refresh_takesNothingFromABrokenFeed(CapturedOutput output) throws IOException {
        Files.writeString(feed, "<html>Service unavailable</html>");

        RefreshReport report = refreshAt(NOW);

        assertThat(report.problem().orElseThrow()).startsWith("it is no JSON");
        assertThat(changes()).isEmpty();
        assertThat(recordedPrices()).isEqualTo(1);
        assertThat(output.getOut()).contains("WARN").contains("nothing was taken from price feed");
        assertThat(reports.resolve("prices-2026-09-20.md")).content().contains("it is no JSON");
    }

    @Test
    void refresh_writesOneSectionPerRefresh() throws IOException {
        publish("0.0000005", "0.0000079");

        refreshAt(NOW);
        refreshAt(NOW.plus(Duration.ofHours(1)));

        assertThat(reports.resolve("prices-2026-09-20.md"))
                .content()
                .contains("## Price refresh of 2026-09-20T00:00:00Z")
                .contains("## Price refresh of 2026-09-20T01:00:00Z")
                .contains("| groq/llama-3.3-70b | input | 0.59 | 0.5 | sane change |")
                .contains("| groq/llama-3.3-70b | output | 0.79 | 7.9 | changes by the factor 10 |")
                .contains("`config/prices.yaml`");
    }

    @Test
    void refresh_isDoneAlsoWhenTheReportCannotBeWritten(CapturedOutput output) throws IOException {
        publish("0.0000005", "0.0000007");
        Files.writeString(reports, "a file where the folder should be");

        refreshAt(NOW);

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(output.getOut()).contains("the report could not be written");
    }

    @Test
    void refresh_tellsWhichRatesOfBatchesItTookAndWhichItHeld(CapturedOutput output) throws IOException {
        publishWithBatches("0.000000295", "0.000000395");
        RefreshReport first = refreshAt(NOW);
        publishWithBatches("0.0000000295", "0.000000395");

        RefreshReport second = refreshAt(NOW.plus(Duration.ofDays(1)));

        assertThat(first.rules()).singleElement().matches(RefreshReport.RuleChange::taken);
        assertThat(second.rules()).singleElement().matches(change -> !change.taken());
        assertThat(book.at(Prices.DEPLOYMENT, NOW.plus(Duration.ofDays(1))).orElseThrow())
                .isEqualTo(book.at(Prices.DEPLOYMENT, NOW).orElseThrow());
        assertThat(output.getOut()).contains("held the rates under conditions of groq/llama-3.3-70b");
        assertThat(reports.resolve("prices-2026-09-21.md"))
                .content()
                .contains("| groq/llama-3.3-70b | held | input at 0.0295 is zero or more than a factor 3 from");
    }

    @Test
    void refresh_takesWhatTheSecondSourceSaysToo() throws IOException {
        publish("0.0000005", "0.0000007");
        secondSays("0.5", "0.7");

        assertThat(refreshAt(NOW).taken()).hasSize(2);
    }

    @Test
    void refresh_takesAJumpThatTheSecondSourceListsToo() throws IOException {
        publish("0.0000005", "0.0000049");
        secondSays("0.5", "4.9");

        assertThat(refreshAt(NOW).taken()).hasSize(2);
    }

    @Test
    void refresh_isNotItsOwnSecondSource() {
        feeds = new FeedProperties(FeedFormat.LITELLM, feed.toString(), FeedFormat.LITELLM);

        assertThatThrownBy(() -> refreshAt(NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fareway.prices.feeds.second is the feed itself");
    }

    @Test
    void refresh_quarantinesWhatTheSecondSourceContradicts() throws IOException {
        publish("0.0000005", "0.0000007");
        secondSays("0.5", "0.79");

        RefreshReport report = refreshAt(NOW);

        assertThat(report.taken()).extracting(PriceChange::tokenClass).containsExactly(TokenClass.INPUT);
        assertThat(report.quarantined()).singleElement().satisfies(change -> assertThat(change.reason())
                .startsWith("the second source, ")
                .endsWith(" says 0.79"));
        Price price = book.at(Prices.DEPLOYMENT, NOW).orElseThrow();
        assertThat(price.provenanceOf(TokenClass.INPUT).date()).isEqualTo("2026-09-20");
        assertThat(price.provenanceOf(TokenClass.OUTPUT).source()).isEqualTo("a price page");
        assertThat(price.provenanceOf(TokenClass.OUTPUT).date()).isEqualTo("2026-08-01");
    }

    @Test
    void refresh_takesNothingWhenTheSecondSourceCannotBeRead() throws IOException {
        publish("0.0000005", "0.0000007");
        feeds = new FeedProperties(
                FeedFormat.LITELLM, folder.resolve("gone.json").toString(), FeedFormat.MODELS_DEV);

        RefreshReport report = refreshAt(NOW);

        assertThat(report.problem()).isPresent();
        assertThat(input(NOW)).isEqualByComparingTo("0.59");
    }

    private void secondSays(String input, String output) throws IOException {
        Path second = folder.resolve("second.json");
        Files.writeString(
                second,
                "{\"groq\": {\"models\": {\"llama-3.3-70b-versatile\": {\"cost\": {\"input\": %s, \"output\": %s}}}}}"
                        .formatted(input, output));
        feeds = new FeedProperties(FeedFormat.LITELLM, second.toString(), FeedFormat.MODELS_DEV);
    }
}
