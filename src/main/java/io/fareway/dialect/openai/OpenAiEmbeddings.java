package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * OpenAI embeddings as callers speak them. Always handed on as they are: no other wire format has the same vectors.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/embeddings/create">create embeddings</a>.
 */
@Component
public class OpenAiEmbeddings implements ClientDialect {

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_EMBEDDINGS;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        RequestFields.requireModel(body);
        JsonNode input = body.path("input");
        boolean something = input.isTextual() || (input.isArray() && !input.isEmpty());
        if (!something) {
            throw RequestError.invalid(
                    "input",
                    "'input' must be a text, or an array of texts or tokens with at least one of them, not "
                            + RequestFields.kind(input) + ".");
        }
        return new Asked(body.path("model").textValue(), false, false, "", Conversation.of(texts(input)));
    }

    private static List<Message> texts(JsonNode input) {
        if (input.isTextual()) {
            return List.of(Message.of(Role.USER, input.textValue()));
        }
        List<Message> texts = new ArrayList<>();
        for (JsonNode text : input) {
            if (text.isTextual()) {
                texts.add(Message.of(Role.USER, text.textValue()));
            }
        }
        return texts;
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        throw new UnsupportedOperationException("embeddings are handed on as they come");
    }

    @Override
    public StreamWriter writer(Asked asked) {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }

    @Override
    public ObjectNode error(RequestError error) {
        return ChatErrors.write(error);
    }

    @Override
    public byte[] errorEvent(RequestError error) {
        return Frame.event(ChatErrors.write(error).toString());
    }
}
