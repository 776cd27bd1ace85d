package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.BedrockUsage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole answers, which carry neither an id nor the model's name. */
final class ConverseAnswers {

    private ConverseAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        JsonNode content = answer.path("output").path("message").path("content");
        String stop = Json.text(answer, "stopReason");
        if (!content.isArray() || stop.isEmpty()) {
            throw new MalformedAnswerException("an answer without a message");
        }
        if (StopReasons.isFailure(stop)) {
            throw new MalformedAnswerException("an answer that ended with " + stop);
        }
        List<Part> parts = new ArrayList<>();
        content.forEach(block -> parts.add(part(block)));
        Choice choice = new Choice(0, parts, StopReasons.read(stop), "", Optional.empty());
        return new WholeAnswer("", "", 0, List.of(choice), BedrockUsage.read(answer.path("usage")));
    }

    private static Part part(JsonNode block) {
        if (block.path("text").isTextual()) {
            return new Part.Text(Json.text(block, "text"));
        }
        JsonNode call = block.path("toolUse");
        if (call.isObject()) {
            String input = call.path("input").isObject() ? call.path("input").toString() : "{}";
            return new Part.ToolCall(Json.text(call, "toolUseId"), Json.text(call, "name"), input);
        }
        JsonNode thoughts = block.path("reasoningContent");
        if (thoughts.isObject()) {
            JsonNode text = thoughts.path("reasoningText");
            return new Part.Reasoning(
                    Json.text(text, "text"),
                    ThoughtSeals.mark(Json.text(text, "signature")),
                    ThoughtSeals.mark(Json.text(thoughts, "redactedContent")));
        }
        if (block.path("citationsContent").isObject()) {
            return cited(block.path("citationsContent"));
        }
        return new Part.Other(
                block.properties().stream()
                        .findFirst()
                        .map(field -> field.getKey())
                        .orElse("block"),
                block);
    }

    private static Part cited(JsonNode block) {
        StringBuilder text = new StringBuilder();
        block.path("content").forEach(content -> text.append(Json.text(content, "text")));
        List<Citation> citations = new ArrayList<>();
        block.path("citations").forEach(citation -> citations.add(CitationBlocks.read(citation)));
        return new Part.Text(text.toString(), citations, Optional.empty());
    }
}
