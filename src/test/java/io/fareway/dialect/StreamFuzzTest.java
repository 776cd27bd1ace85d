package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.anthropic.AnthropicClient;
import io.fareway.dialect.anthropic.AnthropicWire;
import io.fareway.dialect.gemini.GeminiClient;
import io.fareway.dialect.gemini.GeminiWire;
import io.fareway.dialect.openai.OpenAiChatClient;
import io.fareway.dialect.openai.OpenAiChatWire;
import io.fareway.dialect.responses.ResponsesClient;
import io.fareway.dialect.responses.ResponsesWire;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streamed answers keep their meaning, in whatever pieces and order they come. */
class StreamFuzzTest {

    private static final int ANSWERS = 2000;
    private static final Asked ASKED =
            new Asked("auto", true, true, "", Conversation.of(List.of(Message.of(Role.USER, "Hello"))));

    /** The two sides of a dialect. */
    enum Side {
        CHAT,
        RESPONSES,
        ANTHROPIC,
        GEMINI;

        private ClientDialect client() {
            return switch (this) {
                case CHAT -> new OpenAiChatClient();
                case RESPONSES -> new ResponsesClient();
                case ANTHROPIC -> new AnthropicClient();
                case GEMINI -> new GeminiClient();
            };
        }

        private WireFormat wire() {
            return switch (this) {
                case CHAT -> new OpenAiChatWire();
                case RESPONSES -> new ResponsesWire();
                case ANTHROPIC -> new AnthropicWire();
                case GEMINI -> new GeminiWire();
            };
        }

        /** The vendor's own signature; for responses the seal of a third vendor; chat completions know none. */
        AnswerEvent.ReasoningSeal seal() {
            return switch (this) {
                case CHAT -> new AnswerEvent.ReasoningSeal(0, "", "");
                case RESPONSES -> new AnswerEvent.ReasoningSeal(0, "", "fareway:gemini:xyz");
                case ANTHROPIC -> new AnswerEvent.ReasoningSeal(0, "fareway:anthropic:EqQB", "");
                case GEMINI -> new AnswerEvent.ReasoningSeal(0, "fareway:gemini:c2ln", "");
            };
        }

        byte[] write(List<AnswerEvent> events) {
            StreamWriter writer = client().writer(ASKED);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            events.forEach(event -> out.writeBytes(writer.write(event)));
            out.writeBytes(writer.close(new Closing(Usage.ofText(7, 9, false), Json.object())));
            return out.toByteArray();
        }

        List<AnswerEvent> read(InputStream body) throws IOException {
            WireFormat wire = wire();
            StreamReader reader = wire.reader();
            Frames frames = wire.frames(body);
            List<AnswerEvent> events = new ArrayList<>();
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                events.addAll(reader.read(frame.get()));
            }
            return events;
        }
    }

    @ParameterizedTest
    @EnumSource
    void stream_comesBackAsItWasWritten_whereverItIsCut(Side side) throws IOException {
        RandomAnswers answers = new RandomAnswers(5);

        for (int i = 0; i < ANSWERS; i++) {
            List<AnswerEvent> said = answers.next(side.seal());

            List<AnswerEvent> heard = side.read(new ChoppedStream(side.write(said), i));

            assertThat(Told.of(heard)).as("answer %d", i).isEqualTo(Told.of(said));
            assertThat(heard).as("answer %d", i).contains(new AnswerEvent.Used(Usage.ofText(7, 9, false)));
            if (side != Side.GEMINI) {
                assertThat(heard.getLast()).as("answer %d", i).isEqualTo(new AnswerEvent.End());
            }
        }
    }

    @Test
    void anthropicBlocks_openAndCloseOneAfterTheOther_howeverCallsInterleave() throws IOException {
        RandomAnswers answers = new RandomAnswers(6);

        for (int i = 0; i < ANSWERS; i++) {
            byte[] body = Side.ANTHROPIC.write(answers.next(Side.ANTHROPIC.seal()));
            Frames frames = new ServerSentEvents(new ByteArrayInputStream(body));
            int open = -1;
            int next = 0;
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                JsonNode event = frame.get().json().orElseThrow();
                switch (Json.text(event, "type")) {
                    case "content_block_start" -> {
                        assertThat(open).as("answer %d", i).isEqualTo(-1);
                        assertThat(event.path("index").asInt()).isEqualTo(next++);
                        open = event.path("index").asInt();
                    }
                    case "content_block_delta" ->
                        assertThat(event.path("index").asInt())
                                .as("answer %d", i)
                                .isEqualTo(open);
                    case "content_block_stop" -> open = -1;
                    default -> assertThat(open).as("answer %d", i).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void responseEvents_areNumberedWithoutAGap() throws IOException {
        byte[] body = Side.RESPONSES.write(new RandomAnswers(7).next(Side.RESPONSES.seal()));
        Frames frames = new ServerSentEvents(new ByteArrayInputStream(body));

        int next = 0;
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            assertThat(frame.get().json().orElseThrow().path("sequence_number").asInt())
                    .isEqualTo(next++);
        }
        assertThat(next).isGreaterThan(2);
    }

    /** What a stream tells, whatever its pieces. */
    private record Told(String thoughts, String seals, String text, List<String> calls, Object finish) {

        static Told of(List<AnswerEvent> events) {
            StringBuilder thoughts = new StringBuilder();
            StringBuilder seals = new StringBuilder();
            StringBuilder text = new StringBuilder();
            List<String> calls = new ArrayList<>();
            Object finish = "";
            for (AnswerEvent event : events) {
                switch (event) {
                    case AnswerEvent.ReasoningDelta delta -> thoughts.append(delta.text());
                    case AnswerEvent.ReasoningSeal seal ->
                        seals.append(seal.signature()).append(seal.sealed());
                    case AnswerEvent.TextDelta delta -> text.append(delta.text());
                    case AnswerEvent.CallBegin call -> calls.add(plain(call.id()) + " " + call.name() + " ");
                    case AnswerEvent.CallDelta delta ->
                        calls.set(delta.call(), calls.get(delta.call()) + delta.arguments());
                    case AnswerEvent.Finish end -> finish = end;
                    default -> {}
                }
            }
            return new Told(thoughts.toString(), seals.toString(), text.toString(), calls, finish);
        }

        /** Ids of Gemini are marked as such when they are read. */
        private static String plain(String id) {
            return id.replace("gemini-", "");
        }
    }
}
