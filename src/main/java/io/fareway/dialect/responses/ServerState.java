package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.RequestError;
import java.util.List;

/**
 * What of a request only the provider can do that stored an earlier answer. The gateway stores no conversations and asks
 * whichever deployment suits best, so such a request has to name its deployment.
 */
final class ServerState {

    private static final List<String> REFERENCES = List.of("previous_response_id", "conversation", "prompt");

    private ServerState() {}

    /**
     * Checks it.
     *
     * @throws RequestError that names the field at fault
     */
    static void check(JsonNode request) {
        if (request.path("background").asBoolean(false)) {
            throw RequestError.invalid(
                    "background",
                    "'background' is not served: answers are not stored here. Leave it out, or hand the request in as a"
                            + " batch job.");
        }
        if (isPinned(request)) {
            return;
        }
        for (String field : REFERENCES) {
            if (!request.path(field).isMissingNode() && !request.path(field).isNull()) {
                throw stored(field, "refers to what is stored at one provider");
            }
        }
        if (request.path("store").asBoolean(false)) {
            throw stored("store", "asks for the answer to be stored, which only a provider can do");
        }
        JsonNode input = request.path("input");
        for (int i = 0; i < input.size(); i++) {
            if (Json.text(input.path(i), "type").equals("item_reference")) {
                throw stored("input[" + i + "]", "refers to what is stored at one provider");
            }
        }
    }

    private static RequestError stored(String field, String what) {
        return RequestError.invalid(
                field,
                "'" + field + "' " + what + ". Send the whole conversation in 'input', or name the deployment that"
                        + " holds it: \"model\": \"provider/model\".");
    }

    private static boolean isPinned(JsonNode request) {
        return Json.text(request, "model").contains("/");
    }
}
