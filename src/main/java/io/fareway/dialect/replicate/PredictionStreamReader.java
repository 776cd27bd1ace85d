package io.fareway.dialect.replicate;

import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.ReplicateUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stream of words.
 *
 * <p>Wire format: <a href="https://replicate.com/docs/topics/predictions/streaming">streaming</a>. {@code output} carries
 * plain text, {@code done} a reason where it was not success.
 */
final class PredictionStreamReader implements StreamReader {

    private boolean begun;

    @Override
    public List<AnswerEvent> read(Frame frame) {
        List<AnswerEvent> events = new ArrayList<>(2);
        switch (frame.event()) {
            case "output" -> {
                if (!begun) {
                    begun = true;
                    events.add(new AnswerEvent.Begin("", "", 0));
                }
                events.add(new AnswerEvent.TextDelta(0, frame.data()));
            }
            case "error" -> events.add(new AnswerEvent.Failed("error", words(frame)));
            case "done" -> {
                String reason =
                        frame.json().map(data -> Json.text(data, "reason")).orElse("");
                events.add(
                        reason.isEmpty()
                                ? new AnswerEvent.Finish(0, FinishReason.STOP, "")
                                : new AnswerEvent.Failed(reason, "the prediction did not succeed"));
            }
            case PredictionFollowUp.USAGE -> {
                frame.json().flatMap(ReplicateUsage::read).ifPresent(usage -> events.add(new AnswerEvent.Used(usage)));
                events.add(new AnswerEvent.End());
            }
            default -> {}
        }
        return events;
    }

    /** An object with the field {@code detail}, or plain text. */
    private static String words(Frame frame) {
        return frame.json().map(data -> Json.text(data, "detail")).orElse(frame.data());
    }
}
