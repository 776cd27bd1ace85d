package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Requests that are held to one deployment: by their own word, their caller's settings, or a warm prompt cache. */
class PinsTest extends GatewayTest {

    private static final String PINNED = "Bearer pinned-key-0123456789";
    private static final String STRICT = "Bearer strict-key-0123456789";

    @Test
    void header_holdsTheRequest_andFailsOver() {
        TWO.next(Replies.text("pinned"));
        HttpResponse<String> held = client.chatTo("simple", "x-fareway-pin", "two/small");
        TWO.always(Replies.error(404, "gone"));
        HttpResponse<String> failedOver = client.chatTo("simple", "x-fareway-pin", "two/small");

        assertThat(providerOf(held)).isEqualTo("two");
        assertThat(booked(held).notes()).containsExactly("pin of the request to two/small");
        assertThat(providerOf(failedOver)).isEqualTo("one");
    }

    @Test
    void header_thatRefuses_asksNobodyElse() {
        TWO.always(Replies.error(404, "gone"));

        HttpResponse<String> response =
                client.chatTo("simple", "x-fareway-pin", "two/small", "x-fareway-pin-when-down", "refuse");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void header_doesNotGetPastAHardLimit() {
        HttpResponse<String> response =
                client.chatTo("simple", "x-fareway-pin", "two/small", "x-fareway-ignore", "two");

        assertThat(providerOf(response)).isEqualTo("one");
        assertThat(booked(response).notes())
                .containsExactly("pin of the request to two/small: not held, it is not among the candidates");
    }

    @Test
    void header_thatNamesNothing_isRefusedWithTheNearestName() {
        HttpResponse<String> response = client.chatTo("simple", "x-fareway-pin", "two/smal");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("did you mean \\\"two/small\\\"?");
    }

    @Test
    void session_staysWithWhoeverAnsweredItLast() {
        client.chatTo("simple", "x-fareway-session", "pins-1", "x-fareway-ignore", "one");

        HttpResponse<String> next = client.chatTo("simple", "x-fareway-session", "pins-1", "x-fareway-pin", "session");
        HttpResponse<String> other = client.chatTo("simple", "x-fareway-session", "pins-2", "x-fareway-pin", "session");

        assertThat(providerOf(next)).isEqualTo("two");
        assertThat(providerOf(other)).isEqualTo("one");
    }

    @Test
    void settings_holdACaller() {
        HttpResponse<String> held = client.chatTo("simple", "Authorization", PINNED);
        TWO.always(Replies.error(404, "gone"));
        HttpResponse<String> refused = client.chatTo("simple", "Authorization", STRICT);

        assertThat(providerOf(held)).isEqualTo("two");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(booked(refused).selection().orElseThrow().dropped())
                .singleElement()
                .satisfies(dropped -> assertThat(dropped.rule()).isEqualTo("pin"));
    }

    @Test
    void explain_tellsThePinOfACaller() throws IOException {
        JsonNode explained = json(client.post(
                "/admin/explain",
                "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "x-fareway-caller",
                "pinned"));

        assertThat(explained.path("notes").path(0).asText()).isEqualTo("pin of caller pinned to two/small");
        assertThat(explained.path("candidates").path(0).path("deployment").asText())
                .isEqualTo("two/small");
    }

    @Test
    void warmPromptCache_keepsASessionThereWhileItIsCheaper_andExplainShowsTheFigures() throws IOException {
        // one token: the lengths that other tests have measured count for nothing
        String body = "{\"model\":\"complex\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "Consider this. ".repeat(80) + "\"}]}";
        client.post("/v1/chat/completions", body, "x-fareway-session", "warm-1", "x-fareway-ignore", "three");

        JsonNode explained = json(client.post("/admin/explain", body, "x-fareway-session", "warm-1"));
        HttpResponse<String> stays = client.post("/v1/chat/completions", body, "x-fareway-session", "warm-1");
        HttpResponse<String> other = client.post("/v1/chat/completions", body, "x-fareway-session", "warm-2");

        assertThat(providerOf(stays)).isEqualTo("two");
        assertThat(providerOf(other)).isEqualTo("three");
        assertThat(explained.path("notes").path(0).asText())
                .startsWith("session stays at two/large: its prompt cache is warm until ");
        assertThat(explained.path("candidates").path(0).path("note").asText())
                .containsPattern("prompt cache warm: \\d+ tokens expected from it, 0\\.\\d+ USD without");
    }

    private static String providerOf(HttpResponse<String> response) {
        return response.headers().firstValue("x-fareway-provider").orElse("");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
