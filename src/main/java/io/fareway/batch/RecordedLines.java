package io.fareway.batch;

import java.util.ArrayDeque;
import java.util.Queue;

/** Which lines of a job had a result when this run began, asked for in rising order. */
final class RecordedLines {

    private static final int PAGE = 1000;

    private final LineStore store;
    private final String job;
    private final Queue<Long> page = new ArrayDeque<>();
    private long lastRead;
    private boolean exhausted;

    RecordedLines(LineStore store, String job) {
        this.store = store;
        this.job = job;
    }

    /** Whether the line has a result. Numbers must rise from call to call. */
    boolean contains(long line) {
        while (!exhausted || !page.isEmpty()) {
            if (page.isEmpty()) {
                readPage();
                continue;
            }
            if (page.element() >= line) {
                return page.element() == line;
            }
            page.remove();
        }
        return false;
    }

    private void readPage() {
        page.addAll(store.recordedAfter(job, lastRead, PAGE));
        exhausted = page.size() < PAGE;
        for (long line : page) {
            lastRead = line;
        }
    }
}
