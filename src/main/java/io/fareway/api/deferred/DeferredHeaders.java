package io.fareway.api.deferred;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The stored form of headers. */
final class DeferredHeaders {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeferredHeaders() {}

    static String asJson(Map<String, String> headers) {
        return JSON.valueToTree(headers).toString();
    }

    static Map<String, String> parse(String stored) {
        try {
            return JSON.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("deferred_request.wishes holds no JSON: " + stored, e);
        }
    }
}
