package io.fareway.api.deferred;

import io.fareway.api.CallerDialects;
import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.api.WishesReader;
import io.fareway.dialect.Translations;
import io.fareway.model.Caller;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.RequestWishes;
import io.fareway.provider.RevisionSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends requests whose time has come on their way, and keeps what came of them. */
@Component
public class DeferredRelease {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredRelease.class);
    private static final String ENDPOINT = "deferred";
    private static final int SERVER_ERROR = 500;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);

    private final DeferredStore store;
    private final DeferredProperties properties;
    private final ChatRequestReader reader;
    private final Translations dialects;
    private final RequestIds ids;
    private final Clock clock;

    DeferredRelease(
            DeferredStore store,
            DeferredProperties properties,
            ChatRequestReader reader,
            Translations dialects,
            RequestIds ids,
            Clock clock) {
        this.store = store;
        this.properties = properties;
        this.reader = reader;
        this.dialects = dialects;
        this.ids = ids;
        this.clock = clock;
    }

    /** The requests whose time has come, taken so that no other gateway works on them; none that has expired. */
    public List<DeferredRequest> due() {
        Instant now = clock.instant();
        return store.take(now, properties.atOnce()).stream()
                .filter(request -> !expired(request, now))
                .toList();
    }

    private boolean expired(DeferredRequest request, Instant now) {
        boolean late = now.isAfter(request.expiresAt());
        if (late) {
            String error = dialects.client(request.form().dialect())
                    .error(RequestError.http(
                            504,
                            "expired",
                            "The request waited until " + request.expiresAt() + " and could not be answered by then."))
                    .toString();
            store.finish(request.id(), DeferredRequest.State.EXPIRED, new DeferredRequest.Ending(now, "", 504, error));
        }
        return late;
    }

    /** Starts the journey of a request; each try is a new one. */
    public void accept(Exchange exchange) {
        long receivedNanos = System.nanoTime();
        DeferredRequest deferred = exchange.getMessage().getBody(DeferredRequest.class);
        exchange.setProperty(DeferredRequest.PROPERTY, deferred);
        DeferredRequest.Form form = deferred.form();
        CallerDialects.name(exchange, form.dialect());
        ChatRequest request = reader.read(
                form.body().getBytes(StandardCharsets.UTF_8),
                form.dialect(),
                form.address().isEmpty() ? ENDPOINT : form.address(),
                form.task());
        Settings settings = RevisionSettings.of(exchange);
        Journey journey = new Journey(
                ids.next(), ENDPOINT, request, settings, clock.instant(), receivedNanos, Optional.empty(), "");
        Caller caller = settings.callers().named(deferred.caller()).orElse(Caller.UNNAMED);
        journey.origin(Origin.of(caller, "", request.json()));
        journey.wishes(impatient(WishesReader.read(form.headers(), request.json(), settings)));
        exchange.setProperty(Journey.PROPERTY, journey);
    }

    /** It has waited: a second time only when it is told to. */
    private static RequestWishes impatient(RequestWishes asked) {
        return new RequestWishes(
                asked.deadline(),
                asked.recovery(),
                asked.onUnsupported(),
                asked.profile(),
                asked.urgency(),
                asked.rules(),
                asked.pin(),
                asked.preference(),
                Patience.NONE);
    }

    /** Keeps the answer, or lets the request wait again when it was told to come later. */
    public void conclude(Exchange exchange) {
        DeferredRequest deferred = exchange.getProperty(DeferredRequest.PROPERTY, DeferredRequest.class);
        Message message = exchange.getMessage();
        int status = Optional.ofNullable(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .orElse(SERVER_ERROR);
        Optional<Duration> retryAfter = Optional.ofNullable(message.getHeader("Retry-After", Long.class))
                .map(Duration::ofSeconds);
        if (retryAfter.isPresent()) {
            Instant next = clock.instant().plus(longer(retryAfter.get(), SHORTEST_PAUSE));
            store.putBack(deferred.id(), earlier(next, deferred.expiresAt()));
            LOG.info("Deferred request {} was told {} and waits until {}", deferred.id(), status, next);
            return;
        }
        String requestId = Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class))
                .map(Journey::id)
                .orElse("");
        String answer = Optional.ofNullable(message.getBody(byte[].class))
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .orElse("{}");
        store.finish(
                deferred.id(),
                status < 300 ? DeferredRequest.State.ANSWERED : DeferredRequest.State.FAILED,
                new DeferredRequest.Ending(clock.instant(), requestId, status, answer));
        message.removeHeaders("*");
        message.setHeader("deferredId", deferred.id());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** One last try when it expires, which then says so. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other.plusMillis(1);
    }
}
