package io.fareway.batch;

import io.fareway.batch.WayPlanner.Planned;
import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything about provider batches that the run of a job needs. */
final class ProviderBatches {

    private final ProviderBatchStore store;
    private final WayPlanner planner;
    private final ProviderBatchApis apis;
    private final ProviderBatchDrive drive;
    private final ProviderBatchProperties properties;
    private final Supplier<String> ids;
    private final Clock clock;
    private final WorkClaims claims;

    ProviderBatches(
            ProviderBatchStore store,
            WayPlanner planner,
            ProviderBatchApis apis,
            ProviderBatchDrive drive,
            ProviderBatchProperties properties,
            Supplier<String> ids,
            Clock clock,
            WorkClaims claims) {
        this.store = store;
        this.planner = planner;
        this.apis = apis;
        this.drive = drive;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
        this.claims = claims;
    }

    /** Goes on with the batches that an earlier run has left at providers, and clears away half-filled ones. */
    ProviderBatchDrives resume(Job job, Pace pace) throws IOException {
        for (String id : store.discardFilling(job.id())) {
            Files.deleteIfExists(ProviderBatchDraft.asked(properties.folder(), id));
            Files.deleteIfExists(ProviderBatchDraft.outgoing(properties.folder(), id));
        }
        ProviderBatchDrives drives = new ProviderBatchDrives(drive, pace);
        store.open(job.id()).forEach(drives::add);
        return drives;
    }

    /** The batch for a line; empty = a live call. */
    Optional<Planned> plan(Job job, BatchLine line) {
        return planner.plan(job, line);
    }

    /** Whether it makes sense to plan: otherwise every line goes live. */
    boolean arePossible(Job job) {
        return planner.hasOffers(job);
    }

    ProviderBatchFiller filler(Job job, Consumer<ProviderBatch> sealed) {
        return new ProviderBatchFiller(job, store, apis, properties.folder(), ids, clock, sealed);
    }

    /** What puts lines of a job off in one pass. */
    PutOff putOff(Job job) {
        return new PutOff(planner, job);
    }

    /** The lines of a job that no other gateway works on. */
    OwnLines own(Job job) {
        return new OwnLines(claims, store, job.id());
    }
}
