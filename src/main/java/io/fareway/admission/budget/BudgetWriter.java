package io.fareway.admission.budget;

import io.fareway.model.RequestError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the budgets' books. What has gathered while the last transaction was written goes into the
 * next one, so that many requests share the cost of reaching the disk.
 *
 * <p>While the database is away, requests are refused and settlements kept; those that are still unwritten when the
 * gateway stops are made up for from the ledger at its next start.
 */
final class BudgetWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetWriter.class);
    private static final int GROUP = 256;
    private static final long IDLE_MILLIS = 200;

    private final BudgetStore store;
    private final Consumer<Collection<WindowState>> changed;
    private final BlockingQueue<BudgetEntry> queue = new LinkedBlockingQueue<>();
    private final List<BudgetEntry> kept = new ArrayList<>();
    private volatile boolean stopping;
    private Thread thread = new Thread();

    /** @param changed told the new state of windows after each commit */
    BudgetWriter(BudgetStore store, Consumer<Collection<WindowState>> changed) {
        this.store = store;
        this.changed = changed;
    }

    void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("budget-writer").daemon().start(this::run);
    }

    /** Writes what has come so far and ends the thread. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    void add(BudgetEntry entry) {
        queue.add(entry);
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                List<BudgetEntry> group = nextGroup();
                if (!group.isEmpty()) {
                    write(group);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(entry -> refuse(entry, "The gateway is stopping. Send the request again."));
    }

    private List<BudgetEntry> nextGroup() throws InterruptedException {
        List<BudgetEntry> group = new ArrayList<>(kept);
        kept.clear();
        BudgetEntry first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            group.add(first);
        }
        queue.drainTo(group, Math.max(0, GROUP - group.size()));
        return group;
    }

    /** One transaction; reservations and settlements take their turn as they came. */
    void write(List<BudgetEntry> group) {
        List<Window> windows =
                group.stream().flatMap(entry -> entry.windows().stream()).toList();
        List<String> settled = group.stream()
                .filter(BudgetEntry.Settle.class::isInstance)
                .map(BudgetEntry::requestId)
                .toList();
        try {
            Map<BudgetEntry.Reserve, Verdict> verdicts = new HashMap<>();
            List<WindowState> states = store.change(windows, settled, locked -> {
                group.forEach(entry -> apply(entry, locked, verdicts));
                return windows.stream()
                        .map(window -> locked.stateOf(window.id()))
                        .distinct()
                        .toList();
            });
            verdicts.forEach((entry, verdict) -> entry.verdict().complete(verdict));
            changed.accept(states);
        } catch (SQLException | RuntimeException failed) {
            LOG.error("The budgets cannot be written; requests that touch one are refused until they can", failed);
            group.forEach(entry -> keepOrRefuse(entry));
        }
    }

    private static void apply(BudgetEntry entry, LockedWindows locked, Map<BudgetEntry.Reserve, Verdict> verdicts) {
        switch (entry) {
            case BudgetEntry.Reserve reserve -> verdicts.put(reserve, locked.reserve(reserve));
            case BudgetEntry.Settle settle -> locked.settle(settle);
        }
    }

    private void keepOrRefuse(BudgetEntry entry) {
        if (entry instanceof BudgetEntry.Settle) {
            kept.add(entry);
        } else {
            refuse(entry, "The budgets cannot be written. The gateway's log tells why.");
        }
    }

    private static void refuse(BudgetEntry entry, String message) {
        if (entry instanceof BudgetEntry.Reserve reserve) {
            reserve.verdict().completeExceptionally(RequestError.unavailable(message));
        }
    }
}
