package io.fareway.batch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Takes files out of the inbox. Called by the route {@code batch-inbox} for each file that has stopped growing. */
@Component
public class BatchInbox {

    private static final Logger LOG = LoggerFactory.getLogger(BatchInbox.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final BatchEngine engine;
    private final Clock clock;
    private Instant nextWarning = Instant.MIN;

    BatchInbox(BatchEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Makes a job of the file and returns without waiting for it; a file that cannot be taken stays for the next poll.
     *
     * @param name of the file, with folders below the inbox
     */
    public synchronized void register(@Header(Exchange.FILE_NAME) String name) {
        try {
            engine.claim(name);
        } catch (IOException | DataAccessException | TransactionException e) {
            // the same file comes again with the next poll, a few seconds later
            if (clock.instant().isAfter(nextWarning)) {
                nextWarning = clock.instant().plus(BETWEEN_WARNINGS);
                LOG.warn(
                        "Batch file {} stays in the inbox and is tried again. Check that the inbox can be written"
                                + " and the database works.",
                        name,
                        e);
            }
        }
    }
}
