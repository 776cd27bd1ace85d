package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A caller that asks for more than its limits allow is told so and when to come back; providers see nothing of it. */
class CallerLimitsTest extends GatewayTest {

    @Test
    void requestsBeyondTheLimit_areRefusedWithTheTimeToWait() {
        HttpResponse<String> first = client.chatTo("simple", "x-api-key", "once-key-0123456789");
        HttpResponse<String> second = client.chatTo("simple", "x-api-key", "once-key-0123456789");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("1");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("0");
        assertThatError(second).hasStatus(429).hasCode("rate_limit_exceeded").says("caller once-a-minute");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(ONE.received()).hasSize(1);
    }

    @Test
    void tokens_areReservedBeforeAndSettledAfter() {
        ONE.always(Replies.text("a short answer"));

        HttpResponse<String> first = client.chatTo("simple", "x-api-key", "tokens-key-0123456789");
        HttpResponse<String> second = client.chatTo("simple", "x-api-key", "tokens-key-0123456789");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("x-ratelimit-remaining-tokens"))
                .as("prompt and 1,024 answer tokens are reserved")
                .hasValueSatisfying(left -> assertThat(Long.parseLong(left)).isLessThan(80));
        assertThat(second.statusCode()).as("what the first did not use is back").isEqualTo(200);
    }
}
