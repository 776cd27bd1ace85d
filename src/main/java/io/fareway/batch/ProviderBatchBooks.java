package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.api.ChatRequestReader;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.ledger.Ledger;
import io.fareway.model.Attempt;
import io.fareway.model.AttemptKind;
import io.fareway.model.ChatRequest;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
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
    private final BatchAnswerForm form;
    private final MonthVolumes volumes;
    private final Supplier<Settings> settings;
    private final Clock clock;

    ProviderBatchBooks(
            Ledger ledger,
            PriceBook prices,
            CostCalculator costs,
            ChatRequestReader reader,
            BatchAnswerForm form,
            MonthVolumes volumes,
            Supplier<Settings> settings,
            Clock clock) {
        this.ledger = ledger;
        this.prices = prices;
        this.costs = costs;
        this.reader = reader;
        this.form = form;
        this.volumes = volumes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Books a line that a provider has answered or refused.
     *
     * @param asked the line as its job asked for it
     * @param given the provider's answer or error
     * @throws MalformedAnswerException when it is no answer; nothing is booked then
     */
    Ending book(ProviderBatch batch, ProviderBatchLine line, BatchLine asked, int status, JsonNode given)
            throws MalformedAnswerException {
        ChatRequest request = request(asked);
        Deployment deployment = deployment(batch);
        boolean answered = status >= 200 && status < 300;
        BatchAnswerForm.Told told = answered
                ? form.answer(request, deployment, given, line.requestId())
                : form.refusal(request, deployment, status, given);
        LineCost cost = book(
                batch,
                line,
                request,
                status,
                answered ? Outcome.ANSWERED : Outcome.REFUSED,
                answered ? "" : "status " + status,
                told.usage());
        return new Ending(told.body(), cost);
    }

    /**
     * What a line gets.
     *
     * @param body in the form that the line asked for, JSON
     */
    record Ending(byte[] body, LineCost cost) {}

    private ChatRequest request(BatchLine asked) {
        return reader.read(asked.body(), asked.endpoint().dialect(), BatchLines.ENDPOINT, "");
    }

    private Deployment deployment(ProviderBatch batch) {
        return settings.get()
                .deployment(batch.deployment())
                .orElseThrow(() -> new IllegalStateException(batch.deployment()
                        + " is no longer among the settings; put it back until batch " + batch.id() + " has ended"));
    }

    /** Books a line of which nobody knows whether the provider charges for it. */
    void bookUncertain(ProviderBatch batch, ProviderBatchLine line, BatchLine asked, String why) {
        book(batch, line, request(asked), 0, Outcome.UNCERTAIN, why, Optional.empty());
    }

    private LineCost book(
            ProviderBatch batch,
            ProviderBatchLine line,
            ChatRequest request,
            int status,
            Outcome outcome,
            String error,
            Optional<Usage> usage) {
        Settings now = settings.get();
        Deployment deployment = deployment(batch);
        Instant sent = batch.creatingAt().orElse(batch.openedAt());
        long sentNanos =
                System.nanoTime() - Duration.between(sent, clock.instant()).toNanos();
        Journey journey = new Journey(
                line.requestId(),
                BatchLines.ENDPOINT,
                request,
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

    /** The way is known, whatever word the answer has for it: some call a line of a batch standard like any other call. */
    private Optional<Cost> cost(String deployment, Usage told, Instant sent, ServiceTier tier) {
        Usage usage = new Usage(told.tokens(), told.estimated(), told.metering().handledAs(tier));
        return prices.at(deployment, sent)
                .flatMap(price -> costs.cost(
                        usage,
                        price,
                        new Circumstances(
                                sent, clock.instant(), usage.prompt(), tier, "", volumes.before(price, sent))));
    }
}
