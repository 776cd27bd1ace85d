package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * OpenAI chat completions as providers speak them: OpenAI itself and the many hosts and servers of its format.
 *
 * <p>Forms of continuing an answer: <a href="https://api-docs.deepseek.com/guides/chat_prefix_completion">DeepSeek's prefix
 * completion</a>, <a href="https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html">vLLM's extra
 * parameters</a>.
 */
@Component
public class OpenAiChatWire implements WireFormat {

    private static final String PATH = "/chat/completions";

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_CHAT;
    }

    /** Usage is asked for in every stream: without it a stream's cost could only be estimated. */
    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("model", TextNode.valueOf(target.model()).toString());
        if (target.stream()) {
            JsonNode options = json.path("stream_options");
            ObjectNode asked = options instanceof ObjectNode given ? given.deepCopy() : Json.object();
            changes.put("stream_options", asked.put("include_usage", true).toString());
        }
        return new WireRequest(PATH, JsonFields.with(body, changes));
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        return write(conversation, target, OwnModels.has(target.model()), losses);
    }

    /** The same where the model's name does not say whose it is. */
    WireRequest write(Conversation conversation, WireTarget target, boolean ownModel, Losses losses) {
        ObjectNode request = new ChatRequestWriter(conversation, target, ownModel, losses).write();
        return new WireRequest(PATH, bytes(continued(request, conversation, target.prefill())));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        WireRequest plain = pass(body, json, target);
        ArrayNode messages = ((ArrayNode) json.path("messages")).deepCopy();
        messages.addObject().put("role", "assistant").put("content", begun);
        ObjectNode continued = continued(Json.object().set("messages", messages), target.prefill());
        Map<String, String> changes = new LinkedHashMap<>();
        continued
                .properties()
                .forEach(field -> changes.put(field.getKey(), field.getValue().toString()));
        return new WireRequest(plain.path(), JsonFields.with(plain.body(), changes));
    }

    private static ObjectNode continued(ObjectNode request, Conversation conversation, Prefill form) {
        boolean endsWithAnswer = !conversation.messages().isEmpty()
                && conversation.messages().getLast().role() == Role.ASSISTANT;
        return endsWithAnswer ? continued(request, form) : request;
    }

    /** Says, in this deployment's form, that the last message is to be continued. */
    private static ObjectNode continued(ObjectNode request, Prefill form) {
        if (form == Prefill.PREFIX) {
            JsonNode messages = request.path("messages");
            ((ObjectNode) messages.path(messages.size() - 1)).put("prefix", true);
        }
        if (form == Prefill.CONTINUE_FINAL_MESSAGE) {
            request.put("continue_final_message", true).put("add_generation_prompt", false);
        }
        return request;
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return ChatAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new ChatStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ChatErrors.read(status, body);
    }

    private static byte[] bytes(ObjectNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }
}
