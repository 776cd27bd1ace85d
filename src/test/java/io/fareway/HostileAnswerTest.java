package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.EndlessReply;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that lie about what they are, or that never end. */
class HostileAnswerTest extends GatewayTest {

    private static final int MIB = 1024 * 1024;
    private static final String COMPLETION =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}";
    private static final String CHUNK =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}\n\n";

    @Test
    void jsonWithAWrongContentType_isUsedAllTheSame() {
        ONE.next(Replies.raw(200, "text/plain", "", COMPLETION));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(response.body()).contains("whole");
        assertThat(outcomes(response)).containsExactly("one/small ANSWERED");
    }

    @Test
    void eventsWhereNoneWereAskedFor_areNoAnswer() {
        ONE.always(Replies.raw(200, "text/event-stream", "", CHUNK + "data: [DONE]\n\n"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    static Stream<Arguments> notEvents() {
        return Stream.of(
                Arguments.of("events with a wrong content type", Replies.raw(200, "text/plain", "", CHUNK)),
                Arguments.of("JSON instead of events", Replies.json(200, "", COMPLETION)),
                Arguments.of("HTML instead of events", Replies.raw(200, "text/html", "", "<html>Bad gateway</html>")),
                Arguments.of("HTML called events", Replies.raw(200, "text/event-stream", "", "<html>Oops</html>")),
                Arguments.of(
                        "an error instead of events",
                        Replies.json(200, "", "{\"error\":{\"message\":\"overloaded\"}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notEvents")
    void streamThatIsNone_isReplacedUnseen(String name, Reply broken) {
        ONE.always(broken);
        TWO.next(Replies.text("from two"));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        assertThat(events.response().headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(outcomes(events.response())).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void contentLengthTooShort_spoilsNeitherThisRequestNorTheNext() {
        ONE.always((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n" + COMPLETION);
            connection.awaitCallersEnd();
        });

        HttpResponse<String> first = client.chatTo("simple");
        ONE.always(Replies.text("well again"));
        HttpResponse<String> second = client.chatTo("simple");

        assertThat(outcomes(first)).containsExactly("one/small FAILED", "two/small ANSWERED");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("well again");
    }

    @Test
    void contentLengthTooLong_isAnAnswerCutShort() {
        ONE.always(Replies.truncated());

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(errorOfFirst(response)).isEqualTo("the answer broke off: cut short");
    }

    @Test
    void hugeAnswer_isGivenUp() {
        AtomicLong sent = new AtomicLong();
        ONE.always((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n{\"a\":\"");
            String mebibyte = "a".repeat(MIB);
            for (int i = 0; i < 1024; i++) {
                connection.send(mebibyte);
                sent.addAndGet(MIB);
            }
        });

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small ANSWERED");
        assertThat(errorOfFirst(response)).matches("the answer broke off: more than \\d+ MiB");
        assertThat(sent.get()).isLessThan(200L * MIB);
        assertThat(ONE.received()).hasSize(1);
    }

    @Test
    void gzipBomb_isGivenUp() throws IOException {
        byte[] bomb = gzip(100);
        ONE.always((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + bomb.length + "\r\n\r\n");
            connection.send(bomb);
        });

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(bomb).hasSizeLessThan(MIB);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small ANSWERED");
        assertThat(errorOfFirst(response)).matches("the answer broke off: more than \\d+ MiB");
    }

    @Test
    void gzipThatIsNone_isAFaultOfTheProvider() {
        ONE.always(Replies.json(200, "Content-Encoding: gzip\r\n", COMPLETION));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void endlessStream_endsInAnErrorAndIsCutOffAtTheProvider() throws InterruptedException {
        EndlessReply endless = new EndlessReply(MIB);
        ONE.always(endless);

        Events events = client.stream("one/small", "x-fareway-stream-recovery", "fail");

        assertThat(endless.awaitCallersEnd()).isTrue();
        assertThat(events.isDone()).isFalse();
        assertThat(events.clean()).isFalse();
        assertThat(events.data().getLast()).contains("\"error\"").containsPattern("more than \\d+ MiB");
        assertThat(booked(events.response()).ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ONE.received()).hasSize(1);
    }

    @Test
    void dripThatNeverEnds_isBoundedByTheDeadline() {
        ONE.always((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            while (true) {
                connection.send(CHUNK.replace("\"stop\"", "null"));
                connection.pause(Duration.ofMillis(50));
            }
        });

        Events events = client.stream("one/small", "x-fareway-stream-recovery", "fail", "x-fareway-deadline-ms", "600");

        assertThat(events.isDone()).isFalse();
        assertThat(events.data().getLast()).contains("\"error\"", "longer under way than");
        await().until(() -> outcomes(events.response()).equals(List.of("one/small FAILED")));
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] mebibyte = " ".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < mebibytes; i++) {
                out.write(mebibyte);
            }
        }
        return bytes.toByteArray();
    }

    private String errorOfFirst(HttpResponse<?> response) {
        return booked(response).attempts().getFirst().ending().orElseThrow().error();
    }

    private List<String> outcomes(HttpResponse<?> response) {
        return booked(response).attempts().stream()
                .map(HostileAnswerTest::outcome)
                .toList();
    }

    private static String outcome(AttemptRecord attempt) {
        return attempt.deployment() + " " + attempt.ending().orElseThrow().outcome();
    }
}
