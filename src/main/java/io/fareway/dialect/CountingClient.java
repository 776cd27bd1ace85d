package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;

/** A caller's dialect in which one may ask how many tokens a request has. */
public interface CountingClient extends ClientDialect {

    /**
     * The request whose tokens are to be counted.
     *
     * @param path the address it came by, with its query
     * @throws RequestError that names the field at fault
     */
    Asked readForCount(JsonNode body, String path);

    /** The answer. */
    ObjectNode writeCount(long inputTokens);
}
