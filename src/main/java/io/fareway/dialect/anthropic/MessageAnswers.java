package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.AnthropicUsage;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.List;
import java.util.Optional;

/**
 * Whole answers.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages">the Message object</a>.
 */
final class MessageAnswers {

    private MessageAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        if (!answer.path("content").isArray()) {
            throw new MalformedAnswerException(
                    answer.path("error").isObject() ? "status 200 with an error inside" : "an answer without content");
        }
        Choice choice = new Choice(
                0,
                parts(answer.path("content")),
                StopReasons.read(Json.text(answer, "stop_reason")),
                Json.text(answer, "stop_sequence"),
                Optional.empty());
        return new WholeAnswer(
                Json.text(answer, "id"),
                Json.text(answer, "model"),
                0,
                List.of(choice),
                AnthropicUsage.read(answer.path("usage")));
    }

    private static List<Part> parts(JsonNode content) throws MalformedAnswerException {
        try {
            return new ContentReader().read(content, "content");
        } catch (RequestError malformed) {
            throw new MalformedAnswerException("an answer in which " + malformed.getMessage());
        }
    }

    /** Callers of messages know one choice: the first. */
    static ObjectNode write(WholeAnswer answer) {
        ObjectNode written = head(answer.id(), answer.model());
        ArrayNode content = written.putArray("content");
        boolean calls = false;
        boolean refuses = false;
        Choice choice = answer.choices().isEmpty()
                ? new Choice(0, List.of(), FinishReason.STOP, "", Optional.empty())
                : answer.choices().getFirst();
        for (Part part : choice.parts()) {
            calls |= part instanceof Part.ToolCall;
            refuses |= part instanceof Part.Refusal;
            block(part).ifPresent(content::add);
        }
        written.put("stop_reason", StopReasons.write(choice.finish(), calls, refuses));
        putOrNull(written, "stop_sequence", choice.stopSequence());
        written.set("usage", AnthropicUsage.write(answer.usage().orElse(Usage.NONE)));
        return written;
    }

    /** What every message begins with. */
    static ObjectNode head(String id, String model) {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    static void putOrNull(ObjectNode object, String field, String text) {
        if (text.isEmpty()) {
            object.putNull(field);
        } else {
            object.put(field, text);
        }
    }

    private static Optional<ObjectNode> block(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.of(text(text.text(), text.citations()));
            case Part.Refusal refusal -> Optional.of(text(refusal.text(), List.of()));
            case Part.Reasoning thoughts -> Optional.of(Thoughts.forCaller(thoughts));
            case Part.ToolCall call -> Optional.of(BlockWriter.toolUse(call));
            default -> Optional.empty();
        };
    }

    private static ObjectNode text(String text, List<Citation> citations) {
        ObjectNode block = Json.object().put("type", "text").put("text", text);
        block.putNull("citations");
        citations.forEach(citation -> Citations.write(citation).ifPresent(written -> {
            if (block.path("citations").isNull()) {
                block.putArray("citations");
            }
            block.withArray("citations").add(written);
        }));
        return block;
    }
}
