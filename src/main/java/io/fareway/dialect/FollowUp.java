package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How the answer is had of a provider that first says only where it is going to be. Stateless. */
public interface FollowUp {

    /**
     * Where to ask next.
     *
     * @param answer what came last
     * @return empty when the answer is whole
     */
    Optional<Step> next(JsonNode answer);

    /** The address under which a call is cancelled that nobody waits for; empty when there is nothing to cancel. */
    Optional<String> cancel(JsonNode answer);

    /** Whether the provider still works at it. */
    boolean isUnderWay(JsonNode answer);

    /** The event that tells what a stream has used, from what is asked for after its end. */
    byte[] usageEvent(JsonNode answer);

    /**
     * One further question.
     *
     * @param address as the provider gave it
     * @param events whether the answer comes as events there; otherwise it is asked for until it is whole
     * @param state where the state of the call is told, also after the events have ended
     */
    record Step(String address, boolean events, String state) {}
}
