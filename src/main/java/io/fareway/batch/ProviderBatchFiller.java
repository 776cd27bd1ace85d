package io.fareway.batch;

import io.fareway.batch.WayPlanner.Planned;
import io.fareway.model.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Collects lines of one pass into batches, one that is being filled for each deployment. For one thread. */
final class ProviderBatchFiller {

    private final Job job;
    private final ProviderBatchStore store;
    private final ProviderBatchApis apis;
    private final Path folder;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Consumer<ProviderBatch> sealed;
    private final Map<String, ProviderBatchDraft> drafts = new HashMap<>();

    /** @param sealed takes each batch that is full */
    ProviderBatchFiller(
            Job job,
            ProviderBatchStore store,
            ProviderBatchApis apis,
            Path folder,
            Supplier<String> ids,
            Clock clock,
            Consumer<ProviderBatch> sealed) {
        this.job = job;
        this.store = store;
        this.apis = apis;
        this.folder = folder;
        this.ids = ids;
        this.clock = clock;
        this.sealed = sealed;
    }

    /** Adds a line to the batch of its deployment; seals that when it is full. */
    void add(Planned planned, BatchLine line) throws IOException {
        String deployment = planned.deployment().name();
        Optional<ProviderBatchDraft> begun = Optional.ofNullable(drafts.get(deployment));
        if (begun.isPresent()) {
            if (begun.get().add(planned, line)) {
                return;
            }
            drafts.remove(deployment);
            sealed.accept(begun.get().seal());
        }
        ProviderBatchDraft next = open(planned);
        drafts.put(deployment, next);
        next.add(planned, line);
    }

    private ProviderBatchDraft open(Planned planned) throws IOException {
        Files.createDirectories(folder);
        Provider provider = planned.journey().settings().providerOf(planned.deployment());
        ProviderBatch batch = store.open(
                ids.get(),
                job.id(),
                planned.deployment().name(),
                apis.keyOf(provider).name(),
                planned.request().path(),
                clock.instant());
        return new ProviderBatchDraft(
                batch, store, apis.placeOf(planned.deployment(), provider, planned.offer()), folder);
    }

    /** Seals all batches: the pass is over. */
    void sealAll() throws IOException {
        for (ProviderBatchDraft draft : List.copyOf(drafts.values())) {
            sealed.accept(draft.seal());
        }
        drafts.clear();
    }

    /** Leaves what is not sealed to the next run, which throws it away. */
    void abandon() {
        for (ProviderBatchDraft draft : drafts.values()) {
            try {
                draft.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        drafts.clear();
    }
}
