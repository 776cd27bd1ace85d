package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * What may be asked for as {@code model}, in the shape of <a
 * href="https://platform.openai.com/docs/api-reference/models/list">OpenAI's model list</a>.
 */
@Component
public class ModelList {

    private static final String PATH = "/v1/models/";

    private final Supplier<Settings> settings;

    ModelList(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** Answers with all names: {@code auto}, tiers, models, deployments. */
    public void list(Exchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("object", "list");
        ArrayNode data = answer.putArray("data");
        names().forEach((name, owner) -> data.add(entry(name, owner)));
        write(exchange, answer);
    }

    /**
     * Answers with one of them.
     *
     * @throws RequestError when there is no such name
     */
    public void show(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class);
        String uri = exchange.getMessage().getHeader(Exchange.HTTP_URI, path, String.class);
        String name =
                UriUtils.decode(uri.startsWith(PATH) ? uri.substring(PATH.length()) : uri, StandardCharsets.UTF_8);
        String owner = names().get(name);
        if (owner == null) {
            throw RequestError.unknownModel(
                    "The model '" + name + "' is not served here. GET /v1/models lists what is.");
        }
        write(exchange, entry(name, owner));
    }

    private Map<String, String> names() {
        Settings current = settings.get();
        Map<String, String> ownerByName = new LinkedHashMap<>();
        ownerByName.put(Settings.AUTO, "fareway");
        current.tiers().keySet().forEach(tier -> ownerByName.put(tier, "fareway"));
        for (Deployment deployment : current.deployments().values()) {
            ownerByName.putIfAbsent(deployment.model(), "fareway");
        }
        for (Deployment deployment : current.deployments().values()) {
            ownerByName.put(deployment.name(), deployment.provider());
        }
        return ownerByName;
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
