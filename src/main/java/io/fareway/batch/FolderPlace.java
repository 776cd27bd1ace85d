package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Jobs of the inbox: one result file in the outbox, errors included. Its lines are in the order of the input, or, where the
 * owner wants that, in the order in which they came: then it grows while the job runs.
 */
final class FolderPlace implements JobPlace {

    private static final int RESULTS_AT_ONCE = 32;

    private final JobFolders folders;
    private final JobStore store;
    private final LineStore lines;
    private final GrowthStore growth;

    FolderPlace(JobFolders folders, JobStore store, LineStore lines, GrowthStore growth) {
        this.folders = folders;
        this.store = store;
        this.lines = lines;
        this.growth = growth;
    }

    @Override
    public Path input(Job job) {
        return folders.input(job);
    }

    @Override
    public Path home() {
        return folders.inbox();
    }

    @Override
    public boolean isInputGone(Job job) {
        return folders.isInputGone(job);
    }

    @Override
    public String chooseOutput(Job job) {
        String name = InputFormat.resultName(job.name());
        String file = name.substring(name.lastIndexOf('/') + 1);
        return folders.freeOutput(
                job.options().outputFolder().map(folder -> folder + "/" + file).orElse(name), this::isTaken);
    }

    private boolean isTaken(String name) {
        return store.isOutputTaken(name) || isThere(GrowingFile.partial(folders.output(name)));
    }

    @Override
    public Growth grow(Job job) {
        return new Growth(job, () -> GrowingFile.open(job, target(job), lines, growth));
    }

    private Path target(Job job) {
        return folders.output(job.output().orElseThrow());
    }

    @Override
    public void deliver(Job job) throws IOException {
        if (job.options().order() == JobOptions.Order.ANY) {
            deliverGrown(job);
        } else {
            deliverOrdered(job);
        }
    }

    private void deliverGrown(Job job) throws IOException {
        Path target = target(job);
        if (GrowingFile.isFinished(job, target, growth)) {
            return;
        }
        try (GrowingFile file = GrowingFile.open(job, target, lines, growth)) {
            file.complete();
        }
        if (isThere(target)) {
            String free = chooseOutput(job);
            store.output(job.id(), free);
            Files.move(GrowingFile.partial(target), GrowingFile.partial(folders.output(free)));
            target = folders.output(free);
        }
        GrowingFile.finish(target);
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void deliverOrdered(Job job) throws IOException {
        try (DurableFile file = DurableFile.create(target(job))) {
            for (List<LineStore.StoredResult> page = page(job, 0);
                    !page.isEmpty();
                    page = page(job, page.getLast().line())) {
                for (LineStore.StoredResult result : page) {
                    file.writeLine(result.json());
                }
            }
            file.commit();
        }
    }

    private List<LineStore.StoredResult> page(Job job, long last) {
        return lines.resultsAfter(job.id(), last, RESULTS_AT_ONCE);
    }

    @Override
    public void finish(Job job) throws IOException {
        folders.finish(job);
    }

    @Override
    public void refuse(Job job, String fault) throws IOException {
        folders.refuse(job.name(), fault);
    }

    @Override
    public String told(Job job) {
        return target(job).toString();
    }
}
