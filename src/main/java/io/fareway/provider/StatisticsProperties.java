package io.fareway.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fresh measurements are.
 *
 * @param window figures cover the calls of the last one to two of these
 * @param warmUp how many calls of the ledger are read at start, at most
 */
@ConfigurationProperties("fareway.statistics")
record StatisticsProperties(@DefaultValue("15m") Duration window, @DefaultValue("20000") int warmUp) {}
