package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers with which no connection comes about: the next one answers, and no key is given away. */
class UnreachableProviderTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "unresolved, nowhere, unknown host no-such-host.invalid",
        "plaintext, plain-socket, TLS handshake failed: the other side does not speak TLS",
        "untrusted, self-signed, TLS handshake failed: its certificate is not trusted here",
        "closed, closed-port, connection refused",
    })
    void unreachable_isReplacedByTheNextAfterOneAttempt(String model, String provider, String reason) {
        HttpResponse<String> response = client.chatTo(model);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        List<AttemptRecord> attempts = booked(response).attempts();
        assertThat(attempts)
                .extracting(AttemptRecord::deployment)
                .containsExactly(provider + "/" + model, "two/" + model);
        assertThat(attempts.getFirst().ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(attempts.getFirst().ending().orElseThrow().error()).isEqualTo(reason);
        assertThat(TWO.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere/unresolved, unknown host no-such-host.invalid",
        "plain-socket/plaintext, TLS handshake failed",
        "self-signed/untrusted, TLS handshake failed",
        "closed-port/closed, connection refused",
    })
    void unreachable_isToldInPlainWordsWhereThereIsNoOther(String deployment, String reason) {
        HttpResponse<String> response = client.chatTo(deployment);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains(deployment + ": " + reason)
                .doesNotContain("Exception", "java.", "127.0.0.1");
    }

    @Test
    void keys_areNotSentWithoutTrust() {
        client.chatTo("plain-socket/plaintext");
        client.chatTo("self-signed/untrusted");

        assertThat(PLAIN_SOCKET.requests()).isZero();
        assertThat(SELF_SIGNED.requests()).isZero();
    }
}
