package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static io.fareway.testing.ChatClient.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.RawHttp;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever is sent, the answer is OpenAI's error object with the right status and a message that says what to change. */
class BadInputTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final int MEGABYTE = 1024 * 1024;

    @LocalServerPort
    private int port;

    private RawHttp raw = new RawHttp(0);

    @BeforeEach
    void connect() {
        raw = new RawHttp(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\"", "{", "not json", "{\"model\":\"auto\",}", "{} {}", "[1,2", "\"half"})
    void malformedJson_isRefusedWithThePlace(String body) {
        assertThatError(client.post(CHAT, body))
                .hasStatus(400)
                .hasCode("invalid_json")
                .says("not valid JSON", "line 1, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "null", "true"})
    void jsonThatIsNoObject_isRefused(String body) {
        assertThatError(client.post(CHAT, body))
                .hasStatus(400)
                .hasCode("invalid_json")
                .says("must be a JSON object");
    }

    @Test
    void noBody_isRefused() {
        assertThatError(client.post(CHAT, "")).hasStatus(400).says("The body is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':[{'role':'user','content':'x'}]} | model",
                "{'model':7,'messages':[{'role':'user','content':'x'}]} | model",
                "{'model':'auto'} | messages",
                "{'model':'auto','messages':[]} | messages",
                "{'model':'auto','messages':'Hello'} | messages",
                "{'model':'auto','messages':['Hello']} | messages[0]",
                "{'model':'auto','messages':[{'role':'user','content':'x'},{'content':'x'}]} | messages[1]",
                "{'model':'auto','stream':'yes','messages':[{'role':'user','content':'x'}]} | stream",
                "{'model':'auto','max_tokens':'many','messages':[{'role':'user','content':'x'}]} | max_tokens",
                "{'model':'auto','max_tokens':-1,'messages':[{'role':'user','content':'x'}]} | max_tokens",
                "{'model':'auto','stream_options':1,'messages':[{'role':'user','content':'x'}]} | stream_options",
                "{'model':'auto','metadata':[],'messages':[{'role':'user','content':'x'}]} | metadata",
            })
    void fieldThatIsMissingOrOfTheWrongType_isNamed(String body, String param) {
        HttpResponse<String> response = client.post(CHAT, body.replace('\'', '"'));

        assertThatError(response).hasStatus(400).hasParam(param).says(param);
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void unknownModel_isNotFoundAndTellsWhatMayBeAskedFor() {
        assertThatError(client.chatTo("gpt-99"))
                .hasStatus(404)
                .hasCode("model_not_found")
                .hasParam("model")
                .says("'gpt-99'", "auto", "simple, medium, complex", "GET /v1/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "garbage"})
    void wrongContentType_isUnsupported(String type) {
        assertThatError(client.send(request(CHAT)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(chat("auto")))
                        .build()))
                .hasStatus(415)
                .says("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "BREW"})
    void wrongMethod_isRefusedAndTheRightOneNamed(String method) {
        RawHttp.Answer answer = raw.send(method + " " + CHAT + " HTTP/1.1");

        assertThatError(answer).hasStatus(405).hasCode("method_not_allowed").says("does not take " + method);
        assertThat(answer.header("allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("POST"));
    }

    @Test
    void trace_echoesNothing() {
        RawHttp.Answer answer = raw.send("TRACE " + CHAT + " HTTP/1.1", "Authorization: Bearer secret");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_answersWithStatusAndNoBody() {
        RawHttp.Answer answer = raw.send("HEAD " + CHAT + " HTTP/1.1");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void options_namesTheMethods() {
        RawHttp.Answer answer = raw.send("OPTIONS " + CHAT + " HTTP/1.1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("allow")).contains("POST,OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/chat", "/v1/audio/speech", "/nothing", "/favicon.ico", "/error"})
    void wrongPath_isNotFound(String path) {
        HttpResponse<String> response = client.get(path);

        assertThatError(response).hasStatus(404).says("POST /v1/chat/completions");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/a%00b", "/v1//models", "/v1/../admin", "/v1/models;x=1", "/v1/\"<script>"})
    void addressThatIsNone_isRefused(String path) {
        assertThatError(raw.send("GET " + path + " HTTP/1.1")).hasStatus(400).hasCode("bad_request");
    }

    @Test
    void whatIsNoHttp_isRefused() {
        assertThatError(raw.send("GARBAGE")).hasStatus(400).hasCode("bad_request");
    }

    @Test
    void hugeHeader_isRefused() {
        assertThatError(raw.send("GET /v1/models HTTP/1.1", "X-Huge: " + "a".repeat(20_000)))
                .hasStatus(400)
                .says("8 KB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png", "nonsense"})
    void whateverTheClientAccepts_itGetsJson(String accept) {
        assertThatError(client.post(CHAT, "{", "Accept", accept)).hasStatus(400);
        assertThatError(client.send(
                        request("/nothing").header("Accept", accept).GET().build()))
                .hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNesting_isRefused(String bracket) {
        String body = chat("auto").replaceFirst("\\{", "{\"x\":" + bracket.repeat(10_000));

        assertThatError(client.post(CHAT, body)).hasStatus(400).says("nesting depth");
    }

    @Test
    void invalidUtf8_isRefused() {
        byte[] body = chat("auto").replace("Hello", "H\u00ffllo").getBytes(StandardCharsets.ISO_8859_1);

        assertThatError(client.send(request(CHAT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build()))
                .hasStatus(400)
                .says("UTF-8");
    }

    @Test
    void bodyOverTheLimit_isRefusedByItsDeclaredLength() {
        assertThatError(raw.send(out -> upload(out, "Content-Length: " + 50 * MEGABYTE, false)))
                .hasStatus(413)
                .says("larger than 20 MB", "max-body");
    }

    @Test
    void bodyOverTheLimit_isRefusedWithoutDeclaredLength() {
        assertThatError(raw.send(out -> upload(out, "Transfer-Encoding: chunked", true)))
                .hasStatus(413)
                .says("larger than 20 MB", "max-body");
    }

    @Test
    void bodyOverTheLimit_isRefusedAtOnceWhenTheClientAsksFirst() {
        assertThatError(raw.send(
                        "POST " + CHAT + " HTTP/1.1",
                        "Content-Type: application/json",
                        "Content-Length: " + 50 * MEGABYTE,
                        "Expect: 100-continue"))
                .hasStatus(413);
    }

    @Test
    void bodyUpToTheLimit_isTaken() {
        String large =
                chat("three/large").replace("{\"model\"", "{\"x\":\"" + "a".repeat(19 * MEGABYTE) + "\",\"model\"");

        HttpResponse<String> response = client.post(CHAT, large);

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void allProvidersDown_isUnavailableWithWhatWasTriedAndWhenToComeBack() {
        ONE.always(Replies.error(500, "broken"));
        TWO.always(Replies.error(503, "down"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThatError(response)
                .hasStatus(503)
                .hasCode("providers_unavailable")
                .triedInOrder("one/small", "one/small", "two/small");
        assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    private static void upload(OutputStream out, String lengthHeader, boolean chunked) throws IOException {
        String head = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n" + lengthHeader + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] block = "a".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < 50; sent++) {
            if (chunked) {
                out.write((Integer.toHexString(MEGABYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(block);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
