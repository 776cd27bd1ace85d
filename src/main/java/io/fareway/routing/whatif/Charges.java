package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.model.Cost;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What calls cost, as booked and at other prices. Volumes by the month are counted from the period's beginning. */
final class Charges {

    private final Question question;
    private final CostCalculator costs;
    private final Map<Used, MonthVolume> volumes = new HashMap<>();
    private boolean volumesMattered;

    Charges(Question question, CostCalculator costs) {
        this.question = question;
        this.costs = costs;
    }

    private record Used(String deployment, YearMonth month) {
        static Used of(String deployment, Instant moment) {
            return new Used(deployment, YearMonth.from(moment.atZone(ZoneOffset.UTC)));
        }
    }

    /** Pico-dollars of attempts as booked; empty when one of unknown cost used something. */
    static Optional<BigDecimal> booked(List<PastAttempt> attempts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PastAttempt attempt : attempts) {
            if (attempt.costPico().isEmpty() && !attempt.usage().isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(BigDecimal.valueOf(attempt.costPico().orElse(0)));
        }
        return Optional.of(sum);
    }

    /** Pico-dollars of attempts when the same deployments had answered. */
    Optional<BigDecimal> standing(List<PastAttempt> attempts) {
        if (!question.repriced()) {
            return booked(attempts);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (PastAttempt attempt : attempts) {
            if (!attempt.usage().isEmpty()) {
                Optional<BigDecimal> charge =
                        of(attempt.deployment(), attempt.usage(), attempt.openedAt(), attempt.closedAt());
                if (charge.isEmpty()) {
                    return Optional.empty();
                }
                used(attempt.deployment(), attempt.usage(), attempt.openedAt());
                sum = sum.add(charge.get());
            }
        }
        return Optional.of(sum);
    }

    /** Pico-dollars of one call; empty when a price is unknown. */
    Optional<BigDecimal> of(String deployment, Usage usage, Instant opened, Instant closed) {
        return question.prices()
                .at(deployment, opened)
                .flatMap(price -> costs.cost(
                        usage, price, Circumstances.at(opened).until(closed).after(before(price, opened))))
                .map(Cost::usd)
                .map(usd -> BigDecimal.valueOf(Money.toPico(usd)));
    }

    private MonthVolume before(Price price, Instant opened) {
        if (!price.terms().dependsOnVolume()) {
            return MonthVolume.NONE;
        }
        volumesMattered = true;
        return volumes.getOrDefault(Used.of(price.deployment(), opened), MonthVolume.NONE);
    }

    /** Counts an answer towards its deployment's volume of the month. */
    void used(String deployment, Usage usage, Instant opened) {
        volumes.merge(
                Used.of(deployment, opened),
                new MonthVolume(usage.total(), 1),
                (sum, more) -> new MonthVolume(sum.tokens() + more.tokens(), sum.requests() + more.requests()));
    }

    /** Whether a price depended on what was used before in the month. */
    boolean volumesMattered() {
        return volumesMattered;
    }

    /** The prices in question. */
    PriceTable prices() {
        return question.prices();
    }
}
