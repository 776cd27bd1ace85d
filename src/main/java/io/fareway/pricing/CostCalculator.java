package io.fareway.pricing;

import io.fareway.model.Cost;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Works out what a usage costs at a price, exactly: for each token class {@code tokens * usdPerMillion / 1,000,000}, and
 * the sum over the classes. For example 1,200 input tokens at 0.59 and 80 output tokens at 0.79 USD per million are
 * 0.000708 + 0.0000632 = 0.0007712 USD. A price has at most six decimals, so a cost has at most twelve.
 */
@Component
public class CostCalculator {

    private static final int PER_MILLION = -6;

    /**
     * The cost in USD, in total and by token class.
     *
     * @return empty when a class with tokens has no price: the cost is then unknown, not zero
     */
    public Optional<Cost> cost(Usage usage, Price price) {
        EnumMap<TokenClass, BigDecimal> parts = new EnumMap<>(TokenClass.class);
        for (Map.Entry<TokenClass, Long> used : usage.tokens().entrySet()) {
            Optional<BigDecimal> perMillion = price.perMillion(used.getKey());
            if (perMillion.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal tokens = BigDecimal.valueOf(used.getValue());
            parts.put(used.getKey(), tokens.multiply(perMillion.get()).scaleByPowerOfTen(PER_MILLION));
        }
        BigDecimal total = parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(new Cost(total, parts, price.id()));
    }
}
