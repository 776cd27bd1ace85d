package io.fareway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;

/** OpenAI's error object, <a href="https://platform.openai.com/docs/guides/error-codes/api-errors">documented</a>. */
final class ErrorBody {

    private ErrorBody() {}

    /** The object for this error, with what was tried as a field of its own. */
    static ObjectNode of(RequestError error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode details = body.putObject("error");
        details.put("message", error.getMessage());
        details.put("type", error.type());
        error.param().ifPresentOrElse(param -> details.put("param", param), () -> details.putNull("param"));
        details.put("code", error.code());
        if (!error.tried().isEmpty()) {
            error.tried().forEach(details.putArray("tried")::add);
        }
        return body;
    }
}
