package io.fareway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.dialect.AwsEventStream;
import io.fareway.model.conversation.Frame;
import io.fareway.testing.AwsEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkFramesTest {

    private static ChunkFrames frames(byte[] stream) {
        return new ChunkFrames(new AwsEventStream(new ByteArrayInputStream(stream)));
    }

    @Test
    void chunk_isTheServerSentEventInsideIt() throws IOException {
        String event = "event: content_block_stop\ndata: {\"type\" : \"content_block_stop\",\"index\":0}\n\n";

        Frame frame = frames(AwsEvents.chunksOf(event)).next().orElseThrow();

        assertThat(new String(frame.raw(), StandardCharsets.UTF_8)).isEqualTo(event);
        assertThat(frame.event()).isEqualTo("content_block_stop");
    }

    @Test
    void exception_isAnErrorEvent() throws IOException {
        Frame frame = frames(AwsEvents.ofLines("internalServerException {\"message\":\"try again\"}"))
                .next()
                .orElseThrow();

        assertThat(frame.data())
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"internalServerException\",\"message\":"
                        + "\"try again\"}}");
    }

    @Test
    void messageOfAnotherKind_isSkipped() throws IOException {
        Optional<Frame> frame =
                frames(AwsEvents.ofLines("initial-response {\"a\":1}")).next();

        assertThat(frame).isEmpty();
    }

    @Test
    void chunkThatIsNoBase64_breaksTheStream() {
        byte[] damaged = AwsEvents.ofLines("chunk {\"bytes\":\"***\"}");

        assertThatThrownBy(() -> frames(damaged).next()).isInstanceOf(IOException.class);
    }
}
