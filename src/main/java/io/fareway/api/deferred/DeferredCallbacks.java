package io.fareway.api.deferred;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the ends of requests that were put off to the addresses that their callers gave. At least once: who is told twice
 * sees the same {@code webhook-id}.
 */
@Component
public class DeferredCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredCallbacks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int LARGEST_SHIFT = 20;

    private final DeferredStore store;
    private final DeferredLookup lookup;
    private final CallbackGuard guard;
    private final DeferredProperties.Callbacks properties;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    DeferredCallbacks(
            DeferredStore store,
            DeferredLookup lookup,
            CallbackGuard guard,
            DeferredProperties properties,
            Clock clock) {
        this.store = store;
        this.lookup = lookup;
        this.guard = guard;
        this.properties = properties.callbacks();
        this.clock = clock;
    }

    /** Requests whose end is to be told now; another gateway is not given the same before the next try. */
    public List<DeferredRequest> due() {
        return store.takeCallbacks(clock.instant(), properties.atOnce(), this::nextTry);
    }

    /** After 15 s, then twice as long each time, at most an hour. */
    private Instant nextTry(int tries) {
        Duration wait = properties.firstPause().multipliedBy(1L << Math.min(tries, LARGEST_SHIFT));
        return clock.instant().plus(wait.compareTo(properties.longestPause()) < 0 ? wait : properties.longestPause());
    }

    /** Tells one end; whoever does not answer with 2xx is told again. */
    public void deliver(@Body DeferredRequest request) throws InterruptedException, JsonProcessingException {
        URI callback = request.form().callback().orElseThrow();
        if (!guard.isAllowed(callback)) {
            giveUp(request, "its host is no longer allowed");
            return;
        }
        if (store.callbackTries(request.id()) > properties.maxTries()) {
            giveUp(request, "an error of this gateway's own ended the last try, see above in the log");
            return;
        }
        Optional<String> failure = failure(request, callback);
        if (failure.isEmpty()) {
            store.callbackDone(request.id());
            return;
        }
        int tries = store.callbackTries(request.id());
        if (tries >= properties.maxTries()) {
            giveUp(request, failure.get() + " in try " + tries);
        } else {
            LOG.info("The end of deferred request {} is told again later: {}", request.id(), failure.get());
        }
    }

    private void giveUp(DeferredRequest request, String why) {
        store.callbackDone(request.id());
        LOG.warn(
                "The end of deferred request {} cannot be told to its callback and is told no more: {}. It stays at {}{}",
                request.id(),
                why,
                DeferredLookup.ADDRESS,
                request.id());
    }

    private Optional<String> failure(DeferredRequest request, URI callback)
            throws InterruptedException, JsonProcessingException {
        CompletableFuture<HttpResponse<Void>> told = http.sendAsync(call(request, callback), BodyHandlers.discarding());
        try {
            HttpResponse<Void> response = told.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return response.statusCode() / 100 == 2 ? Optional.empty() : Optional.of("status " + response.statusCode());
        } catch (ExecutionException e) {
            return Optional.of(Optional.<Throwable>ofNullable(e.getCause())
                    .orElse(e)
                    .getClass()
                    .getSimpleName());
        } catch (TimeoutException e) {
            return Optional.of("no whole answer in " + TIMEOUT.toSeconds() + " s");
        } finally {
            told.cancel(true);
        }
    }

    private HttpRequest call(DeferredRequest request, URI callback) throws JsonProcessingException {
        String body = lookup.whole(request).toString();
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(callback)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("webhook-id", request.id())
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", CallbackSignature.of(properties.secret(), request.id(), seconds, body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
