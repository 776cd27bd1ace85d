package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.BedrockUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a streamed answer.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">ConverseStreamOutput</a>.
 * Usage comes in {@code metadata}, after the message has stopped, and ends the stream.
 */
final class ConverseStreamReader implements StreamReader {

    /** Positions of the calls by their block. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    @Override
    public List<AnswerEvent> read(Frame frame) {
        Optional<ObjectNode> payload = frame.json();
        if (frame.event().equals("error") || frame.event().endsWith("Exception")) {
            String message = payload.map(body -> Json.text(body, "message")).orElse("");
            return List.of(new AnswerEvent.Failed(frame.event(), message));
        }
        return payload.map(body -> read(frame.event(), body)).orElse(List.of());
    }

    private List<AnswerEvent> read(String event, ObjectNode body) {
        int block = body.path("contentBlockIndex").asInt();
        return switch (event) {
            case "messageStart" -> List.of(new AnswerEvent.Begin("", "", 0));
            case "contentBlockStart" -> blockStart(block, body.path("start").path("toolUse"));
            case "contentBlockDelta" -> delta(block, body.path("delta"));
            case "messageStop" -> stop(Json.text(body, "stopReason"));
            case "metadata" -> end(body.path("usage"));
            default -> List.of();
        };
    }

    private static List<AnswerEvent> end(JsonNode usage) {
        List<AnswerEvent> events = new ArrayList<>(2);
        BedrockUsage.read(usage).ifPresent(used -> events.add(new AnswerEvent.Used(used)));
        events.add(new AnswerEvent.End());
        return events;
    }

    private List<AnswerEvent> blockStart(int block, JsonNode call) {
        if (!call.isObject()) {
            return List.of();
        }
        int position = calls.size();
        calls.put(block, position);
        return List.of(
                new AnswerEvent.CallBegin(0, position, Json.text(call, "toolUseId"), Json.text(call, "name"), ""));
    }

    private List<AnswerEvent> delta(int block, JsonNode delta) {
        if (delta.path("text").isTextual()) {
            return List.of(new AnswerEvent.TextDelta(0, Json.text(delta, "text")));
        }
        Integer call = calls.get(block);
        if (call != null && delta.path("toolUse").isObject()) {
            return List.of(new AnswerEvent.CallDelta(0, call, Json.text(delta.path("toolUse"), "input")));
        }
        if (delta.path("citation").isObject()) {
            return List.of(new AnswerEvent.Cited(0, CitationBlocks.read(delta.path("citation"))));
        }
        return thoughts(delta.path("reasoningContent"));
    }

    private static List<AnswerEvent> thoughts(JsonNode thoughts) {
        if (!Json.text(thoughts, "text").isEmpty()) {
            return List.of(new AnswerEvent.ReasoningDelta(0, Json.text(thoughts, "text")));
        }
        String signature = ThoughtSeals.mark(Json.text(thoughts, "signature"));
        String sealed = ThoughtSeals.mark(Json.text(thoughts, "redactedContent"));
        return signature.isEmpty() && sealed.isEmpty()
                ? List.of()
                : List.of(new AnswerEvent.ReasoningSeal(0, signature, sealed));
    }

    private static List<AnswerEvent> stop(String reason) {
        return StopReasons.isFailure(reason)
                ? List.of(new AnswerEvent.Failed(reason, "the model wrote what cannot be read"))
                : List.of(new AnswerEvent.Finish(0, StopReasons.read(reason), ""));
    }
}
