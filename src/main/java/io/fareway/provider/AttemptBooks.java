package io.fareway.provider;

import io.fareway.ledger.Ledger;
import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
import io.fareway.pricing.PriceBook;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.springframework.stereotype.Component;

/** Books every attempt: the row is durable before the call is sent, and completed however the call ends. */
@Component
public class AttemptBooks {

    private final Ledger ledger;
    private final PriceBook prices;
    private final CostCalculator costs;
    private final MonthVolumes volumes;
    private final OwnCounts ownCounts;
    private final Bulkheads bulkheads;
    private final KeyRing keys;
    private final RetryBudget repeats;
    private final DeploymentStatistics statistics;
    private final Clock clock;

    AttemptBooks(
            Ledger ledger,
            PriceBook prices,
            CostCalculator costs,
            MonthVolumes volumes,
            OwnCounts ownCounts,
            Bulkheads bulkheads,
            KeyRing keys,
            RetryBudget repeats,
            DeploymentStatistics statistics,
            Clock clock) {
        this.bulkheads = bulkheads;
        this.keys = keys;
        this.repeats = repeats;
        this.statistics = statistics;
        this.ledger = ledger;
        this.prices = prices;
        this.costs = costs;
        this.volumes = volumes;
        this.ownCounts = ownCounts;
        this.clock = clock;
    }

    /**
     * Opens the attempt at the candidate whose turn it is. Returns when its row is durable.
     *
     * @throws ProviderFault when the provider is busy with as many calls as it may have; nothing is booked then
     */
    public void open(@ExchangeProperty(Journey.PROPERTY) Journey journey) throws ProviderFault {
        Deployment deployment = journey.candidate().orElseThrow();
        Provider provider = journey.settings().providerOf(deployment);
        if (!bulkheads.enter(provider, deployment, journey.id())) {
            throw ProviderFault.busy(provider.limits().concurrentCalls());
        }
        Optional<ProviderKey> key = keys.take(provider, deployment, journey.promptTokens());
        if (key.isEmpty()) {
            bulkheads.leave(journey.id());
            throw ProviderFault.busyKeys();
        }
        repeats.earn(provider.name());
        Attempt attempt = journey.startAttempt(deployment, clock.instant(), System.nanoTime());
        attempt.key(key.get());
        statistics.opened(deployment);
        ledger.open(attempt, journey);
    }

    /** Closes the attempt: outcome, cost at the price of its start, and what the baseline would have charged. */
    public void close(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Optional<Attempt> opened = journey.lastAttempt().filter(attempt -> !attempt.isClosed());
        if (opened.isEmpty()) {
            return;
        }
        Attempt attempt = opened.get();
        keys.giveBack(journey.settings().providerOf(attempt.deployment()), attempt, journey.promptTokens());
        bulkheads.leave(journey.id());
        Optional<Throwable> failure =
                Optional.ofNullable(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        failure.filter(AttemptBooks::isRepeatable).ifPresent(any -> attempt.markRepeatable());
        failure.filter(AttemptBooks::isSilence).ifPresent(any -> attempt.markSilent());
        if (journey.ending().isCancelled()) {
            attempt.end(Outcome.CANCELLED, "the caller went away");
        }
        if (journey.ending().isStopped()) {
            attempt.end(Outcome.FAILED, "the gateway stopped");
        }
        attempt.end(Outcome.FAILED, failure.map(FailureWords::of).orElse("ended without an answer"));
        attempt.closedAt(System.nanoTime());
        attempt.billing(BillingStates.of(attempt, failure));
        attempt.ownCount(ownCounts.of(attempt, journey));
        Instant closed = clock.instant();
        attempt.cost(costOf(attempt.usage(), attempt.deployment().name(), attempt, closed));
        if (attempt.outcome().equals(Optional.of(Outcome.ANSWERED))) {
            journey.baselineUsd(costOf(attempt.usage(), journey.settings().baseline(), attempt, closed)
                    .map(Cost::usd));
        }
        statistics.closed(attempt, journey.request().stream());
        volumes.add(attempt);
        ledger.close(attempt, journey);
    }

    private Optional<Cost> costOf(Usage usage, String deployment, Attempt attempt, Instant closed) {
        Circumstances call = Circumstances.at(attempt.openedAt()).until(closed);
        return prices.at(deployment, attempt.openedAt())
                .flatMap(price -> costs.cost(usage, price, call.after(volumes.before(price, attempt.openedAt()))));
    }

    /** One error status or one lost connection may be chance; a time limit, a refusal or an unknown host is not. */
    private static boolean isRepeatable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault && fault.status() > 0) {
                return fault.blame() == ProviderFault.Blame.DEPLOYMENT && fault.status() >= 500;
            }
            if (cause instanceof SocketTimeoutException) {
                return false;
            }
            if (cause instanceof NoHttpResponseException
                    || cause instanceof MessageConstraintException
                    || isReset(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSilence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReset(Throwable cause) {
        return cause instanceof SocketException && !(cause instanceof ConnectException);
    }
}
