package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.OpenAiResponsesUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the events of a streamed response.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses-streaming">streaming events</a>.
 */
final class ResponseStreamReader implements StreamReader {

    /** Calls by their place in the output. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private final Set<Integer> withArguments = new HashSet<>();
    private boolean begun;
    private boolean thought;

    @Override
    public List<AnswerEvent> read(Frame frame) {
        if (frame.data().equals("[DONE]")) {
            return List.of(new AnswerEvent.End());
        }
        Optional<ObjectNode> event = frame.json();
        if (event.isEmpty()) {
            return List.of();
        }
        List<AnswerEvent> events = new ArrayList<>(2);
        read(event.get(), events);
        return events;
    }

    private void read(JsonNode event, List<AnswerEvent> events) {
        int place = event.path("output_index").asInt();
        String delta = Json.text(event, "delta");
        switch (Json.text(event, "type")) {
            case "response.created", "response.in_progress" -> begin(event.path("response"), events);
            case "response.output_item.added" -> itemAdded(place, event.path("item"), events);
            case "response.output_item.done" -> itemDone(place, event.path("item"), events);
            case "response.output_text.delta" -> text(event, delta, events);
            case "response.refusal.delta" -> events.add(new AnswerEvent.RefusalDelta(0, delta));
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                events.add(new AnswerEvent.ReasoningDelta(0, delta));
            case "response.reasoning_summary_part.added" -> nextSummary(event, events);
            case "response.function_call_arguments.delta" -> arguments(place, delta, events);
            case "response.output_text.annotation.added" ->
                ItemReader.citation(event.path("annotation"))
                        .ifPresent(citation -> events.add(new AnswerEvent.Cited(0, citation)));
            case "response.completed", "response.incomplete" -> end(event.path("response"), events);
            case "response.failed" -> failed(event.path("response").path("error"), events);
            case "error" -> failed(event.path("error").isObject() ? event.path("error") : event, events);
            default -> {} // "done" events repeat their deltas; hosted tools tell of their progress
        }
    }

    private void begin(JsonNode response, List<AnswerEvent> events) {
        if (!begun) {
            begun = true;
            events.add(new AnswerEvent.Begin(
                    Json.text(response, "id"),
                    Json.text(response, "model"),
                    response.path("created_at").asLong()));
        }
    }

    private static void text(JsonNode event, String delta, List<AnswerEvent> events) {
        if (!delta.isEmpty()) {
            events.add(new AnswerEvent.TextDelta(0, delta));
        }
        if (!event.path("logprobs").isEmpty()) {
            ObjectNode logprobs = Json.object();
            logprobs.set("content", event.path("logprobs"));
            events.add(new AnswerEvent.Logprobs(0, logprobs.putNull("refusal")));
        }
    }

    /** Summaries come in paragraphs. */
    private void nextSummary(JsonNode event, List<AnswerEvent> events) {
        if (thought && event.path("summary_index").asInt() > 0) {
            events.add(new AnswerEvent.ReasoningDelta(0, "\n\n"));
        }
        thought = true;
    }

    private void itemAdded(int place, JsonNode item, List<AnswerEvent> events) {
        if (!Json.text(item, "type").equals("function_call") || calls.containsKey(place)) {
            return;
        }
        int call = calls.size();
        calls.put(place, call);
        events.add(new AnswerEvent.CallBegin(0, call, Json.text(item, "call_id"), Json.text(item, "name"), ""));
        arguments(place, Json.text(item, "arguments"), events);
    }

    private void arguments(int place, String arguments, List<AnswerEvent> events) {
        Integer call = calls.get(place);
        if (call != null && !arguments.isEmpty()) {
            withArguments.add(place);
            events.add(new AnswerEvent.CallDelta(0, call, arguments));
        }
    }

    /** Some hosts send items whole, without deltas. */
    private void itemDone(int place, JsonNode item, List<AnswerEvent> events) {
        switch (Json.text(item, "type")) {
            case "reasoning" -> {
                String seal = ReasoningItems.seal(item);
                if (!seal.isEmpty()) {
                    events.add(new AnswerEvent.ReasoningSeal(0, "", seal));
                }
            }
            case "function_call" -> {
                itemAdded(place, item, events);
                if (!withArguments.contains(place)) {
                    String whole = Json.text(item, "arguments");
                    arguments(place, whole.isEmpty() ? "{}" : whole, events);
                }
            }
            default -> {} // told by its deltas
        }
    }

    private void end(JsonNode response, List<AnswerEvent> events) {
        begin(response, events);
        OpenAiResponsesUsage.read(response.path("usage")).ifPresent(usage -> events.add(new AnswerEvent.Used(usage)));
        events.add(new AnswerEvent.Finish(0, ResponseAnswers.finish(response), ""));
        events.add(new AnswerEvent.End());
    }

    private static void failed(JsonNode error, List<AnswerEvent> events) {
        events.add(new AnswerEvent.Failed(error.path("code").asText(""), Json.text(error, "message")));
    }
}
