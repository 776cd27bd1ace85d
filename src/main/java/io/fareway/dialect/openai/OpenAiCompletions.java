package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * OpenAI's legacy text completions as callers speak them. The prompt becomes the only message of a conversation, so that
 * every chat model can answer.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/completions/create">create completion</a>.
 */
@Component
public class OpenAiCompletions implements ClientDialect {

    /** Only a text completion model can do these. */
    private static final Set<String> NOT_IN_CHAT = Set.of("best_of", "echo", "suffix", "logprobs");

    /** What OpenAI takes where a completion does not say {@code max_tokens}. */
    private static final int DEFAULT_ANSWER_TOKENS = 16;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_COMPLETIONS;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        RequestFields.requireModel(body);
        RequestFields.checkBoolean(body, "stream");
        RequestFields.checkTokenLimit(body, "max_tokens");
        ObjectNode asChat = ((ObjectNode) body).deepCopy();
        asChat.remove(List.of("prompt", "best_of", "echo", "suffix", "logprobs"));
        if (!asChat.hasNonNull("max_tokens")) {
            asChat.put("max_tokens", DEFAULT_ANSWER_TOKENS);
        }
        Conversation said = ChatRequests.read(asChat);
        return new Asked(
                body.path("model").textValue(),
                body.path("stream").asBoolean(false),
                ChatRequests.includeUsage(body),
                "",
                new Conversation(
                        List.of(Message.of(Role.USER, prompt(body.path("prompt")))),
                        said.tools(),
                        said.toolChoice(),
                        said.parallelToolCalls(),
                        said.sampling(),
                        said.format(),
                        said.thinking(),
                        said.user(),
                        said.metadata(),
                        other(said, body)));
    }

    private static Map<String, JsonNode> other(Conversation said, JsonNode body) {
        Map<String, JsonNode> other = new LinkedHashMap<>(said.other());
        NOT_IN_CHAT.forEach(field -> {
            boolean usual = (field.equals("best_of") && body.path(field).asInt(1) == 1)
                    || (field.equals("echo") && !body.path(field).asBoolean());
            if (body.hasNonNull(field) && !usual) {
                other.put(field, body.path(field));
            }
        });
        return other;
    }

    private static String prompt(JsonNode prompt) {
        JsonNode only = prompt.isArray() && prompt.size() == 1 ? prompt.path(0) : prompt;
        if (!only.isTextual()) {
            throw RequestError.invalid(
                    "prompt",
                    "'prompt' must be one text here, not " + RequestFields.kind(prompt)
                            + ". Send several prompts as several requests.");
        }
        return only.textValue();
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        ObjectNode written = head(answer.id(), answer.created(), answer.model());
        ArrayNode choices = written.putArray("choices");
        answer.choices().forEach(choice -> {
            StringBuilder text = new StringBuilder();
            choice.parts().forEach(part -> text.append(part.words()));
            choices.addObject()
                    .put("index", choice.index())
                    .put("text", text.toString())
                    .putNull("logprobs")
                    .put("finish_reason", ChatFinish.write(choice.finish()));
        });
        answer.usage().ifPresent(usage -> written.set("usage", OpenAiUsage.write(usage)));
        return written;
    }

    /** What whole completions and their chunks begin with. */
    static ObjectNode head(String id, long created, String model) {
        return Json.object()
                .put("id", id)
                .put("object", "text_completion")
                .put("created", created)
                .put("model", model);
    }

    @Override
    public StreamWriter writer(Asked asked) {
        return new CompletionStreamWriter(asked.includeUsage());
    }

    @Override
    public ObjectNode error(RequestError error) {
        return ChatErrors.write(error);
    }
}
