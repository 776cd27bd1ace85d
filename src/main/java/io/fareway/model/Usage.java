package io.fareway.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one attempt used, in tokens by class.
 *
 * @param tokens tokens of each class; a class that is absent used none; never negative
 * @param estimated true when the gateway counted because the provider did not say
 */
public record Usage(Map<TokenClass, Long> tokens, boolean estimated) {

    /** Nothing used, as the provider's own word. */
    public static final Usage NONE = new Usage(Map.of(), false);

    public Usage {
        EnumMap<TokenClass, Long> counted = new EnumMap<>(TokenClass.class);
        tokens.forEach((tokenClass, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("negative " + tokenClass.label() + " tokens: " + count);
            }
            if (count > 0) {
                counted.put(tokenClass, count);
            }
        });
        tokens = Map.copyOf(counted);
    }

    /** Usage of plain text: prompt and answer tokens without caches or reasoning. */
    public static Usage ofText(long input, long output, boolean estimated) {
        return new Usage(Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), estimated);
    }

    /** Tokens of one class. */
    public long of(TokenClass tokenClass) {
        return tokens.getOrDefault(tokenClass, 0L);
    }

    /** Tokens of the prompt, all classes. */
    public long prompt() {
        return sum(true);
    }

    /** Tokens of the answer, all classes. */
    public long answer() {
        return sum(false);
    }

    /** All tokens. */
    public long total() {
        return prompt() + answer();
    }

    private long sum(boolean ofPrompt) {
        return tokens.entrySet().stream()
                .filter(entry -> entry.getKey().ofPrompt() == ofPrompt)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
