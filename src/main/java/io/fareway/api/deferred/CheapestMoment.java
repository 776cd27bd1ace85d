package io.fareway.api.deferred;

import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.ServiceTier;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds when a request that can wait costs least, by the hours in the prices of its candidates. Looks at every quarter of an
 * hour, at most a week ahead; of equally cheap moments the first.
 */
@Component
class CheapestMoment {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration FURTHEST = Duration.ofDays(7);

    /** Tokens of an answer whose request sets no limit; only compares prices. */
    private static final int USUAL_ANSWER_TOKENS = 300;

    private final PriceBook prices;
    private final CostCalculator costs;

    CheapestMoment(PriceBook prices, CostCalculator costs) {
        this.prices = prices;
        this.costs = costs;
    }

    /** One moment and what the cheapest candidate charges then. */
    private record Offer(Instant moment, BigDecimal usd) {}

    /**
     * The moment.
     *
     * @param journey planned
     * @param latest when it has to be sent at the latest
     */
    Instant of(Journey journey, Instant now, Instant latest) {
        Usage usage = Usage.ofText(
                journey.promptTokens(),
                journey.request().conversation().sampling().maxTokens().orElse(USUAL_ANSWER_TOKENS),
                true);
        Instant end = latest.isBefore(now.plus(FURTHEST)) ? latest : now.plus(FURTHEST);
        Instant firstQuarter = Instant.ofEpochSecond((now.getEpochSecond() / STEP.toSeconds() + 1) * STEP.toSeconds());
        return Stream.concat(
                        Stream.of(now),
                        Stream.iterate(firstQuarter, moment -> !moment.isAfter(end), moment -> moment.plus(STEP)))
                .flatMap(moment -> cheapest(journey, usage, moment).stream())
                .min(Comparator.comparing(Offer::usd).thenComparing(Offer::moment))
                .map(Offer::moment)
                .orElse(now);
    }

    private Optional<Offer> cheapest(Journey journey, Usage usage, Instant moment) {
        return journey.plan().stream()
                .flatMap(deployment -> cost(deployment, usage, moment).stream())
                .min(Comparator.naturalOrder())
                .map(usd -> new Offer(moment, usd));
    }

    private Optional<BigDecimal> cost(Deployment deployment, Usage usage, Instant moment) {
        Circumstances call =
                new Circumstances(moment, moment, usage.prompt(), ServiceTier.STANDARD, "", MonthVolume.NONE);
        return prices.at(deployment, moment)
                .flatMap(price -> costs.cost(usage, price, call))
                .map(Cost::usd);
    }
}
