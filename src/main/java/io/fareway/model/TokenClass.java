package io.fareway.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A class of tokens that providers price apart. The classes are disjoint: the sum over all of them is the total, for
 * every provider. Where a provider reports a class inside another (OpenAI counts cached tokens inside
 * {@code prompt_tokens} and reasoning inside {@code completion_tokens}), the reader of that wire format subtracts.
 */
public enum TokenClass {
    /** Prompt tokens that were neither read from nor written to a cache, text only. */
    INPUT,
    /** Prompt tokens served from the provider's prompt cache. */
    CACHE_READ,
    /** Prompt tokens written to a cache that lives about five minutes. */
    CACHE_WRITE_5M,
    /** Prompt tokens written to a cache that lives about an hour. */
    CACHE_WRITE_1H,
    /** Answer tokens that the caller sees, text only. */
    OUTPUT,
    /** Answer tokens that the model spent on reasoning. */
    REASONING,
    /** Audio tokens in the prompt. */
    AUDIO_INPUT,
    /** Audio tokens in the answer. */
    AUDIO_OUTPUT,
    /** Image and video tokens in the prompt. */
    IMAGE_INPUT,
    /** Image tokens in the answer. */
    IMAGE_OUTPUT,
    /** Audio tokens of the prompt served from the provider's prompt cache. */
    AUDIO_CACHE_READ;

    /** The class as configuration files and reports write it, for example {@code cache_read}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The class written like this, as {@link #label()} writes it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TokenClass ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether tokens of this class belong to the prompt. */
    public boolean ofPrompt() {
        return switch (this) {
            case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, IMAGE_INPUT, AUDIO_CACHE_READ -> true;
            case OUTPUT, REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> false;
        };
    }

    /**
     * The class whose price holds where this one has none of its own, because providers put it under that one: cached
     * and image input under input, reasoning under output, cached audio under audio.
     *
     * @return empty for classes that are never charged as another: fresh text, audio, and image output
     */
    public Optional<TokenClass> chargedAs() {
        return switch (this) {
            case CACHE_READ, CACHE_WRITE_5M, IMAGE_INPUT -> Optional.of(INPUT);
            case CACHE_WRITE_1H -> Optional.of(CACHE_WRITE_5M);
            case AUDIO_CACHE_READ -> Optional.of(AUDIO_INPUT);
            case REASONING -> Optional.of(OUTPUT);
            case INPUT, OUTPUT, AUDIO_INPUT, AUDIO_OUTPUT, IMAGE_OUTPUT -> Optional.empty();
        };
    }
}
