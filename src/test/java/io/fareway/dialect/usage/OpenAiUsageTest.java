package io.fareway.dialect.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import org.junit.jupiter.api.Test;

class OpenAiUsageTest {

    @Test
    void read_takesCachedTokensOutOfThePromptAndReasoningOutOfTheAnswer() throws Exception {
        Usage usage = read(
                """
                {"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306,
                 "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
                 "completion_tokens_details": {"reasoning_tokens": 192, "audio_tokens": 0}}
                """);

        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(86);
        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(1920);
        assertThat(usage.of(TokenClass.OUTPUT)).isEqualTo(108);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(192);
        assertThat(usage.total()).isEqualTo(2306);
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void read_understandsDeepSeeksCacheCount() throws Exception {
        Usage usage = read(
                "{\"prompt_tokens\":100,\"completion_tokens\":5,\"prompt_cache_hit_tokens\":64,\"prompt_cache_miss_tokens\":36}");

        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(64);
        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(36);
    }

    @Test
    void read_keepsAudioApart() throws Exception {
        Usage usage = read(
                """
                {"prompt_tokens": 50, "completion_tokens": 40,
                 "prompt_tokens_details": {"audio_tokens": 30}, "completion_tokens_details": {"audio_tokens": 25}}
                """);

        assertThat(usage.of(TokenClass.AUDIO_INPUT)).isEqualTo(30);
        assertThat(usage.of(TokenClass.AUDIO_OUTPUT)).isEqualTo(25);
        assertThat(usage.total()).isEqualTo(90);
    }

    @Test
    void read_neverLetsAPartExceedItsWhole() throws Exception {
        Usage usage =
                read("{\"prompt_tokens\":10,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":99}}");

        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(10);
        assertThat(usage.total()).isEqualTo(15);
    }

    @Test
    void read_isEmptyWithoutCounts() throws Exception {
        assertThat(OpenAiUsage.read(new ObjectMapper().readTree("null"))).isEmpty();
        assertThat(OpenAiUsage.read(new ObjectMapper().readTree("{}"))).isEmpty();
    }

    private static Usage read(String json) throws Exception {
        return OpenAiUsage.read(new ObjectMapper().readTree(json)).orElseThrow();
    }
}
