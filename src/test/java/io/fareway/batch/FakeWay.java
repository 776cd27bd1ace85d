package io.fareway.batch;

import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.batch.remote.RemoteBatchApis;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireRequest;
import io.fareway.ledger.Ledger;
import io.fareway.model.BatchApi;
import io.fareway.model.BatchOffer;
import io.fareway.model.CallLimits;
import io.fareway.model.ChatRequest;
import io.fareway.model.ClassifierRules;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceHours;
import io.fareway.provider.AuthorizationHeaders;
import io.fareway.routing.PlanAdjustments;
import io.fareway.routing.Planner;
import io.fareway.routing.TaskClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Which lines go into provider batches, where these are, and what is booked of them, as a test says.
 *
 * @param books notes lines instead of a ledger
 */
record FakeWay(WayPlanner planner, ProviderBatchApis apis, Books books) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Deployment DEPLOYMENT = new Deployment("stub", "m", "m-at-stub", 1000, "", false);

    /** Every line goes live. */
    static FakeWay live() {
        return batch(BatchApi.OPENAI, URI.create("http://localhost:1"), line -> false, 10);
    }

    /** These lines go into batches of at most so many lines at this provider. */
    static FakeWay batch(BatchApi api, URI provider, Predicate<BatchLine> batched, int maxLines) {
        BatchOffer offer = new BatchOffer(api, maxLines, 1, Duration.ofHours(24), Duration.ZERO, Map.of());
        return new FakeWay(
                new FixedPlanner(settings(provider), batched, offer), new FixedApis(provider, offer), new Books());
    }

    /** Every line goes live, these lines only when that is cheap. */
    static FakeWay puttingOff(Predicate<BatchLine> putOff, BooleanSupplier isCheap) {
        URI nowhere = URI.create("http://localhost:1");
        BatchOffer offer = new BatchOffer(BatchApi.OPENAI, 10, 1, Duration.ofHours(24), Duration.ZERO, Map.of());
        WayPlanner planner = new FixedPlanner(settings(nowhere), line -> false, offer) {
            @Override
            boolean hasHours() {
                return true;
            }

            @Override
            LiveStart liveStart(Job job, BatchLine line) {
                if (!putOff.test(line)) {
                    return LiveStart.NOW;
                }
                return isCheap.getAsBoolean() ? LiveStart.NOW_CHEAPER : LiveStart.later(Instant.now());
            }
        };
        return new FakeWay(planner, new FixedApis(nowhere, offer), new Books());
    }

    private static Settings settings(URI provider) {
        return new Settings(
                Map.of("stub", provider(provider)),
                Map.of(DEPLOYMENT.name(), DEPLOYMENT),
                Map.of(),
                new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of()),
                List.of(),
                "");
    }

    private static Provider provider(URI address) {
        Duration limit = Duration.ofSeconds(10);
        return new Provider(
                "stub", address, Secret.NONE, Map.of(), new CallLimits(limit, limit, limit, limit, limit, 10), false);
    }

    private static class FixedPlanner extends WayPlanner {

        private final Settings settings;
        private final Predicate<BatchLine> batched;
        private final BatchOffer offer;

        FixedPlanner(Settings settings, Predicate<BatchLine> batched, BatchOffer offer) {
            super(
                    mock(ChatRequestReader.class),
                    mock(TaskClassifier.class),
                    mock(Planner.class),
                    mock(PlanAdjustments.class),
                    mock(PriceHours.class),
                    mock(Translations.class),
                    mock(RequestIds.class),
                    () -> settings,
                    new LiveReserve(Duration.ZERO),
                    Clock.systemUTC());
            this.settings = settings;
            this.batched = batched;
            this.offer = offer;
        }

        @Override
        boolean hasOffers(Job job) {
            return true;
        }

        @Override
        Optional<Planned> plan(Job job, BatchLine line) {
            return batched.test(line) ? Optional.of(planned(line)) : Optional.empty();
        }

        private Planned planned(BatchLine line) {
            Journey journey = new Journey(
                    UUID.randomUUID().toString(),
                    "batch",
                    new ChatRequest(
                            line.body(),
                            json(line),
                            Dialect.OPENAI_CHAT,
                            new Asked("m", false, false, "", Conversation.of(List.of()))),
                    settings,
                    Instant.EPOCH,
                    0,
                    Optional.empty(),
                    line.job());
            WireRequest request = new WireRequest("/chat/completions", line.body());
            return new Planned(journey, DEPLOYMENT, offer, request);
        }

        private static JsonNode json(BatchLine line) {
            try {
                return JSON.readTree(line.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class FixedApis extends ProviderBatchApis {

        private final URI provider;
        private static final RemoteBatchApis APIS = new RemoteBatchApis(JSON, mock(AuthorizationHeaders.class));

        private final BatchOffer offer;

        FixedApis(URI provider, BatchOffer offer) {
            super(() -> settings(provider), APIS);
            this.provider = provider;
            this.offer = offer;
        }

        @Override
        Place placeOf(Deployment deployment, Provider any, BatchOffer given) {
            return new Place(APIS.of(given.api(), provider(provider), ProviderKey.NONE), deployment, given);
        }

        @Override
        Optional<Place> placeOf(ProviderBatch batch) {
            return Optional.of(placeOf(DEPLOYMENT, provider(provider), offer));
        }
    }

    /** Notes what would stand in the ledger: outcome by line. */
    static final class Books extends ProviderBatchBooks {

        private final Map<Long, String> booked = new ConcurrentHashMap<>();

        Books() {
            super(
                    mock(Ledger.class),
                    mock(PriceBook.class),
                    mock(CostCalculator.class),
                    mock(ChatRequestReader.class),
                    mock(BatchAnswerForm.class),
                    mock(MonthVolumes.class),
                    () -> settings(URI.create("http://localhost:1")),
                    Clock.systemUTC());
        }

        @Override
        Ending book(ProviderBatch batch, ProviderBatchLine line, BatchLine asked, int status, JsonNode given) {
            booked.put(line.line(), "status " + status);
            return new Ending(
                    given.toString().getBytes(StandardCharsets.UTF_8),
                    new LineCost(Optional.of(new BigDecimal("0.25")), Optional.of(new BigDecimal("1"))));
        }

        @Override
        void bookUncertain(ProviderBatch batch, ProviderBatchLine line, BatchLine asked, String why) {
            booked.put(line.line(), "uncertain");
        }

        /** Outcome by line. */
        Map<Long, String> booked() {
            return booked;
        }
    }
}
