package io.fareway.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys edits of the routes and settings folders.
 *
 * <p>It compares listings, because file system events do not cross mounted volumes. An edit is deployed once it has not
 * changed for one interval, so that several files saved together become one revision.
 */
final class FolderWatch {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final List<Path> folders;
    private final FolderWatchProperties properties;
    private final LiveRoutes routes;
    private Optional<FolderSnapshot> deployed = Optional.empty();
    private Optional<FolderSnapshot> latest = Optional.empty();
    private Optional<ScheduledExecutorService> clockwork = Optional.empty();

    FolderWatch(Path routesFolder, FolderWatchProperties properties, LiveRoutes routes) {
        this.folders = new ArrayList<>(properties.folders());
        this.folders.add(routesFolder);
        this.properties = properties;
        this.routes = routes;
    }

    /** Takes the files as they are now for what is, or is about to be, live. */
    synchronized void remember() {
        deployed = look();
        latest = deployed;
    }

    synchronized void start() {
        if (properties.enabled() && clockwork.isEmpty()) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("folder-watch").factory());
            long millis = properties.interval().toMillis();
            // an error is logged by lookOnce, so that the next look still comes
            var unused = started.scheduleWithFixedDelay(this::lookOnce, millis, millis, TimeUnit.MILLISECONDS);
            clockwork = Optional.of(started);
        }
    }

    /** Looks no more; returns when a deployment that has begun is finished. */
    void stop() {
        Optional<ScheduledExecutorService> stopping;
        synchronized (this) {
            stopping = clockwork;
            clockwork = Optional.empty();
        }
        stopping.ifPresent(ScheduledExecutorService::close);
    }

    /** Looks at the folders once and deploys an edit that was there at the previous look already. */
    synchronized void lookOnce() {
        Optional<FolderSnapshot> now = look();
        boolean settled = now.equals(latest);
        latest = now;
        if (now.isEmpty() || !settled || now.equals(deployed)) {
            return;
        }
        deployed = now; // also when it is refused: it is tried again when a file changes again
        try {
            routes.deploy();
        } catch (RevisionRefusedException e) {
            log.debug("Already reported", e);
        } catch (RuntimeException e) {
            log.error("Cannot deploy the edit", e);
        }
    }

    private Optional<FolderSnapshot> look() {
        try {
            return Optional.of(FolderSnapshot.of(folders, properties.ignoredFiles()));
        } catch (IOException e) {
            log.warn("Cannot look for edits in {}: {}", folders, e.toString());
            return Optional.empty();
        }
    }
}
