package io.fareway.batch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The progress of the jobs that are worked on now. */
@Component
final class JobPaces {

    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    /** Begins to watch a run. */
    Pace begin(Job job) {
        Pace pace = new Pace(job, System::nanoTime);
        paces.put(job.id(), pace);
        return pace;
    }

    /** Takes over what the database says of a job that is worked on here. */
    void seen(Job job) {
        Optional.ofNullable(paces.get(job.id())).ifPresent(pace -> pace.seen(job.counts()));
    }

    void end(Job job) {
        paces.remove(job.id());
    }

    /** How far a job is. */
    Progress of(Job job) {
        return Optional.ofNullable(paces.get(job.id())).map(Pace::now).orElseGet(() -> Progress.of(job));
    }
}
