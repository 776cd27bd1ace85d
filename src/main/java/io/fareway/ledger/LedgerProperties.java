package io.fareway.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rows are written.
 *
 * @param timeout how long a caller waits for its row before it is told that the ledger is unavailable
 * @param queue how many rows may wait before new calls are refused
 * @param backlog how many rows are kept in memory while the database is away; further ones go to the log
 */
@ConfigurationProperties("fareway.ledger")
record LedgerProperties(
        @DefaultValue("10s") Duration timeout, @DefaultValue("10000") int queue, @DefaultValue("50000") int backlog) {}
