package io.fareway.pricing;

import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.SavingParts;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Splits what an answer saved against the baseline into causes. The same usage is charged at three deployments (the
 * baseline, the first of the plan, the one that answered), first at standard rates and without caches, then with caches,
 * then in its service tier, then at its hour. Each step of each deployment has one cause; what the baseline would have
 * saved by the same cause is taken off. The steps telescope, so that the parts sum to the saving to the last digit.
 *
 * <p>For example: the baseline charges 10, the preferred deployment would have charged 4, the one that answered charges 5
 * and 3 with its cache, while the baseline's cache would have saved 1. Routing saved 6, failover cost 1, the cache saved
 * 2 - 1 = 1; the saving is 9 - 3 = 6.
 */
@Component
public class SavingSplit {

    private final PriceBook prices;
    private final CostCalculator costs;

    SavingSplit(PriceBook prices, CostCalculator costs) {
        this.prices = prices;
        this.costs = costs;
    }

    /** The parts for a journey that was answered; empty when it was not, or when a price in question is unknown. */
    public Optional<SavingParts> of(Journey journey) {
        Optional<Attempt> answering = journey.attempts().reversed().stream()
                .filter(attempt -> attempt.outcome().equals(Optional.of(Outcome.ANSWERED)))
                .findFirst();
        return answering.flatMap(attempt -> split(attempt, journey));
    }

    private Optional<SavingParts> split(Attempt attempt, Journey journey) {
        if (attempt.cost().isEmpty() || journey.baselineUsd().isEmpty()) {
            return Optional.empty();
        }
        Optional<Steps> baseline = steps(
                journey.settings().baseline(), attempt, journey.baselineUsd().get());
        Optional<Steps> answered =
                steps(attempt.deployment().name(), attempt, attempt.cost().get().usd());
        Optional<BigDecimal> preferred = journey.plan().stream()
                .findFirst()
                .map(Deployment::name)
                .flatMap(first -> charge(first, attempt, withoutCache(attempt.usage()), SavingSplit::isStandard))
                .or(() -> answered.map(Steps::plain));
        return baseline.flatMap(from -> answered.flatMap(to -> preferred.map(first -> parts(from, first, to))));
    }

    private static SavingParts parts(Steps baseline, BigDecimal preferred, Steps answered) {
        return new SavingParts(
                baseline.plain().subtract(preferred),
                preferred.subtract(answered.plain()),
                answered.byCache().subtract(baseline.byCache()),
                answered.byTier().subtract(baseline.byTier()),
                answered.byHour().subtract(baseline.byHour()));
    }

    /** What a deployment charges, step by step, in USD. */
    private record Steps(BigDecimal plain, BigDecimal cached, BigDecimal tiered, BigDecimal real) {

        BigDecimal byCache() {
            return plain.subtract(cached);
        }

        BigDecimal byTier() {
            return cached.subtract(tiered);
        }

        BigDecimal byHour() {
            return tiered.subtract(real);
        }
    }

    private Optional<Steps> steps(String deployment, Attempt attempt, BigDecimal real) {
        Usage usage = attempt.usage();
        Optional<BigDecimal> plain = charge(deployment, attempt, withoutCache(usage), SavingSplit::isStandard);
        Optional<BigDecimal> cached = charge(deployment, attempt, usage, SavingSplit::isStandard);
        Optional<BigDecimal> tiered = charge(deployment, attempt, usage, rule -> !goesByHour(rule));
        return plain.flatMap(
                first -> cached.flatMap(second -> tiered.map(third -> new Steps(first, second, third, real))));
    }

    private Optional<BigDecimal> charge(String deployment, Attempt attempt, Usage usage, Predicate<RateRule> rules) {
        return prices.at(deployment, attempt.openedAt())
                .map(price -> withRules(price, rules))
                .flatMap(price -> costs.cost(usage, price, Circumstances.at(attempt.openedAt())))
                .map(Cost::usd);
    }

    private static Price withRules(Price price, Predicate<RateRule> kept) {
        PriceTerms terms = price.terms();
        return new Price(
                price.deployment(),
                price.effectiveFrom(),
                price.usdPerMillion(),
                new PriceTerms(
                        terms.effectiveTo(),
                        terms.usdPerUnit(),
                        terms.rules().stream().filter(kept).toList(),
                        terms.monthlyFee(),
                        terms.conversion(),
                        terms.provenance()),
                price.source(),
                price.sourceDate());
    }

    private static boolean isStandard(RateRule rule) {
        return !goesByHour(rule) && rule.when().stream().noneMatch(RateCondition.HandledAs.class::isInstance);
    }

    private static boolean goesByHour(RateRule rule) {
        return rule.when().stream().anyMatch(RateCondition.Hours.class::isInstance);
    }

    /** The same prompt as if no part of it had been read from or written to a cache. */
    private static Usage withoutCache(Usage usage) {
        EnumMap<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        usage.tokens().forEach((tokenClass, count) -> tokens.merge(uncached(tokenClass), count, Long::sum));
        return new Usage(Map.copyOf(tokens), usage.estimated(), usage.metering());
    }

    private static TokenClass uncached(TokenClass tokenClass) {
        return switch (tokenClass) {
            case CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H -> TokenClass.INPUT;
            case AUDIO_CACHE_READ -> TokenClass.AUDIO_INPUT;
            case INPUT, OUTPUT, REASONING, AUDIO_INPUT, AUDIO_OUTPUT, IMAGE_INPUT, IMAGE_OUTPUT -> tokenClass;
        };
    }
}
