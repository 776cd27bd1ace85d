package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.GatewayInstance;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Settings;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the budgets' books promise, on every database that can hold them. */
abstract class BudgetBookContract {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long CALL = 1_000;

    private final List<BudgetBook> open = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private Settings settings = Journeys.SETTINGS;
    private JdbcClient jdbc;

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

    @Test
    void fiveHundredAtOnce_spendAtMostTheBudgetOfAHundred() throws Exception {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);

        long granted = allAtOnce(500, List.of(book), total);

        assertThat(granted).isEqualTo(100);
        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(100 * CALL);
        assertThat(stateAfterAll(book, total).reservedPico()).isZero();
    }

    @Test
    void twoGateways_shareOneBudget() throws Exception {
        List<BudgetBook> replicas = List.of(book("one"), book("two"));
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);

        long granted = allAtOnce(300, replicas, total);

        replicas.forEach(BudgetBook::stop);
        assertThat(granted).isEqualTo(100);
        assertThat(stored(total, "").spentPico()).isEqualTo(100 * CALL);
    }

    @Test
    void settlement_givesBackWhatWasNotSpent() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);

        book.reserve("r1", List.of(claim(total, "", 10 * CALL)), Set.of("groq"));
        Verdict full = book.reserve("r2", List.of(claim(total, "", CALL)), Set.of("groq"));
        book.settle("r1", List.of(window(total, "")), spent("groq", 3 * CALL));
        Verdict again = book.reserve("r2", List.of(claim(total, "", 7 * CALL)), Set.of("groq"));

        assertThat(full).isInstanceOf(Verdict.Denied.class);
        assertThat(again).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void settlementTwice_countsOnce() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", 2 * CALL)), Set.of("groq"));

        book.settle("r1", List.of(window(total, "")), spent("groq", CALL));
        book.settle("r1", List.of(window(total, "")), spent("groq", CALL));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(CALL);
        assertThat(stateAfterAll(book, total).reservedPico()).isZero();
    }

    @Test
    void dearerThanReserved_isBookedAndMarked() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", CALL)), Set.of("groq"));

        book.settle("r1", List.of(window(total, "")), spent("groq", 3 * CALL));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(3 * CALL);
        assertThat(stateAfterAll(book, total).overrunPico()).isEqualTo(2 * CALL);
    }

    @Test
    void unknownCost_countsAsMuchAsWasReserved() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", 4 * CALL)), Set.of("groq"));

        book.settle("r1", List.of(window(total, "")), new Spending(Map.of("groq", CALL), Set.of("groq")));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(4 * CALL);
    }

    @Test
    void denial_reservesNothingAnywhere() {
        BudgetBook book = book("one");
        Budget wide = budget("a-wide", Budget.Scope.TOTAL, "", 10 * CALL);
        Budget narrow = budget("b-narrow", Budget.Scope.TIER, "simple", CALL);

        Verdict verdict = book.reserve(
                "r1", List.of(claim(wide, "", 2 * CALL), claim(narrow, "simple", 2 * CALL)), Set.of("groq"));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Denied.class, denied -> assertThat(
                        denied.state().window().budget())
                .isEqualTo("b-narrow"));
        assertThat(stateAfterAll(book, wide).reservedPico()).isZero();
    }

    @Test
    void exhaustedProvider_isLeftOutWhileAnotherCanAnswer() {
        BudgetBook book = book("one");
        Budget each = budget("providers", Budget.Scope.PROVIDER, Budget.EACH, CALL);
        book.reserve("r1", List.of(claim(each, "groq", CALL)), Set.of("groq"));

        Verdict both = book.reserve(
                "r2", List.of(claim(each, "groq", CALL), claim(each, "openai", CALL)), Set.of("groq", "openai"));
        Verdict alone = book.reserve("r3", List.of(claim(each, "groq", CALL)), Set.of("groq"));

        assertThat(both).isEqualTo(new Verdict.Granted(Set.of("groq")));
        assertThat(alone).isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void spendingOfAProvider_countsInItsOwnBudgetOnly() {
        BudgetBook book = book("one");
        Budget each = budget("providers", Budget.Scope.PROVIDER, Budget.EACH, 10 * CALL);
        List<Claim> claims = List.of(claim(each, "groq", 4 * CALL), claim(each, "openai", 4 * CALL));
        book.reserve("r1", claims, Set.of("groq", "openai"));

        book.settle("r1", claims.stream().map(Claim::window).toList(), spent("openai", CALL));

        assertThat(stateAfterAll(book, each, "groq").spentPico()).isZero();
        assertThat(stateAfterAll(book, each, "openai").spentPico()).isEqualTo(CALL);
    }

    @Test
    void newBudget_knowsWhatTheLedgerSaysWasSpent() {
        attempt("early", "2026-02-28T23:59:59Z", 16L, "answered");
        attempt("before", "2026-03-01T00:00:00Z", 3 * CALL, "answered");
        BudgetBook book = book("one");
        Budget month = budget("month", Budget.Scope.PROVIDER, "groq", 10 * CALL);

        book.reserve("r1", List.of(claim(month, "groq", CALL)), Set.of("groq"));

        assertThat(stateAfterAll(book, month, "groq").spentPico()).isEqualTo(3 * CALL);
    }

    @Test
    void raisedLimit_countsAtOnce() {
        BudgetBook book = book("one");
        book.reserve("r1", List.of(claim(budget("total", Budget.Scope.TOTAL, "", CALL), "", CALL)), Set.of("groq"));

        Verdict verdict = book.reserve(
                "r2", List.of(claim(budget("total", Budget.Scope.TOTAL, "", 2 * CALL), "", CALL)), Set.of("groq"));

        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void killedGateway_leavesNoReservationBehind() {
        BudgetBook killed = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);
        for (String request : List.of("never-sent", "closed", "uncertain")) {
            killed.reserve(request, List.of(claim(total, "", 10 * CALL)), Set.of("groq"));
        }
        attempt("closed", "2026-03-10T11:00:00Z", 2 * CALL, "answered");
        attempt("uncertain", "2026-03-10T11:00:00Z", null, "uncertain");

        BudgetBook restarted = book("one");

        assertThat(stateAfterAll(restarted, total).reservedPico()).isZero();
        assertThat(stateAfterAll(restarted, total).spentPico()).isEqualTo(12 * CALL);
    }

    @Test
    void startOfAnotherGateway_leavesOurReservationsAlone() {
        BudgetBook ours = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        ours.reserve("r1", List.of(claim(total, "", 4 * CALL)), Set.of("groq"));

        BudgetBook other = book("two");

        assertThat(stateAfterAll(other, total).reservedPico()).isEqualTo(4 * CALL);
    }

    @Test
    void warning_comesOnceForEachShare() {
        Budget total = new Budget(
                "total",
                Budget.Scope.TOTAL,
                "",
                Budget.Period.MONTH,
                usd(10 * CALL),
                List.of(50, 80),
                Optional.empty());
        settings = Journeys.SETTINGS.with(new Budgets(ZoneOffset.UTC, 100, List.of(total)));
        BudgetBook book = book("one");

        for (int i = 0; i < 9; i++) {
            book.reserve("r" + i, List.of(claim(total, "", CALL)), Set.of("groq"));
            book.settle("r" + i, List.of(window(total, "")), spent("groq", CALL));
        }
        book.stop();

        assertThat(events)
                .extracting(event -> ((BudgetWarning) event).percent())
                .containsExactly(50, 80);
        assertThat(((BudgetWarning) events.getFirst()).spentUsd()).isEqualByComparingTo(usd(5 * CALL));
    }

    private long allAtOnce(int requests, List<BudgetBook> books, Budget budget) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicLong granted = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                String request = "r" + i;
                BudgetBook book = books.get(i % books.size());
                all.add(threads.submit(() -> {
                    start.await();
                    Verdict verdict = book.reserve(request, List.of(claim(budget, "", CALL)), Set.of("groq"));
                    if (verdict instanceof Verdict.Granted) {
                        granted.incrementAndGet();
                        book.settle(request, List.of(window(budget, "")), spent("groq", CALL));
                    }
                    return request;
                }));
            }
            start.countDown();
            for (Future<?> future : all) {
                future.get();
            }
        }
        return granted.get();
    }

    private BudgetBook book(String instance) {
        BudgetBook book = new BudgetBook(
                dataSource(), new GatewayInstance(instance), new BudgetWarnings(() -> settings, events::add), CLOCK);
        book.start();
        open.add(book);
        return book;
    }

    private WindowState stateAfterAll(BudgetBook book, Budget budget) {
        return stateAfterAll(book, budget, budget.subject());
    }

    /** A last reservation of nothing has its turn after everything before. */
    private WindowState stateAfterAll(BudgetBook book, Budget budget, String subject) {
        book.reserve("probe-" + System.nanoTime(), List.of(claim(budget, subject, 0)), Set.of("groq"));
        return stored(budget, subject);
    }

    private WindowState stored(Budget budget, String subject) {
        try {
            return new BudgetStore(dataSource(), "reader", CLOCK)
                    .read(List.of(window(budget, subject).id()))
                    .getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void attempt(String request, String openedAt, @Nullable Long cost, String outcome) {
        jdbc.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, instance, opened_at, closed_at, outcome,
                            cost_pico_usd)
                        values (?, ?, 1, '', '', '', 'simple', '', 'groq/llama', 'groq', 'llama', 0, 0, '', 'one', ?, ?, ?, ?)
                        """)
                .params(
                        request + ".1",
                        request,
                        Instant.parse(openedAt).toEpochMilli(),
                        Instant.parse(openedAt).toEpochMilli(),
                        outcome)
                .param(cost)
                .update();
    }

    private static Budget budget(String name, Budget.Scope scope, String subject, long pico) {
        return new Budget(name, scope, subject, Budget.Period.MONTH, usd(pico), List.of(), Optional.empty());
    }

    private static Claim claim(Budget budget, String subject, long pico) {
        return new Claim(
                window(budget, subject), budget.limitUsd().movePointRight(12).longValueExact(), pico);
    }

    private static Window window(Budget budget, String subject) {
        return Window.of(budget, subject, NOW, ZoneOffset.UTC);
    }

    private static Spending spent(String provider, long pico) {
        return new Spending(Map.of(provider, pico), Set.of());
    }

    private static BigDecimal usd(long pico) {
        return BigDecimal.valueOf(pico, 12);
    }
}
