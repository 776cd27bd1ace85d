package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.io.InputStream;
import java.util.Map;

/** The provider's side of a dialect: how requests are sent there and answers are read. Stateless. */
public interface WireFormat {

    /** Which one. */
    Dialect dialect();

    /** Whether a caller's own bytes can be sent, and the provider's bytes returned, without a translation. */
    default boolean passes(Dialect caller) {
        return caller == dialect();
    }

    /**
     * The caller's own bytes for this deployment: only the model's name and what the gateway needs are changed.
     *
     * @param json the same bytes, parsed
     * @throws UnsupportedOperationException where no caller's bytes pass, see {@link #passes}
     */
    default WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        throw new UnsupportedOperationException("no caller speaks " + dialect().label());
    }

    /**
     * The same, to go on with an answer that was begun elsewhere, in the form of the target's prefill.
     *
     * @param begun the text so far
     * @throws UnsupportedOperationException where no caller's bytes pass, or nothing is streamed
     */
    default WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        throw new UnsupportedOperationException(
                "nothing is continued in " + dialect().label());
    }

    /** Fields that a request needs and that neither its caller nor the settings of its deployment have named. */
    default Map<String, JsonNode> usualFields(WireTarget target) {
        return Map.of();
    }

    /**
     * The conversation in this wire format. Where it ends with a turn of the model, that turn is to be continued.
     *
     * @param losses takes note of everything that this wire format cannot say
     */
    WireRequest write(Conversation conversation, WireTarget target, Losses losses);

    /**
     * A whole answer.
     *
     * @throws MalformedAnswerException when it is not one
     */
    WholeAnswer read(JsonNode answer) throws MalformedAnswerException;

    /**
     * A reader for one streamed answer.
     *
     * @throws UnsupportedOperationException where nothing is streamed
     */
    default StreamReader reader() {
        throw new UnsupportedOperationException(
                "nothing is streamed in " + dialect().label());
    }

    /** The content type of a streamed answer. */
    default String streamType() {
        return "text/event-stream";
    }

    /** The frames of a streamed answer. */
    default Frames frames(InputStream body) {
        return new ServerSentEvents(body);
    }

    /**
     * What an answer with an error status says.
     *
     * @param body as it came, at most some kilobytes; not always JSON
     */
    ProviderError error(int status, byte[] body);
}
