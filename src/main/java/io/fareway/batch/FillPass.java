package io.fareway.batch;

import io.fareway.batch.WayPlanner.Planned;
import java.io.IOException;
import java.util.Optional;

/** Goes once through the lines of a job that nothing has happened to, and puts those that may wait into batches. */
final class FillPass {

    private final ProviderBatches batches;
    private final LineReading reading;

    FillPass(ProviderBatches batches, LineReading reading) {
        this.batches = batches;
        this.reading = reading;
    }

    /**
     * Plans each line that is ours; batches are handed over as they get full, the last ones at the end.
     *
     * @return false when the signal was set first: what was not handed over is planned again
     */
    boolean fill(Job job, Lines lines, OwnLines own, ProviderBatchDrives drives, StopSignal stop) throws IOException {
        ProviderBatchFiller filler = batches.filler(job, drives::add);
        try {
            for (Optional<InputLine> next = lines.next(); next.isPresent(); next = lines.next()) {
                if (stop.isSet()) {
                    return false;
                }
                InputLine line = next.get();
                if (own.isNew(line.number()) && reading.read(job, line) instanceof BatchLine good) {
                    Optional<Planned> planned = batches.plan(job, good);
                    if (planned.isPresent()) {
                        filler.add(planned.get(), good);
                    }
                }
            }
            filler.sealAll();
            return true;
        } finally {
            filler.abandon();
        }
    }
}
