package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.PassedEnd;
import io.fareway.dialect.usage.OpenAiResponsesUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.util.List;
import java.util.Optional;

/**
 * Writes the events of a streamed response. The last one repeats the whole answer, so it has to be kept until then; it is
 * sent when everything is booked.
 */
final class ResponseStreamWriter implements StreamWriter {

    private final Conversation asked;
    private final EventLog events = new EventLog();
    private final ItemStream items = new ItemStream(events);
    private Optional<ObjectNode> response = Optional.empty();
    private FinishReason finish = FinishReason.STOP;
    private Optional<Frame> passedEnd = Optional.empty();

    ResponseStreamWriter(Conversation asked) {
        this.asked = asked;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        if (event instanceof AnswerEvent.OfChoice part && !isTold(part.choice())) {
            return events.take();
        }
        switch (event) {
            case AnswerEvent.Begin begin -> begin(begin);
            case AnswerEvent.TextDelta text -> items.text(text.text());
            case AnswerEvent.RefusalDelta refusal -> items.refusal(refusal.text());
            case AnswerEvent.ReasoningDelta thoughts -> items.thoughts(thoughts);
            case AnswerEvent.ReasoningSeal seal ->
                items.seal(seal.sealed().isEmpty() ? seal.signature() : seal.sealed());
            case AnswerEvent.CallBegin call -> items.callBegin(call);
            case AnswerEvent.CallDelta call -> items.callDelta(call);
            case AnswerEvent.Cited cited -> items.citation(cited.citation());
            case AnswerEvent.Logprobs logprobs -> items.logprobs(logprobs.logprobs());
            case AnswerEvent.Finish ended -> finish = ended.reason();
            case AnswerEvent.Used ignored -> {}
            case AnswerEvent.Failed ignored -> {}
            case AnswerEvent.End ignored -> {}
        }
        return events.take();
    }

    /** Callers of responses know one choice: the first. */
    private boolean isTold(int choice) {
        if (choice == 0 && response.isEmpty()) {
            begin(new AnswerEvent.Begin("", "", 0));
        }
        return choice == 0;
    }

    private void begin(AnswerEvent.Begin begin) {
        if (response.isPresent()) {
            return;
        }
        ObjectNode begun = ResponseObject.of(begin.id(), begin.model(), begin.created(), asked);
        response = Optional.of(begun);
        items.answerId(begin.id());
        tell("response.created", begun.deepCopy());
        tell("response.in_progress", begun.deepCopy());
    }

    private void tell(String type, ObjectNode state) {
        ObjectNode fields = Json.object();
        fields.set("response", state);
        events.add(type, fields);
    }

    @Override
    public byte[] pass(Frame frame, List<AnswerEvent> told) {
        Optional<ObjectNode> event = frame.json();
        if (event.isEmpty()) {
            return new byte[0];
        }
        events.continueBehind(event.get().path("sequence_number").asLong(-1));
        switch (Json.text(event.get(), "type")) {
            case "response.created" -> notePassed(event.get());
            case "response.completed", "response.incomplete" -> {
                passedEnd = Optional.of(frame);
                return new byte[0];
            }
            default -> items.notePassed(event.get());
        }
        return frame.raw();
    }

    private void notePassed(ObjectNode event) {
        if (event.path("response") instanceof ObjectNode begun) {
            response = Optional.of(begun.deepCopy());
            items.answerId(Json.text(begun, "id"));
        }
    }

    @Override
    public byte[] close(Closing closing) {
        if (passedEnd.isPresent()) {
            return PassedEnd.of(passedEnd.get(), passedEnd.get().event(), closing);
        }
        isTold(0);
        items.closeAll();
        ObjectNode whole = response.orElseThrow();
        ResponseObject.end(whole, finish, whole.path("created_at").asLong());
        items.writeTo(whole.putArray("output"));
        whole.set("usage", OpenAiResponsesUsage.write(closing.usage()));
        ObjectNode fields = Json.object();
        fields.set("response", whole);
        if (!closing.figures().isEmpty()) {
            fields.set("fareway", closing.figures());
        }
        events.add("response." + Json.text(whole, "status"), fields);
        return events.take();
    }
}
