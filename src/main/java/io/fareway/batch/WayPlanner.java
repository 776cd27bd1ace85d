package io.fareway.batch;

import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.api.WishesReader;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireRequest;
import io.fareway.model.BatchOffer;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.ServiceTier;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.pricing.PriceHours;
import io.fareway.routing.PlanAdjustments;
import io.fareway.routing.Planner;
import io.fareway.routing.TaskClassifier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the way of a line. Its candidates are those of a live call. The cheapest of them by batch price gets it inside
 * a provider's batch when three things hold: its provider has a batch API, the batch price is below the live price of the
 * first candidate, and the time left until the job's deadline is at least what such a batch usually takes plus the
 * reserve for live calls. Everything else goes live: at once, or, where its deployment charges by the hour, in the
 * cheapest hour that leaves time enough.
 */
class WayPlanner {

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final ChatRequestReader reader;
    private final TaskClassifier classifier;
    private final Planner planner;
    private final PlanAdjustments adjustments;
    private final Translations dialects;
    private final PriceHours hours;
    private final RequestIds ids;
    private final Supplier<Settings> settings;
    private final LiveReserve reserve;
    private final Clock clock;

    WayPlanner(
            ChatRequestReader reader,
            TaskClassifier classifier,
            Planner planner,
            PlanAdjustments adjustments,
            PriceHours hours,
            Translations dialects,
            RequestIds ids,
            Supplier<Settings> settings,
            LiveReserve reserve,
            Clock clock) {
        this.reader = reader;
        this.classifier = classifier;
        this.planner = planner;
        this.adjustments = adjustments;
        this.dialects = dialects;
        this.hours = hours;
        this.ids = ids;
        this.settings = settings;
        this.reserve = reserve;
        this.clock = clock;
    }

    /**
     * A line that goes into a provider's batch.
     *
     * @param journey classified; its request is read
     * @param request as the deployment wants it
     */
    record Planned(Journey journey, Deployment deployment, BatchOffer offer, WireRequest request) {}

    /** Whether any provider could take lines of this job in a batch now. */
    boolean hasOffers(Job job) {
        return settings.get().providers().values().stream()
                .flatMap(provider -> provider.batch().stream())
                .anyMatch(offer -> hasTime(job, offer));
    }

