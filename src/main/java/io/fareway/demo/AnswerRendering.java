package io.fareway.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.demo.Transmission.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Turns an answer into what goes over the wire, at the provider's own speed. */
@Component("demoRendering")
class AnswerRendering {

    private final Tempo tempo;

    AnswerRendering(Tempo tempo) {
        this.tempo = tempo;
    }

    /** The whole answer in one piece, after its last token. */
    public void plain(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        SimulatedAnswer answer = demo.answer();
        Duration end = tempo.tokens(demo.call().profile(), answer.pieces().size());
        byte[] body = WireFormat.completion(answer).toString().getBytes(StandardCharsets.UTF_8);
        demo.setTransmission(Transmission.whole(200, Transmission.JSON, end, body));
    }

    /** One event for each token, then the finish, the usage if asked for, and {@code [DONE]}. */
    public void streamed(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        demo.setTransmission(Transmission.events(events(demo.call(), demo.answer())));
    }

    private List<Frame> events(ChatCall call, SimulatedAnswer answer) {
        DemoProperties.Profile profile = call.profile();
        List<Frame> events = new ArrayList<>();
        events.add(
                event(tempo.tokens(profile, 0), call, WireFormat.chunk(answer, WireFormat.openingDelta(answer), null)));
        int said = 0;
        for (String piece : answer.pieces()) {
            said++;
            if (!piece.isEmpty()) {
                ObjectNode chunk = WireFormat.chunk(answer, WireFormat.pieceDelta(answer, piece), null);
                events.add(event(tempo.tokens(profile, said), call, chunk));
            }
        }
        Duration end = tempo.tokens(profile, said);
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        events.add(event(end, call, WireFormat.chunk(answer, nothing, answer.finishReason())));
        if (call.includeUsage()) {
            events.add(event(end, call, WireFormat.usageChunk(answer)));
        }
        events.add(new Frame(end, "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8)));
        return events;
    }

    /** With {@code include_usage} every chunk has a usage field, null in all but the last, as the reference says. */
    private static Frame event(Duration at, ChatCall call, ObjectNode chunk) {
        if (call.includeUsage() && !chunk.has("usage")) {
            chunk.putNull("usage");
        }
        return new Frame(at, ("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
