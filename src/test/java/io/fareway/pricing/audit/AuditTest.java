package io.fareway.pricing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceProperties;
import io.fareway.report.LedgerSnapshot;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** What an audit finds in a tier of two deployments, a before b. */
class AuditTest {

    private static final Instant NOW = Instant.parse("2026-10-14T00:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));
    private static final LocalDate YESTERDAY = LocalDate.parse("2026-10-13");

    private final SQLiteDataSource ledger = new SQLiteDataSource();
    private final List<Price> prices = new ArrayList<>();
    private RoutingSettings routing = RoutingSettings.NONE;

    @BeforeEach
    void emptyLedger(@TempDir Path folder) {
        ledger.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        Flyway.configure().dataSource(ledger).load().migrate();
    }

    @Test
    void orderThatFollowsPrice_isNoFinding() {
        price("a/m", LONG_AGO, "1");
        price("b/m", LONG_AGO, "2");

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void orderThatNeverFollowedPrice_isNamed_withWhatToDo() {
        price("a/m", LONG_AGO, "3");
        price("b/m", LONG_AGO, "2");

        assertThat(audit().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("order_not_by_price");
            assertThat(finding.text()).isEqualTo("a/m costs 0.0039 USD for a typical answer, b/m after it 0.0026.");
            assertThat(finding.advice()).startsWith("Write b/m before a/m in tier simple");
        });
    }

    @Test
    void deploymentThatBecameDearer_isNamedAsSuch() {
        price("a/m", LONG_AGO, "1");
        price("a/m", NOW.minus(Duration.ofDays(5)), "3");
        price("b/m", LONG_AGO, "2");

        assertThat(audit().findings()).extracting(Finding::kind).containsExactly("became_dearer");
    }

    @Test
    void orderByPolicy_isNotLookedAt() {
        price("a/m", LONG_AGO, "3");
        price("b/m", LONG_AGO, "2");
        routing = new RoutingSettings(
                Map.of(), Map.of("simple", RoutingRules.of(Policy.COST)), Map.of(), UnknownPrices.UNSAID);

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void failuresThatCostMoreThanTheyWereMeantToSave_areNamed() {
        price("a/m", LONG_AGO, "1");
        price("b/m", LONG_AGO, "2");
        hour("a/m", "answered", 10, 0, 1_000);
        hour("a/m", "failed", 5, 20_000_000_000L, 0);
        hour("a/m", "cancelled", 7, 90_000_000_000L, 0);

        assertThat(audit().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("failures_cost_more");
            // ten answers of 100 tokens, a millionth of a dollar a token cheaper
            assertThat(finding.text())
                    .contains("5 of 22 calls failed and cost 0.02 USD", "its answers saved 0.001 USD against b/m");
        });
    }

    @Test
    void stalePrice_andUnknownPrice_areNamed() {
        prices.add(new Price("a/m", LONG_AGO, rates("1"), "test", YESTERDAY.minusDays(60)));

        assertThat(audit().findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(Tuple.tuple("stale_price", "a/m"), Tuple.tuple("unknown_price", "b/m"));
    }

    @Test
    void unusedDeployment_isNamed_onceTheLedgerHoldsTheWholePeriod() {
        price("a/m", LONG_AGO, "1");
        price("b/m", LONG_AGO, "2");
        hour("a/m", "answered", 10, 0, 1_000);
        assertThat(audit().findings()).isEmpty();

        insert("a/m", NOW.minus(Duration.ofDays(31)), "answered", 1, 0, 100);

        assertThat(audit().findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(Tuple.tuple("unused", "simple: b/m"));
    }

    @Test
    void findings_areKeptForTheReport() {
        price("a/m", LONG_AGO, "3");
        price("b/m", LONG_AGO, "2");

        audit().keep();

        assertThat(JdbcClient.create(ledger)
                        .sql("select kind from audit_finding where found_at = ?")
                        .param(NOW.toEpochMilli())
                        .query(String.class)
                        .list())
                .containsExactly("order_not_by_price");
    }

    @Test
    void cleanAudit_isKeptToo() {
        price("a/m", LONG_AGO, "1");
        price("b/m", LONG_AGO, "2");

        audit().keep();

        assertThat(JdbcClient.create(ledger)
                        .sql("select found_at from audit_run")
                        .query(Long.class)
                        .list())
                .containsExactly(NOW.toEpochMilli());
    }

    private Audit audit() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        JdbcClient jdbc = JdbcClient.create(ledger);
        PriceBook book = new PriceBook(jdbc, clock, new PriceProperties("", 45, BigDecimal.valueOf(3), Path.of("r")));
        book.configured(prices);
        List<AuditRule> rules = List.of(
                new TierOrderRule(), new CostlyFailuresRule(), new StalePriceRule(), new UnusedDeploymentRule());
        return new Audit(() -> settings(), book, new CostCalculator(), rules, new LedgerSnapshot(ledger), jdbc, clock);
    }

    private Settings settings() {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        deployments.put("a/m", new Deployment("a", "m", "m", 1_000, "", false));
        deployments.put("b/m", new Deployment("b", "m", "m", 1_000, "", false));
        Tier tier = new Tier("simple", "easy", List.of("a/m", "b/m"), 4);
        return new Settings(
                        Map.of(), deployments, Map.of("simple", tier), Journeys.SETTINGS.classifier(), prices, "a/m")
                .with(routing);
    }

    private void price(String deployment, Instant from, String rate) {
        prices.add(new Price(deployment, from, rates(rate), "test", YESTERDAY));
    }

    private static Map<TokenClass, BigDecimal> rates(String rate) {
        return Map.of(TokenClass.INPUT, new BigDecimal(rate), TokenClass.OUTPUT, new BigDecimal(rate));
    }

    private void hour(String deployment, String outcome, long attempts, long pico, long input) {
        insert(deployment, NOW.minus(Duration.ofDays(2)), outcome, attempts, pico, input);
    }

    private void insert(String deployment, Instant hour, String outcome, long attempts, long pico, long input) {
        JdbcClient.create(ledger)
                .sql(
                        """
                        insert into attempt_hour (hour, deployment, provider, model, tier, task, kind, outcome, billing,
                            simulated, attempts, estimated, unpriced, input_tokens, cache_read_tokens,
                            cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
                            audio_input_tokens, audio_output_tokens, image_input_tokens, image_output_tokens,
                            audio_cache_read_tokens, cost_pico_usd, first_byte_ms, first_bytes, duration_ms)
                        values (?, ?, '', '', 'simple', '', 'call', ?, '', 0, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?,
                            0, 0, 0)
                        """)
                .params(hour.toEpochMilli(), deployment, outcome, attempts, input, pico)
                .update();
    }
}
