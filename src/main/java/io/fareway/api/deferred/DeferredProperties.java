package io.fareway.api.deferred;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests wait.
 *
 * @param maxWait after what time a waiting request expires when its caller sets no {@code metadata.answer_by}
 * @param atOnce how many are released at once
 */
@ConfigurationProperties("fareway.deferred")
record DeferredProperties(@DefaultValue("32d") Duration maxWait, @DefaultValue("8") int atOnce) {}
