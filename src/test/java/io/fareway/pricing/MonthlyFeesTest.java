package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.ClassifierRules;
import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class MonthlyFeesTest {

    private final JdbcClient database;
    private final PriceBook book;

    MonthlyFeesTest(@TempDir Path folder) {
        this.database = JdbcClient.create(Databases.migratedSqlite(folder));
        this.book = new PriceBook(
                database,
                Clock.systemUTC(),
                new PriceProperties("", 45, new BigDecimal("3"), folder.resolve("reports")));
    }

    @Test
    void book_booksAFeeOnceAMonth() throws Exception {
        book.configured(List.of(Prices.withTerms("1", "2", "monthly-fee: {usd: \"20\", included-tokens: 1000}")));

        bookAt("2026-08-15T00:00:00Z");
        bookAt("2026-08-16T00:00:00Z");
        bookAt("2026-09-01T00:00:00Z");

        assertThat(database.sql("select month, pico_usd from fixed_charge order by month")
                        .query((row, number) -> row.getString("month") + " " + row.getLong("pico_usd"))
                        .list())
                .containsExactly("2026-08 20000000000000", "2026-09 20000000000000");
    }

    @Test
    void book_booksNothingForPricesWithoutAFee() {
        book.configured(List.of(Prices.text("1", "2")));

        bookAt("2026-08-15T00:00:00Z");

        assertThat(database.sql("select count(*) from fixed_charge")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void bookAt(String now) {
        Deployment deployment = new Deployment("groq", "llama-3.3-70b", "llama", 131_072, "", false);
        Settings settings = new Settings(
                Map.of(),
                Map.of(deployment.name(), deployment),
                Map.of(),
                new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of()),
                List.of(),
                deployment.name());
        new MonthlyFees(() -> settings, book, database, Clock.fixed(Instant.parse(now), ZoneOffset.UTC)).book();
    }
}
