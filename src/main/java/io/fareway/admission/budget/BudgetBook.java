package io.fareway.admission.budget;

import io.fareway.ledger.GatewayInstance;
import io.fareway.model.RequestError;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What every budget has left. Reserving and settling are rows in the database before anybody is told, so several gateways
 * on one PostgreSQL share their budgets, and a budget is never overrun by requests that come at once.
 */
@Component
@DependsOnDatabaseInitialization
class BudgetBook implements SmartLifecycle {

    private static final long LONGEST_WAIT_SECONDS = 10;

    /** After this time the state of a window is read anew: another gateway may have changed it. */
    private static final long FRESH_MILLIS = 2_000;

    private final BudgetStore store;
    private final BudgetWriter writer;
    private final BudgetRecovery recovery;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile boolean running;

    BudgetBook(DataSource dataSource, GatewayInstance instance, BudgetWarnings warnings, Clock clock) {
        this.clock = clock;
        this.store = new BudgetStore(dataSource, instance.id(), clock);
        this.recovery = new BudgetRecovery(JdbcClient.create(dataSource), store, instance.id(), clock);
        this.writer = new BudgetWriter(store, states -> {
            note(states);
            warnings.look(states, store);
        });
    }

    private record Seen(Optional<WindowState> state, long atMillis) {}

    /**
     * Reserves the worst case of a request, and returns when that is durable.
     *
     * @param providers those of its plan
     * @throws RequestError when the books cannot be written
     */
    Verdict reserve(String requestId, List<Claim> claims, Set<String> providers) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        writer.add(new BudgetEntry.Reserve(requestId, claims, providers, verdict));
        try {
            return verdict.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RequestError error
                    ? error
                    : new IllegalStateException("a reservation of " + requestId + " failed", failed);
        } catch (TimeoutException slow) {
            // it may still be written; the settlement that follows takes it back
            throw RequestError.unavailable("The budgets are not written in time. Try again shortly.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RequestError.unavailable("The gateway is stopping. Send the request again.");
        }
    }

    /** Puts the real cost in place of what was reserved; returns at once. */
    void settle(String requestId, List<Window> windows, Spending spending) {
        writer.add(new BudgetEntry.Settle(requestId, windows, spending));
    }

    /**
     * How full a window is, at most two seconds old; empty when nothing has touched it.
     *
     * @throws RequestError when the database is away
     */
    Optional<WindowState> stateOf(Window window) {
        Seen last = seen.get(window.id());
        if (last != null && clock.millis() - last.atMillis() < FRESH_MILLIS) {
            return last.state();
        }
        try {
            Optional<WindowState> state =
                    store.read(List.of(window.id())).stream().findFirst();
            seen.put(window.id(), new Seen(state, clock.millis()));
            return state;
        } catch (SQLException away) {
            throw RequestError.unavailable("The budgets cannot be read. The gateway's log tells why.");
        }
    }

    private void note(Collection<WindowState> states) {
        long now = clock.millis();
        seen.values().removeIf(old -> now - old.atMillis() > FRESH_MILLIS);
        states.forEach(state -> seen.put(state.window().id(), new Seen(Optional.of(state), now)));
    }

    @Override
    public void start() {
        recovery.run();
        writer.start();
        running = true;
    }

    @Override
    public void stop() {
        try {
            writer.stop();
            running = false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the ledger, before anything can send a call. */
    @Override
    public int getPhase() {
        return 1;
    }
}
