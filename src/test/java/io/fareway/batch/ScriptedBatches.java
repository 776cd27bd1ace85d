package io.fareway.batch;

import io.fareway.batch.remote.RemoteBatchApi;
import io.fareway.batch.remote.RemoteBatchApis;
import io.fareway.model.BatchApi;
import io.fareway.model.BatchOffer;
import io.fareway.model.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.mockito.Mockito;

/** A batch API whose calls end as a test says; a batch has ended without results when it is first told of. */
final class ScriptedBatches implements RemoteBatchApi {

    private static final Deployment DEPLOYMENT = new Deployment("stub", "m", "m-at-stub", 1000, "", false);
    private static final BatchOffer OFFER =
            new BatchOffer(BatchApi.OPENAI, 10, 1, Duration.ofHours(24), Duration.ZERO, Map.of());

    private final Queue<List<String>> lists = new ArrayDeque<>();
    private Creating creating = () -> {
        throw new IllegalStateException("nothing is to be created");
    };
    private Runnable finding = () -> {};
    private int creations;
    private int refusals;
    private int refusal;

    /** A call that creates a batch; its id. */
    @FunctionalInterface
    interface Creating {
        String create() throws IOException;
    }

    /** Where every batch is. */
    ProviderBatchApis apis() {
        return new ProviderBatchApis(
                () -> {
                    throw new IllegalStateException("settings are not needed");
                },
                Mockito.mock(RemoteBatchApis.class)) {
            @Override
            Optional<Place> placeOf(ProviderBatch batch) {
                return Optional.of(new Place(ScriptedBatches.this, DEPLOYMENT, OFFER));
            }
        };
    }

    void onCreate(Creating call) {
        creating = call;
    }

    void onFind(Runnable call) {
        finding = call;
    }

    /** Ids of batches that look like the one that is looked for, one list for each call; none after the last. */
    void lists(List<List<String>> answers) {
        lists.addAll(answers);
    }

    /** The first calls that ask how far a batch is get this status. */
    void refusesToTell(int status, int times) {
        refusal = status;
        refusals = times;
    }

    int creations() {
        return creations;
    }

    @Override
    public String line(String name, String path, String body) {
        return body;
    }

    @Override
    public String stage(Submission batch) {
        return "";
    }

    @Override
    public RemoteBatch create(Submission batch) throws IOException {
        creations++;
        return new RemoteBatch(creating.create(), "in_progress", false, List.of());
    }

    @Override
    public List<RemoteBatch> find(Submission batch) {
        finding.run();
        return Optional.ofNullable(lists.poll()).orElse(List.of()).stream()
                .map(id -> new RemoteBatch(id, "in_progress", false, List.of()))
                .toList();
    }

    @Override
    public RemoteBatch status(String id) throws IOException {
        if (refusals > 0) {
            refusals--;
            throw new RefusedException(refusal, "retrieve batch");
        }
        return new RemoteBatch(id, "completed", true, List.of());
    }

    @Override
    public void cancel(String id) {
        throw new IllegalStateException("nothing is to be cancelled");
    }

    @Override
    public void results(RemoteBatch batch, Results results) {}
}
