package io.fareway.model;

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
    /** Image tokens in the prompt. */
    IMAGE_INPUT;

    /** The class as configuration files and reports write it, for example {@code cache_read}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether tokens of this class belong to the prompt. */
    public boolean ofPrompt() {
        return switch (this) {
            case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, IMAGE_INPUT -> true;
            case OUTPUT, REASONING, AUDIO_OUTPUT -> false;
        };
    }
}
