package io.fareway.ledger;

import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Recovers and starts the ledger before anything can send a call, and stops it after the web server and Camel have let
 * go of the last request: both have phases near the largest integer.
 */
@Component
@DependsOnDatabaseInitialization
class LedgerLifecycle implements SmartLifecycle {

    private final LedgerRecovery recovery;
    private final LedgerWriter writer;

    LedgerLifecycle(LedgerRecovery recovery, LedgerWriter writer) {
        this.recovery = recovery;
        this.writer = writer;
    }

    @Override
    public void start() {
        recovery.run();
        writer.start();
    }

    @Override
    public void stop() {
        try {
            writer.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return writer.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
