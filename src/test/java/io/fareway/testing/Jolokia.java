package io.fareway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Asks the gateway's Jolokia, <a href="https://jolokia.org/reference/html/manual/jolokia_protocol.html">protocol</a>. */
public final class Jolokia {

    private final ObjectMapper json = new ObjectMapper();
    private final ChatClient client;
    private final String[] headers;

    /** As the operator with this {@code Authorization} header, or as nobody. */
    public Jolokia(ChatClient client, Optional<String> authorization) {
        this.client = client;
        this.headers = authorization
                .map(value -> new String[] {"Authorization", value})
                .orElseGet(() -> new String[0]);
    }

    /** Attributes of the beans of this name or pattern; all, when none is named. */
    public JsonNode read(String bean, String... attributes) {
        ObjectNode request = request("read", bean);
        List.of(attributes).forEach(request.withArray("attribute")::add);
        request.putObject("config").put("ignoreErrors", bean.contains("*"));
        return ask(request);
    }

    /** Names of the beans that match. */
    public JsonNode search(String pattern) {
        return ask(request("search", pattern));
    }

    /** Runs an operation. */
    public JsonNode exec(String bean, String operation, String... arguments) {
        ObjectNode request = request("exec", bean).put("operation", operation);
        List.of(arguments).forEach(request.putArray("arguments")::add);
        return ask(request);
    }

    private ObjectNode request(String type, String bean) {
        return json.createObjectNode().put("type", type).put("mbean", bean);
    }

    private JsonNode ask(ObjectNode request) {
        try {
            return json.readTree(client.post("/actuator/jolokia", request.toString(), headers)
                    .body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Jolokia answered no JSON", e);
        }
    }
}
