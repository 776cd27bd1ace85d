package io.fareway.testing.translation;

import io.fareway.dialect.Frames;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Frame;
import io.fareway.testing.ShapedReply;
import io.fareway.testing.WireReplies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads answers of a provider as they come. */
public final class ProviderReader {

    private final WireFormat wire;

    /** For providers of this wire format. */
    public ProviderReader(WireFormat wire) {
        this.wire = wire;
    }

    /** What the plain answer of this fixture tells. */
    public ToldAnswer whole(String fixture) {
        try {
            return ToldAnswer.of(wire.read(
                    Json.parseObject(ShapedReply.read(fixture + ".json")).orElseThrow()));
        } catch (MalformedAnswerException malformed) {
            throw new AssertionError(fixture, malformed);
        }
    }

    /** What the streamed answer of this fixture tells. */
    public ToldAnswer stream(String fixture) {
        return ToldAnswer.of(events(new ByteArrayInputStream(bytes(fixture))));
    }

    /** The bytes of a streamed answer, and of what is asked for after its end. */
    public byte[] bytes(String fixture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireReplies.streamOf(wire.dialect(), fixture));
        wire.write(Conversation.of(List.of()), new WireTarget("m", true, Prefill.NONE, 1), new Losses())
                .followUp()
                .ifPresent(way -> bytes.writeBytes(way.usageEvent(
                        Json.parseObject(ShapedReply.read(fixture + ".json")).orElseThrow())));
        return bytes.toByteArray();
    }

    /** What these bytes tell, step by step. */
    public List<AnswerEvent> events(InputStream body) {
        StreamReader reader = wire.reader();
        Frames frames = wire.frames(body);
        List<AnswerEvent> events = new ArrayList<>();
        try {
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                events.addAll(reader.read(frame.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }
}
