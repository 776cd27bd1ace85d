package io.fareway.api.deferred;

import io.fareway.model.RequestError;
import java.net.URI;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Lets callers have answers told only where the operator allows it: otherwise anybody with a key could make the gateway
 * call machines that only it can reach.
 */
@Component
class CallbackGuard {

    private static final String PLACE = "x-fareway-callback";

    private final DeferredProperties.Callbacks properties;

    CallbackGuard(DeferredProperties properties) {
        this.properties = properties.callbacks();
    }

    /**
     * Checks an address.
     *
     * @throws RequestError 400 when it is none that answers may be told to
     */
    void check(URI callback) {
        if (properties.secret().isBlank() || properties.hosts().isEmpty()) {
            throw RequestError.invalid(
                    PLACE,
                    "This gateway tells nobody: its operator has set no fareway.deferred.callbacks.hosts and secret."
                            + " Leave " + PLACE + " out and ask at status_url.");
        }
        if (!isAllowed(callback)) {
            throw RequestError.invalid(
                    PLACE,
                    PLACE + " must be an https address without user name, at a host that is among"
                            + " fareway.deferred.callbacks.hosts.");
        }
    }

    /** The settings may have changed since the request came. */
    boolean isAllowed(URI callback) {
        String host = String.valueOf(callback.getHost()).toLowerCase(Locale.ROOT);
        String place = callback.getPort() < 0 ? host : host + ":" + callback.getPort();
        boolean isSafe =
                "https".equals(callback.getScheme()) || ("http".equals(callback.getScheme()) && properties.insecure());
        return isSafe
                && callback.getRawUserInfo() == null
                && properties.hosts().stream().anyMatch(place::equalsIgnoreCase);
    }
}
