package io.fareway.dialect.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The classes are disjoint and sum to the total of the provider, whatever it counts inside what. */
class UsagePropertyTest {

    private static final long MOST = 3_000_000;

    /** The reader of every provider's counts, and the places of the counts. */
    private static final Map<Function<JsonNode, Optional<Usage>>, List<String>> READERS = Map.of(
            OpenAiUsage::read,
            List.of(
                    "/prompt_tokens",
                    "/completion_tokens",
                    "/prompt_tokens_details/cached_tokens",
                    "/prompt_tokens_details/audio_tokens",
                    "/completion_tokens_details/reasoning_tokens"),
            OpenAiResponsesUsage::read,
            List.of(
                    "/input_tokens",
                    "/output_tokens",
                    "/output_tokens_details/reasoning_tokens",
                    "/input_tokens_details/cached_tokens"),
            AnthropicUsage::read,
            List.of(
                    "/input_tokens",
                    "/output_tokens",
                    "/cache_creation_input_tokens",
                    "/cache_read_input_tokens",
                    "/cache_creation/ephemeral_1h_input_tokens",
                    "/output_tokens_details/thinking_tokens"),
            GeminiUsage::read,
            List.of(
                    "/promptTokenCount",
                    "/candidatesTokenCount",
                    "/thoughtsTokenCount",
                    "/cachedContentTokenCount",
                    "/toolUsePromptTokenCount"),
            BedrockUsage::read,
            List.of("/inputTokens", "/outputTokens", "/cacheReadInputTokens", "/cacheWriteInputTokens"),
            CohereUsage::read,
            List.of("/billed_units/input_tokens", "/billed_units/output_tokens", "/billed_units/search_units"),
            ReplicateUsage::read,
            List.of("/input_token_count", "/output_token_count", "/predict_time", "/image_count"));

    @Property
    void openAi_sumsToItsTotal(
            @ForAll @LongRange(max = MOST) long text,
            @ForAll @LongRange(max = MOST) long cached,
            @ForAll @LongRange(max = MOST) long audio,
            @ForAll @LongRange(max = MOST) long said,
            @ForAll @LongRange(max = MOST) long reasoning) {
        ObjectNode json = object();
        json.put("prompt_tokens", text + cached + audio)
                .put("completion_tokens", said + reasoning)
                .put("total_tokens", text + cached + audio + said + reasoning);
        json.putObject("prompt_tokens_details").put("cached_tokens", cached).put("audio_tokens", audio);
        json.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);

