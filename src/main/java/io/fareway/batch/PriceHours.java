package io.fareway.batch;

import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.RateCondition;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
import io.fareway.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What a call would cost at another hour, and at which it would cost least. */
final class PriceHours {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final BigDecimal WORTH_WAITING = new BigDecimal("0.9");

    private final PriceBook prices;
    private final CostCalculator costs;
    private final MonthVolumes volumes;
    private final Supplier<Settings> settings;

    PriceHours(PriceBook prices, CostCalculator costs, MonthVolumes volumes, Supplier<Settings> settings) {
        this.prices = prices;
        this.costs = costs;
        this.volumes = volumes;
        this.settings = settings;
    }

    /** What a call would cost at a moment, in USD; empty when its price is unknown. */
    Optional<BigDecimal> cost(Deployment deployment, Usage usage, Instant moment, ServiceTier tier) {
        String region = settings.get().routing().traitsOf(deployment.name()).region();
        return prices.at(deployment, moment)
                .flatMap(price -> costs.cost(
                        usage,
                        price,
                        new Circumstances(moment, moment, usage.prompt(), tier, region, volumes.before(price, moment))))
                .map(Cost::usd);
    }

    /** Whether the price of a deployment depends on the hour. */
    boolean matterFor(Deployment deployment, Instant moment) {
        return prices.at(deployment, moment).stream()
                .flatMap(price -> price.terms().rules().stream())
                .flatMap(rule -> rule.when().stream())
                .anyMatch(RateCondition.Hours.class::isInstance);
    }

    /**
     * The first quarter of an hour in which a live call costs least.
     *
     * @return empty when it costs at least nine tenths of what it would cost at the start
     */
    Optional<Instant> cheapest(Deployment deployment, Usage usage, Instant start, Instant end) {
        Optional<BigDecimal> first = cost(deployment, usage, start, ServiceTier.STANDARD);
        if (first.isEmpty() || !matterFor(deployment, start)) {
            return Optional.empty();
        }
        Optional<Instant> found = Optional.empty();
        BigDecimal least = first.get().multiply(WORTH_WAITING);
        long step = STEP.toSeconds();
        Instant moment = Instant.ofEpochSecond((start.getEpochSecond() / step + 1) * step);
        for (; !moment.isAfter(end); moment = moment.plus(STEP)) {
            Optional<BigDecimal> usd = cost(deployment, usage, moment, ServiceTier.STANDARD);
            if (usd.isPresent() && usd.get().compareTo(least) < 0) {
                least = usd.get();
                found = Optional.of(moment);
            }
        }
        return found;
    }

    /** Whether a live call costs less than nine tenths of what it would have cost earlier. */
    boolean isCheaper(Deployment deployment, Usage usage, Instant now, Instant earlier) {
        Optional<BigDecimal> before = cost(deployment, usage, earlier, ServiceTier.STANDARD);
        Optional<BigDecimal> after = cost(deployment, usage, now, ServiceTier.STANDARD);
        return before.isPresent()
                && after.isPresent()
                && after.get().compareTo(before.get().multiply(WORTH_WAITING)) < 0;
    }
}
