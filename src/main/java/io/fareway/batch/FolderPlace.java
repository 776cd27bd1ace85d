package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/** Jobs of the inbox: one result file in the outbox, errors included. */
final class FolderPlace implements JobPlace {

    private final JobFolders folders;
    private final JobStore store;

    FolderPlace(JobFolders folders, JobStore store) {
        this.folders = folders;
        this.store = store;
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
                job.options().outputFolder().map(folder -> folder + "/" + file).orElse(name), store::isOutputTaken);
    }

    @Override
    public void deliver(Job job, LongFunction<List<LineStore.StoredResult>> pages) throws IOException {
        try (DurableFile file = DurableFile.create(folders.output(job.output().orElseThrow()))) {
            for (List<LineStore.StoredResult> page = pages.apply(0);
                    !page.isEmpty();
                    page = pages.apply(page.getLast().line())) {
                for (LineStore.StoredResult result : page) {
                    file.writeLine(result.json());
                }
            }
            file.commit();
        }
    }

    @Override
    public void finish(Job job) throws IOException {
        folders.finish(job);
    }

    @Override
    public void refuse(Job job, String fault) throws IOException {
        folders.refuse(job, fault);
    }

    @Override
    public String told(Job job) {
        return folders.output(job.output().orElseThrow()).toString();
    }
}