        Usage usage = OpenAiUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(json.path("total_tokens").asLong());
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(reasoning);
        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(cached);
        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(text);
    }

    @Property
    void xAi_countsReasoningOutsideAndStillSumsToItsTotal(
            @ForAll @LongRange(max = MOST) long prompt,
            @ForAll @LongRange(max = MOST) long said,
            @ForAll @LongRange(max = MOST) long reasoning) {
        ObjectNode json = object();
        json.put("prompt_tokens", prompt).put("completion_tokens", said).put("total_tokens", prompt + said + reasoning);
        json.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);

        Usage usage = OpenAiUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(prompt + said + reasoning);
        assertThat(usage.of(TokenClass.OUTPUT)).isEqualTo(said);
    }

    @Property
    void openAi_neverCountsMoreThanPromptAndCompletionWhateverTheDetailsSay(
            @ForAll @LongRange(max = MOST) long prompt,
            @ForAll @LongRange(max = MOST) long completion,
            @ForAll @LongRange(min = -MOST, max = MOST) long cached,
            @ForAll @LongRange(min = -MOST, max = MOST) long audio,
            @ForAll @LongRange(min = -MOST, max = MOST) long reasoning) {
        ObjectNode json = object();
        json.put("prompt_tokens", prompt).put("completion_tokens", completion);
        json.putObject("prompt_tokens_details").put("cached_tokens", cached).put("audio_tokens", audio);
        json.putObject("completion_tokens_details")
                .put("reasoning_tokens", reasoning)
                .put("audio_tokens", audio);

        Usage usage = OpenAiUsage.read(json).orElseThrow();

        assertThat(usage.prompt()).isEqualTo(prompt);
        assertThat(usage.answer()).isEqualTo(completion);
    }

    @Property
    void anthropic_sumsAllFourCountsOfThePrompt(
            @ForAll @LongRange(max = MOST) long fresh,
            @ForAll @LongRange(max = MOST) long read,
            @ForAll @LongRange(max = MOST) long fiveMinutes,
            @ForAll @LongRange(max = MOST) long hour,
            @ForAll @LongRange(max = MOST) long said) {
        ObjectNode json = object();
        json.put("input_tokens", fresh)
                .put("cache_read_input_tokens", read)
                .put("cache_creation_input_tokens", fiveMinutes + hour)
                .put("output_tokens", said);
        json.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", fiveMinutes)
                .put("ephemeral_1h_input_tokens", hour);

        Usage usage = AnthropicUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(fresh + read + fiveMinutes + hour + said);
        assertThat(usage.of(TokenClass.CACHE_WRITE_1H)).isEqualTo(hour);
        assertThat(usage.of(TokenClass.CACHE_WRITE_5M)).isEqualTo(fiveMinutes);
    }

    @Property
    void gemini_sumsToItsTotal(
            @ForAll @LongRange(max = MOST) long text,
            @ForAll @LongRange(max = MOST) long audio,
            @ForAll @LongRange(max = MOST) long cached,
            @ForAll @LongRange(max = MOST) long tools,
            @ForAll @LongRange(max = MOST) long said,
            @ForAll @LongRange(max = MOST) long thoughts) {
        ObjectNode json = object();
        json.put("promptTokenCount", text + audio + cached)
                .put("cachedContentTokenCount", cached)
                .put("toolUsePromptTokenCount", tools)
                .put("candidatesTokenCount", said)
                .put("thoughtsTokenCount", thoughts);
        json.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "AUDIO")
                .put("tokenCount", audio);

        Usage usage = GeminiUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(text + audio + cached + tools + said + thoughts);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(thoughts);
        assertThat(sumOfClasses(usage)).isEqualTo(usage.total());
    }

    @Property
    void bedrock_sumsToItsTotal(
            @ForAll @LongRange(max = MOST) long fresh,
            @ForAll @LongRange(max = MOST) long read,
            @ForAll @LongRange(max = MOST) long written,
            @ForAll @LongRange(max = MOST) long said) {
        ObjectNode json = object();
        json.put("inputTokens", fresh)
                .put("cacheReadInputTokens", read)
                .put("cacheWriteInputTokens", written)
                .put("outputTokens", said);

        Usage usage = BedrockUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(fresh + read + written + said);
    }

    @Property
    void responses_sumToTheirTotal(
            @ForAll @LongRange(max = MOST) long text,
            @ForAll @LongRange(max = MOST) long cached,
            @ForAll @LongRange(max = MOST) long written,
            @ForAll @LongRange(max = MOST) long said,
            @ForAll @LongRange(max = MOST) long reasoning) {
        ObjectNode json = object();
        json.put("input_tokens", text + cached + written).put("output_tokens", said + reasoning);
        json.putObject("input_tokens_details").put("cached_tokens", cached).put("cache_write_tokens", written);
        json.putObject("output_tokens_details").put("reasoning_tokens", reasoning);

        Usage usage = OpenAiResponsesUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(text + cached + written + said + reasoning);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(reasoning);
        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(text);
        assertThat(sumOfClasses(usage)).isEqualTo(usage.total());
    }

    @Property
    void cohere_sumsWhatItBills(@ForAll @LongRange(max = MOST) long billed, @ForAll @LongRange(max = MOST) long said) {
        ObjectNode json = object();
        json.putObject("billed_units").put("input_tokens", (double) billed).put("output_tokens", (double) said);
        json.putObject("tokens").put("input_tokens", billed + 200).put("output_tokens", said + 2);

        Usage usage = CohereUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(billed + said);
    }

    @Property
    void replicate_sumsItsTwoCounts(
            @ForAll @LongRange(min = 1, max = MOST) long prompt, @ForAll @LongRange(max = MOST) long said) {
        ObjectNode json = object().put("input_token_count", prompt).put("output_token_count", said);

        Usage usage = ReplicateUsage.read(json).orElseThrow();

        assertThat(usage.total()).isEqualTo(prompt + said);
    }

    @Property
    void noCountBreaksAReader(
            @ForAll @LongRange(min = -MOST, max = MOST) long one,
            @ForAll @LongRange(min = -MOST, max = MOST) long other) {
        READERS.forEach((reader, fields) -> {
            ObjectNode json = object();
            for (int i = 0; i < fields.size(); i++) {
                json.withObject(fields.get(i).substring(0, fields.get(i).lastIndexOf('/')))
                        .put(fields.get(i).substring(fields.get(i).lastIndexOf('/') + 1), i % 2 == 0 ? one : other);
            }

            Usage usage = reader.apply(json).orElse(Usage.NONE);

            assertThat(sumOfClasses(usage)).as(json.toString()).isEqualTo(usage.total());
        });
    }

    private static long sumOfClasses(Usage usage) {
        return Stream.of(TokenClass.values()).mapToLong(usage::of).sum();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
