package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * What may be asked for as {@code model}, in the shape of <a
 * href="https://platform.openai.com/docs/api-reference/models/list">OpenAI's model list</a>.
 */
@Component
public class ModelList {

    private static final String PATH = "/v1/models/";

    private final ModelNames names;

    ModelList(ModelNames names) {
        this.names = names;
    }

    /** Answers with all names: {@code auto}, tiers, models, deployments. */
    public void list(Exchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("object", "list");
        ArrayNode data = answer.putArray("data");
        names.owners().forEach((name, owner) -> data.add(entry(name, owner)));
        write(exchange, answer);
    }

    /**
     * Answers with one of them.
     *
     * @throws RequestError when there is no such name
     */
    public void show(Exchange exchange) {
        String name = names.asked(exchange, PATH);
        write(exchange, entry(name, names.owners().getOrDefault(name, "")));
    }

    private static ObjectNode entry(String name, String owner) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", owner);
    }

    private static void write(Exchange exchange, ObjectNode answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
