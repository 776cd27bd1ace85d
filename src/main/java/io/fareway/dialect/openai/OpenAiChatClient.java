package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * OpenAI chat completions as callers speak them.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI chat completions</a>.
 */
@Component
public class OpenAiChatClient implements ClientDialect {

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_CHAT;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        RequestFields.requireModel(body);
        checkMessages(body);
        RequestFields.checkBoolean(body, "stream");
        RequestFields.checkTokenLimit(body, "max_tokens");
        RequestFields.checkTokenLimit(body, "max_completion_tokens");
        RequestFields.checkObject(body, "stream_options");
        RequestFields.checkObject(body, "metadata");
        return new Asked(
                body.path("model").textValue(),
                body.path("stream").asBoolean(false),
                ChatRequests.includeUsage(body),
                body.path("metadata").path("task").asText(""),
                ChatRequests.read(body));
    }

    private static void checkMessages(JsonNode request) {
        JsonNode messages = RequestFields.requireArray(request, "messages", "messages");
        if (messages.isEmpty()) {
            throw RequestError.invalid("messages", "'messages' is empty. Send at least one message.");
        }
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!message.isObject() || !message.path("role").isTextual()) {
                String at = "messages[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with 'role' and 'content'.");
            }
        }
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        return ChatAnswers.write(answer);
    }

    @Override
    public byte[] completed(byte[] whole, JsonNode json, WholeAnswer identified) {
        ChatHead head = new ChatHead(identified.id(), "chat.completion", identified.created(), identified.model());
        Map<String, String> missing = new LinkedHashMap<>();
        head.missingIn(json).forEach((field, value) -> missing.put(field, value.toString()));
        return missing.isEmpty() ? whole : JsonFields.with(whole, missing);
    }

    @Override
    public StreamWriter writer(Asked asked) {
        return new ChatStreamWriter(asked.includeUsage());
    }

    @Override
    public ObjectNode error(RequestError error) {
        return ChatErrors.write(error);
    }
}
