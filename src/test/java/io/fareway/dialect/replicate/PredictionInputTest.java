package io.fareway.dialect.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.dialect.Losses;
import io.fareway.testing.Dialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionInputTest {

    private static final String LLAMA = "meta/meta-llama-3-70b-instruct";
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    private static final String INSTRUCTED =
            "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hello\"}]";
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

    private final Losses losses = new Losses();

    private String input(String model, String fields) {
        String body = "{\"model\":\"m\"," + fields + "}";
        return new PredictionInput(Dialects.conversation(body), InputFields.of(model), losses)
                .write()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "meta/meta-llama-3-70b-instruct | system_prompt | max_tokens",
                "deployments/acme/mine | system_prompt | max_tokens",
                "openai/gpt-4o | system_prompt | max_completion_tokens",
                "openai/gpt-5-mini | system_prompt | max_completion_tokens",
                "openai/gpt-5-structured | instructions | max_output_tokens",
                "anthropic/claude-4-sonnet | system_prompt | max_tokens",
                "google/gemini-2.5-flash | system_instruction | max_output_tokens"
            })
    void fields_areCalledAsTheModelsMakerCallsThem(String model, String system, String maxTokens) {
        String input = input(model, INSTRUCTED + ",\"max_tokens\":2000");

        assertThat(input)
                .isEqualTo("{\"" + system + "\":\"Be brief.\",\"prompt\":\"Hello\",\"" + maxTokens + "\":2000}");
        assertThat(losses.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai/gpt-5 | temperature,top_p,seed,stop",
                "openai/gpt-4o | seed,stop",
                "anthropic/claude-4-sonnet | temperature,top_p,seed,stop",
                "google/gemini-2.5-flash | seed,stop"
            })
    void fieldThatTheModelLacks_isNamedAndNotSent(String model, String lost) {
        String input = input(model, HELLO + ",\"temperature\":0.5,\"top_p\":0.9,\"seed\":7,\"stop\":\"END\"");

        assertThat(losses.fields()).containsExactly(lost.split(","));
        assertThat(input).doesNotContain("seed", "stop");
    }

    @Test
    void openModels_takeAllOfSampling() {
        String input = input(LLAMA, HELLO + ",\"temperature\":0.5,\"seed\":7,\"stop\":[\"A\",\"B\"]");

        assertThat(input).isEqualTo("{\"prompt\":\"Hello\",\"temperature\":0.5,\"seed\":7,\"stop_sequences\":\"A,B\"}");
    }

    @Test
    void smallestAnswerOfClaude_isKnown() {
        input("anthropic/claude-4-sonnet", HELLO + ",\"max_tokens\":100");

        assertThat(losses.fields()).containsExactly("max_tokens (below 1024)");
    }

    @Test
    void severalTurns_areMessagesWhereTheModelTakesThem() {
        String turns = "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"1+1\"},{\"role\":\"assistant\",\"content\":\"2\"},"
                + "{\"role\":\"user\",\"content\":\"2+2\"}]";

        assertThat(input("openai/gpt-5", turns))
                .isEqualTo("{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"1+1\"},{\"role\":\"assistant\",\"content\":\"2\"},"
                        + "{\"role\":\"user\",\"content\":\"2+2\"}]}");
        assertThat(input(LLAMA, turns))
                .isEqualTo("{\"system_prompt\":\"Be brief.\","
                        + "\"prompt\":\"User: 1+1\\n\\nAssistant: 2\\n\\nUser: 2+2\\n\\nAssistant:\"}");
    }

    @Test
    void schema_isPrescribedWhereTheModelTakesOne() {
        String format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":"
                + SCHEMA + "}}";

        assertThat(input("openai/gpt-5-structured", HELLO + format))
                .isEqualTo("{\"prompt\":\"Hello\",\"json_schema\":{\"format\":{\"type\":\"json_schema\",\"name\":\"x\","
                        + "\"schema\":" + SCHEMA + "}}}");
        assertThat(losses.fields()).isEmpty();
        input("openai/gpt-5", HELLO + format);
        assertThat(losses.fields()).containsExactly("response_format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai/gpt-5 | \"reasoning_effort\":\"low\"",
                "anthropic/claude-4-sonnet | \"extended_thinking\":true,\"thinking_budget_tokens\":2048",
                "google/gemini-2.5-flash | \"thinking_budget\":2048"
            })
    void effort_isSaidAsTheModelTakesIt(String model, String said) {
        assertThat(input(model, HELLO + ",\"reasoning_effort\":\"low\"")).contains(said);
        assertThat(losses.fields()).isEmpty();
    }

    @Test
    void toolsAndThoughts_areNamedWhereTheyCannotBeSaid() {
        input(
                LLAMA,
                HELLO
                        + ",\"reasoning_effort\":\"low\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");

        assertThat(losses.fields()).containsExactly("reasoning_effort", "tools");
    }

    @Test
    void images_areAsManyAsTheModelTakes() {
        String images = "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Which?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/1.png\"}},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/2.png\"}}]}]";

        assertThat(input("google/gemini-2.5-flash", images))
                .isEqualTo("{\"images\":[\"https://a/1.png\",\"https://a/2.png\"],\"prompt\":\"Which?\"}");
        assertThat(losses.fields()).isEmpty();
        assertThat(input("anthropic/claude-4-sonnet", images)).contains("\"image\":\"https://a/1.png\"");
        assertThat(losses.fields()).containsExactly("messages[0].content[2] (more than one image)");
    }
}
