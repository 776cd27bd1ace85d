package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.model.Access;
import io.fareway.model.CallLimits;
import io.fareway.model.HealthCheck;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.provider.JourneyInHttpContext;
import io.fareway.provider.ProviderRoutes;
import io.fareway.testing.CallingBeans;
import io.fareway.testing.Journeys;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.hc.client5.http.classic.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** 93-health: the probe of one provider, triggered instead of waited for. */
@SpringBootTest(
        classes = {RouteFileApplication.class, HealthRouteTest.Stubs.class, HealthRouteTest.RealParts.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/93-*.yaml")
class HealthRouteTest extends RouteFileTest {

    private static final Duration INTERVAL = Duration.ofHours(6);

    @Autowired
    private ScriptedProvider provider;

    @Autowired
    private Probes probes;

    @BeforeEach
    void awaitTheProbeOfTheStart() {
        await().until(() -> probes.count.get() > 0);
        provider.forget();
        events.forget();
    }

    @Test
    void probe_fetchesTheListOfModelsWithOurKeyAndNothingElse() throws SchedulerException {
        trigger();

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("one answered 200"));
        assertThat(provider.received()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("GET /v1/models HTTP/1.1");
            assertThat(request.headers()).containsEntry("authorization", "Bearer sk-one");
            assertThat(request.headers().keySet())
                    .isSubsetOf("accept-encoding", "authorization", "connection", "host", "user-agent");
        });
    }

    @Test
    void probe_anyStatusIsJudgedByTheBean() throws SchedulerException {
        provider.next(Replies.error(503, "down"));

        trigger();

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("one answered 503"));
    }

    @Test
    void probe_withoutAnAnswerIsToldToTheBeanAndIsNoErrorOfTheRoute() throws SchedulerException {
        provider.next(Replies.reset());

        trigger();

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("one failed"));
    }

    @Test
    void probe_comesAgainAfterItsIntervalAndNeverTwiceAtOnce() throws SchedulerException {
        SimpleTrigger trigger =
                (SimpleTrigger) scheduler().getTrigger(endpoint().getTriggerKey());

        assertThat(trigger.getRepeatInterval()).isEqualTo(INTERVAL.toMillis());
        assertThat(trigger.getRepeatCount()).isEqualTo(SimpleTrigger.REPEAT_INDEFINITELY);
        assertThat(scheduler().getJobDetail(trigger.getJobKey()).isConcurrentExecutionDisallowed())
                .isTrue();
    }

    private void trigger() throws SchedulerException {
        scheduler()
                .triggerJob(scheduler().getTrigger(endpoint().getTriggerKey()).getJobKey());
    }

    private Scheduler scheduler() {
        return endpoint().getComponent().getScheduler();
    }

    private QuartzEndpoint endpoint() {
        return (QuartzEndpoint) context.getRoute("health-one").getEndpoint();
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Probes healthProbes(Events events) {
            return new Probes(events);
        }
    }

    /** HTTP client and template parameters as the gateway makes them, for one provider. */
    @Import(ProviderRoutes.class)
    static class RealParts extends CallingBeans {

        @Bean
        JourneyInHttpContext journeyInHttpContext() {
            return new JourneyInHttpContext();
        }

        @Bean
        ScriptedProvider scriptedProvider() {
            return new ScriptedProvider();
        }

        @Bean
        Supplier<Settings> currentSettings(ScriptedProvider stub) {
            Duration limit = Duration.ofSeconds(20);
            Provider one = new Provider(
                    "one",
                    stub.baseUrl(),
                    List.of(new ProviderKey("ONE", new Secret("sk-one"))),
                    Map.of(),
                    new CallLimits(limit, limit, limit, limit, limit, 10),
                    false,
                    Optional.of(new HealthCheck(INTERVAL, "/models")),
                    Access.BEARER);
            Settings settings =
                    new Settings(Map.of("one", one), Map.of(), Map.of(), Journeys.SETTINGS.classifier(), List.of(), "");
            return () -> settings;
        }

        @Bean("http-one")
        HttpClient http(ProviderRoutes routes, Supplier<Settings> settings) {
            return (HttpClient)
                    Objects.requireNonNull(routes.beans(settings.get()).get("http-one"));
        }

        @Bean
        RouteTemplateParameterSource parameters(ProviderRoutes routes, Supplier<Settings> settings) {
            return (RouteTemplateParameterSource)
                    Objects.requireNonNull(routes.beans(settings.get()).get("healthRouteParameters"));
        }
    }

    /** Stands in for the bean {@code healthProbes}. */
    public static final class Probes {

        private final AtomicInteger count = new AtomicInteger();
        private final Events events;

        Probes(Events events) {
            this.events = events;
        }

        public void answered(Exchange exchange, @ExchangeProperty("probedProvider") String provider) {
            int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
            events.note(provider + " answered " + status);
            count.incrementAndGet();
        }

        public void failed(Exchange exchange, @ExchangeProperty("probedProvider") String provider) {
            events.note(provider + " failed");
            count.incrementAndGet();
        }
    }
}
