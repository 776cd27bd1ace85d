package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.api.ChatRequestReader;
import io.fareway.dialect.openai.OpenAiUsage;
import io.fareway.ledger.Ledger;
import io.fareway.model.Attempt;
import io.fareway.model.AttemptKind;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Books lines of provider batches in the ledger, each as a request with one attempt at the batch price. Until a line's
 * end is known, table {@code provider_batch_line} says where it is; so a row of the ledger is written once, and the same
 * row again when a crash makes it be written twice.
 */
class ProviderBatchBooks {

    private final Ledger ledger;
    private final PriceBook prices;
    private final CostCalculator costs;
    private final ChatRequestReader reader;
    private final Supplier<Settings> settings;
    private final Clock clock;

    ProviderBatchBooks(
            Ledger ledger,
            PriceBook prices,
            CostCalculator costs,
            ChatRequestReader reader,
            Supplier<Settings> settings,
            Clock clock) {
        this.ledger = ledger;
        this.prices = prices;
        this.costs = costs;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Books a line that a provider has answered or refused.
     *
     * @param body of the request, as it was sent
     * @param answer the provider's
     * @return what it cost
     */
    LineCost book(ProviderBatch batch, ProviderBatchLine line, byte[] body, int status, JsonNode answer) {
        Optional<Usage> usage = OpenAiUsage.read(answer.path("usage"));
        boolean answered = status >= 200 && status < 300;
        return book(
                batch,
                line,
                body,
                status,
                answered ? Outcome.ANSWERED : Outcome.REFUSED,
                answered ? "" : "status " + status,
                usage);
    }

    /** Books a line of which nobody knows whether the provider charges for it. */
    void bookUncertain(ProviderBatch batch, ProviderBatchLine line, byte[] body, String why) {
        book(batch, line, body, 0, Outcome.UNCERTAIN, why, Optional.empty());
    }

    private LineCost book(
            ProviderBatch batch,
            ProviderBatchLine line,
            byte[] body,
            int status,
            Outcome outcome,
            String error,
            Optional<Usage> usage) {
        Settings now = settings.get();
        Deployment deployment = now.deployment(batch.deployment())
                .orElseThrow(() -> new IllegalStateException(batch.deployment()
                        + " is no longer among the settings; put it back until batch " + batch.id() + " has ended"));
        Instant sent = batch.creatingAt().orElse(batch.openedAt());
        long sentNanos =
                System.nanoTime() - Duration.between(sent, clock.instant()).toNanos();
        Journey journey = new Journey(
                line.requestId(),
                BatchLines.ENDPOINT,
                reader.read(body, Dialect.OPENAI_CHAT, BatchLines.ENDPOINT, ""),
                now,
                batch.openedAt(),
                sentNanos,
                Optional.empty(),
                batch.job());
        journey.assignTier(line.tier(), line.tierReason());
        Attempt attempt = journey.startAttempt(deployment, sent, sentNanos);
        attempt.kind(AttemptKind.BATCH);
        attempt.httpStatus(status);
        attempt.end(outcome, error);
        usage.ifPresent(attempt::usage);
        attempt.closedAt(System.nanoTime());
        if (outcome != Outcome.UNCERTAIN) {
            attempt.cost(usage.flatMap(used -> cost(deployment.name(), used, sent, ServiceTier.BATCH)));
        }
        if (outcome == Outcome.ANSWERED) {
            journey.baselineUsd(usage.flatMap(used -> cost(now.baseline(), used, sent, ServiceTier.STANDARD))
                    .map(Cost::usd));
        }
        ledger.close(attempt, journey);
        ledger.settle(journey, outcome, status);
        return new LineCost(
                outcome == Outcome.ANSWERED ? attempt.cost().map(Cost::usd) : LineCost.NONE.usd(),
                journey.baselineUsd());
    }

    private Optional<Cost> cost(String deployment, Usage usage, Instant sent, ServiceTier tier) {
        Circumstances call = new Circumstances(sent, clock.instant(), usage.prompt(), tier, "", MonthVolume.NONE);
        return prices.at(deployment, sent).flatMap(price -> costs.cost(usage, price, call));
    }
}
