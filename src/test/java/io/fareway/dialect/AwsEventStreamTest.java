package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.conversation.Frame;
import io.fareway.testing.AwsEvents;
import io.fareway.testing.ShapedReply;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AwsEventStreamTest {

    private static final byte[] EVENTS = AwsEvents.ofLines(ShapedReply.read("bedrock-text.events"));

    @Test
    void messages_carryTheirTypeAndPayload() throws IOException {
        List<Frame> frames = read(new ByteArrayInputStream(EVENTS));

        assertThat(frames)
                .extracting(Frame::event)
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "messageStop",
                        "metadata");
        assertThat(frames.get(1).data()).contains("Grüß Gott! ");
    }

    @Test
    void anySplit_givesTheSameMessages() throws IOException {
        List<String> whole = payloads(new ByteArrayInputStream(EVENTS));
        Random random = new Random(42);

        for (int i = 0; i < 200; i++) {
            assertThat(payloads(new SplitStream(EVENTS, random))).isEqualTo(whole);
        }
    }

    @Test
    void exception_isItsType() throws IOException {
        byte[] events = AwsEvents.ofLines("throttlingException {\"message\":\"wait\"}");

        assertThat(read(new ByteArrayInputStream(events)))
                .extracting(Frame::event)
                .containsExactly("throttlingException");
    }

    @Test
    void cutMessage_isDropped() throws IOException {
        byte[] cut = Arrays.copyOf(EVENTS, EVENTS.length - 5);

        assertThat(read(new ByteArrayInputStream(cut))).hasSize(5);
    }

    @Test
    void damagedMessage_isAnError() {
        byte[] damaged = EVENTS.clone();
        damaged[60] ^= 1;

        assertThatThrownBy(() -> read(new ByteArrayInputStream(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessage("a message of the event stream is damaged");
    }

    private static List<Frame> read(InputStream in) throws IOException {
        AwsEventStream stream = new AwsEventStream(in);
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> frame = stream.next(); frame.isPresent(); frame = stream.next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    private static List<String> payloads(InputStream in) throws IOException {
        return read(in).stream().map(Frame::data).toList();
    }

    private static final class SplitStream extends FilterInputStream {

        private final Random random;

        SplitStream(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(40)));
        }
    }
}
