package io.fareway.model.choice;

import java.time.Duration;

/**
 * How a provider keeps prompts for calls that begin with the same words.
 *
 * @param life how long a prompt is kept after its last use
 * @param fromTokens shorter prompts are not kept
 */
public record PromptCache(Duration life, long fromTokens) {}
