package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;

/** The caller's side of a dialect: how requests are read and answers are told. Stateless. */
public interface ClientDialect {

    /** Which one. */
    Dialect dialect();

    /**
     * What the caller asks for. Checks what the gateway itself relies on; everything else is the provider's to judge.
     *
     * @param body a JSON object
     * @param path the path it came by, for dialects that put the model there
     * @throws RequestError that names the field at fault
     */
    Asked read(JsonNode body, String path);

    /** A whole answer. */
    ObjectNode write(WholeAnswer answer, Asked asked);

    /**
     * A whole answer of a provider who speaks this dialect: its own bytes, with what SDKs need where it left that out.
     *
     * @param json the same bytes, parsed
     * @param identified what it says, with an identity of our own where it has none
     */
    default byte[] completed(byte[] whole, JsonNode json, WholeAnswer identified) {
        return whole;
    }

    /**
     * A writer for one streamed answer.
     *
     * @throws UnsupportedOperationException where nothing is streamed
     */
    default StreamWriter writer(Asked asked) {
        throw new UnsupportedOperationException(
                "nothing is streamed in " + dialect().label());
    }

    /** The error object of an answer with an error status. */
    ObjectNode error(RequestError error);

    /** The event that tells an error inside a stream: the error object, where a dialect has no other. */
    default byte[] errorEvent(RequestError error) {
        return Frame.event(error(error).toString());
    }

    /** The same where the form of a stream was the caller's choice. */
    default byte[] errorEvent(RequestError error, Asked asked) {
        return errorEvent(error);
    }
}
