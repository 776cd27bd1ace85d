package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.Replies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that break: the caller gets the whole answer or an error, never a success that is short. */
class BrokenStreamTest extends GatewayTest {

    private static final List<String> WHOLE = Replies.words("one two three four five six");
    private static final List<String> BEGINNING = WHOLE.subList(0, 4);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void cut_isContinuedByADeploymentThatRepeatsWhatWasSent() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        assertThat(events.clean()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).hasSize(1);
        assertThat(outcomes(events)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void cut_isContinuedWhateverTheChunkBordersOfTheNewAnswer() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(List.of("one tw", "o three fo", "ur fi", "ve six")));

        Events events = client.stream("simple");

        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(events.isDone()).isTrue();
    }

    @Test
    void continuedStream_keepsItsIdAndHasOneUsageChunk() {
        ONE.next(Replies.streamResetAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        List<JsonNode> chunks = chunks(events);
        assertThat(chunks).extracting(chunk -> chunk.path("id").asText()).containsOnly("chatcmpl-7");
        assertThat(chunks).filteredOn(chunk -> chunk.path("usage").isObject()).hasSize(1);
    }

    @Test
    void continuedStream_beginsOnce() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        assertThat(events.data())
                .filteredOn(data -> data.contains("\"role\":\"assistant\""))
                .hasSize(1);
    }

    @Test
    void cut_isContinuedByTheSameDeploymentWhereThereIsNoOther() {
        ONE.next(Replies.streamCutAfter(BEGINNING), Replies.stream(WHOLE));

        Events events = client.stream("one/small");

        assertThat(events.isDone()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(outcomes(events)).containsExactly("one/small FAILED", "one/small ANSWERED");
    }

    @Test
    void cut_isContinuedAfterAShortRateLimit() {
        TWO.next(Replies.rateLimited("0.3"));
        client.chatTo("two/small", "x-fareway-deadline-ms", "100");
        ONE.always(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
    }

    @Test
    void failedAttempt_isBookedWithWhatItSaid() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        AttemptRecord failed = booked(events.response()).attempts().getFirst();
        assertThat(failed.ending().orElseThrow().usage().orElseThrow().estimated())
                .isTrue();
        assertThat(failed.ending().orElseThrow().usage().orElseThrow().answer()).isPositive();
        assertThat(failed.ending().orElseThrow().costUsd().orElseThrow()).isPositive();
    }

    @Test
    void differentAnswer_endsInAnErrorInsideTheStream() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(Replies.words("something else altogether")));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isFalse();
        assertThat(events.clean()).isFalse();
        assertThat(events.data().getLast()).contains("\"error\"", "providers_unavailable");
        assertThat(text(events)).isEqualTo("one two three four ");
        assertThat(booked(events.response()).ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcomes(events)).containsExactly("one/small FAILED", "two/small FAILED");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void differentAnswer_isReplacedByADeploymentThatContinuesTheText() {
        TWO.next(Replies.streamCutAfter(BEGINNING));
        THREE.next(
                Replies.stream(Replies.words("something else altogether")), Replies.stream(Replies.words("five six")));

        Events events = client.stream("medium");

        assertThat(events.clean()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(THREE.received().getLast().body())
                .contains("{\"role\":\"assistant\",\"content\":\"one two three four \"}");
    }

    @Test
    void refusedPrefill_neverBecomesTheCallersError() {
        TWO.next(Replies.streamCutAfter(BEGINNING));
        THREE.next(
                Replies.stream(Replies.words("something else altogether")),
                Replies.error(400, "assistant prefill is not supported"));

        Events events = client.stream("medium");

        assertThat(events.isDone()).isFalse();
        assertThat(events.data().getLast()).contains("\"error\"").doesNotContain("prefill is not supported");
        assertThat(THREE.received()).hasSize(2);
        assertThat(outcomes(events)).containsExactly("two/small FAILED", "three/large FAILED", "three/large REFUSED");
    }

    @Test
    void stall_isTreatedLikeACut() {
        ONE.next(Replies.streamStallingAfter(BEGINNING));
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(booked(events.response())
                        .attempts()
                        .getFirst()
                        .ending()
                        .orElseThrow()
                        .error())
                .contains("silent for");
        assertThat(ONE.received()).hasSize(1);
        assertThat(outcomes(events)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void firstTokenThatDoesNotCome_failsOverUnseen() {
        ONE.next(Replies.headersThenSilence());
        TWO.next(Replies.stream(WHOLE));

        Events events = client.stream("simple");

        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(events.response().headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(ONE.received()).hasSize(1);
        assertThat(outcomes(events)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void malformedEvent_isSkippedAndTheAnswerIsWhole() {
        ONE.next(Replies.streamWith(
                WHOLE, "data: {\"choices\":[{\"delta\":{\"content\":\n\ndata: nonsense\n\n: note\n\n"));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
        assertThat(outcomes(events)).containsExactly("one/small ANSWERED");
    }

    @Test
    void missingEndMark_isSuppliedWithUsage() {
        ONE.next(Replies.streamWithoutEndMark(WHOLE));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        assertThat(text(events)).isEqualTo("one two three four five six");
        assertThat(chunks(events).getLast().path("usage").path("total_tokens").asInt())
                .isPositive();
        assertThat(ONE.received()).hasSize(1);
        assertThat(outcomes(events)).containsExactly("one/small ANSWERED");
    }

    @Test
    void errorEventInTheMiddle_isTreatedLikeACut() {
        ONE.next(Replies.streamWith(BEGINNING, "data: {\"error\":{\"message\":\"internal\"}}\n\n"));
        TWO.next(Replies.stream(WHOLE));

        assertThat(text(client.stream("simple"))).isEqualTo("one two three four five six");
    }

    @Test
    void errorStatusForAStream_isAnErrorStatus() {
        ONE.always(Replies.error(503, "down"));
        TWO.always(Replies.error(503, "down"));

        Events events = client.stream("simple");

        assertThat(events.response().statusCode()).isEqualTo(503);
    }

    @Test
    void buffer_sendsNothingOfAnAnswerThatWasCut() {
        ONE.next(Replies.streamCutAfter(BEGINNING));
        TWO.next(Replies.stream(Replies.words("something else altogether")));

        Events events = client.stream("simple", "x-fareway-stream-recovery", "buffer");

        assertThat(events.isDone()).isTrue();
        assertThat(text(events)).isEqualTo("something else altogether");
    }

    @Test
    void fail_asksNobodyElseOnceTheStreamHasBegun() {
        ONE.next(Replies.streamCutAfter(BEGINNING));

        Events events = client.stream("simple", "x-fareway-stream-recovery", "fail");

        assertThat(events.isDone()).isFalse();
        assertThat(TWO.received()).isEmpty();
    }

    private String text(Events events) {
        StringBuilder text = new StringBuilder();
        chunks(events)
                .forEach(chunk -> text.append(chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText("")));
        return text.toString();
    }

    private List<JsonNode> chunks(Events events) {
        return events.data().stream()
                .filter(data -> data.startsWith("{") && !data.startsWith("{\"error\""))
                .map(this::parse)
                .toList();
    }

    private JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the caller got an event that is not JSON: " + data, e);
        }
    }

    private List<String> outcomes(Events events) {
        return booked(events.response()).attempts().stream()
                .map(attempt -> attempt.deployment() + " "
                        + attempt.ending().orElseThrow().outcome())
                .toList();
    }
}
