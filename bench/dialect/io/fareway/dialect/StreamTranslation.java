package io.fareway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.gemini.GeminiClient;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** One event of a streamed answer: from the provider's bytes to the caller's. Run by bench/translation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamTranslation {

    private static final int EVENTS = 500;
    private static final Asked ASKED = new Asked("m", true, true, "", Conversation.of(List.of()));

    @Param
    public Pair pair;

    private byte[] stream = new byte[0];

    /** The stream as the provider sends it: one word an event. */
    @Setup
    public void write() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        switch (pair.wire.dialect()) {
            case BEDROCK -> writeForAws(body);
            default -> writeEvents(body);
        }
        stream = body.toByteArray();
    }

    private void writeEvents(ByteArrayOutputStream body) {
        ClientDialect spoken =
                switch (pair.wire.dialect()) {
                    case ANTHROPIC -> Pair.ANTHROPIC_TO_ANTHROPIC.caller;
                    case GEMINI -> new GeminiClient();
                    default -> Pair.OPENAI_TO_OPENAI.caller;
                };
        StreamWriter writer = spoken.writer(ASKED);
        body.writeBytes(writer.write(new AnswerEvent.Begin("answer-1", pair.model, 1_760_000_000)));
        for (int i = 0; i < EVENTS; i++) {
            body.writeBytes(writer.write(new AnswerEvent.TextDelta(0, "word" + i + " ")));
        }
        body.writeBytes(writer.write(new AnswerEvent.Finish(0, FinishReason.STOP, "")));
        body.writeBytes(writer.close(new Closing(Usage.ofText(10, EVENTS, false), Json.object())));
    }

    private static void writeForAws(ByteArrayOutputStream body) {
        writeMessage("messageStart", Json.object().put("role", "assistant"), body);
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode delta = Json.object().put("contentBlockIndex", 0);
            delta.putObject("delta").put("text", "word" + i + " ");
            writeMessage("contentBlockDelta", delta, body);
        }
        writeMessage("messageStop", Json.object().put("stopReason", "end_turn"), body);
    }

    private static void writeMessage(String type, ObjectNode payload, ByteArrayOutputStream body) {
        Map<String, HeaderValue> headers = Map.of(
                ":event-type", HeaderValue.fromString(type),
                ":message-type", HeaderValue.fromString("event"));
        new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)).encode(body);
    }

    /** Cut into frames, read, and written or passed on. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void relay(Blackhole told) throws IOException {
        Frames frames = pair.wire.frames(new ByteArrayInputStream(stream));
        StreamReader reader = pair.wire.reader();
        StreamWriter writer = pair.caller.writer(ASKED);
        boolean passes = pair.wire.passes(pair.caller.dialect());
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            List<AnswerEvent> events = reader.read(frame.get());
            if (passes) {
                told.consume(writer.pass(frame.get(), events));
            } else {
                events.forEach(event -> told.consume(writer.write(event)));
            }
        }
    }
}
