package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.dialect.Json;
import io.fareway.dialect.Translations;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import io.fareway.testing.ShapedReply;
import io.fareway.testing.translation.CallerReader;
import io.fareway.testing.translation.ToldAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What SDKs rely on without saying so, in every dialect of callers; the forms of answers are in the matrix. */
class SdkPromisesTest extends GatewayTest {

    @Autowired
    private Translations translations;

    /** Callers, with a deployment of the same and of another dialect. */
    enum Caller {
        OPENAI_CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"),
        OPENAI_RESPONSES("/v1/responses", "\"input\":\"Hello\""),
        ANTHROPIC("/v1/messages", "\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"),
        GEMINI("/v1beta/models/", "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]");

        private final String path;
        private final String asked;

        Caller(String path, String asked) {
            this.path = path;
            this.asked = asked;
        }

        private String path(String model, boolean stream) {
            return this == GEMINI
                    ? path + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent")
                    : path;
        }

        private String request(String model, boolean stream) {
            String more = this == OPENAI_CHAT && stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
            return this == GEMINI
                    ? "{" + asked + "}"
                    : "{\"model\":\"" + model + "\",\"stream\":" + stream + more + "," + asked + "}";
        }

        private CallerReader reader(Translations translations) {
            return new CallerReader(Dialect.valueOf(name()), translations);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keyThatTheProviderRefuses_isOursToMend(Caller caller) {
        for (int status : new int[] {401, 403}) {
            freshStubs();
            ONE.always(Replies.error(status, "Incorrect API key provided: sk-secret-of-one"));

            HttpResponse<String> response =
                    client.post(caller.path("one/small", false), caller.request("one/small", false));

            assertThat(response.statusCode()).as(response.body()).isIn(502, 503);
            assertThat(response.body()).doesNotContain("Incorrect API key", "sk-secret-of-one");
            caller.reader(translations)
                    .checkError(Json.parseObject(response.body()).orElseThrow(), "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callersOwnKey_neverReachesTheProvider(Caller caller) {
        String path = caller.path("one/small", true);

        client.post(
                path + (path.contains("?") ? "&" : "?") + "key=callers-own",
                caller.request("one/small", true),
                "Authorization",
                "Bearer callers-own",
                "x-api-key",
                "callers-own",
                "x-goog-api-key",
                "callers-own",
                "api-key",
                "callers-own");

        assertThat(ONE.received()).singleElement().satisfies(sent -> {
            assertThat(sent.line() + sent.headers() + sent.body()).doesNotContain("callers-own");
            assertThat(sent.headers()).containsEntry("authorization", "Bearer sk-secret-of-one");
        });
    }

    @ParameterizedTest
    @EnumSource
    void offerOfHttp2InClearText_isAcceptedOrIgnored(Caller caller) throws IOException, InterruptedException {
        ONE.always(Replies.text("Good day"));

        try (HttpClient offering =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> plain = offering.send(request(caller, false), BodyHandlers.ofString());
            HttpResponse<String> streamed = offering.send(request(caller, true), BodyHandlers.ofString());

            CallerReader reader = caller.reader(translations);
            assertThat(reader.whole(plain.body()).words()).isEqualTo("Good day");
            assertThat(reader.stream(streamed.body()).words()).isEqualTo("Good day");
        }
    }

    private HttpRequest request(Caller caller, boolean stream) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + caller.path("one/small", stream)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(caller.request("one/small", stream)))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void compressedAnswer_isUnderstood(Caller caller) throws IOException {
        ONE.always(compressed("openai-text"));

        HttpResponse<String> plain = client.post(caller.path("one/small", false), caller.request("one/small", false));
        HttpResponse<String> streamed = client.post(caller.path("one/small", true), caller.request("one/small", true));

        ToldAnswer whole = caller.reader(translations).whole(plain.body());
        ToldAnswer pieces = caller.reader(translations).stream(streamed.body());
        assertThat(whole.words()).isEqualTo("Grüß Gott! How can I assist you today? 🙂");
        assertThat(pieces.words()).isEqualTo(whole.words());
    }

    @Test
    void headThatAHostLeavesOut_isFilledIn_andNothingElseIsChanged() {
        String whole = "{ \"choices\" : [{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Good day\"},"
                + "\"finish_reason\":\"stop\"}],\"x\":1.50,\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                + "\"total_tokens\":5}";
        String chunk = "data: {\"id\":\"\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Good day\"},"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\ndata: [DONE]\n\n";
        Caller caller = Caller.OPENAI_CHAT;
        ONE.next(Replies.json(200, "", whole + "}"), Replies.raw(200, "text/event-stream", "", chunk));

        String plain = client.post(caller.path("one/small", false), caller.request("one/small", false))
                .body();
        String streamed = client.post(caller.path("one/small", true), caller.request("one/small", true))
                .body();

        assertThat(plain).startsWith(whole + ",\"id\":");
        assertThat(caller.reader(translations).whole(plain).words()).isEqualTo("Good day");
        assertThat(caller.reader(translations).stream(streamed).words()).isEqualTo("Good day");
    }

    @Test
    void usageChunk_isLeftOutUnlessAskedFor() {
        ONE.always(ShapedReply.of("openai-text"));

        String body = client.post(
                        "/v1/chat/completions",
                        "{\"model\":\"one/small\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .body();

        assertThat(body).doesNotContain("\"choices\":[]", "prompt_tokens").endsWith("data: [DONE]\n\n");
        assertThat(ONE.received().getFirst().body()).contains("\"include_usage\":true");
    }

    private static Reply compressed(String fixture) throws IOException {
        byte[] whole = gzip(ShapedReply.read(fixture + ".json"));
        byte[] events = gzip(ShapedReply.read(fixture + ".sse"));
        return (request, connection) -> {
            boolean stream = request.asksForStream();
            byte[] body = stream ? events : whole;
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: " + (stream ? "text/event-stream" : "application/json")
                    + "\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
            connection.send(body);
        };
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
