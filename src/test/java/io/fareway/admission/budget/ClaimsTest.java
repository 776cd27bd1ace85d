package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Caller;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.Price;
import io.fareway.model.RateLimits;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceProperties;
import io.fareway.pricing.ReckonedPrices;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** Which budgets a request of the caller checkout, team shop, in tier simple touches, and for how much. */
class ClaimsTest {

    private static final Instant NOW = Journeys.RECEIVED;
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Deployment DEAR = new Deployment("openai", "large", "large", 100_000, "", false);
    private static final Deployment UNPRICED = new Deployment("lab", "new", "new", 100_000, "", false);

    private Claims claims;

    @BeforeEach
    void priceBothProviders(@TempDir Path folder) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("prices.db"));
        Flyway.configure().dataSource(database).load().migrate();
        PriceBook book = new PriceBook(
                JdbcClient.create(database), CLOCK, new PriceProperties("", 45, BigDecimal.valueOf(3), folder));
        book.configured(List.of(price(Journeys.GROQ, "1"), price(DEAR, "10")));
        claims = new Claims(new WorstCase(new ReckonedPrices(book), new CostCalculator(), CLOCK), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "TOTAL, '', ''",
        "CALLER, checkout, checkout",
        "CALLER, *, checkout",
        "CALLER, other, ",
        "TEAM, shop, shop",
        "TEAM, *, shop",
        "TEAM, other, ",
        "TIER, simple, simple",
        "TIER, *, simple",
        "TIER, complex, ",
        "PROVIDER, groq, groq",
        "PROVIDER, lab, ",
    })
    void budget_isTouchedByThoseWhomItNames(Budget.Scope scope, String of, String touched) {
        List<Claim> found = claims.of(journey(caller(), budget(scope, of))).claims();

        assertThat(found)
                .extracting(claim -> claim.window().subject())
                .isEqualTo(Optional.ofNullable(touched).stream().toList());
    }

    @ParameterizedTest
    @CsvSource({"CALLER", "TEAM"})
    void callerWithoutAName_touchesNoBudgetOfCallersOrTeams(Budget.Scope scope) {
        assertThat(claims.of(journey(Caller.UNNAMED, budget(scope, Budget.EACH)))
                        .claims())
                .isEmpty();
    }

    @Test
    void claim_isTheDearestOfThePlan_andForAProviderTheDearestOfItsOwn() {
        Budget total = budget(Budget.Scope.TOTAL, "");
        Budget each = budget(Budget.Scope.PROVIDER, Budget.EACH);

        List<Claim> found = claims.of(journey(caller(), total, each)).claims();

        // 4,096 tokens of an answer without a limit, at 1 and at 10 USD per million
        assertThat(found)
                .extracting(claim -> claim.window().subject(), Claim::pico)
                .containsExactlyInAnyOrder(
                        tuple("", 40_960_000_000L), tuple("openai", 40_960_000_000L), tuple("groq", 4_096_000_000L));
    }

    @Test
    void unknownPrice_takesTheDeploymentOutOfThePlan() {
        assertThat(claims.of(journey(caller(), budget(Budget.Scope.TOTAL, ""))).plan())
                .containsExactly(Journeys.GROQ, DEAR);
    }

    @Test
    void tierAbove_isClaimedByItsOwnCeilingForUnknownPrices() {
        UnknownPrice ceiling = new UnknownPrice.ReserveCeiling(
                Map.of(TokenClass.INPUT, BigDecimal.ZERO, TokenClass.OUTPUT, BigDecimal.valueOf(100)));
        RoutingSettings routing = new RoutingSettings(
                Map.of(),
                Map.of(),
                Map.of(),
                new UnknownPrices(new UnknownPrice.Unbounded(), Map.of("complex", ceiling)),
                Affinity.NONE,
                Map.of("simple", new TierChecks(List.of(), false, Optional.empty(), Optional.of("complex"))));
        Settings settings = new Settings(
                Map.of(),
                Map.of(UNPRICED.name(), UNPRICED),
                Map.of("complex", new Tier("complex", "", List.of(UNPRICED.name()), 0)),
                Journeys.SETTINGS.classifier(),
                List.of(),
                Journeys.SETTINGS.baseline());

        List<Claim> found = claims.of(journey(settings.with(routing), caller(), budget(Budget.Scope.TIER, "complex")))
                .claims();

        // 4,096 tokens at 100 USD per million
        assertThat(found).extracting(Claim::pico).containsExactly(409_600_000_000L);
    }

    private static Journey journey(Caller caller, Budget... budgets) {
        return journey(Journeys.SETTINGS, caller, budgets);
    }

    private static Journey journey(Settings settings, Caller caller, Budget... budgets) {
        Journey journey = Journeys.journey("r1")
                .settings(settings.with(new Budgets(ZoneOffset.UTC, 4_096, List.of(budgets))))
                .build();
        journey.origin(Origin.of(caller, "", JsonNodeFactory.instance.objectNode()));
        journey.plan(List.of(Journeys.GROQ, DEAR, UNPRICED));
        return journey;
    }

    private static Caller caller() {
        return new Caller("checkout", "shop", "", "", RateLimits.NONE);
    }

    private static Budget budget(Budget.Scope scope, String of) {
        return new Budget(scope.label(), scope, of, Budget.Period.MONTH, BigDecimal.TEN, List.of(), Optional.empty());
    }

    private static Price price(Deployment deployment, String usd) {
        BigDecimal rate = new BigDecimal(usd);
        return new Price(
                deployment.name(),
                Instant.parse("2026-01-01T00:00:00Z"),
                Map.of(TokenClass.INPUT, rate, TokenClass.OUTPUT, rate),
                "test",
                LocalDate.parse("2026-01-01"));
    }
}
