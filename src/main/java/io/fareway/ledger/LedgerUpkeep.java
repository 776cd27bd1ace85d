package io.fareway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the ledger needs from time to time: sums by the hour, and the end of what is old enough. */
@Component
public class LedgerUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeep.class);

    /** Calls end within a day, so an hour that is older than this changes by nothing but lines of provider batches. */
    private static final Duration STILL_CHANGING = Duration.ofHours(25);

    private final UpkeepState state;
    private final Rollups rollups;
    private final Retention retention;
    private final RetentionProperties properties;
    private final Clock clock;

    LedgerUpkeep(UpkeepState state, Rollups rollups, Retention retention, RetentionProperties properties, Clock clock) {
        this.state = state;
        this.rollups = rollups;
        this.retention = retention;
        this.properties = properties;
        this.clock = clock;
    }

    /** Adds up the hours that have ended, then deletes what is older than the settings keep. */
    public void run() {
        Instant thisHour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        UpkeepState.Progress progress = state.read(thisHour);
        Instant from = progress.addedUpTo().minus(STILL_CHANGING);
        rollups.addUpLateBatches(from);
        rollups.addUp(from.isBefore(progress.keptFrom()) ? progress.keptFrom() : from, thisHour);
        state.addedUpTo(progress, thisHour);
        if (properties.retentionDays() > 0) {
            deleteBefore(thisHour.minus(Duration.ofDays(properties.retentionDays())), thisHour);
        }
    }

    private void deleteBefore(Instant keptFrom, Instant addedUpTo) {
        // said before it is done: an hour of which rows are missing must never be added up again
        state.keptFrom(addedUpTo, keptFrom);
        long deleted = retention.deleteBefore(keptFrom);
        if (deleted > 0) {
            LOG.info("Deleted {} rows of the ledger from before {}; their sums by the hour stay", deleted, keptFrom);
        }
    }
}
