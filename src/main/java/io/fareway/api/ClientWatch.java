package io.fareway.api;

import io.fareway.provider.Timers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** Looks from time to time whether the client of a request is still there, so that nobody pays for unread answers. */
@Component
class ClientWatch {

    private static final Duration INTERVAL = Duration.ofMillis(400);

    private final Timers timers;

    ClientWatch(Timers timers) {
        this.timers = timers;
    }

    /**
     * Starts watching.
     *
     * @param whenGone runs once, on a thread of its own, when the client has closed its connection
     */
    Watch start(HttpServletRequest request, Runnable whenGone) {
        Watch watch = new Watch(request.getAttribute(ClientConnection.ATTRIBUTE), whenGone);
        watch.schedule();
        return watch;
    }

    /** One request that is being watched. */
    final class Watch {

        private final Object connection;
        private final Runnable whenGone;
        private final ReentrantLock looking = new ReentrantLock();
        private boolean stopped;

        private Watch(Object connection, Runnable whenGone) {
            this.connection = connection;
            this.whenGone = whenGone;
        }

        private void schedule() {
            timers.after(INTERVAL, () -> Thread.startVirtualThread(this::look));
        }

        private void look() {
            looking.lock();
            try {
                if (stopped || !(connection instanceof ClientConnection client)) {
                    return;
                }
                if (client.isGone()) {
                    stopped = true;
                    whenGone.run();
                } else {
                    schedule();
                }
            } finally {
                looking.unlock();
            }
        }

        /** Stops, and returns when nobody looks at the connection any more. */
        void stop() {
            looking.lock();
            try {
                stopped = true;
            } finally {
                looking.unlock();
            }
        }
    }
}
