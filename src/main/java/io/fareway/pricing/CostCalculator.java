package io.fareway.pricing;

import io.fareway.model.Cost;
import io.fareway.model.Meter;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.Rates;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Works out what a usage costs at a price, exactly: for each token class {@code tokens * usdPerMillion / 1,000,000}, for
 * each other unit {@code units * usdPerUnit}, and the sum of these parts. For example 1,200 input tokens at 0.59 and 80
 * output tokens at 0.79 USD per million are 0.000708 + 0.0000632 = 0.0007712 USD.
 *
 * <p>A part that a factor or a fraction of a second makes finer than a pico-dollar (1e-12 USD) is rounded to the nearest
 * one, so that the parts in the ledger sum to the total to the last digit.
 */
@Component
public class CostCalculator {

    private static final int PER_MILLION = -6;

    /**
     * The cost in USD, in total and by part.
     *
     * @param call when and how the call was made; what the usage itself says of it goes before
     * @return empty when a class with tokens has no price: the cost is then unknown, not zero
     */
    public Optional<Cost> cost(Usage usage, Price price, Circumstances call) {
        boolean included = price.terms()
                .monthlyFee()
                .map(fee -> fee.includes(call.month()))
                .orElse(false);
        return included
                ? Optional.of(new Cost(BigDecimal.ZERO, Map.of(), price.id()))
                : parts(usage, price.ratesFor(call.with(usage)), price.id());
    }

    /**
     * The cost of a standard call at the first moment of a price, before any other call of its month.
     *
     * @return empty when a class with tokens has no price: the cost is then unknown, not zero
     */
    public Optional<Cost> cost(Usage usage, Price price) {
        return cost(usage, price, Circumstances.at(price.effectiveFrom()));
    }

    private static Optional<Cost> parts(Usage usage, Rates rates, String priceId) {
        EnumMap<TokenClass, BigDecimal> byClass = new EnumMap<>(TokenClass.class);
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<TokenClass, Long> used : usage.tokens().entrySet()) {
            Optional<BigDecimal> perMillion = rates.perMillion(used.getKey());
            if (perMillion.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal usd = Money.toWholePico(BigDecimal.valueOf(used.getValue())
                    .multiply(perMillion.get())
                    .scaleByPowerOfTen(PER_MILLION));
            byClass.put(used.getKey(), usd);
            total = total.add(usd);
        }
        EnumMap<Meter, BigDecimal> byMeter = new EnumMap<>(Meter.class);
        for (Map.Entry<Meter, BigDecimal> rate : rates.usdPerUnit().entrySet()) {
            BigDecimal units = usage.of(rate.getKey());
            if (units.signum() > 0) {
                BigDecimal usd = Money.toWholePico(units.multiply(rate.getValue()));
                byMeter.put(rate.getKey(), usd);
                total = total.add(usd);
            }
        }
        return Optional.of(new Cost(Money.plain(total), byClass, byMeter, priceId));
    }
}
