package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A host that departs from its wire format, and a deployment that departs from its host. */
class ParticularHostTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    @Test
    void request_isPutIntoTheHostsForm() {
        client.post(
                CHAT,
                "{\"model\":\"particular/picky\"," + HELLO
                        + ",\"max_completion_tokens\":9,\"seed\":7,\"user\":\"u\",\"logprobs\":false}");

        assertThat(TWO.received().getFirst().body())
                .isEqualTo("{\"model\":\"picky-1\"," + HELLO
                        + ",\"max_tokens\":9,\"random_seed\":7,\"enable_thinking\":false}");
    }

    @Test
    void request_thatIsTranslatedIsPutIntoTheHostsFormToo() {
        client.post(
                "/v1/messages",
                "{\"model\":\"particular/picky\",\"max_tokens\":9," + HELLO + ",\"metadata\":{\"user_id\":\"u\"}}");

        assertThat(TWO.received().getFirst().body())
                .contains("\"max_tokens\":9", "\"enable_thinking\":false")
                .doesNotContain("\"user\":");
    }

    @Test
    void fieldBeyondTheFormat_reachesAHostThatKnowsIt() {
        String request =
                "{\"model\":\"%s\",\"max_tokens\":9,\"top_k\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        HttpResponse<String> known = client.post("/v1/messages", request.formatted("particular/picky"));
        HttpResponse<String> unknown = client.post("/v1/messages", request.formatted("two/small"));

        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        assertThat(TWO.received()).singleElement().satisfies(sent -> assertThat(sent.body())
                .contains("\"top_k\":5"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("top_k");
    }

    @Test
    void stream_isAskedForWithoutOptionsThatTheHostRefuses() {
        ChatClient.Events events = client.stream("particular/picky");

        assertThat(TWO.received().getFirst().body()).contains("\"stream\":true").doesNotContain("stream_options");
        assertThat(events.isDone()).isTrue();
    }

    @Test
    void whatTheHostCannotDo_isRefusedOrToldAsTheCallerWishes() {
        String request = "{\"model\":\"particular/picky\"," + HELLO + ",\"logprobs\":true}";

        HttpResponse<String> refused = client.post(CHAT, request);
        HttpResponse<String> warned = client.post(CHAT, request, "x-fareway-on-unsupported", "warn");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("logprobs");
        assertThat(warned.statusCode()).isEqualTo(200);
        assertThat(warned.headers().firstValue("x-fareway-unsupported")).hasValue("logprobs");
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void headers_passOnlyWhereTheyAreAllowed() {
        TWO.next(Replies.json(
                200,
                "x-ratelimit-remaining-requests: 41\r\nset-cookie: a=b\r\nx-internal: secret\r\n",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"));

        HttpResponse<String> response = client.chatTo(
                "particular/picky", "X-Trace", "t-1", "x-secret", "s", "Cookie", "c=d", "Authorization", "Bearer mine");

        Received called = TWO.received().getFirst();
        assertThat(called.headers())
                .containsEntry("x-trace", "t-1")
                .containsEntry("authorization", "Bearer sk-secret-of-one")
                .doesNotContainKeys("x-secret", "cookie");
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("41");
        assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "x-internal");
    }

    @Test
    void headers_passToOtherProvidersNever() {
        client.chatTo("two/small", "X-Trace", "t-1");

        assertThat(TWO.received().getFirst().headers()).doesNotContainKey("x-trace");
    }

    @Test
    void deployment_mayHaveAddressKeyAndHeadersOfItsOwn() {
        client.chatTo("particular/apart", "X-Trace", "t-1");

        Received called = THREE.received().getFirst();
        assertThat(called.line()).isEqualTo("POST /v1/apart/chat/completions HTTP/1.1");
        assertThat(called.headers())
                .containsEntry("authorization", "Bearer sk-first-of-three")
                .containsEntry("x-team", "blue")
                .containsEntry("x-host", "picky")
                .containsEntry("x-trace", "t-1");
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void deployment_mayHaveLimitsOfItsOwn() {
        THREE.always(Replies.silence());

        HttpResponse<String> response = client.chatTo("particular/apart");

        assertThat(response.body()).contains("no answer within 0.3 s");
    }

    @Test
    void repeats_areAsManyAsTheHostAllows() {
        TWO.always(Replies.error(503, "down"));
        THREE.always(Replies.error(503, "down"));

        client.chatTo("particular/picky");
        client.chatTo("particular/apart");

        assertThat(TWO.received()).hasSize(1);
        assertThat(THREE.received()).hasSize(2);
    }
}