    /** How long batches usually take, at the slowest provider that has any. */
    Duration usualBatch() {
        return settings.get().providers().values().stream()
                .flatMap(provider -> provider.batch().stream())
                .map(BatchOffer::usual)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The batch for a line; empty = a live call. */
    Optional<Planned> plan(Job job, BatchLine line) {
        try {
            Journey journey = journey(line);
            plan(journey);
            return journey.request().stream() ? Optional.empty() : cheapest(job, journey);
        } catch (RequestError badLine) {
            return Optional.empty(); // the live way says what is wrong with it
        }
    }

    /** Whether any deployment charges by the hour: otherwise no line is put off. */
    boolean hasHours() {
        Instant now = clock.instant();
        return settings.get().deployments().values().stream().anyMatch(deployment -> hours.matterFor(deployment, now));
    }

    /** When a line that goes live is to be sent. */
    LiveStart liveStart(Job job, BatchLine line) {
        try {
            Journey journey = journey(line);
            plan(journey);
            return liveStart(job, journey);
        } catch (RequestError badLine) {
            return LiveStart.NOW; // the call itself says what is wrong with it
        }
    }

    /** As a live call would be: operators' overrides hold for batches too. */
    private void plan(Journey journey) {
        classifier.assignTier(journey);
        planner.plan(journey);
        adjustments.apply(journey);
    }

    private LiveStart liveStart(Job job, Journey journey) {
        Deployment first = journey.plan().getFirst();
        Usage usage = PriceHours.expected(journey);
        Instant now = clock.instant();
        Optional<LiveStart> later =
                hours.cheapest(List.of(first), usage, now, latestStart(job)).map(LiveStart::later);
        return later.orElseGet(
                () -> hours.isCheaper(first, usage, now, job.receivedAt()) ? LiveStart.NOW_CHEAPER : LiveStart.NOW);
    }

    /** A day after it came, or when only the reserve for live calls is left until the deadline. */
    private Instant latestStart(Job job) {
        Instant day = job.receivedAt().plus(LONGEST_WAIT);
        return reserve.begins(job).filter(day::isAfter).orElse(day);
    }

    /** What will probably become of a line, and what it will cost. */
    LineEstimate estimate(Job job, BatchLine line) {
        try {
            Journey journey = journey(line);
            if (journey.request().stream()) {
                return LineEstimate.refused("a line cannot be streamed");
            }
            plan(journey);
            Usage usage = PriceHours.expected(journey);
            Optional<BigDecimal> live =
                    hours.cost(journey.plan().getFirst(), usage, clock.instant(), ServiceTier.STANDARD);
            return cheapest(job, journey)
                    .map(planned -> new LineEstimate(
                            Way.PROVIDER_BATCH,
                            planned.deployment().name(),
                            hours.cost(planned.deployment(), usage, clock.instant(), ServiceTier.BATCH),
                            live))
                    .orElseGet(() -> liveEstimate(job, journey, usage, live));
        } catch (RequestError refused) {
            return LineEstimate.refused(refused.code());
        }
    }

    private LineEstimate liveEstimate(Job job, Journey journey, Usage usage, Optional<BigDecimal> live) {
        Deployment first = journey.plan().getFirst();
        return liveStart(job, journey)
                .notBefore()
                .map(moment -> new LineEstimate(
                        Way.OFF_PEAK,
                        first.name() + " from " + moment,
                        hours.cost(first, usage, moment, ServiceTier.STANDARD),
                        live))
                .orElseGet(() -> new LineEstimate(Way.LIVE, first.name(), live, live));
    }

    private Journey journey(BatchLine line) {
        ChatRequest request = reader.read(line.body(), line.endpoint().dialect(), BatchLines.ENDPOINT, "");
        Journey journey = new Journey(
                ids.next(),
                BatchLines.ENDPOINT,
                request,
                settings.get(),
                clock.instant(),
                System.nanoTime(),
                Optional.empty(),
                line.job());
        journey.wishes(WishesReader.read(line.headers(), request.json(), journey.settings()));
        return journey;
    }

    private Optional<Planned> cheapest(Job job, Journey journey) {
        Instant now = clock.instant();
        Usage usage = PriceHours.expected(journey);
        Optional<BigDecimal> live = hours.cost(journey.plan().getFirst(), usage, now, ServiceTier.STANDARD);
        if (live.isEmpty()) {
            return Optional.empty();
        }
        return journey.plan().stream()
                .flatMap(deployment -> offer(job, journey, deployment).stream()
                        .flatMap(offer -> batchCost(deployment, usage, now)
                                .filter(usd -> usd.compareTo(live.get()) < 0)
                                .map(usd -> new Candidate(deployment, offer, usd))
                                .stream()))
                .min(Comparator.comparing(Candidate::usd))
                .map(candidate -> planned(journey, candidate));
    }

    private record Candidate(Deployment deployment, BatchOffer offer, BigDecimal usd) {}

    private Planned planned(Journey journey, Candidate candidate) {
        Deployment asInBatches = candidate.deployment().named(candidate.offer().modelOf(candidate.deployment()));
        return new Planned(
                journey,
                candidate.deployment(),
                candidate.offer(),
                dialects.of(journey.request(), asInBatches).request());
    }

    /** Empty where its price knows no batch rate. */
    private Optional<BigDecimal> batchCost(Deployment deployment, Usage usage, Instant now) {
        Optional<BigDecimal> live = hours.cost(deployment, usage, now, ServiceTier.STANDARD);
        return hours.cost(deployment, usage, now, ServiceTier.BATCH)
                .filter(usd ->
                        live.filter(standard -> usd.compareTo(standard) < 0).isPresent());
    }

    /** OpenRouter's {@code provider} object is for live calls only. */
    private Optional<BatchOffer> offer(Job job, Journey journey, Deployment deployment) {
        return journey.settings()
                .providerOf(deployment)
                .batch()
                .filter(offer -> offer.api().takes(deployment.wire().format()))
                .filter(offer -> !journey.request().json().has("provider"))
                .filter(offer -> hasTime(job, offer));
    }

    private boolean hasTime(Job job, BatchOffer offer) {
        Instant usualEnd = clock.instant().plus(offer.usual());
        return reserve.begins(job).map(begins -> !usualEnd.isAfter(begins)).orElse(true);
    }
}
