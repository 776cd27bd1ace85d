package io.fareway.batch.sharing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims as rows of a database that several gateways use. Each gateway raises its beat every second; one whose beat has
 * stood still for so long, while this one could read it all the time, is dead. So no clocks are compared, and an outage of
 * the database, which stops all beats, kills nobody. A gateway that could not raise its own beat for half as long begins
 * nothing more, before the others may take it for dead.
 */
final class SharedClaims implements WorkClaims {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClaims.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String instance;
    private final Duration patience;
    private final LongSupplier nanos;
    private final String run;
    private final Map<String, Seen> others = new HashMap<>();
    private long joined;
    private volatile String self = "";
    private volatile long beatNanos;

    /** A beat of another gateway, and when it was first read. */
    private record Seen(String id, long beat, long sinceNanos) {

        Seen orLater(Seen later) {
            return beat == later.beat() ? this : later;
        }
    }

    /**
     * @param instance of this gateway, the same after a restart
     * @param run unique to this run of it
     * @param patience how long a beat may stand still
     * @param nanos a monotonic clock in ns
     */
    SharedClaims(DataSource dataSource, String instance, String run, Duration patience, LongSupplier nanos) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.instance = instance;
        this.run = run;
        this.patience = patience;
        this.nanos = nanos;
    }

    @Override
    public synchronized boolean join() {
        enter();
        beatNanos = nanos.getAsLong();
        return true;
    }

    private void enter() {
        joined++;
        String id = run + "-" + joined;
        // an earlier run under our name is over: there is one process of that name
        jdbc.queryForList("select id from batch_gateway where instance = ?", String.class, instance)
                .forEach(this::forget);
        jdbc.update("insert into batch_gateway (id, instance, beat) values (?, ?, 1)", id, instance);
        self = id;
        others.clear();
    }

    @Override
    public synchronized void leave() {
        try {
            forget(self);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The other gateways take over what this one leaves in {} s", patience.toSeconds(), e);
        }
        self = "";
    }

    private void forget(String gateway) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("delete from batch_gateway where id = ?", gateway);
            freeClaimsOfNobody();
        });
    }

    private void freeClaimsOfNobody() {
        jdbc.update("delete from batch_claim where gateway not in (select id from batch_gateway)");
    }

    @Override
    public synchronized boolean beat() {
        if (self.isEmpty()) {
            return false;
        }
        try {
            if (jdbc.update("update batch_gateway set beat = beat + 1 where id = ?", self) == 0) {
                LOG.warn("The other gateways took this one for dead and go on with its jobs; it joins them again");
                enter(); // alive only from the next beat on: until then whoever holds a lost claim must see that
                return true;
            }
            beatNanos = nanos.getAsLong();
            return buryTheDead();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No beat: the database cannot be reached", e);
            others.clear();
            return false;
        }
    }

    /** Whether a gateway is gone that was there at the last beat. */
    private boolean buryTheDead() {
        Map<String, Seen> now = jdbc
                .query(
                        "select id, beat from batch_gateway where id <> ?",
                        (row, index) -> new Seen(row.getString("id"), row.getLong("beat"), beatNanos),
                        self)
                .stream()
                .collect(Collectors.toMap(Seen::id, Function.identity()));
        boolean gone = others.keySet().retainAll(now.keySet());
        now.values().forEach(seen -> others.merge(seen.id(), seen, Seen::orLater));
        List<Seen> dead = others.values().stream().filter(this::isDead).toList();
        for (Seen gateway : dead) {
            bury(gateway);
            others.remove(gateway.id());
        }
        return gone || !dead.isEmpty();
    }

    private boolean isDead(Seen other) {
        return beatNanos - other.sinceNanos() > patience.toNanos();
    }

    private void bury(Seen dead) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.update("delete from batch_gateway where id = ? and beat = ?", dead.id(), dead.beat()) > 0) {
                freeClaimsOfNobody();
                LOG.warn("Gateway {} has died; the others go on with what it worked on", dead.id());
            }
        });
    }

    @Override
    public boolean isAlive() {
        return !self.isEmpty() && nanos.getAsLong() - beatNanos < patience.toNanos() / 2;
    }

    @Override
    public boolean claim(String work, long part) {
        if (!isAlive()) {
            return false;
        }
        jdbc.update(
                "insert into batch_claim (work, part, gateway) select ?, ?, id from batch_gateway where id = ?"
                        + " on conflict do nothing",
                work,
                part,
                self);
        return !jdbc.queryForList(
                        "select part from batch_claim where work = ? and part = ? and gateway = ?",
                        Long.class,
                        work,
                        part,
                        self)
                .isEmpty();
    }

    @Override
    public void release(String work) {
        jdbc.update("delete from batch_claim where work = ? and gateway = ?", work, self);
    }

    @Override
    public boolean isHeldByOthers(String work) {
        return !jdbc.queryForList(
                        "select part from batch_claim where work = ? and gateway <> ? limit 1", Long.class, work, self)
                .isEmpty();
    }
}
