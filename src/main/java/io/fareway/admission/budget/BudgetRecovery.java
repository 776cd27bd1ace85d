package io.fareway.admission.budget;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Settles what a killed gateway left reserved, by what the ledger knows: nothing when no call was sent, the real cost of
 * calls that were closed, and the whole reservation where a call's end is unknown, because the provider may charge it.
 */
final class BudgetRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetRecovery.class);
    private static final Duration LONGER_THAN_ANY_REQUEST = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final BudgetStore store;
    private final String instance;
    private final Clock clock;

    BudgetRecovery(JdbcClient jdbc, BudgetStore store, String instance, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.instance = instance;
        this.clock = clock;
    }

    /** To be run after the ledger's recovery and before this gateway sends its first call. */
    void run() {
        Map<String, List<Window>> left = leftBehind();
        left.forEach((request, windows) -> settle(new BudgetEntry.Settle(request, windows, spendingOf(request))));
        if (!left.isEmpty()) {
            LOG.warn("The last run left {} requests with reserved budget; they are settled by the ledger", left.size());
        }
    }

    private Map<String, List<Window>> leftBehind() {
        Map<String, List<Window>> left = new HashMap<>();
        jdbc.sql(
                        """
                        select w.*, r.request_id from budget_reservation r join budget_window w on w.id = r.window_id
                        where r.instance = :instance or r.reserved_at < :longAgo
                        """)
                .param("instance", instance)
                .param("longAgo", clock.instant().minus(LONGER_THAN_ANY_REQUEST).toEpochMilli())
                .query(row -> {
                    left.computeIfAbsent(row.getString("request_id"), request -> new ArrayList<>())
                            .add(BudgetStore.state(row).window());
                });
        return left;
    }

    private Spending spendingOf(String request) {
        List<Spending.Call> calls = new ArrayList<>();
        jdbc.sql(
                        """
                        select provider, tier, cost_pico_usd, outcome,
                               coalesce(input_tokens, 0) + coalesce(output_tokens, 0) as tokens
                        from attempt where request_id = ?
                        """)
                .param(request)
                .query(row -> {
                    long known = row.getLong("cost_pico_usd");
                    OptionalLong pico = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(known);
                    if (pico.isPresent() || "uncertain".equals(row.getString("outcome")) || row.getLong("tokens") > 0) {
                        calls.add(new Spending.Call(row.getString("provider"), row.getString("tier"), pico));
                    }
                });
        return new Spending(calls);
    }

    private void settle(BudgetEntry.Settle entry) {
        try {
            store.change(entry.windows(), List.of(entry.requestId()), locked -> {
                locked.settle(entry);
                return entry;
            });
        } catch (SQLException away) {
            throw new IllegalStateException(
                    "cannot settle what was reserved before the last stop: check the database", away);
        }
    }
}
