package io.fareway.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first pass over a job file: counts its lines and notes who uses which {@code custom_id}. May be repeated. */
final class Survey {

    private static final int IDS_AT_ONCE = 1000;

    private final LineParser parser;
    private final JobStore jobs;
    private final LineStore lineStore;

    Survey(LineParser parser, JobStore jobs, LineStore lineStore) {
        this.parser = parser;
        this.jobs = jobs;
        this.lineStore = lineStore;
    }

    /** The number of lines; empty when the work is to end first. */
    Optional<Long> count(Job job, Lines lines, StopSignal stop) throws IOException {
        List<ParsedLine> uses = new ArrayList<>();
        long count = 0;
        for (Optional<InputLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (stop.isSet()) {
                return Optional.empty();
            }
            count++;
            uses.add(withoutBody(parser.parse(job.id(), line.get())));
            if (uses.size() == IDS_AT_ONCE) {
                lineStore.noteIds(job.id(), uses);
                uses.clear();
            }
        }
        lineStore.noteIds(job.id(), uses);
        jobs.counted(job.id(), count);
        return Optional.of(count);
    }

    private static ParsedLine withoutBody(ParsedLine line) {
        return switch (line) {
            case BatchLine good -> good.withBody(new byte[0]);
            case BadLine bad -> bad;
        };
    }
}
