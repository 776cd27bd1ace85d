package io.fareway.model;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one attempt used: tokens by class, and what else its provider counts.
 *
 * @param tokens tokens of each class; a class that is absent used none; never negative
 * @param estimated true when the gateway counted because the provider did not say
 * @param metering units other than tokens, and how the call was handled
 */
public record Usage(Map<TokenClass, Long> tokens, boolean estimated, Metering metering) {

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

    /** Tokens only. */
    public Usage(Map<TokenClass, Long> tokens, boolean estimated) {
        this(tokens, estimated, Metering.NONE);
    }

    /** Usage of plain text: prompt and answer tokens without caches or reasoning. */
    public static Usage ofText(long input, long output, boolean estimated) {
        return new Usage(Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), estimated);
    }

    /** Tokens of one class. */
    public long of(TokenClass tokenClass) {
        return tokens.getOrDefault(tokenClass, 0L);
    }

    /** Units of one meter; a usage that is not empty is one request. */
    public BigDecimal of(Meter meter) {
        BigDecimal counted = metering.units().getOrDefault(meter, BigDecimal.ZERO);
        return meter == Meter.REQUEST && counted.signum() == 0 && !isEmpty() ? BigDecimal.ONE : counted;
    }

    /** Whether neither tokens nor other units were used. */
    public boolean isEmpty() {
        return tokens.isEmpty() && metering.units().isEmpty();
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
