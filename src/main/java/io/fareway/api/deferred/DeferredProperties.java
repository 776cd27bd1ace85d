package io.fareway.api.deferred;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests wait.
 *
 * @param maxWait after what time a waiting request expires when its caller sets no deadline
 * @param atOnce how many are released at once
 * @param reserve how long before its deadline a request is sent at the latest
 * @param callbacks how their ends are told
 */
@ConfigurationProperties("fareway.deferred")
record DeferredProperties(
        @DefaultValue("32d") Duration maxWait,
        @DefaultValue("8") int atOnce,
        @DefaultValue("15m") Duration reserve,
        @DefaultValue Callbacks callbacks) {

    /**
     * How the ends of requests are told to their callers.
     *
     * @param hosts where they may be told: host, or {@code host:port}; none = nowhere
     * @param secret signs what is told; blank = nobody is told
     * @param insecure whether http will do, for receivers on a network of your own
     * @param atOnce how many are told at once
     * @param maxTries how often each is told at most
     * @param firstPause before the second try; each further one is twice as long
     * @param longestPause between two tries
     */
    record Callbacks(
            @DefaultValue Set<String> hosts,
            @DefaultValue("") String secret,
            @DefaultValue("false") boolean insecure,
            @DefaultValue("16") int atOnce,
            @DefaultValue("12") int maxTries,
            @DefaultValue("15s") Duration firstPause,
            @DefaultValue("1h") Duration longestPause) {

        /** @throws IllegalArgumentException when nothing can be signed with the secret; does not tell it */
        public Callbacks {
            if (!secret.isBlank() && !CallbackSignature.isUsable(secret)) {
                throw new IllegalArgumentException("fareway.deferred.callbacks.secret (FAREWAY_CALLBACK_SECRET): what"
                        + " follows whsec_ must be base64; give another prefix to a secret that is any text");
            }
        }
    }
}
