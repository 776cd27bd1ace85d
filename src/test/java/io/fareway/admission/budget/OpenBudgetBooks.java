package io.fareway.admission.budget;

import io.fareway.ledger.GatewayInstance;
import io.fareway.model.Budget;
import io.fareway.model.Settings;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Budgets' books that a test opens on one database. */
abstract class OpenBudgetBooks {

    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final long CALL = 1_000;

    final List<BudgetBook> open = new ArrayList<>();
    final List<Object> events = new ArrayList<>();
    Settings settings = Journeys.SETTINGS;
    JdbcClient jdbc;

    abstract DataSource dataSource();

    @BeforeEach
    void emptyBooks() {
        Flyway.configure().dataSource(dataSource()).load().migrate();
        jdbc = JdbcClient.create(dataSource());
        for (String table : List.of("budget_window", "budget_reservation", "attempt", "request")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    @AfterEach
    void closeBooks() {
        open.forEach(BudgetBook::stop);
    }

    BudgetBook book(String instance) {
        BudgetBook book = new BudgetBook(
                dataSource(), new GatewayInstance(instance), new BudgetWarnings(() -> settings, events::add), CLOCK);
        book.start();
        open.add(book);
        return book;
    }

    WindowState stateAfterAll(BudgetBook book, Budget budget) {
        return stateAfterAll(book, budget, budget.subject());
    }

    /** A last reservation of nothing has its turn after everything before. */
    WindowState stateAfterAll(BudgetBook book, Budget budget, String subject) {
        book.reserve("probe-" + System.nanoTime(), List.of(claim(budget, subject, 0)), Set.of("groq"));
        return stored(budget, subject);
    }

    WindowState stored(Budget budget, String subject) {
        try {
            return new BudgetStore(dataSource(), "reader", CLOCK)
                    .read(List.of(window(budget, subject).id()))
                    .getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Budget budget(String name, Budget.Scope scope, String subject, long pico) {
        return new Budget(name, scope, subject, Budget.Period.MONTH, usd(pico), List.of(), Optional.empty());
    }

    static Claim claim(Budget budget, String subject, long pico) {
        return new Claim(
                window(budget, subject), budget.limitUsd().movePointRight(12).longValueExact(), pico);
    }

    static Window window(Budget budget, String subject) {
        return Window.of(budget, subject, NOW, ZoneOffset.UTC);
    }

    static Spending spent(String provider, long pico) {
        return new Spending(List.of(call(provider, pico)));
    }

    static Spending.Call call(String provider, long pico) {
        return new Spending.Call(provider, "simple", OptionalLong.of(pico));
    }

    static BigDecimal usd(long pico) {
        return BigDecimal.valueOf(pico, 12);
    }
}
