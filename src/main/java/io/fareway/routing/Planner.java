package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.Rates;
import io.fareway.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Decides who may answer a request and in which order. A tier's deployments keep the order of {@code
 * config/tiers.yaml}; deployments that serve a model named by the caller are ordered by price. Deployments whose context
 * is too small for the prompt and the answer asked for are left out.
 */
@Component
public class Planner {

    /** Input and output weigh alike in the price order: the answer's length is not known yet. */
    private static final Comparator<BigDecimal> UNKNOWN_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    private final PriceBook prices;
    private final Expressions expressions;
    private final Clock clock;

    Planner(PriceBook prices, Expressions expressions, Clock clock) {
        this.prices = prices;
        this.expressions = expressions;
        this.clock = clock;
    }

    /**
     * Sets the journey's candidates.
     *
     * @throws RequestError when no deployment can take a prompt of this length
     */
    public void plan(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        List<Deployment> candidates = named(journey) ? byName(journey) : byTier(journey);
        long needed = journey.promptTokens() + maxAnswerTokens(journey);
        List<Deployment> fitting = candidates.stream()
                .filter(deployment -> deployment.contextTokens() >= needed)
                .toList();
        if (fitting.isEmpty()) {
            int largest = candidates.stream()
                    .mapToInt(Deployment::contextTokens)
                    .max()
                    .orElse(0);
            throw RequestError.invalid(
                    "messages",
                    "Prompt and answer need about " + needed + " tokens, but the largest context here is " + largest
                            + ". Shorten the prompt, lower max_tokens, or ask for a model with a larger context.");
        }
        journey.plan(expressions.ableFirst(journey, fitting));
    }

    private static boolean named(Journey journey) {
        return journey.getTier().equals(Tier.NAMED);
    }

    private static List<Deployment> byTier(Journey journey) {
        Settings settings = journey.settings();
        Tier tier = Optional.ofNullable(settings.tiers().get(journey.getTier())).orElseThrow();
        return tier.deployments().stream()
                .map(settings::deployment)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Deployment> byName(Journey journey) {
        String model = journey.request().model();
        Optional<Deployment> pinned = journey.settings().deployment(model);
        if (pinned.isPresent()) {
            return List.of(pinned.get());
        }
        Instant now = clock.instant();
        return journey.settings().serving(model).stream()
                .sorted(Comparator.comparing(deployment -> priceOf(deployment, now), UNKNOWN_LAST))
                .toList();
    }

    /** USD per million input plus output tokens; null sorts last. */
    @SuppressWarnings("NullAway") // null is the comparator's word for unknown, and does not leave this class
    private BigDecimal priceOf(Deployment deployment, Instant now) {
        return prices.at(deployment.name(), now)
                .flatMap(price -> sum(price.ratesFor(Circumstances.at(now))))
                .orElse(null);
    }

    private static Optional<BigDecimal> sum(Rates rates) {
        return rates.perMillion(TokenClass.INPUT)
                .flatMap(input -> rates.perMillion(TokenClass.OUTPUT).map(input::add));
    }

    private static long maxAnswerTokens(Journey journey) {
        return journey.request().conversation().sampling().maxTokens().orElse(0);
    }
}
