package io.fareway.api.deferred;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeferredCallbacksTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final int MAX_TRIES = 3;

    private final DeferredProperties properties = new DeferredProperties(
            Duration.ofDays(1),
            1,
            Duration.ZERO,
            new DeferredProperties.Callbacks(
                    Set.of("hooks.example.com"),
                    "s",
                    false,
                    1,
                    MAX_TRIES,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)));

    private static DeferredRequest answered() {
        DeferredRequest.Form form = new DeferredRequest.Form(
                "{}", Dialect.OPENAI_CHAT, "", "", Map.of(), Optional.of(URI.create("https://hooks.example.com/ends")));
        return new DeferredRequest(
                "q1",
                "",
                form,
                "",
                DeferredRequest.State.ANSWERED,
                NOON,
                NOON,
                NOON,
                Optional.of(new DeferredRequest.Ending(NOON, "r1", 200, "{}")));
    }

    @Test
    void endWhoseTriesWereBrokenOffByErrors_isGivenUpAsWell() throws InterruptedException, JsonProcessingException {
        DeferredStore store = mock(DeferredStore.class);
        DeferredLookup lookup = mock(DeferredLookup.class);
        when(store.callbackTries("q1")).thenReturn(MAX_TRIES + 1);
        DeferredCallbacks callbacks =
                new DeferredCallbacks(store, lookup, new CallbackGuard(properties), properties, new MovableClock(NOON));

        callbacks.deliver(answered());

        verify(store).callbackDone("q1");
        verifyNoInteractions(lookup);
    }
}
