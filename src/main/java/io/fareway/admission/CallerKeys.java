package io.fareway.admission;

import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.RequestError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds out who is asking: the callers of {@code config/callers.yaml} by their keys, and unnamed holders of a key of
 * {@code FAREWAY_API_KEYS}. Where there is no key at all, callers on this machine are let in and all others refused: an
 * open gateway would spend its owner's money for anybody.
 */
@Component
public class CallerKeys {

    private final Set<String> unnamedHashes;
    private volatile Optional<Callers> named = Optional.empty();

    CallerKeys(AdmissionProperties properties) {
        this.unnamedHashes = properties.keys().stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Callers::hash)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Knows these callers from now on, and no others. */
    public void activate(Callers callers) {
        named = Optional.of(callers);
    }

    /** Whether some caller needs a key. */
    public boolean areThere() {
        return !unnamedHashes.isEmpty()
                || named.map(callers -> !callers.byKeyHash().isEmpty()).orElse(false);
    }

    /**
     * Who sends a request.
     *
     * @throws RequestError 401 when nobody who may, 503 as long as the callers are not known
     */
    Caller identify(HttpServletRequest request) {
        Callers callers =
                named.orElseThrow(() -> RequestError.unavailable("The gateway is starting. Try again in a moment."));
        Optional<String> key = PresentedKey.in(request);
        Optional<Caller> holder = key.flatMap(callers::holderOf)
                .or(() -> key.map(Callers::hash).filter(unnamedHashes::contains).map(known -> Caller.UNNAMED));
        if (holder.isPresent()) {
            return holder.get();
        }
        boolean noKeys = callers.byKeyHash().isEmpty() && unnamedHashes.isEmpty();
        if (callers.localWithoutKey().orElse(noKeys) && LocalCaller.sent(request)) {
            return Caller.UNNAMED;
        }
        throw RequestError.unauthorized(refusal(noKeys, key.isPresent()));
    }

    private static String refusal(boolean noKeys, boolean keyShown) {
        if (noKeys) {
            return "This gateway has no keys and answers only callers on its own machine, under http://localhost."
                    + " Its operator can set FAREWAY_API_KEYS, or name callers in config/callers.yaml, to let others in.";
        }
        return keyShown
                ? "This API key is not known here. Check it, or ask for a new one."
                : "No API key was sent. Send the header 'Authorization: Bearer YOUR_KEY', or 'x-api-key', or"
                        + " 'x-goog-api-key'.";
    }
}
