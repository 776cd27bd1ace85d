package io.fareway.batch;

import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.batch.ProviderBatchProperties.Offer;
import io.fareway.model.ChatRequest;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.routing.Planner;
import io.fareway.routing.TaskClassifier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the way of a line. Its candidates are those of a live call. The cheapest of them by batch price gets it inside
 * a provider's batch when three things hold: its provider has a batch API, the batch price is below the live price of the
 * first candidate, and the time left until the job's deadline is at least what such a batch usually takes plus the
 * reserve for live calls. Everything else goes live.
 */
class WayPlanner {

    /** Tokens of an answer whose request sets no limit; only compares prices, is never booked. */
    private static final int USUAL_ANSWER_TOKENS = 300;

    private final ChatRequestReader reader;
    private final TaskClassifier classifier;
    private final Planner planner;
    private final PriceBook prices;
    private final CostCalculator costs;
    private final RequestIds ids;
    private final Supplier<Settings> settings;
    private final ProviderBatchProperties properties;
    private final Clock clock;

    WayPlanner(
            ChatRequestReader reader,
            TaskClassifier classifier,
            Planner planner,
            PriceBook prices,
            CostCalculator costs,
            RequestIds ids,
            Supplier<Settings> settings,
            ProviderBatchProperties properties,
            Clock clock) {
        this.reader = reader;
        this.classifier = classifier;
        this.planner = planner;
        this.prices = prices;
        this.costs = costs;
        this.ids = ids;
        this.settings = settings;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A line that goes into a provider's batch.
     *
     * @param journey classified; its request is read
     */
    record Planned(Journey journey, Deployment deployment, Offer offer) {}

    /** Whether any provider could take lines of this job in a batch now. */
    boolean hasOffers(Job job) {
        return settings.get().providers().keySet().stream()
                .map(name -> Optional.ofNullable(properties.offers().get(name)))
                .flatMap(Optional::stream)
                .anyMatch(offer -> hasTime(job, offer));
    }

    /** The batch for a line; empty = a live call. */
    Optional<Planned> plan(Job job, BatchLine line) {
        try {
            Journey journey = journey(line);
            classifier.assignTier(journey);
            planner.plan(journey);
            return journey.request().stream() ? Optional.empty() : cheapest(job, journey);
        } catch (RequestError badLine) {
            return Optional.empty(); // the live way says what is wrong with it
        }
    }

    /** What will probably become of a line, and what it will cost. */
    LineEstimate estimate(Job job, BatchLine line) {
        try {
            Journey journey = journey(line);
            if (journey.request().stream()) {
                return LineEstimate.refused("a line cannot be streamed");
            }
            classifier.assignTier(journey);
            planner.plan(journey);
            Usage usage = Usage.ofText(journey.promptTokens(), answerTokens(journey), true);
            Instant now = clock.instant();
            Deployment first = journey.plan().getFirst();
            Optional<BigDecimal> live = cost(first, usage, now, ServiceTier.STANDARD);
            return cheapest(job, journey)
                    .map(planned -> new LineEstimate(
                            Way.PROVIDER_BATCH,
                            planned.deployment().name(),
                            cost(planned.deployment(), usage, now, ServiceTier.BATCH),
                            live))
                    .orElseGet(() -> new LineEstimate(Way.LIVE, first.name(), live, live));
        } catch (RequestError refused) {
            return LineEstimate.refused(refused.code());
        }
    }

    private Journey journey(BatchLine line) {
        ChatRequest request = reader.read(line.body(), line.endpoint().dialect(), BatchLines.ENDPOINT, "");
        return new Journey(
                ids.next(),
                BatchLines.ENDPOINT,
                request,
                settings.get(),
                clock.instant(),
                System.nanoTime(),
                Optional.empty(),
                line.job());
    }

    private Optional<Planned> cheapest(Job job, Journey journey) {
        Instant now = clock.instant();
        Usage usage = Usage.ofText(journey.promptTokens(), answerTokens(journey), true);
        Optional<BigDecimal> live = cost(journey.plan().getFirst(), usage, now, ServiceTier.STANDARD);
        if (live.isEmpty()) {
            return Optional.empty();
        }
        return journey.plan().stream()
                .flatMap(deployment -> offer(job, journey, deployment).stream()
                        .flatMap(offer -> cost(deployment, usage, now, ServiceTier.BATCH).stream()
                                .filter(usd -> usd.compareTo(live.get()) < 0)
                                .map(usd -> new Candidate(new Planned(journey, deployment, offer), usd))))
                .min(Comparator.comparing(Candidate::usd))
                .map(Candidate::planned);
    }

    private record Candidate(Planned planned, BigDecimal usd) {}

    private Optional<Offer> offer(Job job, Journey journey, Deployment deployment) {
        if (journey.request().dialect() != Dialect.OPENAI_CHAT
                || deployment.wire().format() != Dialect.OPENAI_CHAT) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.offers().get(deployment.provider()))
                .filter(offer -> hasTime(job, offer));
    }

    private boolean hasTime(Job job, Offer offer) {
        return job.options()
                .deadline()
                .map(end -> !clock.instant()
                        .plus(offer.usual())
                        .plus(properties.liveReserve())
                        .isAfter(end))
                .orElse(true);
    }

    private Optional<BigDecimal> cost(Deployment deployment, Usage usage, Instant now, ServiceTier tier) {
        Circumstances call = new Circumstances(now, now, usage.prompt(), tier, "", MonthVolume.NONE);
        return prices.at(deployment, now)
                .flatMap(price -> costs.cost(usage, price, call))
                .map(Cost::usd);
    }

    private static long answerTokens(Journey journey) {
        return journey.request().conversation().sampling().maxTokens().orElse(USUAL_ANSWER_TOKENS);
    }
}
