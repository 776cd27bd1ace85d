package io.fareway.pricing;

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
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Prices that a test refreshes from feeds it publishes. */
abstract class RefreshedPrices {

    static final Instant NOW = Prices.START.plus(Duration.ofDays(50));
    static final String FEED_KEY = "groq/llama-3.3-70b-versatile";

    Path folder;
    Path feed;
    Path reports;
    JdbcClient jdbc;
    PriceBook book;
    FeedProperties feeds = FeedProperties.LITELLM_ONLY;

    @BeforeEach
    void configurePrices(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.feed = folder.resolve("feed.json");
        this.reports = folder.resolve("reports");
        this.jdbc = JdbcClient.create(Databases.migratedSqlite(folder));
        this.book = openBook();
        book.configured(List.of(configured()));
    }

    /** What stands in {@code config/prices.yaml}. */
    Price configured() throws IOException {
        return Prices.text("0.59", "0.79");
    }

    void publish(String inputPerToken, String outputPerToken) throws IOException {
        Files.writeString(
                feed,
                "{\"%s\": {\"input_cost_per_token\": %s, \"output_cost_per_token\": %s}}"
                        .formatted(FEED_KEY, inputPerToken, outputPerToken));
    }

    void publishWithBatches(String inputPerToken, String outputPerToken) throws IOException {
        Files.writeString(
                feed,
                """
                {"%s": {"input_cost_per_token": 5.9e-7, "output_cost_per_token": 7.9e-7,
                 "input_cost_per_token_batches": %s, "output_cost_per_token_batches": %s}}
                """
                        .formatted(FEED_KEY, inputPerToken, outputPerToken));
    }

    RefreshReport refreshAt(Instant moment) {
        return refreshAt(moment, feed.toString());
    }

    RefreshReport refreshAt(Instant moment, String location) {
        Clock clock = Clock.fixed(moment, ZoneOffset.UTC);
        return new PriceRefresh(RefreshedPrices::settings, book, jdbc, clock, properties(location), feeds).refresh();
    }

    PriceBook openBook() {
        return new PriceBook(jdbc, Clock.fixed(NOW, ZoneOffset.UTC), properties(""));
    }

    PriceProperties properties(String location) {
        return new PriceProperties(location, 45, new BigDecimal("3"), folder.resolve("reports"));
    }

    static Settings settings() {
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

    BigDecimal input(Instant moment) {
        return book.at(Prices.DEPLOYMENT, moment)
                .flatMap(price -> price.perMillion(TokenClass.INPUT))
                .orElseThrow();
    }

    List<Map<String, Object>> changes() {
        return jdbc.sql("select * from price_change").query().listOfRows();
    }

    int recordedPrices() {
        return jdbc.sql("select count(*) from price").query(Integer.class).single();
    }
}
