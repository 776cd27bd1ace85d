package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.PassedEnd;
import io.fareway.dialect.usage.AnthropicUsage;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Writes the events of a streamed message. Why it ended and what it used are told when everything is booked; of several
 * choices callers of messages know the first.
 */
final class MessageStreamWriter implements StreamWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final BlockStream blocks = new BlockStream(out);
    private boolean begun;
    private boolean refuses;
    private AnswerEvent.Finish finish = new AnswerEvent.Finish(0, FinishReason.STOP, "");
    private Optional<Frame> passedEnd = Optional.empty();

    @Override
    public byte[] write(AnswerEvent event) {
        if (event instanceof AnswerEvent.OfChoice part && !isTold(part.choice())) {
            return taken();
        }
        switch (event) {
            case AnswerEvent.Begin begin -> begin(begin.id(), begin.model());
            case AnswerEvent.TextDelta text -> blocks.text(text.text());
            case AnswerEvent.RefusalDelta refusal -> {
                refuses = true;
                blocks.text(refusal.text());
            }
            case AnswerEvent.ReasoningDelta thoughts -> blocks.thoughts(thoughts.text());
            case AnswerEvent.ReasoningSeal seal ->
                blocks.seal(seal.signature().isEmpty() ? seal.sealed() : seal.signature());
            case AnswerEvent.CallBegin call -> blocks.callBegin(call);
            case AnswerEvent.CallDelta call -> blocks.callDelta(call);
            case AnswerEvent.Cited cited -> Citations.write(cited.citation()).ifPresent(blocks::citation);
            case AnswerEvent.Finish ended -> finish = ended;
            case AnswerEvent.Logprobs ignored -> {}
            case AnswerEvent.Used ignored -> {}
            case AnswerEvent.Failed ignored -> {}
            case AnswerEvent.End ignored -> {}
        }
        return taken();
    }

    private boolean isTold(int choice) {
        if (choice == 0 && !begun) {
            begin("", "");
        }
        return choice == 0;
    }

    private void begin(String id, String model) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = MessageAnswers.head(id, model);
        message.putArray("content");
        message.putNull("stop_reason");
        message.putNull("stop_sequence");
        message.set("usage", AnthropicUsage.write(Usage.NONE));
        ObjectNode event = Json.object().put("type", "message_start");
        event.set("message", message);
        send(event);
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private void send(ObjectNode event) {
        out.writeBytes(Frame.event(Json.text(event, "type"), event.toString()));
    }

    @Override
    public byte[] pass(Frame frame, List<AnswerEvent> events) {
        Optional<ObjectNode> event = frame.json();
        String type = event.map(json -> Json.text(json, "type")).orElse("");
        switch (type) {
            case "message_start" -> begun = true;
            case "content_block_start", "content_block_stop" -> blocks.notePassed(event.orElseThrow());
            case "message_delta" -> passedEnd = Optional.of(frame);
            default -> {} // nothing to remember
        }
        return type.isEmpty() || type.equals("message_delta") || type.equals("message_stop")
                ? new byte[0]
                : frame.raw();
    }

    @Override
    public byte[] close(Closing closing) {
        if (passedEnd.isPresent()) {
            out.writeBytes(PassedEnd.of(passedEnd.get(), "message_delta", closing));
        } else {
            begin("", "");
            blocks.close();
            send(end(closing));
        }
        send(Json.object().put("type", "message_stop"));
        return taken();
    }

    private ObjectNode end(Closing closing) {
        ObjectNode event = Json.object().put("type", "message_delta");
        ObjectNode delta = event.putObject("delta");
        delta.put("stop_reason", StopReasons.write(finish.reason(), blocks.hasCalls(), refuses));
        MessageAnswers.putOrNull(delta, "stop_sequence", finish.stopSequence());
        event.set("usage", AnthropicUsage.write(closing.usage()));
        if (!closing.figures().isEmpty()) {
            event.set("fareway", closing.figures());
        }
        return event;
    }
}
