package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.dialect.openai.ChatErrors;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import org.springframework.stereotype.Component;

/**
 * OpenAI's responses as callers speak them.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses/create">create a response</a>.
 */
@Component
public class ResponsesClient implements ClientDialect {

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_RESPONSES;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        RequestFields.requireModel(body);
        RequestFields.checkBoolean(body, "stream");
        RequestFields.checkBoolean(body, "store");
        RequestFields.checkBoolean(body, "background");
        RequestFields.checkTokenLimit(body, "max_output_tokens");
        RequestFields.checkObject(body, "metadata");
        RequestFields.checkObject(body, "reasoning");
        RequestFields.checkObject(body, "text");
        checkTools(body);
        ServerState.check(body);
        return new Asked(
                body.path("model").textValue(),
                body.path("stream").asBoolean(false),
                true,
                body.path("metadata").path("task").asText(""),
                ResponseRequests.read(body));
    }

    private static void checkTools(JsonNode body) {
        JsonNode tools = body.path("tools");
        if (tools.isMissingNode() || tools.isNull()) {
            return;
        }
        RequestFields.requireArray(body, "tools", "tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            boolean nameless = Json.text(tool, "type").equals("function")
                    && Json.text(tool, "name").isEmpty();
            if (!tool.path("type").isTextual() || nameless) {
                String at = "tools[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with a 'type', and a function with a 'name'.");
            }
        }
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        return ResponseAnswers.write(answer, asked.conversation());
    }

    @Override
    public StreamWriter writer(Asked asked) {
        return new ResponseStreamWriter(asked.conversation());
    }

    @Override
    public ObjectNode error(RequestError error) {
        return ChatErrors.write(error);
    }

    /** SDKs raise when they find {@code error}, as in chat completions; the other fields are those of the error event. */
    @Override
    public byte[] errorEvent(RequestError error) {
        ObjectNode event =
                Json.object().put("type", "error").put("code", error.code()).put("message", error.getMessage());
        error.param().ifPresentOrElse(param -> event.put("param", param), () -> event.putNull("param"));
        event.put("sequence_number", 0);
        event.setAll(ChatErrors.write(error));
        return Frame.event("error", event.toString());
    }
}
