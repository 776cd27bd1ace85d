package io.fareway.routing;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fareway.dialect.Translations;
import io.fareway.model.CallLimits;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.Provider;
import io.fareway.model.RequestError;
import io.fareway.model.Secret;
import io.fareway.model.TokenClass;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.pricing.ReckonedPrices;
import io.fareway.provider.Availability;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.RetryBudget;
import io.fareway.provider.WaitingRoom;
import io.fareway.routing.affinity.SessionMemory;
import io.fareway.routing.overrides.OverrideKind;
import io.fareway.routing.overrides.Overrides;
import io.fareway.routing.overrides.RoutingOverride;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/**
 * Everything between a classified request and the calls for it, as the gateway wires it: planner, all adjustments, and who is
 * called next. What each deployment costs, who is out of service and what operators order is the test's to say.
 */
final class RoutingWorld {

    /** When everything happens. */
    static final Instant NOW = Journeys.RECEIVED;

    /** Input price in USD per million tokens by deployment; output costs twice as much, the cache a tenth. */
    final Map<String, Integer> prices = new HashMap<>();

    /** Deployments that cannot be called. */
    final Set<String> outOfService = new HashSet<>();

    /** What operators have ordered. */
    final List<RoutingOverride> overrides = new ArrayList<>();

    private final Availability availability = mock(Availability.class);
    private final RetryBudget repeats = mock(RetryBudget.class);
    private final WaitingRoom waitingRoom = mock(WaitingRoom.class);
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

    RoutingWorld() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Overrides ordered = mock(Overrides.class);
        ReckonedPrices reckoned = mock(ReckonedPrices.class);
        Translations translations = mock(Translations.class);
        when(ordered.active()).thenAnswer(call -> List.copyOf(overrides));
        when(reckoned.of(anyString(), any(), any())).thenAnswer(call -> priceOf(call.getArgument(0)));
        when(translations.serves(any(), any())).thenReturn(true);
        when(translations.losesNothing(any(), any())).thenReturn(true);
        when(availability.unavailableFor(any())).thenAnswer(call -> waitFor(call.getArgument(0)));
        when(availability.closedToAllFor(any())).thenAnswer(call -> waitFor(call.getArgument(0)));
        when(repeats.spend(anyString(), any())).thenReturn(true);
        when(repeats.spendSpare(anyString(), any())).thenReturn(true);
        when(waitingRoom.leavesAPlace(any(), anyString(), anyInt())).thenReturn(true);
        beans.registerBean("clock", Clock.class, () -> clock);
        beans.registerBean("overrides", Overrides.class, () -> ordered);
        beans.registerBean("reckonedPrices", ReckonedPrices.class, () -> reckoned);
        beans.registerBean("priceBook", PriceBook.class, () -> mock(PriceBook.class));
        beans.registerBean("translations", Translations.class, () -> translations);
        beans.registerBean("availability", Availability.class, () -> availability);
        beans.registerBean("costCalculator", CostCalculator.class);
        beans.registerBean(
                "deploymentStatistics",
                DeploymentStatistics.class,
                () -> DeploymentStatistics.covering(Duration.ofMinutes(15), clock));
        beans.register(Properties.class);
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(beans);
        scanner.getBeanDefinitionDefaults().setLazyInit(true);
        scanner.scan("io.fareway.routing");
        beans.refresh();
    }

    /** An order of the operators for all tiers. */
    static RoutingOverride order(OverrideKind kind, String subject, int sharePercent) {
        return new RoutingOverride(
                kind + subject, kind, subject, "", sharePercent, List.of(), "test", "ann", NOW, NOW.plusSeconds(60));
    }

    /** A provider of that name. */
    static Provider provider(String name) {
        Duration limit = Duration.ofSeconds(1);
        return new Provider(
                name,
                URI.create("http://localhost/v1"),
                Secret.NONE,
                Map.of(),
                new CallLimits(limit, limit, limit, limit, limit, 10),
                false);
    }

    /** Makes a deployment the one that answered a request's session last, with a prompt of so many tokens. */
    void answeredLast(Deployment deployment, Journey before) {
        before.startAttempt(deployment, NOW, System.nanoTime()).end(Outcome.ANSWERED, "");
        beans.getBean(SessionMemory.class).remember(before);
    }

    /**
     * Plans a request and has every call for it fail.
     *
     * @return the deployments that were called, in order; none where the request was refused
     */
    List<Deployment> calledFor(Journey journey) {
        try {
            beans.getBean(Planner.class).plan(journey);
            beans.getBean(PlanAdjustments.class).apply(journey);
        } catch (RequestError refused) {
            return List.of();
        }
        List<Deployment> called = new ArrayList<>();
        NextCall next = new NextCall(journey, availability, repeats, waitingRoom, deployment -> false);
        for (Optional<Deployment> turn = next.candidate(); turn.isPresent(); turn = next.candidate()) {
            called.add(turn.get());
            journey.startAttempt(turn.get(), NOW, System.nanoTime()).end(Outcome.FAILED, "down");
        }
        return called;
    }

    private ReckonedPrice priceOf(String deployment) {
        BigDecimal usd = BigDecimal.valueOf(prices.getOrDefault(deployment, 1));
        return ReckonedPrice.known(new Price(
                deployment,
                Instant.EPOCH,
                Map.of(
                        TokenClass.INPUT, usd,
                        TokenClass.CACHE_READ, usd.movePointLeft(1),
                        TokenClass.OUTPUT, usd.add(usd)),
                "test",
                LocalDate.EPOCH));
    }

    private Optional<Duration> waitFor(Deployment deployment) {
        return Optional.of(Duration.ofSeconds(9)).filter(wait -> outOfService.contains(deployment.name()));
    }

    @ConfigurationPropertiesScan("io.fareway.routing.affinity")
    static class Properties {}
}
