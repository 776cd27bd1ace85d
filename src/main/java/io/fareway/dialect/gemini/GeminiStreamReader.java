package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.usage.GeminiUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the pieces of a streamed answer: each is an answer of its own that holds what is new, and the usage so far. */
final class GeminiStreamReader implements StreamReader {

    private final AnswerCallIds ids = new AnswerCallIds();
    private final PartReader parts = PartReader.ofAnswer(ids);
    private final Map<Integer, Integer> calls = new HashMap<>();
    private boolean begun;
    private boolean onlyAscii = true;

    @Override
    public List<AnswerEvent> read(Frame frame) {
        Optional<ObjectNode> piece = frame.json();
        if (piece.isEmpty()) {
            return List.of();
        }
        List<AnswerEvent> events = new ArrayList<>(4);
        read(piece.get(), events);
        return events;
    }

    private void read(ObjectNode piece, List<AnswerEvent> events) {
        if (piece.path("error").isObject()) {
            JsonNode error = piece.path("error");
            events.add(new AnswerEvent.Failed(Json.text(error, "status"), Json.text(error, "message")));
            return;
        }
        begin(piece, events);
        int position = 0;
        for (JsonNode candidate : piece.path("candidates")) {
            readCandidate(candidate, candidate.path("index").asInt(position++), events);
        }
        if (position == 0 && GeminiAnswers.isBlocked(piece)) {
            events.add(new AnswerEvent.Finish(0, FinishReason.CONTENT_FILTER, ""));
        }
        GeminiUsage.read(piece.path("usageMetadata")).ifPresent(usage -> events.add(new AnswerEvent.Used(usage)));
    }

    private void begin(ObjectNode piece, List<AnswerEvent> events) {
        if (!begun) {
            begun = true;
            String id = Json.text(piece, "responseId");
            ids.begin(id);
            events.add(new AnswerEvent.Begin(id, Json.text(piece, "modelVersion"), GeminiAnswers.created(piece)));
        }
    }

    private void readCandidate(JsonNode candidate, int choice, List<AnswerEvent> events) {
        for (Part part : PartReader.readAll(parts, candidate.path("content"))) {
            readPart(part, choice, events);
        }
        Logprobs.read(candidate.path("logprobsResult"))
                .ifPresent(logprobs -> events.add(new AnswerEvent.Logprobs(choice, logprobs)));
        Grounding.read(candidate, place -> onlyAscii ? place : -1)
                .forEach(citation -> events.add(new AnswerEvent.Cited(choice, citation)));
        String finish = Json.text(candidate, "finishReason");
        if (GeminiFinish.isFailure(finish)) {
            events.add(new AnswerEvent.Failed(finish, Json.text(candidate, "finishMessage")));
        } else if (!finish.isEmpty()) {
            boolean called = calls.containsKey(choice);
            events.add(new AnswerEvent.Finish(choice, GeminiFinish.read(finish, called), ""));
        }
    }

    private void readPart(Part part, int choice, List<AnswerEvent> events) {
        switch (part) {
            case Part.Text text -> {
                onlyAscii &= text.text().chars().allMatch(letter -> letter < 0x80);
                events.add(new AnswerEvent.TextDelta(choice, text.text()));
            }
            case Part.Reasoning thoughts -> {
                if (!thoughts.text().isEmpty()) {
                    events.add(new AnswerEvent.ReasoningDelta(choice, thoughts.text()));
                }
                if (!thoughts.signature().isEmpty()) {
                    events.add(new AnswerEvent.ReasoningSeal(choice, thoughts.signature(), ""));
                }
            }
            case Part.ToolCall call -> {
                int position = calls.merge(choice, 1, Integer::sum) - 1;
                events.add(new AnswerEvent.CallBegin(choice, position, call.id(), call.name(), call.signature()));
                events.add(new AnswerEvent.CallDelta(choice, position, call.arguments()));
            }
            default -> {}
        }
    }
}
