package io.fareway.provider;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Where requests wait while none of their candidates can be called. Whoever changes that tells the room: a call has ended,
 * a breaker has moved, an operator has taken something back. Those inside then look again; a place that they all wait for
 * is for whoever came first, and for nobody from outside.
 *
 * <p>So that nothing is missed between looking and waiting, a request reads {@link #news()} before it looks and hands it
 * to {@link #await}.
 */
@Component
public final class WaitingRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private long news;
    private int waiting;
    private final Waiters places = new Waiters();

    WaitingRoom() {}

    /** From now on a request waits for a place at one of these deployments. */
    public void queue(Arrival arrival, Collection<String> deployments) {
        places.await(arrival, deployments);
    }

    /** A request waits for no place any longer. */
    public void leave(Arrival arrival) {
        places.leave(arrival);
    }

    /**
     * Whether those that came before a request and wait for a place too leave it one.
     *
     * @param free how many places a deployment has now
     */
    public boolean leavesAPlace(Arrival arrival, String deployment, int free) {
        return places.before(arrival, deployment, free) < free;
    }

    /** How often the room has been told of a change. */
    public long news() {
        lock.lock();
        try {
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a candidate may be callable again, or that a request should wait no longer. */
    public void tell() {
        lock.lock();
        try {
            news++;
            if (waiting > 0) {
                told.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something new. An interrupted thread comes back at once and stays interrupted.
     *
     * @param known what {@link #news()} said before the caller looked
     * @param longest returns after this also without news
     */
    public void await(long known, Duration longest) {
        lock.lock();
        try {
            waiting++;
            long left = longest.toNanos();
            while (news == known && left > 0) {
                left = told.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** How many requests wait now. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
