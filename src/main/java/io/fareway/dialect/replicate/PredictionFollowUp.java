package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.FollowUp;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Frame;
import java.util.Optional;

/**
 * The way of a prediction: created, perhaps not yet whole, asked for again or streamed.
 *
 * <p>Source: <a href="https://replicate.com/docs/topics/predictions/lifecycle">prediction lifecycle</a>.
 *
 * @param stream whether its words are wanted as they come
 */
record PredictionFollowUp(boolean stream) implements FollowUp {

    /** Our name for the event that tells the usage; Replicate's streams have none. */
    static final String USAGE = "fareway-usage";

    @Override
    public Optional<Step> next(JsonNode prediction) {
        JsonNode urls = prediction.path("urls");
        String state = Json.text(urls, "get");
        String events = Json.text(urls, "stream");
        if (stream && !events.isEmpty()) {
            return Optional.of(new Step(events, true, state));
        }
        return isUnderWay(prediction) && !state.isEmpty()
                ? Optional.of(new Step(state, false, state))
                : Optional.empty();
    }

    @Override
    public Optional<String> cancel(JsonNode prediction) {
        return Optional.of(Json.text(prediction.path("urls"), "cancel")).filter(address -> !address.isEmpty());
    }

    @Override
    public byte[] usageEvent(JsonNode prediction) {
        return Frame.event(USAGE, prediction.path("metrics").toString());
    }

    @Override
    public boolean isUnderWay(JsonNode prediction) {
        String status = Json.text(prediction, "status");
        return status.equals("starting") || status.equals("processing");
    }
}
