package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traffic flows over to the next candidate before a provider has to refuse it. */
class ProviderLimitsTest extends GatewayTest {

    @Test
    void providerThatSaysNothingIsLeft_isPassedOverBeforeItRefuses() {
        ONE.always(Replies.json(200, LEFT_NOTHING, ANSWER));

        HttpResponse<String> first = client.chatTo("simple");
        HttpResponse<String> second = client.chatTo("simple");

        assertThat(first.headers().firstValue("x-fareway-provider")).contains("one");
        assertThat(second.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(second.headers().firstValue("x-fareway-attempts")).contains("1");
        assertThat(ONE.received()).hasSize(1);
    }

    @Test
    void refusalOfOneKey_isAnsweredWithAnotherWithinTheSameRequest() {
        Reply refusal = Replies.rateLimited("40");
        THREE.always((request, connection) -> {
            boolean first = "Bearer sk-first-of-three".equals(request.headers().get("authorization"));
            (first ? refusal : Replies.text("fine")).to(request, connection);
        });

        List<HttpResponse<String>> responses =
                List.of(client.chatTo("three/large"), client.chatTo("three/large"), client.chatTo("three/large"));

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
        assertThat(THREE.received()).as("the refused key is left alone").hasSize(4);
    }

    @Test
    void whenAllAreFull_theCallerIsToldTheSoonestTime() {
        ONE.always(Replies.rateLimited("40"));
        TWO.always(Replies.rateLimited("20"));

        HttpResponse<String> refused = client.chatTo("simple");

        assertThatError(refused).hasStatus(429).hasCode("rate_limit_exceeded").says("reached their rate limits");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
    }

    private static final String LEFT_NOTHING =
            "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 1m0s\r\n";

    private static final String ANSWER =
            """
            {"id":"c-1","object":"chat.completion","created":1,"model":"m",
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}
            """;
}
