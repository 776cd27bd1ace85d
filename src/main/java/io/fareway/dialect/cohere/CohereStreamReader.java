package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.CohereUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a streamed answer.
 *
 * <p>Wire format: <a href="https://docs.cohere.com/v2/docs/streaming">streaming</a>.
 */
final class CohereStreamReader implements StreamReader {

    @Override
    public List<AnswerEvent> read(Frame frame) {
        return frame.json().map(CohereStreamReader::read).orElse(List.of());
    }

    private static List<AnswerEvent> read(ObjectNode event) {
        JsonNode delta = event.path("delta");
        JsonNode message = delta.path("message");
        int index = event.path("index").asInt();
        return switch (Json.text(event, "type")) {
            case "message-start" -> List.of(new AnswerEvent.Begin(Json.text(event, "id"), "", 0));
            case "content-start", "content-delta" -> content(message.path("content"));
            case "tool-plan-delta" -> thought(Json.text(message, "tool_plan"));
            case "tool-call-start" -> callStart(index, message.path("tool_calls"));
            case "tool-call-delta" -> arguments(index, message.path("tool_calls"));
            case "citation-start" ->
                CohereCitations.read(message.path("citations")).stream()
                        .<AnswerEvent>map(citation -> new AnswerEvent.Cited(0, citation))
                        .toList();
            case "message-end" -> end(delta);
            default -> List.of();
        };
    }

    private static List<AnswerEvent> content(JsonNode content) {
        String text = Json.text(content, "text");
        return text.isEmpty() ? thought(Json.text(content, "thinking")) : List.of(new AnswerEvent.TextDelta(0, text));
    }

    private static List<AnswerEvent> thought(String words) {
        return words.isEmpty() ? List.of() : List.of(new AnswerEvent.ReasoningDelta(0, words));
    }

    private static List<AnswerEvent> callStart(int index, JsonNode call) {
        List<AnswerEvent> events = new ArrayList<>(2);
        String name = Json.text(call.path("function"), "name");
        events.add(new AnswerEvent.CallBegin(0, index, Json.text(call, "id"), name, ""));
        events.addAll(arguments(index, call));
        return events;
    }

    private static List<AnswerEvent> arguments(int index, JsonNode call) {
        String arguments = Json.text(call.path("function"), "arguments");
        return arguments.isEmpty() ? List.of() : List.of(new AnswerEvent.CallDelta(0, index, arguments));
    }

    private static List<AnswerEvent> end(JsonNode delta) {
        String finish = Json.text(delta, "finish_reason");
        if (CohereFinish.isFailure(finish)) {
            return List.of(new AnswerEvent.Failed(finish, Json.text(delta, "error")));
        }
        List<AnswerEvent> events = new ArrayList<>(3);
        events.add(new AnswerEvent.Finish(0, CohereFinish.read(finish), ""));
        CohereUsage.read(delta.path("usage")).ifPresent(usage -> events.add(new AnswerEvent.Used(usage)));
        events.add(new AnswerEvent.End());
        return events;
    }
}
