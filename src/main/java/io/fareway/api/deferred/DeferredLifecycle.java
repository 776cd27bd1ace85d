package io.fareway.api.deferred;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets requests that a killed gateway was working on wait again, before the routes start. */
@Component
@DependsOnDatabaseInitialization
class DeferredLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredLifecycle.class);

    private final DeferredStore store;
    private volatile boolean running;

    DeferredLifecycle(DeferredStore store) {
        this.store = store;
    }

    @Override
    public void start() {
        int released = store.releaseOwn();
        if (released > 0) {
            LOG.warn("{} deferred requests were under way when the gateway stopped; they are tried again", released);
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the ledger and the budgets, before the routes. */
    @Override
    public int getPhase() {
        return 2;
    }
}
