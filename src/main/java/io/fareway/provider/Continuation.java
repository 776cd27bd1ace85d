package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Journey;
import io.fareway.model.SentText;
import java.util.Optional;

/**
 * Continues a stream that another deployment began, only where that is provably honest: while the new answer repeats,
 * character by character, what the client already has, nothing is sent; from there on it goes on.
 */
final class Continuation {

    private final Journey journey;
    private final SentText sent;
    private final boolean needed;
    private final String alreadySent;
    private int delivered;

    /**
     * Looks at where the client stands.
     *
     * @param begun whether the client has received anything
     */
    Continuation(Journey journey, boolean begun) {
        this.journey = journey;
        this.sent = journey.sent();
        this.needed = begun;
        this.alreadySent = begun ? sent.text() : "";
        this.delivered = alreadySent.length();
    }

    /** Whether the client already holds the beginning of an answer. */
    boolean isNeeded() {
        return needed;
    }

    /**
     * What of this chunk the client has not seen.
     *
     * @param text everything the new answer has said, this chunk included
     * @return empty when the chunk only repeats
     * @throws ProviderFault when the new answer says something else
     */
    Optional<ObjectNode> unseenPartOf(ObjectNode chunk, String text) throws ProviderFault {
        boolean agrees =
                text.length() <= alreadySent.length() ? alreadySent.startsWith(text) : text.startsWith(alreadySent);
        JsonNode choice = chunk.path("choices").path(0);
        if (!agrees || !choice.path("delta").path("tool_calls").isEmpty()) {
            journey.markDiverged();
            throw ProviderFault.cannotContinue(200, "the new answer differs from what the caller already has");
        }
        boolean finish = choice.path("finish_reason").isTextual();
        if (finish) {
            requireCaughtUp(text);
        }
        if (text.length() <= delivered && !finish) {
            return Optional.empty();
        }
        String unseen = text.substring(Math.min(delivered, text.length()));
        delivered = Math.max(delivered, text.length());
        sent.add(unseen);
        return Optional.of(rewritten(chunk, unseen));
    }

    private ObjectNode rewritten(ObjectNode chunk, String unseen) {
        ObjectNode rest = chunk.deepCopy();
        rest.put("id", sent.id());
        rest.put("created", sent.created());
        if (rest.path("choices").path(0).path("delta") instanceof ObjectNode delta) {
            delta.removeAll();
            if (!unseen.isEmpty()) {
                delta.put("content", unseen);
            }
        }
        return rest;
    }

    /**
     * Checks that the new answer is at least as long as what the client has.
     *
     * @throws ProviderFault when it ended earlier
     */
    void requireCaughtUp(String text) throws ProviderFault {
        if (needed && text.length() < alreadySent.length()) {
            journey.markDiverged();
            throw ProviderFault.cannotContinue(200, "the new answer ended before what the caller already has");
        }
    }
}
