package io.fareway.testing.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Frames;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ServerSentEvents;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Frame;
import io.fareway.testing.Dialects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads answers as a caller's SDK would: checks that they are whole and of the caller's form, then what they tell. */
public final class CallerReader {

    private final Dialect caller;
    private final WireFormat wire;
    private final ExpectedForm form;

    /** For callers of this dialect. */
    public CallerReader(Dialect caller, Translations translations) {
        this.caller = caller;
        Dialect spoken = caller == Dialect.OPENAI_COMPLETIONS ? Dialect.OPENAI_CHAT : caller;
        this.wire = Dialects.wire(translations, spoken);
        this.form = ExpectedForm.of(caller);
    }

    /** A plain answer. */
    public ToldAnswer whole(String body) {
        ObjectNode answer = object(body);
        form.checkWhole(answer);
        try {
            return ToldAnswer.of(wire.read(caller == Dialect.OPENAI_COMPLETIONS ? asChat(answer) : answer));
        } catch (MalformedAnswerException malformed) {
            throw new AssertionError(body, malformed);
        }
    }

    /** A streamed answer from its first byte to its last. */
    public ToldAnswer stream(String body) {
        List<ObjectNode> events = new ArrayList<>();
        List<AnswerEvent> told = new ArrayList<>();
        StreamReader reader = wire.reader();
        Frames frames = new ServerSentEvents(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        try {
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                frame.get().json().ifPresent(events::add);
                told.addAll(reader.read(translated(frame.get())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        form.checkStream(events, body);
        return ToldAnswer.of(told);
    }

    /** An error answer that holds these words of the provider. */
    public void checkError(JsonNode error, String words) {
        form.checkError(error);
        assertThat(error.at("/error/message").asText()).contains(words);
    }

    /** The last event of a stream that broke, which holds these words of the provider. */
    public void checkErrorEvent(JsonNode event, String words) {
        form.checkErrorEvent(event);
        assertThat(event.path("error").toString()).contains(words);
    }

    private Frame translated(Frame frame) {
        if (caller != Dialect.OPENAI_COMPLETIONS || frame.json().isEmpty()) {
            return frame;
        }
        return new Frame(frame.raw(), "", asChat(frame.json().get().deepCopy()).toString());
    }

    /** Legacy completions differ from chat in where the words stand. */
    private static ObjectNode asChat(ObjectNode completion) {
        for (JsonNode choice : completion.path("choices")) {
            String text = Json.text(choice, "text");
            ((ObjectNode) choice).putObject("message").put("content", text);
            ((ObjectNode) choice).putObject("delta").put("content", text);
        }
        return completion;
    }

    private static ObjectNode object(String body) {
        return Json.parseObject(body).orElseThrow(() -> new AssertionError("no JSON object: " + body));
    }
}
