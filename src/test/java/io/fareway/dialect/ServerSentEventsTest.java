package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.conversation.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventsTest {

    @Test
    void next_returnsEachEventWithItsBytes() throws IOException {
        List<Frame> events = readAll("data: one\n\ndata: two\n\n");

        assertThat(events).extracting(Frame::data).containsExactly("one", "two");
        assertThat(new String(events.get(1).raw(), StandardCharsets.UTF_8)).isEqualTo("data: two\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void next_understandsEveryLineEnd(String end) throws IOException {
        List<Frame> events = readAll(String.join(end, "event: x", "data: one", "data: two", "", "data:three", "", ""));

        assertThat(events).extracting(Frame::data).containsExactly("one\ntwo", "three");
    }

    @Test
    void next_returnsCommentsAsEventsWithoutData() throws IOException {
        List<Frame> events = readAll(": keep-alive\n\ndata: [DONE]\n\n");

        assertThat(events.get(0).data()).isEmpty();
        assertThat(events.get(1).data()).isEqualTo("[DONE]");
    }

    @Test
    void next_skipsAByteOrderMarkAtTheBeginning() throws IOException {
        List<Frame> events = readAll("\uFEFFdata: one\n\ndata: \uFEFFtwo\n\n");

        assertThat(events).extracting(Frame::data).containsExactly("one", "\uFEFFtwo");
    }

    @Test
    void next_ignoresFieldsThatOnlyBeginLikeData() throws IOException {
        assertThat(readAll("database: no\ndata: yes\n\n"))
                .extracting(Frame::data)
                .containsExactly("yes");
    }

    @Test
    void next_dropsAnEventThatWasCut() throws IOException {
        assertThat(readAll("data: one\n\ndata: tw")).extracting(Frame::data).containsExactly("one");
    }

    @Test
    void next_givesTheSameEventsWhateverTheChunkBorders() throws IOException {
        String text = "data: {\"a\":\"grüße 🚀\"}\r\n\r\n: c\r\n\r\ndata: x\r\ndata: y\r\n\r\ndata: [DONE]\n\n";
        List<String> whole = readAll(text).stream().map(Frame::data).toList();
        Random random = new Random(7);

        for (int run = 0; run < 500; run++) {
            List<String> chunked = new ArrayList<>();
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            ServerSentEvents events =
                    new ServerSentEvents(new ChunkedInput(text.getBytes(StandardCharsets.UTF_8), random));
            for (Optional<Frame> e = events.next(); e.isPresent(); e = events.next()) {
                chunked.add(e.get().data());
                raw.writeBytes(e.get().raw());
            }

            assertThat(chunked).isEqualTo(whole);
        }
    }

    @Test
    void next_refusesAnEventWithoutEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };

        assertThatThrownBy(() -> new ServerSentEvents(endless).next()).hasMessageContaining("an event of more than");
    }

    private static List<Frame> readAll(String text) throws IOException {
        ServerSentEvents events = new ServerSentEvents(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Frame> all = new ArrayList<>();
        for (Optional<Frame> event = events.next(); event.isPresent(); event = events.next()) {
            all.add(event.get());
        }
        return all;
    }

    /** Delivers bytes in random portions, as a network does. */
    private static final class ChunkedInput extends ByteArrayInputStream {

        private final Random random;

        ChunkedInput(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
        }
    }
}
