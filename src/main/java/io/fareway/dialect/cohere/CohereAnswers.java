package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.CohereUsage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole answers. The plan that Cohere makes before it calls tools is a thought. */
final class CohereAnswers {

    private CohereAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        JsonNode message = answer.path("message");
        String finish = Json.text(answer, "finish_reason");
        if (!message.isObject() || finish.isEmpty()) {
            throw new MalformedAnswerException("an answer without a message");
        }
        if (CohereFinish.isFailure(finish)) {
            throw new MalformedAnswerException("an answer that ended with " + finish);
        }
        Choice choice = new Choice(0, parts(message), CohereFinish.read(finish), "", Optional.empty());
        return new WholeAnswer(Json.text(answer, "id"), "", 0, List.of(choice), CohereUsage.read(answer.path("usage")));
    }

    private static List<Part> parts(JsonNode message) {
        List<Part> parts = new ArrayList<>();
        if (!Json.text(message, "tool_plan").isEmpty()) {
            parts.add(new Part.Reasoning(Json.text(message, "tool_plan"), "", ""));
        }
        int position = 0;
        for (JsonNode content : message.path("content")) {
            if (!Json.text(content, "thinking").isEmpty()) {
                parts.add(new Part.Reasoning(Json.text(content, "thinking"), "", ""));
            } else if (content.path("text").isTextual()) {
                List<Citation> citations = citations(message.path("citations"), position);
                parts.add(new Part.Text(Json.text(content, "text"), citations, Optional.empty()));
            }
            position++;
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.add(new Part.ToolCall(
                    Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments")));
        }
        return parts;
    }

    private static List<Citation> citations(JsonNode citations, int content) {
        List<Citation> read = new ArrayList<>();
        for (JsonNode citation : citations) {
            if (citation.path("content_index").asInt(content) == content) {
                read.addAll(CohereCitations.read(citation));
            }
        }
        return read;
    }
}
