package io.fareway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.ServerSentEvents;
import io.fareway.dialect.StreamReader;
import io.fareway.model.TokenClass;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Part;
import io.fareway.testing.ShapedReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where hosts of OpenAI's format depart from it. References: {@code src/test/resources/replies/README.md}. */
class HostDeviationsTest {

    private final OpenAiChatWire wire = new OpenAiChatWire();

    private List<AnswerEvent> events(String file) throws IOException {
        byte[] bytes = ShapedReply.read("hosts/" + file).getBytes(StandardCharsets.UTF_8);
        ServerSentEvents frames = new ServerSentEvents(new ByteArrayInputStream(bytes));
        StreamReader reader = wire.reader();
        List<AnswerEvent> events = new ArrayList<>();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            events.addAll(reader.read(frame.get()));
        }
        return events;
    }

    private static <T extends AnswerEvent> List<T> only(Class<T> type, List<AnswerEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String words(List<AnswerEvent> events) {
        return only(AnswerEvent.TextDelta.class, events).stream()
                .map(AnswerEvent.TextDelta::text)
                .collect(Collectors.joining());
    }

    private static String thoughts(List<AnswerEvent> events) {
        return only(AnswerEvent.ReasoningDelta.class, events).stream()
                .map(AnswerEvent.ReasoningDelta::text)
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "groq-usage.sse, 18, 3",
        "openrouter-comments.sse, 14, 3",
        "deepseek-keep-alive.sse, 10, 4",
        "qwen-thinking.sse, 12, 5",
        "tgi-no-space.sse, 40, 3",
        "ollama.sse, 26, 3",
        "llama-cpp.sse, 9, 3",
        "vllm.sse, 7, 3",
        "mistral.sse, 11, 3",
    })
    void stream_isReadToItsEndWithItsUsage(String file, long prompt, long answer) throws IOException {
        List<AnswerEvent> events = events(file);

        var used = only(AnswerEvent.Used.class, events).getLast().usage();
        assertThat(words(events)).isEqualTo("Grüß Gott!");
        assertThat(used.prompt()).isEqualTo(prompt);
        assertThat(used.answer()).isEqualTo(answer);
        assertThat(only(AnswerEvent.Finish.class, events).getFirst().reason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void thoughtsOfDeepSeekAndQwen_areTheirOwn() throws IOException {
        assertThat(thoughts(events("deepseek-keep-alive.sse"))).isEqualTo("A greeting.");
        assertThat(thoughts(events("qwen-thinking.sse"))).isEqualTo("A greeting.");
        assertThat(only(AnswerEvent.Used.class, events("qwen-thinking.sse"))
                        .getLast()
                        .usage()
                        .of(TokenClass.REASONING))
                .isEqualTo(2);
    }

    @Test
    void thoughtsOfMistral_standAmongTheParts() throws IOException, MalformedAnswerException {
        List<AnswerEvent> streamed = events("mistral-thinking.sse");
        var whole = wire.read(Json.parseObject(ShapedReply.read("hosts/mistral-thinking.json"))
                .orElseThrow());

        assertThat(thoughts(streamed)).isEqualTo("A greeting.");
        assertThat(words(streamed)).isEqualTo("Grüß Gott!");
        assertThat(whole.text()).isEqualTo("Grüß Gott!");
        assertThat(whole.choices().getFirst().parts()).contains(new Part.Reasoning("A greeting.", "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "openrouter-error.sse, Provider disconnected",
        "tgi-error.sse, Model is overloaded",
        "groq-error.sse, over_capacity",
    })
    void errorAmidAStream_isAFailure(String file, String message) throws IOException {
        assertThat(only(AnswerEvent.Failed.class, events(file)).getFirst().message())
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400, llama-cpp-context.json, CONTEXT_LENGTH, request (4390 tokens) exceeds the available context size",
        "422, tgi-context.json, CONTEXT_LENGTH, Input validation error",
        "400, vllm-context.json, CONTEXT_LENGTH, maximum context length is 4096 tokens",
        "422, mistral-extra-field.json, OTHER, Extra inputs are not permitted",
        "404, ollama-unknown-model.json, OTHER, model \"x\" not found",
        "400, dashscope-thinking.json, OTHER, enable_thinking must be set to false",
    })
    void error_isReadInTheHostsOwnWords(int status, String file, ProviderError.Kind kind, String words) {
        ProviderError error =
                wire.error(status, ShapedReply.read("hosts/" + file).getBytes(StandardCharsets.UTF_8));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.message()).contains(words);
    }
}
