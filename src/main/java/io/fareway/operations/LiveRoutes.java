package io.fareway.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes and settings that serve requests now, and the one way to replace them. */
public final class LiveRoutes {

    private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);

    private final RevisionStaging staging;
    private final RevisionSwitch live;
    private final RevisionDrain drain;
    private final RevisionSwap swap;
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final ReentrantLock deploying = new ReentrantLock();
    private volatile Optional<String> lastError = Optional.empty();

    LiveRoutes(RevisionStaging staging, RevisionSwitch live, RevisionDrain drain) {
        this.staging = staging;
        this.live = live;
        this.drain = drain;
        this.swap = new RevisionSwap(live, drain);
    }

    /**
     * Returns the context of the live revision; do not keep it, an edit replaces it.
     *
     * @throws IllegalStateException before the first revision is live
     */
    public CamelContext current() {
        return live.live().orElseThrow(LiveRoutes::notLive).context();
    }

    /**
     * Sends a new exchange to an endpoint of the live revision and waits for its end; the revision is not stopped
     * before.
     *
     * @param endpoint such as {@code direct:answer}
     * @param prepare sets body, headers and properties
     * @return the exchange as the route left it; a failure of the route is its exception and is not thrown
     * @throws IllegalStateException before the first revision is live
     */
    public Exchange send(String endpoint, Consumer<Exchange> prepare) {
        RouteRevision revision = live.pin().orElseThrow(LiveRoutes::notLive);
        try {
            return revision.template().send(endpoint, prepare::accept);
        } finally {
            revision.pins().leave();
        }
    }

    /** Returns the number of the live revision, from 1, or 0 while none is live; refused edits use numbers up. */
    public int revision() {
        return live.live().map(RouteRevision::number).orElse(0);
    }

    /** Returns why the latest edit was refused, or nothing when it is live. */
    public Optional<String> lastError() {
        return lastError;
    }

    /** Returns how many replaced revisions still serve what they have in flight. */
    public int draining() {
        return drain.draining().size();
    }

    /**
     * Makes the files as they are now the live revision; new requests follow it when this returns.
     *
     * @return the number of the new revision
     * @throws RevisionRefusedException listing the problems; what was live before is still live
     */
    public int deploy() {
        deploying.lock();
        try {
            RouteRevision next = staging.stage(lastNumber.incrementAndGet());
            goLive(next);
            lastError = Optional.empty();
            log.info(
                    "Revision {} is live with {} routes",
                    next.number(),
                    next.context().getRoutesSize());
            return next.number();
        } catch (RevisionRefusedException e) {
            refuse(e.report());
            throw e;
        } catch (RuntimeException e) {
            refuse(e.toString());
            throw e;
        } finally {
            deploying.unlock();
        }
    }

    /**
     * Makes the files the live revision without anything that begins work by itself: for a command.
     *
     * @throws RevisionRefusedException listing the problems
     */
    void deployWithoutTriggers() {
        swap.activate(staging.stageApart());
    }

    private void goLive(RouteRevision next) {
        try {
            swap.to(next);
        } catch (Exception e) {
            throw new RevisionRefusedException(
                    List.of("a trigger does not start, so the edit was taken back: " + e.getMessage()), e);
        }
    }

    private void refuse(String report) {
        lastError = Optional.of(report);
        if (revision() > 0) { // the first refusal ends the application, which reports it
            log.error("Edit refused, revision {} goes on:{}{}", revision(), System.lineSeparator(), report);
        }
    }

    /**
     * Does everything {@link #deploy} does short of the swap, and leaves nothing behind.
     *
     * @throws RevisionRefusedException listing the problems
     */
    public void check() {
        staging.check();
    }

    /** Ends all work that begins by itself; requests are still answered. */
    void suspendTriggers() {
        live.live().ifPresent(revision -> revision.triggers().suspend());
    }

    /**
     * Stops all revisions. Requests still under way have outlasted the grace of the web server and are ended; then each
     * revision stops when its last exchange has ended or its shutdown timeout is over.
     */
    void stop() {
        deploying.lock();
        try {
            List<RouteRevision> all = new ArrayList<>(drain.draining());
            live.live().ifPresent(all::add);
            all.forEach(RouteRevision::endJourneys);
            RevisionDrain.stopAll(all);
            live.publish(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deploying.unlock();
        }
    }

    private static IllegalStateException notLive() {
        return new IllegalStateException("No revision of the routes is live yet; wait for readiness");
    }
}
