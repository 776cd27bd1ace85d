package io.fareway.api.deferred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.admission.budget.PutOff;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.pricing.PriceHours;
import io.fareway.routing.Planner;
import io.fareway.testing.Journeys;
import io.fareway.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** How long a request waits whose caller says that it can. */
class DeferredWishTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final Duration RESERVE = Duration.ofMinutes(15);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    /** Waiting pays up to the last moment that will do. */
    private final PriceHours hours = mock(PriceHours.class);

    private Instant putOffUntil(String answerBy) {
        when(hours.cheapest(any(), any(), any(), any())).thenAnswer(call -> Optional.of(call.getArgument(3)));
        DeferredProperties properties = new DeferredProperties(
                Duration.ofDays(32),
                1,
                RESERVE,
                new DeferredProperties.Callbacks(Set.of(), "", false, 1, 1, Duration.ZERO, Duration.ZERO));

        new DeferredWish(mock(Planner.class), hours, properties, new MovableClock(NOON))
                .consider(exchange, journey(answerBy));

        return exchange.getProperty(PutOff.PROPERTY, PutOff.class).until();
    }

    /** With a deadline of a day. */
    private static Journey journey(String answerBy) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata").put("answer_by", answerBy);
        Journey journey = new Journey(
                "r1",
                "/v1/chat/completions",
                new ChatRequest(
                        body.toString().getBytes(StandardCharsets.UTF_8),
                        body,
                        Dialect.OPENAI_CHAT,
                        new Asked("auto", false, false, "", Conversation.of(List.of()))),
                Journeys.SETTINGS,
                NOON,
                0,
                Optional.empty(),
                "");
        RequestWishes none = RequestWishes.NONE;
        journey.wishes(new RequestWishes(
                none.deadline(),
                none.recovery(),
                none.onUnsupported(),
                none.profile(),
                none.urgency(),
                none.rules(),
                none.pin(),
                ProviderPreference.NONE,
                new Patience(Optional.of(Duration.ofDays(1)), Optional.empty(), Map.of())));
        return journey;
    }

    @Test
    void answerByBeforeTheDeadline_decidesHowLongItWaits() {
        assertThat(putOffUntil("2026-07-01T14:00:00Z"))
                .isEqualTo(NOON.plus(Duration.ofHours(2)).minus(RESERVE));
    }

    @Test
    void deadlineBeforeAnswerBy_decidesHowLongItWaits() {
        assertThat(putOffUntil("2026-07-09T12:00:00Z"))
                .isEqualTo(NOON.plus(Duration.ofDays(1)).minus(RESERVE));
    }

    @Test
    void answerByThatIsOver_isRefused() {
        assertThatThrownBy(() -> putOffUntil("2026-07-01T11:00:00Z"))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("metadata.answer_by is over");
    }
}
