package io.fareway.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one thread that writes the ledger, in the order in which entries came. Whatever has gathered while the last
 * transaction was written goes into the next one (group commit), so the cost of reaching the disk is shared.
 *
 * <p>While the database is away, those who wait are told so at once, openings are forgotten because their calls are not
 * sent, and everything else is kept and written first when the database is back.
 */
@Component
class LedgerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int GROUP = 256;
    private static final long IDLE_MILLIS = 200;

    private final LedgerStore store;
    private final LedgerProperties properties;
    private final BlockingQueue<PendingEntry> queue = new LinkedBlockingQueue<>();
    private final Deque<PendingEntry> backlog = new ArrayDeque<>();
    private volatile boolean stopping;
    private volatile boolean stopped = true;
    private boolean away;
    private Thread thread = new Thread();

    LedgerWriter(LedgerStore store, LedgerProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    void start() {
        stopping = false;
        stopped = false;
        thread = Thread.ofPlatform().name("ledger-writer").daemon().start(this::run);
    }

    /** Writes what has come so far and ends the thread. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    boolean isRunning() {
        return !stopped;
    }

    /** Queues an entry; its future completes once it is durable, or with a {@link LedgerUnavailableException}. */
    void add(PendingEntry pending) {
        // only openings are refused: what has been sent must be booked
        if (pending.entry() instanceof OpenedAttempt && queue.size() >= properties.queue()) {
            pending.written().completeExceptionally(LedgerUnavailableException.full(pending.entry(), queue.size()));
            return;
        }
        queue.add(pending);
        if (stopped) {
            refuseRest();
        }
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                writeNextGroup();
            }
            writeBacklogOnceMore();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            stopped = true;
            store.rest();
            backlog.forEach(pending -> LOG.error("Not written before the end: {}", pending.entry()));
            backlog.clear();
            refuseRest();
        }
    }

    private void writeNextGroup() throws InterruptedException {
        List<PendingEntry> group = nextGroup();
        if (group.isEmpty()) {
            store.rest();
        } else {
            write(group);
        }
    }

    /** What was kept comes first, so that the order in which things happened is the order in the database. */
    private List<PendingEntry> nextGroup() throws InterruptedException {
        List<PendingEntry> group = new ArrayList<>(GROUP);
        while (group.size() < GROUP && !backlog.isEmpty()) {
            group.add(backlog.removeFirst());
        }
        if (group.isEmpty() || away) {
            PendingEntry first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
            }
        }
        queue.drainTo(group, Math.max(0, GROUP - group.size()));
        group.removeIf(PendingEntry::isPointless);
        return group;
    }

    private void writeBacklogOnceMore() throws InterruptedException {
        int tries = backlog.size() / GROUP + 1;
        for (int i = 0; i < tries && !backlog.isEmpty(); i++) {
            writeNextGroup();
        }
    }

    void write(List<PendingEntry> group) {
        try {
            store.write(group.stream().map(PendingEntry::entry).toList());
            group.forEach(pending -> pending.written().complete(null));
            back();
        } catch (SQLException | RowRefusedException | RuntimeException failed) {
            LOG.debug("A group of {} rows failed, its rows are tried one by one", group.size(), failed);
            writeOneByOne(group);
        }
    }

    /** So that one bad row does not fail its neighbours; also the second try after a connection that broke. */
    private void writeOneByOne(List<PendingEntry> group) {
        for (int i = 0; i < group.size(); i++) {
            PendingEntry pending = group.get(i);
            try {
                store.write(List.of(pending.entry()));
                pending.written().complete(null);
                back();
            } catch (RowRefusedException | RuntimeException refused) {
                LOG.error(
                        "The database refused a ledger row, which is lost but for this line: {}",
                        pending.entry(),
                        refused);
                pending.written().completeExceptionally(LedgerUnavailableException.refused(pending.entry(), refused));
            } catch (SQLException unavailable) {
                keep(group.subList(i, group.size()), unavailable);
                return;
            }
        }
    }

    /** Tells everyone who waits, also those whose turn has not come, and keeps what has to be booked. */
    private void keep(List<PendingEntry> unwritten, SQLException cause) {
        if (!away) {
            away = true;
            LOG.error(
                    "The ledger's database is away; new calls are refused and ended ones kept until it is back", cause);
        }
        List<PendingEntry> all = new ArrayList<>(unwritten);
        all.addAll(backlog);
        backlog.clear();
        queue.drainTo(all);
        for (PendingEntry pending : all) {
            pending.written().completeExceptionally(LedgerUnavailableException.notWritten(pending.entry(), cause));
            if (pending.entry() instanceof OpenedAttempt) {
                continue;
            }
            if (backlog.size() < properties.backlog()) {
                backlog.addLast(pending);
            } else {
                LOG.error(
                        "Too many rows wait for the database, this one is lost but for this line: {}", pending.entry());
            }
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.warn("The ledger's database is back; {} rows that were kept are written now", backlog.size());
        }
    }

    private void refuseRest() {
        for (PendingEntry pending = queue.poll(); pending != null; pending = queue.poll()) {
            LOG.error("Came after the ledger had stopped, not written: {}", pending.entry());
            pending.written().completeExceptionally(LedgerUnavailableException.stopped(pending.entry()));
        }
    }
}
