package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.ClassifierRules;
import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class PriceRefreshTest {

    private static final Instant NOW = Prices.START.plus(Duration.ofDays(50));
    private static final String FEED_KEY = "groq/llama-3.3-70b-versatile";

    private final Path folder;
    private final Path feed;
    private final Path reports;
    private final JdbcClient jdbc;
    private PriceBook book;
    private FeedProperties feeds = FeedProperties.LITELLM_ONLY;

    PriceRefreshTest(@TempDir Path folder) {
        this.folder = folder;
        this.feed = folder.resolve("feed.json");
        this.reports = folder.resolve("reports");
        this.jdbc = JdbcClient.create(Databases.migratedSqlite(folder));
        this.book = openBook();
    }

    @BeforeEach
    void configurePrices() {
        book.configured(List.of(Prices.text("0.59", "0.79")));
    }

    @Test
    void refresh_withoutFeedDoesNothing() {
        RefreshReport report = refreshAt(NOW, "  ");

        assertThat(report.summary()).isEqualTo("no price feed is configured");
        assertThat(reports).doesNotExist();
        assertThat(changes()).isEmpty();
    }

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
    void refresh_pricesADeploymentThatHadNoPrice() throws IOException {
        book.configured(List.of());
        publish("0.0000005", "0.0000007");

        refreshAt(NOW);

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(book.stateOf(Prices.DEPLOYMENT, NOW)).isEqualTo(PriceState.KNOWN);
    }

    @Test
    void refresh_takesWhatTheSecondSourceSaysToo() throws IOException {
        publish("0.0000005", "0.0000007");
        secondSays("0.5", "0.7");

        assertThat(refreshAt(NOW).taken()).hasSize(2);
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

    @Test
    void refresh_keepsTheRulesThatAPersonWrote() throws Exception {
        Price ruled = Prices.withTerms("0.59", "0.79", "rates: [{when: {service-tier: batch}, factor: \"0.5\"}]");
        book = new PriceBook(
                JdbcClient.create(Databases.migratedSqlite(Files.createDirectory(folder.resolve("other")))),
                Clock.fixed(NOW, ZoneOffset.UTC),
                properties(""));
        book.configured(List.of(ruled));
        publish("0.0000005", "0.0000007");

        refreshAt(NOW);

        assertThat(input(NOW)).isEqualByComparingTo("0.5");
        assertThat(book.at(Prices.DEPLOYMENT, NOW).orElseThrow().terms().rules())
                .isEqualTo(ruled.terms().rules());
    }

    private void secondSays(String input, String output) throws IOException {
        Path second = folder.resolve("second.json");
        Files.writeString(
                second,
                "{\"groq\": {\"models\": {\"llama-3.3-70b-versatile\": {\"cost\": {\"input\": %s, \"output\": %s}}}}}"
                        .formatted(input, output));
        feeds = new FeedProperties(FeedFormat.LITELLM, second.toString(), FeedFormat.MODELS_DEV);
    }

    private void publish(String inputPerToken, String outputPerToken) throws IOException {
        Files.writeString(
                feed,
                "{\"%s\": {\"input_cost_per_token\": %s, \"output_cost_per_token\": %s}}"
                        .formatted(FEED_KEY, inputPerToken, outputPerToken));
    }

    private RefreshReport refreshAt(Instant moment) {
        return refreshAt(moment, feed.toString());
    }

    private RefreshReport refreshAt(Instant moment, String location) {
        Clock clock = Clock.fixed(moment, ZoneOffset.UTC);
        return new PriceRefresh(PriceRefreshTest::settings, book, jdbc, clock, properties(location), feeds).refresh();
    }

    private PriceBook openBook() {
        return new PriceBook(jdbc, Clock.fixed(NOW, ZoneOffset.UTC), properties(""));
    }

    private PriceProperties properties(String location) {
        return new PriceProperties(location, 45, new BigDecimal("3"), folder.resolve("reports"));
    }

    private static Settings settings() {
        Deployment listed =
                new Deployment("groq", "llama-3.3-70b", "llama-3.3-70b-versatile", 131_072, FEED_KEY, false);
        Deployment notListed = new Deployment("demo-a", "llama-3.3-70b", "llama", 8_192, "", true);
        ClassifierRules rules = new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of());
        return new Settings(
                Map.of(),
                Map.of(listed.name(), listed, notListed.name(), notListed),
                Map.of(),
                rules,
                List.of(),
                listed.name());
    }

    private BigDecimal input(Instant moment) {
        return book.at(Prices.DEPLOYMENT, moment)
                .flatMap(price -> price.perMillion(TokenClass.INPUT))
                .orElseThrow();
    }

    private List<Map<String, Object>> changes() {
        return jdbc.sql("select * from price_change").query().listOfRows();
    }

    private int recordedPrices() {
        return jdbc.sql("select count(*) from price").query(Integer.class).single();
    }
}
