package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fareway.model.Attempt;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.testing.Journeys;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Budgets of a request in tier simple, worst case 2 calls, whose answer may send it up to complex, worst case 7 calls. */
class BudgetGuardTest extends OpenBudgetBooks {

    private static final Deployment LARGE = new Deployment("openai", "large", "large", 100_000, "", false);
    private static final RoutingSettings SIMPLE_GOES_UP = new RoutingSettings(
            Map.of(),
            Map.of(),
            Map.of(),
            UnknownPrices.UNSAID,
            Affinity.NONE,
            Map.of("simple", new TierChecks(List.of(), false, Optional.empty(), Optional.of("complex"))));

    private static Path folder;

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @BeforeAll
    static void chooseFolder(@TempDir Path database) {
        folder = database;
    }

    @Override
    DataSource dataSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("budgets.db"));
        return source;
    }

    @Test
    void answerThatStays_isSpentInItsTierOnly() {
        Budget each = budget("tiers", Budget.Scope.TIER, Budget.EACH, 100 * CALL);
        BudgetBook book = book("one");
        BudgetGuard guard = guard(book);
        Journey journey = journey(each);

        guard.reserve(exchange, journey);
        long reservedAbove = stored(each, "complex").reservedPico();
        answer(journey, Journeys.GROQ, CALL);
        guard.settle(exchange, journey);

        assertThat(reservedAbove).isEqualTo(7 * CALL);
        assertThat(stateAfterAll(book, each, "simple").spentPico()).isEqualTo(CALL);
        assertThat(stateAfterAll(book, each, "complex"))
                .extracting(WindowState::spentPico, WindowState::reservedPico)
                .containsExactly(0L, 0L);
    }

    @Test
    void requestThatWentUp_isSpentInEachTierByItsCallsThere() {
        Budget each = budget("tiers", Budget.Scope.TIER, Budget.EACH, 100 * CALL);
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);
        BudgetBook book = book("one");
        BudgetGuard guard = guard(book);
        Journey journey = journey(each, total);

        guard.reserve(exchange, journey);
        answer(journey, Journeys.GROQ, CALL);
        journey.assignTier("complex", "the answer of simple failed");
        answer(journey, LARGE, 5 * CALL);
        guard.settle(exchange, journey);

        assertThat(stateAfterAll(book, each, "simple").spentPico()).isEqualTo(CALL);
        assertThat(stateAfterAll(book, each, "complex").spentPico()).isEqualTo(5 * CALL);
        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(6 * CALL);
    }

    @Test
    void fullBudgetAbove_keepsTheRequestInItsTier() {
        Budget above = budget("above", Budget.Scope.TIER, "complex", 6 * CALL);
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);
        Journey journey = journey(above, total);

        guard(book("one")).reserve(exchange, journey);

        assertThat(journey.plan()).containsExactly(Journeys.GROQ);
        assertThat(journey.handling().staysInTier()).isTrue();
        assertThat(journey.handling().notes())
                .containsExactly("budget above (tier complex) has no room for a tier above simple: its answer stands");
        assertThat(stored(total, "").reservedPico()).isEqualTo(2 * CALL);
    }

    @Test
    void requestThatABudgetHasMovedDown_reservesNothingAbove() {
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);
        Journey journey = journey(budget("above", Budget.Scope.TIER, "complex", 0), total);
        journey.handling().stayInTier();

        guard(book("one")).reserve(exchange, journey);

        assertThat(journey.handling().notes()).isEmpty();
        assertThat(stored(total, "").reservedPico()).isEqualTo(2 * CALL);
    }

    private static BudgetGuard guard(BudgetBook book) {
        WorstCase worstCase = mock(WorstCase.class);
        when(worstCase.at(eq(Journeys.GROQ), eq("simple"), any())).thenReturn(Optional.of(usd(2 * CALL)));
        when(worstCase.at(eq(LARGE), eq("complex"), any())).thenReturn(Optional.of(usd(7 * CALL)));
        return new BudgetGuard(new Claims(worstCase, CLOCK), book, CLOCK);
    }

    private static Journey journey(Budget... budgets) {
        Settings settings = new Settings(
                Map.of(),
                Map.of(LARGE.name(), LARGE),
                Map.of("complex", new Tier("complex", "", List.of(LARGE.name()), 0)),
                Journeys.SETTINGS.classifier(),
                List.of(),
                LARGE.name());
        Journey journey = Journeys.journey("r1")
                .settings(settings.with(SIMPLE_GOES_UP).with(new Budgets(ZoneOffset.UTC, 100, List.of(budgets))))
                .build();
        journey.plan(List.of(Journeys.GROQ));
        return journey;
    }

    private static void answer(Journey journey, Deployment deployment, long pico) {
        Attempt attempt = journey.startAttempt(deployment, NOW, 0);
        attempt.cost(Optional.of(new Cost(usd(pico), Map.of(), deployment.name())));
    }
}
