package io.fareway.batch.sharing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Which of the gateways on one database works on what. A piece of work has a name and may have numbered parts; each part
 * is one gateway's at a time, until that gives it back or dies.
 */
public interface WorkClaims {

    /** Of a gateway that has its database to itself; two of them on one inbox keep out of each other's way. */
    static WorkClaims ofOne(Path inbox) {
        return new SoleGateway(inbox);
    }

    /**
     * Of a gateway among others on one database.
     *
     * @param instance of this gateway, the same after a restart
     * @param run unique to this run of it
     * @param patience how long one may give no sign of life before the others go on with its work
     * @param nanos a monotonic clock in ns
     */
    static WorkClaims ofMany(DataSource database, String instance, String run, Duration patience, LongSupplier nanos) {
        return new SharedClaims(database, instance, run, patience, nanos);
    }

    /**
     * Takes part from now on.
     *
     * @return false when another gateway must be left alone with the work
     * @throws IOException when the inbox cannot be written
     */
    boolean join() throws IOException;

    /** Gives everything back. */
    void leave();

    /**
     * Says that this gateway lives and frees the work of those that no longer do; to be called every second.
     *
     * @return whether work may have become free, or this gateway's own claims were lost
     */
    boolean beat();

    /** Whether others still take this gateway for alive: without that it must begin nothing. */
    boolean isAlive();

    /** Whether this part is ours now. */
    boolean claim(String work, long part);

    /** Gives back the parts of this work that are ours. */
    void release(String work);

    /** Whether another gateway has a part of this work. */
    boolean isHeldByOthers(String work);
}
