package io.fareway.operations;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts the first revision when the web server has its port, and stops the last one when the web server has answered
 * its last request.
 */
final class RevisionLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    /** Between the web server (started before, closed after) and its graceful shutdown (which comes before ours). */
    private static final int PHASE = WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - 512;

    private final LiveRoutes routes;
    private final FolderWatch watch;
    private volatile boolean running;

    RevisionLifecycle(LiveRoutes routes, FolderWatch watch) {
        this.routes = routes;
        this.watch = watch;
    }

    /**
     * Deploys the first revision.
     *
     * @throws RevisionRefusedException when it is invalid; the application then does not start
     */
    @Override
    public void start() {
        watch.remember();
        routes.deploy();
        watch.start();
        running = true;
    }

    /** The first sign of a shutdown: begin nothing new while requests are still being answered. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        watch.stop();
        routes.suspendTriggers();
    }

    @Override
    public void stop() {
        watch.stop();
        routes.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
