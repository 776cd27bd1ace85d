package io.fareway.pricing;

import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.RateCondition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What a call would cost at another hour, and at which it would cost least: for what need not be answered at once. */
@Component
public class PriceHours {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final BigDecimal WORTH_WAITING = new BigDecimal("0.9");

    /** Tokens of an answer whose request sets no limit; only compares prices, is never booked. */
    private static final int USUAL_ANSWER_TOKENS = 300;

    private final PriceBook prices;
    private final CostCalculator costs;
    private final MonthVolumes volumes;
    private final Supplier<Settings> settings;

    public PriceHours(PriceBook prices, CostCalculator costs, MonthVolumes volumes, Supplier<Settings> settings) {
        this.prices = prices;
        this.costs = costs;
        this.volumes = volumes;
        this.settings = settings;
    }

    /** What a classified request will probably use. */
    public static Usage expected(Journey journey) {
        return Usage.ofText(
                journey.promptTokens(),
                journey.request().conversation().sampling().maxTokens().orElse(USUAL_ANSWER_TOKENS),
                true);
    }

    /** What a call would cost at a moment, in USD; empty when its price is unknown. */
    public Optional<BigDecimal> cost(Deployment deployment, Usage usage, Instant moment, ServiceTier tier) {
        String region = settings.get().routing().traitsOf(deployment.name()).region();
        return prices.at(deployment, moment)
                .flatMap(price -> costs.cost(
                        usage,
                        price,
                        new Circumstances(moment, moment, usage.prompt(), tier, region, volumes.before(price, moment))))
                .map(Cost::usd);
    }

    /** Whether the price of a deployment depends on the hour. */
    public boolean matterFor(Deployment deployment, Instant moment) {
        return prices.at(deployment, moment).stream()
                .flatMap(price -> price.terms().rules().stream())
                .flatMap(rule -> rule.when().stream())
                .anyMatch(RateCondition.Hours.class::isInstance);
    }

    /**
     * The first quarter of an hour in which a live call costs least.
     *
     * @param candidates of which the cheapest one counts at each moment
     * @param end the last moment that will do
     * @return empty when waiting saves less than a tenth of what the call costs at the start
     */
    public Optional<Instant> cheapest(List<Deployment> candidates, Usage usage, Instant start, Instant end) {
        Optional<BigDecimal> first = least(candidates, usage, start);
        if (first.isEmpty() || candidates.stream().noneMatch(candidate -> matterFor(candidate, start))) {
            return Optional.empty();
        }
        Optional<Instant> found = Optional.empty();
        BigDecimal least = first.get().multiply(WORTH_WAITING);
        long step = STEP.toSeconds();
        Instant moment = Instant.ofEpochSecond((start.getEpochSecond() / step + 1) * step);
        for (; !moment.isAfter(end); moment = moment.plus(STEP)) {
            Optional<BigDecimal> usd = least(candidates, usage, moment);
            if (usd.isPresent() && usd.get().compareTo(least) < 0) {
                least = usd.get();
                found = Optional.of(moment);
            }
        }
        return found;
    }

    private Optional<BigDecimal> least(List<Deployment> candidates, Usage usage, Instant moment) {
        return candidates.stream()
                .flatMap(candidate -> cost(candidate, usage, moment, ServiceTier.STANDARD).stream())
                .min(Comparator.naturalOrder());
    }

    /** Whether a live call costs less than nine tenths of what it would have cost earlier. */
    public boolean isCheaper(Deployment deployment, Usage usage, Instant now, Instant earlier) {
        Optional<BigDecimal> before = cost(deployment, usage, earlier, ServiceTier.STANDARD);
        Optional<BigDecimal> after = cost(deployment, usage, now, ServiceTier.STANDARD);
        return before.isPresent()
                && after.isPresent()
                && after.get().compareTo(before.get().multiply(WORTH_WAITING)) < 0;
    }
}
