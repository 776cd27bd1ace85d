package io.fareway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.ServerSentEvents;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import io.fareway.testing.ShapedReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini against split streams and damaged requests. */
class GeminiFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAMAGED = 100_000;

    private static final String REQUEST =
            """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},
             "contents":[{"role":"user","parts":[{"text":"Weather?"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},
              {"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":[1,{"b":null}]}},"thoughtSignature":"c2ln"}]},
              {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"x"}}}]}],
             "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"ARRAY","items":{"type":"STRING"}}}}}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
             "generationConfig":{"maxOutputTokens":50,"temperature":0.5,"stopSequences":["END"],"seed":7,
              "responseSchema":{"type":"STRING","nullable":true},"thinkingConfig":{"thinkingBudget":1024}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"gemini-text", "gemini-tool-calls"})
    void splitPoints_neverChangeAStreamsMeaning(String name) throws IOException {
        byte[] bytes = ShapedReply.read(name + ".sse").getBytes(StandardCharsets.UTF_8);
        List<AnswerEvent> whole = events(bytes, bytes.length);

        for (int split = 0; split < bytes.length; split++) {
            assertThat(events(bytes, split)).isEqualTo(whole);
        }
    }

    @Test
    void damagedRequests_areReadOrRefused() {
        Random random = new Random(20_260_601);
        byte[] good = REQUEST.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < DAMAGED; i++) {
            Optional<JsonNode> parsed = parse(damaged(good, random));
            if (parsed.isPresent() && isRefused(parsed.get())) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    /** Anything but a {@link RequestError} escapes and fails the test. */
    private static boolean isRefused(JsonNode request) {
        try {
            new GeminiClient().read(request, "/v1beta/models/m:generateContent");
            return false;
        } catch (RequestError refusal) {
            assertThat(refusal.status()).isEqualTo(400);
            return true;
        }
    }

    /** One to three places where a token of JSON is replaced by another. */
    private static byte[] damaged(byte[] good, Random random) {
        String text = new String(good, StandardCharsets.UTF_8);
        String[] replacements = {"null", "[]", "{}", "1", "\"x\"", "true", "-1.5e9", "[null]", "{\"a\":[]}"};
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int colon = text.indexOf(':', random.nextInt(text.length()));
            int end = colon < 0 ? -1 : endOfValue(text, colon + 1);
            if (end > 0) {
                text = text.substring(0, colon + 1)
                        + replacements[random.nextInt(replacements.length)]
                        + text.substring(end);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int endOfValue(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '{' || letter == '[') {
                depth++;
            } else if (letter == '}' || letter == ']') {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (letter == ',' && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<JsonNode> parse(byte[] request) {
        try {
            JsonNode parsed = JSON.readTree(request);
            return parsed != null && parsed.isObject() ? Optional.of(parsed) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private static List<AnswerEvent> events(byte[] bytes, int split) throws IOException {
        ServerSentEvents frames = new ServerSentEvents(new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, split),
                new ByteArrayInputStream(bytes, split, bytes.length - split)));
        GeminiStreamReader reader = new GeminiStreamReader();
        List<AnswerEvent> events = new ArrayList<>();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            events.addAll(reader.read(frame.get()));
        }
        return events;
    }
}
