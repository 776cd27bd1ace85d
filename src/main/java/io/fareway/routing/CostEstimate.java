package io.fareway.routing;

import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.pricing.CostCalculator;
import io.fareway.provider.Measured;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What a call would cost, by the same arithmetic as the ledger's.
 *
 * <ul>
 *   <li>expected = cost(prompt with the measured share from the cache, min(allowed, measured mean length)) / success rate
 *   <li>ceiling = cost(whole prompt uncached, allowed length, or the measured mean where the caller sets none)
 * </ul>
 *
 * For example 1,000 prompt tokens, a quarter of them cached, and 200 answer tokens at 0.60 (cached 0.06) and 1.20 USD per
 * million are 0.00045 + 0.000015 + 0.00024 = 0.000705 USD; with a success rate of 0.94, 0.00075 USD are expected.
 */
@Component
final class CostEstimate {

    private final CostCalculator costs;
    private final Map<String, TokenRates> rates = new ConcurrentHashMap<>();

    CostEstimate(CostCalculator costs) {
        this.costs = costs;
    }

    /** Pico-dollars of the expected cost; empty when a price is missing. */
    OptionalLong expected(Demand demand, Measured measured, Price price) {
        return expected(demand, measured, Math.round(demand.promptTokens() * measured.cacheShare()), price);
    }

    /** The same where so many tokens are expected from the cache; the whole prompt at most. */
    OptionalLong expected(Demand demand, Measured measured, long expectedCached, Price price) {
        long cached = Math.min(expectedCached, demand.promptTokens());
        long answer = Math.min(demand.maxAnswerTokens().orElse(Long.MAX_VALUE), Math.round(measured.answerTokens()));
        OptionalLong once = cost(demand.promptTokens() - cached, cached, answer, demand, price);
        return once.isEmpty() ? once : OptionalLong.of(Math.round(once.getAsLong() / measured.successRate()));
    }

    /** Pico-dollars of the highest cost to reckon with; empty when a price is missing. */
    OptionalLong ceiling(Demand demand, Measured measured, Price price) {
        long answer = demand.maxAnswerTokens().orElseGet(() -> Math.round(measured.answerTokens()));
        return cost(demand.promptTokens(), 0, answer, demand, price);
    }

    private OptionalLong cost(long input, long cached, long answer, Demand demand, Price price) {
        TokenRates known = rates.get(price.deployment());
        if (known == null || !known.price().equals(price)) {
            known = TokenRates.of(price);
            rates.put(price.deployment(), known);
        }
        return known.plain()
                ? OptionalLong.of(known.picoUsd(input, cached, answer))
                : byTerms(input, cached, answer, demand, price);
    }

    /** A price that depends on hour, length or volume, or charges more than tokens. */
    private OptionalLong byTerms(long input, long cached, long answer, Demand demand, Price price) {
        Usage usage = new Usage(
                Map.of(TokenClass.INPUT, input, TokenClass.CACHE_READ, cached, TokenClass.OUTPUT, answer), true);
        Optional<BigDecimal> usd =
                costs.cost(usage, price, Circumstances.at(demand.at())).map(cost -> cost.usd());
        return usd.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Money.toPico(usd.get()));
    }
}
