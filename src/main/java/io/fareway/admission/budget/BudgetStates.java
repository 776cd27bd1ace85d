package io.fareway.admission.budget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Money;
import io.fareway.model.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers {@code GET /admin/budgets}: what each budget has spent, reserved and left, and where it is heading. */
@Component
public class BudgetStates {

    private static final int PICO_DOLLARS = 12;

    private final JdbcClient jdbc;
    private final Supplier<Settings> settings;
    private final Clock clock;

    BudgetStates(DataSource dataSource, Supplier<Settings> settings, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes the list as JSON. */
    public void list(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json().toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    ArrayNode json() {
        Budgets budgets = settings.get().budgets();
        Instant now = clock.instant();
        List<WindowState> open = openWindows(now);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        budgets.all().stream()
                .flatMap(budget -> states(budget, budgets, open, now))
                .forEach(state -> list.add(describe(state, now)));
        return list;
    }

    private List<WindowState> openWindows(Instant now) {
        return jdbc.sql("select * from budget_window where closes_at > :now order by subject, opens_at")
                .param("now", now.toEpochMilli())
                .query((row, number) -> BudgetStore.state(row))
                .list();
    }

    /** The windows of a budget that were touched; of one with a single subject also when it was not. */
    private static Stream<WindowState> states(Budget budget, Budgets budgets, List<WindowState> open, Instant now) {
        ZonedDateTime start = budget.period().startOf(now.atZone(budgets.zone()));
        List<WindowState> touched = open.stream()
                .filter(state -> state.window().budget().equals(budget.name())
                        && state.window().opensAt().equals(start.toInstant()))
                .map(state -> withLimit(state, budget))
                .toList();
        if (!touched.isEmpty() || budget.subject().equals(Budget.EACH)) {
            return touched.stream();
        }
        Window window = Window.of(budget, budget.subject(), now, budgets.zone());
        return Stream.of(new WindowState(window, Money.toPico(budget.limitUsd()), 0, 0, 0, 0));
    }

    private static WindowState withLimit(WindowState state, Budget budget) {
        return new WindowState(
                state.window(),
                Money.toPico(budget.limitUsd()),
                state.spentPico(),
                state.reservedPico(),
                state.overrunPico(),
                state.warned());
    }

    private static ObjectNode describe(WindowState state, Instant now) {
        Window window = state.window();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("budget", window.budget());
        node.put("of", window.scope().label());
        node.put("subject", window.subject());
        node.put("opens_at", window.opensAt().toString());
        node.put("closes_at", window.closesAt().toString());
        node.put("limit_usd", usd(state.limitPico()));
        node.put("spent_usd", usd(state.spentPico()));
        node.put("spent_percent", state.percentSpent());
        node.put("reserved_usd", usd(state.reservedPico()));
        node.put("left_usd", usd(state.limitPico() - state.spentPico() - state.reservedPico()));
        node.put("overrun_usd", usd(state.overrunPico()));
        node.put("forecast_usd", forecast(state, now).map(Money::format).orElse(null));
        return node;
    }

    /** What is spent at the window's end if it goes on as on average so far; empty in the window's first hour. */
    private static Optional<BigDecimal> forecast(WindowState state, Instant now) {
        Duration gone = Duration.between(state.window().opensAt(), now);
        Duration whole =
                Duration.between(state.window().opensAt(), state.window().closesAt());
        if (gone.compareTo(Duration.ofHours(1)) < 0) {
            return Optional.empty();
        }
        return Optional.of(Money.fromPico(state.spentPico())
                .multiply(BigDecimal.valueOf(whole.toSeconds()))
                .divide(BigDecimal.valueOf(gone.toSeconds()), PICO_DOLLARS, RoundingMode.HALF_UP));
    }

    private static String usd(long pico) {
        return Money.format(Money.fromPico(pico));
    }
}
