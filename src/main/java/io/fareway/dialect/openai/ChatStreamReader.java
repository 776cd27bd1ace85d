package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the chunks of a streamed chat completion.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat-streaming">chat completion chunks</a>.
 */
final class ChatStreamReader implements StreamReader {

    /** OpenAI's end mark. */
    static final String END_MARK = "[DONE]";

    /** Where Groq puts what OpenAI's chunks have no place for. */
    private static final String GROQ = "x_groq";

    private final Set<String> begunCalls = new HashSet<>();
    private boolean begun;

    @Override
    public List<AnswerEvent> read(Frame frame) {
        if (frame.data().equals(END_MARK)) {
            return List.of(new AnswerEvent.End());
        }
        Optional<ObjectNode> chunk = frame.json();
        if (chunk.isEmpty()) {
            return List.of();
        }
        List<AnswerEvent> events = new ArrayList<>(3);
        read(chunk.get(), events);
        return events;
    }

    private void read(ObjectNode chunk, List<AnswerEvent> events) {
        Optional<AnswerEvent> failed = failure(chunk);
        if (failed.isPresent()) {
            events.add(failed.get());
            return;
        }
        JsonNode choices = chunk.path("choices");
        if (!begun && !choices.isEmpty()) {
            begun = true;
            events.add(new AnswerEvent.Begin(
                    Json.text(chunk, "id"),
                    Json.text(chunk, "model"),
                    chunk.path("created").asLong()));
        }
        choices.forEach(choice -> read(choice, choice.path("index").asInt(), events));
        OpenAiUsage.read(chunk.path("usage"))
                .or(() -> OpenAiUsage.read(chunk.path(GROQ).path("usage")))
                .ifPresent(usage -> events.add(new AnswerEvent.Used(usage)));
    }

    /** An error object, its bare words as TGI sends them, or Groq's reason for stopping early. */
    private static Optional<AnswerEvent> failure(ObjectNode chunk) {
        JsonNode error = chunk.path("error").isMissingNode() ? chunk.path(GROQ).path("error") : chunk.path("error");
        if (error.isTextual()) {
            return Optional.of(new AnswerEvent.Failed(Json.text(chunk, "error_type"), error.textValue()));
        }
        return error.isObject()
                ? Optional.of(new AnswerEvent.Failed(Json.text(error, "type"), Json.text(error, "message")))
                : Optional.empty();
    }

    private void read(JsonNode choice, int index, List<AnswerEvent> events) {
        JsonNode delta = choice.path("delta");
        String thoughts = Json.text(delta, "reasoning_content").isEmpty()
                ? Json.text(delta, "reasoning")
                : Json.text(delta, "reasoning_content");
        if (!thoughts.isEmpty()) {
            events.add(new AnswerEvent.ReasoningDelta(index, thoughts));
        }
        readWords(delta.path("content"), index, events);
        String refusal = Json.text(delta, "refusal");
        if (!refusal.isEmpty()) {
            events.add(new AnswerEvent.RefusalDelta(index, refusal));
        }
        readCalls(delta, index, events);
        for (JsonNode annotation : delta.path("annotations")) {
            readCitation(annotation.path("url_citation"), index, events);
        }
        if (choice.path("logprobs").isObject()) {
            events.add(new AnswerEvent.Logprobs(index, choice.path("logprobs")));
        }
        if (choice.path("finish_reason").isTextual()) {
            events.add(new AnswerEvent.Finish(index, ChatFinish.read(Json.text(choice, "finish_reason")), ""));
        }
    }

    /** Words, or as Mistral's models that think have it a list of thoughts and words. */
    private static void readWords(JsonNode content, int index, List<AnswerEvent> events) {
        String words = content.isTextual() ? content.textValue() : Json.text(content, "text");
        if (!words.isEmpty()) {
            events.add(new AnswerEvent.TextDelta(index, words));
        }
        for (JsonNode thought : content.path("thinking")) {
            events.add(new AnswerEvent.ReasoningDelta(index, Json.text(thought, "text")));
        }
        if (content.isArray()) {
            content.forEach(part -> readWords(part, index, events));
        }
    }

    /** Some providers leave the index out when there is one call, or send the whole call in one chunk. */
    private void readCalls(JsonNode delta, int choice, List<AnswerEvent> events) {
        int position = 0;
        for (JsonNode call : delta.path("tool_calls")) {
            int index = call.path("index").asInt(position++);
            readCall(Json.text(call, "id"), call.path("function"), choice, index, events);
        }
        if (delta.path("function_call").isObject()) {
            readCall("", delta.path("function_call"), choice, 0, events);
        }
    }

    private void readCall(String id, JsonNode function, int choice, int index, List<AnswerEvent> events) {
        if (begunCalls.add(choice + "." + index)) {
            events.add(new AnswerEvent.CallBegin(choice, index, id, Json.text(function, "name"), ""));
        }
        String arguments = Json.text(function, "arguments");
        if (!arguments.isEmpty()) {
            events.add(new AnswerEvent.CallDelta(choice, index, arguments));
        }
    }

    private static void readCitation(JsonNode url, int choice, List<AnswerEvent> events) {
        if (url.isObject()) {
            events.add(new AnswerEvent.Cited(
                    choice,
                    new Citation(
                            Json.text(url, "url"),
                            Json.text(url, "title"),
                            "",
                            url.path("start_index").asInt(-1),
                            url.path("end_index").asInt(-1))));
        }
    }
}
