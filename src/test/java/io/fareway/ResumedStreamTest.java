package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.ledger.AttemptRecord;
import io.fareway.testing.ChatClient;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.Replies;
import org.junit.jupiter.api.Test;

/**
 * Streams of thoughts, refusals, calls and JSON that break: continued where a restart repeats them, never by having another
 * model continue the text. Tier medium: provider two, then three, which could.
 */
class ResumedStreamTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void thoughts_areComparedLikeWords() {
        TWO.next(Replies.streamCutAfterJson(thought("Let me "), thought("see. "), word("one ")));
        THREE.next(Replies.streamOf("stop", thought("Let me see. "), word("one two "), word("three")));

        Events events = client.stream("medium");

        assertThat(events.isDone()).isTrue();
        assertThat(joined(events, "reasoning_content")).isEqualTo("Let me see. ");
        assertThat(joined(events, "content")).isEqualTo("one two three");
        assertThat(booked(events.response()).attempts())
                .extracting(AttemptRecord::deployment)
                .containsExactly("two/small", "three/large");
    }

    @Test
    void cutAmidstThoughts_goesOnWithThem() {
        TWO.next(Replies.streamCutAfterJson(thought("Let ")));
        THREE.next(Replies.streamOf("stop", thought("Let me "), thought("see. "), word("one")));

        Events events = client.stream("medium");

        assertThat(events.isDone()).isTrue();
        assertThat(joined(events, "reasoning_content")).isEqualTo("Let me see. ");
        assertThat(joined(events, "content")).isEqualTo("one");
    }

    @Test
    void otherThoughts_endInAnErrorInsideTheStream() {
        TWO.next(Replies.streamCutAfterJson(thought("Let me see. "), word("one ")));
        THREE.next(Replies.streamOf("stop", thought("Well. "), word("one "), word("two")));

        Events events = client.stream("medium");

        assertBrokenOff(events);
        assertThat(joined(events, "content")).isEqualTo("one ");
    }

    @Test
    void wordsWhereThoughtsWere_endInAnErrorInsideTheStream() {
        TWO.next(Replies.streamCutAfterJson(thought("one ")));
        THREE.next(Replies.streamOf("stop", word("one "), word("two")));

        Events events = client.stream("medium");

        assertBrokenOff(events);
        assertThat(joined(events, "content")).isEmpty();
    }

    @Test
    void refusal_goesOnWhereItIsRepeated() {
        TWO.next(Replies.streamCutAfterJson(refusal("I can")));
        THREE.next(Replies.streamOf("stop", refusal("I cannot "), refusal("help.")));

        Events events = client.stream("medium");

        assertThat(events.isDone()).isTrue();
        assertThat(joined(events, "refusal")).isEqualTo("I cannot help.");
    }

    @Test
    void call_goesOnWhereItIsRepeated() {
        TWO.next(Replies.streamCutAfterJson(callBegin("call_a", "weather"), arguments("{\\\"city\\\":")));
        THREE.next(Replies.streamOf(
                "tool_calls",
                callBegin("call_b", "weather"),
                arguments("{\\\"city\\\":\\\"Ra"),
                arguments("bat\\\"}")));

        Events events = client.stream("medium");

        assertThat(events.isDone()).isTrue();
        assertThat(joined(events, "/tool_calls/0/id")).isEqualTo("call_a");
        assertThat(joined(events, "/tool_calls/0/function/arguments")).isEqualTo("{\"city\":\"Rabat\"}");
    }

    @Test
    void otherCall_isNeverContinuedByAnotherModel() {
        TWO.next(Replies.streamCutAfterJson(callBegin("call_a", "weather"), arguments("{\\\"city\\\":")));
        THREE.always(Replies.streamOf("tool_calls", callBegin("call_b", "time"), arguments("{}")));

        Events events = client.stream("medium");

        assertBrokenOff(events);
        assertThat(THREE.received()).singleElement().satisfies(call -> assertThat(call.body())
                .doesNotContain("assistant"));
    }

    @Test
    void jsonOutput_goesOnWhereItIsRepeated() {
        TWO.next(Replies.streamCutAfterJson(word("{\\\"a\\\":")));
        THREE.next(Replies.streamOf("stop", word("{\\\"a\\\":1"), word("}")));

        Events events = client.streamOf("/v1/chat/completions", JSON_WANTED);

        assertThat(events.isDone()).isTrue();
        assertThat(joined(events, "content")).isEqualTo("{\"a\":1}");
    }

    @Test
    void otherJsonOutput_isNeverContinuedByAnotherModel() {
        TWO.next(Replies.streamCutAfterJson(word("{\\\"a\\\":")));
        THREE.always(Replies.streamOf("stop", word("{ \\\"a\\\": 1}")));

        Events events = client.streamOf("/v1/chat/completions", JSON_WANTED);

        assertBrokenOff(events);
        assertThat(THREE.received()).singleElement().satisfies(call -> assertThat(call.body())
                .doesNotContain("assistant"));
    }

    private static final String JSON_WANTED = ChatClient.streamedChat("medium")
            .replace("\"messages\"", "\"response_format\":{\"type\":\"json_object\"},\"messages\"");

    private static void assertBrokenOff(Events events) {
        assertThat(events.isDone()).isFalse();
        assertThat(events.clean()).isFalse();
        assertThat(events.data().getLast()).contains("\"error\"", "providers_unavailable");
    }

    private static String thought(String words) {
        return "{\"reasoning_content\":\"" + words + "\"}";
    }

    private static String word(String words) {
        return "{\"content\":\"" + words + "\"}";
    }

    private static String refusal(String words) {
        return "{\"refusal\":\"" + words + "\"}";
    }

    private static String callBegin(String id, String name) {
        return "{\"tool_calls\":[{\"index\":0,\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\""
                + name + "\",\"arguments\":\"\"}}]}";
    }

    private static String arguments(String json) {
        return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + json + "\"}}]}";
    }

    /** All values of a field of the deltas, one after the other. */
    private String joined(Events events, String field) {
        String pointer = "/choices/0/delta" + (field.startsWith("/") ? field : "/" + field);
        StringBuilder joined = new StringBuilder();
        events.data().stream()
                .filter(data -> data.startsWith("{") && !data.startsWith("{\"error\""))
                .forEach(data -> joined.append(parse(data).at(pointer).asText("")));
        return joined.toString();
    }

    private JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the caller got an event that is not JSON: " + data, e);
        }
    }
}
