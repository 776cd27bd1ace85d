package io.fareway.provider;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Runs short actions when a time limit passes. Actions must not block: one thread serves all. */
@Component
public final class Timers {

    private final ScheduledThreadPoolExecutor executor;

    Timers() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timers").factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** An action that has not run yet. */
    @FunctionalInterface
    public interface Timer {

        /** Keeps the action from running, unless it runs already. */
        void cancel();
    }

    /** Runs an action once, after a delay, unless cancelled before. */
    public Timer after(Duration delay, Runnable action) {
        ScheduledFuture<?> scheduled = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
