package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.openai.ChatErrors;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * OpenAI's responses as OpenAI and the hosts of its format speak them.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses/create">create a response</a>.
 */
@Component
public class ResponsesWire implements WireFormat {

    private static final String PATH = "/responses";

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_RESPONSES;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(PATH, JsonFields.with(body, changes(json, target)));
    }

    private static Map<String, String> changes(JsonNode request, WireTarget target) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("model", TextNode.valueOf(target.model()).toString());
        ArrayNode own = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : request.path("input")) {
            if (!ReasoningItems.isForeign(item)) {
                own.add(item);
            }
        }
        if (own.size() < request.path("input").size()) {
            changes.put("input", own.toString());
        }
        return changes;
    }

    /** Responses know no prefill: the model is asked again, with its beginning before its eyes. */
    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        Map<String, String> changes = changes(json, target);
        JsonNode input = json.path("input");
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        if (input.isTextual()) {
            items.addObject().put("role", "user").set("content", input);
        } else {
            input.forEach(items::add);
        }
        items.addObject().put("role", "assistant").put("content", begun);
        changes.put("input", items.toString());
        return new WireRequest(PATH, JsonFields.with(body, changes));
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        return new WireRequest(
                PATH,
                new ResponseRequestWriter(conversation, target, losses)
                        .write()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return ResponseAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new ResponseStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ChatErrors.read(status, body);
    }
}
