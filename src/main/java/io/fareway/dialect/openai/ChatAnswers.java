package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole answers.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat/object">the chat completion object</a>.
 */
final class ChatAnswers {

    private ChatAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        if (answer.path("choices").isEmpty()) {
            throw new MalformedAnswerException(
                    answer.has("error") ? "status 200 with an error inside" : "an answer without choices");
        }
        List<Choice> choices = new ArrayList<>();
        for (JsonNode choice : answer.path("choices")) {
            choices.add(new Choice(
                    choice.path("index").asInt(choices.size()),
                    ChatMessages.answer(choice.path("message")),
                    ChatFinish.read(Json.text(choice, "finish_reason")),
                    "",
                    choice.path("logprobs").isObject() ? Optional.of(choice.path("logprobs")) : Optional.empty()));
        }
        return new WholeAnswer(
                Json.text(answer, "id"),
                Json.text(answer, "model"),
                answer.path("created").asLong(),
                choices,
                OpenAiUsage.read(answer.path("usage")));
    }

    static ObjectNode write(WholeAnswer answer) {
        ObjectNode written = Json.object();
        written.put("id", answer.id());
        written.put("object", "chat.completion");
        written.put("created", answer.created());
        written.put("model", answer.model());
        ArrayNode choices = written.putArray("choices");
        answer.choices().forEach(choice -> writeChoice(choice, choices.addObject()));
        answer.usage().ifPresent(usage -> written.set("usage", OpenAiUsage.write(usage)));
        return written;
    }

    private static void writeChoice(Choice choice, ObjectNode written) {
        written.put("index", choice.index());
        ObjectNode message = written.putObject("message");
        message.put("role", "assistant");
        message.putNull("content");
        message.putNull("refusal");
        StringBuilder text = new StringBuilder();
        choice.parts().forEach(part -> writePart(part, message, text));
        boolean nothingElse =
                !message.has("tool_calls") && message.path("refusal").isNull();
        if (!text.isEmpty() || nothingElse) {
            message.put("content", text.toString());
        }
        choice.logprobs()
                .ifPresentOrElse(logprobs -> written.set("logprobs", logprobs), () -> written.putNull("logprobs"));
        written.put("finish_reason", ChatFinish.write(choice.finish()));
    }

    private static void writePart(Part part, ObjectNode message, StringBuilder text) {
        switch (part) {
            case Part.Text words -> {
                for (Citation citation : words.citations()) {
                    writeCitation(citation, text.length(), message.withArray("annotations"));
                }
                text.append(words.text());
            }
            case Part.Refusal refusal -> message.put("refusal", refusal.text());
            case Part.Reasoning thoughts -> {
                if (!thoughts.text().isEmpty()) {
                    message.put("reasoning_content", Json.text(message, "reasoning_content") + thoughts.text());
                }
            }
            case Part.ToolCall call -> ChatMessagesWriter.writeCall(call, message.withArray("tool_calls"));
            default -> {}
        }
    }

    /** Citations of documents of the request have no address, which chat completions need: they stay untold. */
    static void writeCitation(Citation citation, int offset, ArrayNode annotations) {
        if (citation.url().isEmpty()) {
            return;
        }
        annotations
                .addObject()
                .put("type", "url_citation")
                .putObject("url_citation")
                .put("url", citation.url())
                .put("title", citation.title())
                .put("start_index", offset + Math.max(0, citation.start()))
                .put("end_index", offset + Math.max(0, citation.end()));
    }
}
