package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.AttemptRecord;
import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that a provider refuses for what they say: who is asked next, and what the caller is told. */
class RefusedRequestTest extends GatewayTest {

    @Test
    void callersFault_isToldInTheProvidersWordsAndNotRoutedAround() {
        ONE.next(Replies.error(400, "temperature must be at most 2"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("temperature must be at most 2");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
        assertThat(outcomes(response)).containsExactly("one/small REFUSED");
    }

    @Test
    void contentFilter_isNeitherRepeatedNorRoutedAround() {
        ONE.next(Replies.json(
                400, "", "{\"error\":{\"message\":\"content management policy\",\"code\":\"content_filter\"}}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("content_filter", "content management policy");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
        assertThat(outcomes(response)).containsExactly("one/small REFUSED");
    }

    @Test
    void promptTooLong_goesToALargerContext() {
        ONE.next(Replies.json(400, "", "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Hello from the stub");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).hasSize(1);
        assertThat(outcomes(response)).containsExactly("one/small REFUSED", "two/small ANSWERED");
    }

    @Test
    void promptTooLongEverywhere_isToldInTheProvidersWords() {
        ONE.next(Replies.json(400, "", "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"));

        HttpResponse<String> response = client.chatTo("one/small");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("context_length_exceeded");
        assertThat(ONE.received()).hasSize(1);
        assertThat(outcomes(response)).containsExactly("one/small REFUSED");
    }

    private List<String> outcomes(HttpResponse<?> response) {
        return booked(response).attempts().stream()
                .map(RefusedRequestTest::outcome)
                .toList();
    }

    private static String outcome(AttemptRecord attempt) {
        return attempt.deployment() + " " + attempt.ending().orElseThrow().outcome();
    }
}
