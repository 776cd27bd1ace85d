package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the prices of one deployment usually relate to each other. In LiteLLM's table of 2026-08-01 a cached token never
 * costs more than a fresh one, output costs at least as much as input in 99 % of the chat models, and no class differs
 * from its base by more than the factor here. Cached input costs 0.1, 0.2, 0.25 or 0.5 of input in 90 % of the entries,
 * a cache write 1.25 (5 minutes) or 2 (1 hour) times input in 98 %, reasoning what output costs in 89 %.
 */
final class PriceShape {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal MAX_SPREAD = BigDecimal.valueOf(200);

    /** Usual relations to the base; figures of six decimals meet them to the third. */
    private static final Map<TokenClass, List<BigDecimal>> USUAL = Map.of(
            TokenClass.CACHE_READ, decimals("0.1", "0.2", "0.25", "0.5"),
            TokenClass.CACHE_WRITE_5M, decimals("1.25"),
            TokenClass.CACHE_WRITE_1H, decimals("2"),
            TokenClass.REASONING, decimals("1"));

    private static final BigDecimal ROUNDING = new BigDecimal("0.0005");

    private PriceShape() {}

    /** The class whose price a class is measured against; empty for input. */
    static Optional<TokenClass> baseOf(TokenClass tokenClass) {
        return switch (tokenClass) {
            case INPUT -> Optional.empty();
            case OUTPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, IMAGE_INPUT ->
                Optional.of(TokenClass.INPUT);
            case REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> Optional.of(TokenClass.OUTPUT);
            case AUDIO_CACHE_READ -> Optional.of(TokenClass.AUDIO_INPUT);
        };
    }

    /** Whether a class costs one of the shares of its base that most models have; never for classes without any. */
    static boolean isUsual(TokenClass tokenClass, Map<TokenClass, BigDecimal> usdPerMillion) {
        Optional<BigDecimal> base = baseOf(tokenClass).map(usdPerMillion::get).filter(usd -> usd.signum() > 0);
        Optional<BigDecimal> share = base.flatMap(usd ->
                Optional.ofNullable(usdPerMillion.get(tokenClass)).map(own -> own.divide(usd, MathContext.DECIMAL64)));
        return share.filter(found -> USUAL.getOrDefault(tokenClass, List.of()).stream()
                        .anyMatch(usual -> usual.subtract(found).abs().compareTo(ROUNDING) <= 0))
                .isPresent();
    }

    private static List<BigDecimal> decimals(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

    /** What is odd about these prices, by class; empty when nothing is. */
    static Map<TokenClass, String> oddities(Map<TokenClass, BigDecimal> usdPerMillion) {
        EnumMap<TokenClass, String> found = new EnumMap<>(TokenClass.class);
        usdPerMillion.forEach((tokenClass, usd) -> baseOf(tokenClass).ifPresent(base -> {
            BigDecimal baseUsd = usdPerMillion.get(base);
            if (baseUsd != null && usd.signum() > 0 && baseUsd.signum() > 0) {
                oddity(tokenClass, usd, base, baseUsd).ifPresent(text -> found.put(tokenClass, text));
            }
        }));
        return found;
    }

    private static Optional<String> oddity(TokenClass tokenClass, BigDecimal usd, TokenClass base, BigDecimal baseUsd) {
        if (tokenClass == TokenClass.CACHE_READ && usd.compareTo(baseUsd) > 0) {
            return Optional.of("cache_read would be dearer than input");
        }
        if (tokenClass == TokenClass.OUTPUT && usd.multiply(TWO).compareTo(baseUsd) < 0) {
            return Optional.of("output would be cheaper than half of input");
        }
        boolean apart =
                usd.compareTo(baseUsd.multiply(MAX_SPREAD)) > 0 || baseUsd.compareTo(usd.multiply(MAX_SPREAD)) > 0;
        return apart
                ? Optional.of(tokenClass.label() + " and " + base.label() + " would be more than a factor " + MAX_SPREAD
                        + " apart")
                : Optional.empty();
    }
}
