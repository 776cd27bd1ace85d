package io.fareway.testing.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.FinishReason;
import io.fareway.testing.WireReplies;
import io.fareway.testing.translation.Facets;
import io.fareway.testing.translation.ToldAnswer;
import java.util.Locale;
import java.util.Map;

/** What a caller asks for in one column of the matrix; its requests are files in {@code src/test/resources/requests}. */
public enum Scenario {
    /** Instructions, several turns, longest answer, temperature. */
    TEXT("words", "text"),
    /** Everything else that says how an answer is drawn: stop, seed, penalties, log probabilities. */
    SETTINGS("words", "text"),
    /** How much to think, and the thoughts in the answer. */
    THINKING("reasoning_effort", "thinking"),
    /** Tools, parallel calls of an earlier turn with their results, and calls in the answer. */
    TOOLS("tools", "tools"),
    /** One picture in the request, one at an address. */
    IMAGE("images", "text"),
    /** A PDF and a plain text. */
    DOCUMENT("documents", "text"),
    /** An answer that follows a schema. */
    JSON_SCHEMA("response_format", "json-schema"),
    /** A refusal; streamed, an error in the midst of the answer. */
    ERROR("words", "error");

    private static final Map<String, Long> TOKENS_OF_TEXT = Map.of(
            "openai",
            29L,
            "responses",
            53L,
            "anthropic",
            251L,
            "gemini",
            38L,
            "bedrock",
            27L,
            "cohere",
            12L,
            "replicate",
            15L);

    private final String essence;
    private final String reply;

    Scenario(String essence, String reply) {
        this.essence = essence;
        this.reply = reply;
    }

    /** Heading of its column. */
    public String title() {
        return this == JSON_SCHEMA ? "JSON schema" : name().toLowerCase(Locale.ROOT);
    }

    /** The caller's request in this scenario, without its extension. An error meets the plainest request. */
    public String request(Dialect caller) {
        Scenario asked = this == ERROR ? TEXT : this;
        return caller.label() + "-" + asked.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether what the scenario is about does not arrive at all. */
    public boolean isLost(Facets said, Facets heard) {
        return said.has(essence) && !heard.has(essence);
    }

    /** The answer of a provider, in {@code src/test/resources/replies}, without its extension. */
    public String reply(Dialect wire) {
        String family = WireReplies.family(wire);
        if (family.equals("replicate")) {
            return "replicate-text";
        }
        return switch (this) {
            case THINKING -> family.equals("openai") ? "deepseek-reasoning" : thinking(family);
            case TOOLS -> family + (isAnthropicOrResponses(family) ? "-tools" : "-tool-calls");
            default -> family + "-" + reply;
        };
    }

    private static String thinking(String family) {
        return family + (family.equals("responses") ? "-reasoning" : "-thinking");
    }

    private static boolean isAnthropicOrResponses(String family) {
        return family.equals("anthropic") || family.equals("responses");
    }

    /** The answers of the fixtures, in words of our own: a reader's fault must not pass on both sides. */
    public void check(ToldAnswer told, Dialect wire) {
        boolean promptOnly = wire == Dialect.REPLICATE;
        switch (promptOnly ? TEXT : this) {
            case TOOLS -> {
                assertThat(told.finish()).isEqualTo(FinishReason.TOOL_CALLS);
                assertThat(told.calls()).hasSize(2);
                assertThat(told.calls().getFirst()).startsWith("get_weather {\"city\":\"Boston\"");
                assertThat(told.calls().getLast()).startsWith("get_weather {\"city\":\"Köln\"");
            }
            case JSON_SCHEMA -> assertThat(told.words()).isEqualTo("{\"city\":\"Köln\",\"population\":1087353}");
            case THINKING -> assertThat(told.words()).isIn("42", "9.9 is greater.");
            default -> {
                assertThat(told.finish()).isEqualTo(FinishReason.STOP);
                assertThat(told.words()).startsWith("Grüß Gott! How can I ");
                assertThat(told.prompt() + told.answer()).isEqualTo(TOKENS_OF_TEXT.get(WireReplies.family(wire)));
            }
        }
    }
}
