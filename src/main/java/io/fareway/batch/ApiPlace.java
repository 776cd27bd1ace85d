package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Jobs of the API: one file with the answers, one with the errors. */
final class ApiPlace implements JobPlace {

    private static final int RESULTS_AT_ONCE = 32;

    private final FileVault vault;
    private final FileStore files;
    private final ApiBatchStore batches;
    private final LineStore lines;
    private final Clock clock;

    ApiPlace(FileVault vault, FileStore files, ApiBatchStore batches, LineStore lines, Clock clock) {
        this.vault = vault;
        this.files = files;
        this.batches = batches;
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public Path input(Job job) {
        return vault.path(job.name());
    }

    @Override
    public Path home() {
        return vault.folder();
    }

    @Override
    public void sweep() throws IOException {
        vault.sweep();
    }

    @Override
    public boolean isInputGone(Job job) {
        return !vault.contains(job.name());
    }

    @Override
    public String chooseOutput(Job job) {
        return ApiBatch.outputFile(job.id());
    }

    @Override
    public Growth grow(Job job) {
        throw new IllegalStateException("batches of the API ask for no order, and get files that are whole");
    }

    @Override
    public void deliver(Job job) throws IOException {
        String output = ApiBatch.outputFile(job.id());
        String errors = ApiBatch.errorFile(job.id());
        try (DurableFile answered = DurableFile.create(vault.path(output));
                DurableFile failed = DurableFile.create(vault.path(errors))) {
            for (List<LineStore.StoredResult> page = page(job, 0);
                    !page.isEmpty();
                    page = page(job, page.getLast().line())) {
                for (LineStore.StoredResult result : page) {
                    (result.failed() ? failed : answered).writeLine(result.json());
                }
            }
            answered.commit();
            failed.commit();
        }
        register(job, output, "output");
        register(job, errors, "error");
    }

    private List<LineStore.StoredResult> page(Job job, long last) {
        return lines.resultsAfter(job.id(), last, RESULTS_AT_ONCE);
    }

    /** Results of a message batch are had by its own address, not as files. */
    private void register(Job job, String id, String kind) throws IOException {
        Optional<ApiBatch> batch = batches.find(job.id());
        long bytes = Files.size(vault.path(id));
        if (bytes == 0) {
            vault.delete(id);
            return;
        }
        if (isOfMessages(batch)) {
            return;
        }
        files.add(new ApiFile(
                id,
                batch.map(ApiBatch::owner).orElse(""),
                job.id() + "_" + kind + ".jsonl",
                ApiFile.OUTPUT,
                bytes,
                clock.instant(),
                Optional.empty()));
    }

    @Override
    public void finish(Job job) throws IOException {
        if (isOfMessages(batches.find(job.id()))) {
            vault.delete(job.name());
        } // any other input belongs to its owner, who deletes it
    }

    private static boolean isOfMessages(Optional<ApiBatch> batch) {
        return batch.map(ApiBatch::isOfMessages).orElse(false);
    }

    @Override
    public void refuse(Job job, String fault) {
        // the input belongs to its owner, who is told by the batch's errors
    }

    @Override
    public String told(Job job) {
        return "/v1/batches/" + job.id();
    }
}
