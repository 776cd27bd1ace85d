package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.OpenAiResponsesUsage;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole answers.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses/object">the response object</a>.
 */
final class ResponseAnswers {

    private ResponseAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        if (Json.text(answer, "status").equals("failed") || answer.path("error").isObject()) {
            throw new MalformedAnswerException("status 200 with an error inside");
        }
        if (!answer.path("output").isArray()) {
            throw new MalformedAnswerException("an answer without output");
        }
        List<Part> parts = parts(answer.path("output"));
        Choice choice = new Choice(0, parts, finish(answer), "", logprobs(answer.path("output")));
        return new WholeAnswer(
                Json.text(answer, "id"),
                Json.text(answer, "model"),
                answer.path("created_at").asLong(),
                List.of(choice),
                OpenAiResponsesUsage.read(answer.path("usage")));
    }

    private static List<Part> parts(JsonNode output) throws MalformedAnswerException {
        List<Part> parts = new ArrayList<>();
        try {
            for (JsonNode item : output) {
                switch (Json.text(item, "type")) {
                    case "message" -> parts.addAll(ItemReader.content(item.path("content"), "content"));
                    case "function_call" -> parts.add(ItemReader.call(item, "output"));
                    case "reasoning" -> parts.add(ReasoningItems.read(item));
                    default -> parts.add(new Part.Other(Json.text(item, "type"), item));
                }
            }
        } catch (RequestError malformed) {
            throw new MalformedAnswerException("an answer in which " + malformed.getMessage());
        }
        return parts;
    }

    /** Log probabilities in the form of chat completions, which has the same entries under another name. */
    private static Optional<JsonNode> logprobs(JsonNode output) {
        ObjectNode chat = Json.object();
        for (JsonNode item : output) {
            for (JsonNode part : item.path("content")) {
                part.path("logprobs").forEach(entry -> chat.withArray("content").add(entry));
            }
        }
        return chat.isEmpty() ? Optional.empty() : Optional.of(chat.putNull("refusal"));
    }

    /** Why a response ended, which only its status and its items tell. */
    static FinishReason finish(JsonNode response) {
        String reason = Json.text(response.path("incomplete_details"), "reason");
        if (reason.equals("content_filter")) {
            return FinishReason.CONTENT_FILTER;
        }
        if (Json.text(response, "status").equals("incomplete")) {
            return FinishReason.LENGTH;
        }
        for (JsonNode item : response.path("output")) {
            if (Json.text(item, "type").equals("function_call")) {
                return FinishReason.TOOL_CALLS;
            }
        }
        return FinishReason.STOP;
    }

    static ObjectNode write(WholeAnswer answer, Conversation asked) {
        FinishReason finish = answer.choices().isEmpty()
                ? FinishReason.STOP
                : answer.choices().getFirst().finish();
        ObjectNode response = ResponseObject.of(answer.id(), answer.model(), answer.created(), asked);
        ResponseObject.end(response, finish, answer.created());
        ArrayNode output = response.putArray("output");
        answer.choices().stream().findFirst().ifPresent(choice -> new OutputWriter(answer.id(), output).write(choice));
        answer.usage().ifPresent(usage -> response.set("usage", OpenAiResponsesUsage.write(usage)));
        return response;
    }

    /** Writes the parts of an answer as output items; words that follow each other share one message. */
    private static final class OutputWriter {

        private final String answerId;
        private final ArrayNode output;
        private Optional<ObjectNode> message = Optional.empty();

        OutputWriter(String answerId, ArrayNode output) {
            this.answerId = answerId;
            this.output = output;
        }

        void write(Choice choice) {
            choice.parts().forEach(this::write);
            choice.logprobs().ifPresent(this::writeLogprobs);
        }

        private void write(Part part) {
            switch (part) {
                case Part.Text text -> {
                    ObjectNode written = OutputParts.text(text.text());
                    text.citations().forEach(citation -> OutputParts.citation(citation)
                            .ifPresent(written.withArray("annotations")::add));
                    content().add(written);
                }
                case Part.Refusal refusal -> content().add(OutputParts.refusal(refusal.text()));
                case Part.Reasoning thoughts -> {
                    String seal = thoughts.sealed().isEmpty() ? thoughts.signature() : thoughts.sealed();
                    add(ReasoningItems.forCaller(thoughts.text(), seal, ItemIds.reasoning(answerId, output.size())));
                }
                case Part.ToolCall call ->
                    add(ItemWriter.call(call)
                            .put("id", ItemIds.call(answerId, output.size()))
                            .put("status", "completed"));
                default -> {} // nothing else is ever part of an answer
            }
        }

        private void add(ObjectNode item) {
            message = Optional.empty();
            output.add(item);
        }

        private ArrayNode content() {
            if (message.isEmpty()) {
                ObjectNode opened = OutputParts.message(ItemIds.message(answerId, output.size()), "completed");
                output.add(opened);
                message = Optional.of(opened);
            }
            return message.get().withArray("content");
        }

        private void writeLogprobs(JsonNode logprobs) {
            for (JsonNode item : output) {
                if (item.path("content").path(0) instanceof ObjectNode text && text.has("logprobs")) {
                    text.set("logprobs", logprobs.path("content"));
                    return;
                }
            }
        }
    }
}
