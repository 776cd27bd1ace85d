package io.fareway.admission.budget;

import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.price.Circumstances;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.ReckonedPrices;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What one answer to a request can cost at most: the prompt as the gateway counts it and a quarter more (other models cut
 * text into other tokens), written to the dearest cache, plus as many answer tokens as the request allows for each choice.
 * For example 1,000 prompt tokens at 3.00 and {@code max_tokens} 500 at 15.00 USD per million are 1,250 x 3.00 + 500 x
 * 15.00 = 0.01125 USD.
 */
@Component
class WorstCase {

    private static final long TOKENIZER_MARGIN = 4;

    private final ReckonedPrices prices;
    private final CostCalculator costs;
    private final Clock clock;

    WorstCase(ReckonedPrices prices, CostCalculator costs, Clock clock) {
        this.prices = prices;
        this.costs = costs;
        this.clock = clock;
    }

    /** In USD, at one deployment; empty when its price is unknown and the tier in which it is asked sets no ceiling. */
    Optional<BigDecimal> at(Deployment deployment, String tier, Journey journey) {
        UnknownPrice ifUnknown = journey.settings().routing().unknownPrices().in(tier);
        Optional<Price> price =
                prices.of(deployment.name(), clock.instant(), ifUnknown).row();
        long prompt = journey.promptTokens() + Math.ceilDiv(journey.promptTokens(), TOKENIZER_MARGIN);
        long answer = answerTokens(journey);
        return Stream.of(TokenClass.INPUT, TokenClass.CACHE_WRITE_5M, TokenClass.CACHE_WRITE_1H)
                .flatMap(promptClass -> price
                        .flatMap(known -> costs.cost(
                                usage(promptClass, prompt, answer), known, Circumstances.at(clock.instant())))
                        .stream())
                .map(Cost::usd)
                .max(BigDecimal::compareTo);
    }

    private static Usage usage(TokenClass promptClass, long prompt, long answer) {
        return new Usage(Map.of(promptClass, prompt, TokenClass.OUTPUT, answer), true);
    }

    private static long answerTokens(Journey journey) {
        Sampling sampling = journey.request().conversation().sampling();
        int each = sampling.maxTokens().orElse(journey.settings().budgets().answerTokens());
        return (long) Math.max(0, each) * Math.max(1, sampling.choices());
    }
}
