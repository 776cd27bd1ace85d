package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Puts the caller's request on the wire format of the provider that was chosen. */
@Component
public class ProviderRequest {

    /**
     * Sets body and headers of the call: the caller's own bytes, with the provider's name of the model. Usage is asked
     * for in every stream, because without it a stream's cost could only be estimated.
     */
    public void prepare(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        ChatRequest request = journey.request();
        Deployment deployment = journey.lastAttempt().orElseThrow().deployment();
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("model", TextNode.valueOf(deployment.providerModel()).toString());
        if (request.stream()) {
            changes.put(
                    "stream_options",
                    withUsage(request.json().path("stream_options")).toString());
        }

        if (journey.isPrefilling()) {
            changes.putAll(ContinuedMessages.of(request.json(), journey.sent().text(), deployment.prefill()));
        }

        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(JsonFields.with(request.body(), changes));
    }

    private static JsonNode withUsage(JsonNode options) {
        ObjectNode asked =
                options instanceof ObjectNode given ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
        return asked.put("include_usage", true);
    }
}
