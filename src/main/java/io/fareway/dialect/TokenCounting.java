package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.conversation.Conversation;
import java.util.OptionalLong;

/** A wire format whose providers tell, free of charge, how many tokens a request has. */
public interface TokenCounting {

    /** A question for the count in the caller's own bytes, whose dialect this is. */
    WireRequest passCount(byte[] body, JsonNode json, WireTarget target);

    /** The same for a conversation. */
    WireRequest writeCount(Conversation conversation, WireTarget target);

    /** The count in the answer; empty when there is none. */
    OptionalLong readCount(JsonNode answer);
}
