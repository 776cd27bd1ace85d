package io.fareway.report;

import io.fareway.model.TokenClass;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tokens by class.
 *
 * @param byClass a class that is absent used none
 */
record TokenSums(Map<TokenClass, Long> byClass) {

    static final TokenSums NONE = new TokenSums(Map.of());

    TokenSums {
        byClass = Map.copyOf(byClass);
    }

    /** Tokens of plain text. */
    static TokenSums ofText(long in, long out) {
        return new TokenSums(Map.of(TokenClass.INPUT, in, TokenClass.OUTPUT, out));
    }

    /** Tokens of one class. */
    long of(TokenClass tokenClass) {
        return byClass.getOrDefault(tokenClass, 0L);
    }

    /** Tokens of prompts, all classes. */
    long in() {
        return sum(true);
    }

    /** Tokens of answers, all classes. */
    long out() {
        return sum(false);
    }

    TokenSums plus(TokenSums other) {
        EnumMap<TokenClass, Long> sum = new EnumMap<>(TokenClass.class);
        byClass.forEach(sum::put);
        other.byClass.forEach((tokenClass, count) -> sum.merge(tokenClass, count, Long::sum));
        return new TokenSums(sum);
    }

    private long sum(boolean ofPrompt) {
        return byClass.entrySet().stream()
                .filter(entry -> entry.getKey().ofPrompt() == ofPrompt)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
