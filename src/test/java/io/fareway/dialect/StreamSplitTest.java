package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.Dialects;
import io.fareway.testing.matrix.Scenario;
import io.fareway.testing.translation.ProviderReader;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the pieces of a streamed body begin and end never changes what it means, in no wire format. */
class StreamSplitTest {

    private static final Translations TRANSLATIONS = Dialects.translations();
    private static final int RANDOM_SPLITS = 30;

    private static Stream<Dialect> wires() {
        return TRANSLATIONS.wireFormats().stream()
                .map(label -> Dialect.of(label).orElseThrow())
                .filter(wire -> !wire.label().endsWith("embeddings"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void anySplit_givesTheSameEvents(Dialect wire) {
        ProviderReader provider = new ProviderReader(Dialects.wire(TRANSLATIONS, wire));
        Set<String> fixtures = Stream.of(Scenario.values())
                .map(scenario -> scenario.reply(wire))
                .collect(Collectors.toSet());

        for (String fixture : fixtures) {
            byte[] body = provider.bytes(fixture);
            List<AnswerEvent> whole = provider.events(new ByteArrayInputStream(body));

            assertThat(whole).as(fixture).isNotEmpty();
            for (int at = 0; at < body.length; at += 7) {
                assertThat(provider.events(split(body, at)))
                        .as("%s cut at %d", fixture, at)
                        .isEqualTo(whole);
            }
            for (int seed = 0; seed < RANDOM_SPLITS; seed++) {
                assertThat(provider.events(new ChoppedStream(body, seed)))
                        .as("%s chopped by %d", fixture, seed)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void legalButUnusualEvents_sayTheSame(Dialect wire) {
        ProviderReader provider = new ProviderReader(Dialects.wire(TRANSLATIONS, wire));
        boolean framedByAws = wire == Dialect.BEDROCK || wire == Dialect.ANTHROPIC_BEDROCK;
        assumeFalse(framedByAws, "its stream has no server-sent events");
        byte[] body = provider.bytes(Scenario.TOOLS.reply(wire));

        List<AnswerEvent> told = provider.events(new ByteArrayInputStream(unusual(body)));

        assertThat(told).isEqualTo(provider.events(new ByteArrayInputStream(body)));
    }

    /** Ends of lines as on Windows, comments, no space after the colon, and JSON over two data lines. */
    private static byte[] unusual(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace("\n\n", "\n\n: still here\n\n")
                .replace("data: {", "data:{\ndata: ")
                .replace("event: ", "event:")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static SequenceInputStream split(byte[] body, int at) {
        return new SequenceInputStream(
                new ByteArrayInputStream(body, 0, at), new ByteArrayInputStream(body, at, body.length - at));
    }
}
