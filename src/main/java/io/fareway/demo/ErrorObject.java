package io.fareway.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * OpenAI's error object: {@code {"error": {"message", "type", "param", "code"}}}, see <a
 * href="https://platform.openai.com/docs/guides/error-codes">its guide</a>.
 */
final class ErrorObject {

    private ErrorObject() {}

    static byte[] of(Refusal refusal) {
        ObjectNode body = body("invalid_request_error", refusal.code(), refusal.advice());
        refusal.param().ifPresent(param -> ((ObjectNode) body.path("error")).put("param", param));
        return bytes(body);
    }

    static byte[] of(String type, String code, String message) {
        return bytes(body(type, code, message));
    }

    private static ObjectNode body(String type, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return body;
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
