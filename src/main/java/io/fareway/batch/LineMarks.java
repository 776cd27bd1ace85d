package io.fareway.batch;

import io.fareway.batch.ProviderBatchStore.Mark;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What was known of the lines of a job when a pass came to them, asked for in rising order. */
final class LineMarks {

    private static final int PAGE = 1000;

    private final ProviderBatchStore store;
    private final String job;
    private final Queue<Mark> page = new ArrayDeque<>();
    private long lastRead;
    private boolean exhausted;

    LineMarks(ProviderBatchStore store, String job) {
        this.store = store;
        this.job = job;
    }

    /** What is known of a line; empty when nothing has happened to it. Numbers must rise from call to call. */
    Optional<Mark.Kind> of(long line) {
        while (!exhausted || !page.isEmpty()) {
            if (page.isEmpty()) {
                readPage();
                continue;
            }
            if (page.element().line() >= line) {
                return page.element().line() == line
                        ? Optional.of(page.element().kind())
                        : Optional.empty();
            }
            page.remove();
        }
        return Optional.empty();
    }

    private void readPage() {
        page.addAll(store.marksAfter(job, lastRead, PAGE));
        exhausted = page.size() < PAGE;
        for (Mark mark : page) {
            lastRead = mark.line();
        }
    }
}
