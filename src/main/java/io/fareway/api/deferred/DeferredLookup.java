package io.fareway.api.deferred;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.admission.CallerIdentity;
import io.fareway.model.RequestError;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Answers {@code GET /v1/deferred/{id}}: where a request that was put off stands, and its answer once it has one. */
@Component
public class DeferredLookup {

    /** Where the status of a request is asked for. */
    static final String ADDRESS = "/v1/deferred/";

    private final DeferredStore store;
    private final ObjectMapper mapper;

    DeferredLookup(DeferredStore store, ObjectMapper mapper) {
        this.store = store;
        this.mapper = mapper;
    }

    /**
     * Shows one request.
     *
     * @throws RequestError 404 when the caller has none of that id
     */
    public void show(Exchange exchange) throws JsonProcessingException {
        PlatformHttpMessage message = exchange.getMessage(PlatformHttpMessage.class);
        String id = message.getHeader("id", "", String.class);
        String caller = CallerIdentity.of(message.getRequest()).name();
        DeferredRequest request = store.find(id)
                .filter(found -> found.caller().equals(caller))
                .orElseThrow(() -> RequestError.notFound(
                        "No request '" + id + "' was put off. Take its id from the 202 that answered it."));
        ObjectNode json = whole(request);
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a request stands, with its answer once it has one. */
    ObjectNode whole(DeferredRequest request) throws JsonProcessingException {
        ObjectNode json = json(request);
        if (request.ending().isPresent()) {
            json.set("response", mapper.readTree(request.ending().get().answer()));
        }
        return json;
    }

    static ObjectNode json(DeferredRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("object", "deferred_request");
        json.put("id", request.id());
        json.put("status", request.state().label());
        json.put("status_url", ADDRESS + request.id());
        json.put("reason", request.reason());
        json.put("deferred_at", request.deferredAt().toString());
        json.put("not_before", request.notBefore().toString());
        json.put("expires_at", request.expiresAt().toString());
        request.ending().ifPresent(ending -> {
            json.put("finished_at", ending.finishedAt().toString());
            json.put("request_id", ending.requestId());
            json.put("http_status", ending.status());
        });
        return json;
    }
}
