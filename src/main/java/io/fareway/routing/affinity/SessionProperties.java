package io.fareway.routing.affinity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many sessions the gateway remembers, and for how long.
 *
 * @param most those that were silent for longest are forgotten first
 * @param kept since a session's last answer
 */
@ConfigurationProperties("fareway.sessions")
record SessionProperties(@DefaultValue("100000") int most, @DefaultValue("12h") Duration kept) {}
