package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.CountingClient;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import org.springframework.stereotype.Component;

/**
 * Anthropic's messages as callers speak them.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/create">create a message</a>.
 */
@Component
public class AnthropicClient implements CountingClient {

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        checkMaxTokens(body.path("max_tokens"));
        return readForCount(body, path);
    }

    /** The same as a request without the limit on its answer. */
    @Override
    public Asked readForCount(JsonNode body, String path) {
        RequestFields.requireModel(body);
        RequestFields.checkBoolean(body, "stream");
        RequestFields.checkObject(body, "metadata");
        RequestFields.checkObject(body, "thinking");
        RequestFields.checkObject(body, "tool_choice");
        RequestFields.checkObject(body, "output_config");
        checkTools(body);
        return new Asked(
                body.path("model").textValue(),
                body.path("stream").asBoolean(false),
                true,
                "",
                MessageRequests.read(body));
    }

    /** Zero is allowed: it fills the prompt cache and answers nothing. */
    private static void checkMaxTokens(JsonNode most) {
        if (!most.isIntegralNumber() || !most.canConvertToInt() || most.intValue() < 0) {
            throw RequestError.invalid(
                    "max_tokens",
                    "'max_tokens' must be a whole number, the longest answer in tokens, not " + RequestFields.kind(most)
                            + ".");
        }
    }

    private static void checkTools(JsonNode body) {
        JsonNode tools = body.path("tools");
        if (tools.isMissingNode() || tools.isNull()) {
            return;
        }
        RequestFields.requireArray(body, "tools", "tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            boolean named = tool.path("name").isTextual() || tool.path("type").isTextual();
            if (!tool.isObject() || !named) {
                String at = "tools[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with a 'name'.");
            }
        }
    }

    @Override
    public ObjectNode writeCount(long inputTokens) {
        return MessageCounts.answer(inputTokens);
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        return MessageAnswers.write(answer);
    }

    @Override
    public StreamWriter writer(Asked asked) {
        return new MessageStreamWriter();
    }

    @Override
    public ObjectNode error(RequestError error) {
        return AnthropicErrors.write(error);
    }

    @Override
    public byte[] errorEvent(RequestError error) {
        return Frame.event("error", AnthropicErrors.write(error).toString());
    }
}
