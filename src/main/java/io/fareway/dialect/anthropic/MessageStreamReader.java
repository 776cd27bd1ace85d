package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.AnthropicUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events of a streamed message.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">streaming messages</a>.
 */
final class MessageStreamReader implements StreamReader {

    /** A call under way: its position among the calls, and whether any argument has come. */
    private record Call(int position, boolean hasArguments) {}

    private final Map<Integer, Call> open = new HashMap<>();
    private final ObjectNode usage = Json.object();
    private int calls;

    @Override
    public List<AnswerEvent> read(Frame frame) {
        Optional<ObjectNode> event = frame.json();
        if (event.isEmpty()) {
            return List.of();
        }
        List<AnswerEvent> events = new ArrayList<>(2);
        read(event.get(), events);
        return events;
    }

    private void read(JsonNode event, List<AnswerEvent> events) {
        int block = event.path("index").asInt();
        switch (Json.text(event, "type")) {
            case "message_start" -> {
                JsonNode message = event.path("message");
                events.add(new AnswerEvent.Begin(Json.text(message, "id"), Json.text(message, "model"), 0));
                readUsage(message.path("usage"), events);
            }
            case "content_block_start" -> readStart(block, event.path("content_block"), events);
            case "content_block_delta" -> readDelta(block, event.path("delta"), events);
            case "content_block_stop" -> readStop(block, events);
            case "message_delta" -> readEnd(event, events);
            case "message_stop" -> events.add(new AnswerEvent.End());
            case "error" -> {
                JsonNode error = event.path("error");
                events.add(new AnswerEvent.Failed(Json.text(error, "type"), Json.text(error, "message")));
            }
            default -> {} // ping, and what Anthropic may add: its reference asks clients to skip those
        }
    }

    private void readStart(int block, JsonNode content, List<AnswerEvent> events) {
        switch (Json.text(content, "type")) {
            case "text" -> addText(Json.text(content, "text"), events);
            case "thinking" -> addThoughts(Json.text(content, "thinking"), events);
            case "redacted_thinking" ->
                events.add(new AnswerEvent.ReasoningSeal(0, "", Thoughts.sealed(Json.text(content, "data"))));
            case "tool_use" -> {
                int call = calls++;
                events.add(
                        new AnswerEvent.CallBegin(0, call, Json.text(content, "id"), Json.text(content, "name"), ""));
                boolean whole = !content.path("input").isEmpty();
                open.put(block, new Call(call, whole));
                if (whole) {
                    events.add(new AnswerEvent.CallDelta(
                            0, call, content.path("input").toString()));
                }
            }
            default -> {} // a tool that the provider runs itself
        }
    }

    private void readDelta(int block, JsonNode delta, List<AnswerEvent> events) {
        switch (Json.text(delta, "type")) {
            case "text_delta" -> addText(Json.text(delta, "text"), events);
            case "thinking_delta" -> addThoughts(Json.text(delta, "thinking"), events);
            case "signature_delta" -> {
                String signature = Thoughts.signature(Json.text(delta, "signature"));
                if (!signature.isEmpty()) {
                    events.add(new AnswerEvent.ReasoningSeal(0, signature, ""));
                }
            }
            case "citations_delta" ->
                events.add(new AnswerEvent.Cited(0, Citations.readStreamed(delta.path("citation"))));
            case "input_json_delta" -> addArguments(block, Json.text(delta, "partial_json"), events);
            default -> {} // as above
        }
    }

    private static void addText(String text, List<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.add(new AnswerEvent.TextDelta(0, text));
        }
    }

    private static void addThoughts(String text, List<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.add(new AnswerEvent.ReasoningDelta(0, text));
        }
    }

    private void addArguments(int block, String arguments, List<AnswerEvent> events) {
        Call call = open.get(block);
        if (call != null && !arguments.isEmpty()) {
            open.put(block, new Call(call.position(), true));
            events.add(new AnswerEvent.CallDelta(0, call.position(), arguments));
        }
    }

    /** A call without arguments streams none; everywhere else they are an empty object. */
    private void readStop(int block, List<AnswerEvent> events) {
        Call call = open.remove(block);
        if (call != null && !call.hasArguments()) {
            events.add(new AnswerEvent.CallDelta(0, call.position(), "{}"));
        }
    }

    private void readEnd(JsonNode event, List<AnswerEvent> events) {
        readUsage(event.path("usage"), events);
        JsonNode delta = event.path("delta");
        if (delta.path("stop_reason").isTextual()) {
            events.add(new AnswerEvent.Finish(
                    0, StopReasons.read(Json.text(delta, "stop_reason")), Json.text(delta, "stop_sequence")));
        }
    }

    /** The counts are cumulative; the later event leaves out what has not changed. */
    private void readUsage(JsonNode reported, List<AnswerEvent> events) {
        reported.properties().forEach(count -> {
            if (!count.getValue().isNull()) {
                usage.set(count.getKey(), count.getValue());
            }
        });
        AnthropicUsage.read(usage).ifPresent(counted -> events.add(new AnswerEvent.Used(counted)));
    }
}
