package io.fareway.operations;

import io.fareway.model.Journey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.spi.InflightRepository.InflightExchange;
import org.springframework.web.servlet.HandlerMapping;

/** All routes and settings of one state of the files, running in a CamelContext of their own. */
final class RouteRevision {

    private static final Set<String> INTERNAL = Set.of("direct", "seda", "mock");
    private static final String HTTP = "platform-http";

    private final int number;
    private final CamelContext context;
    private final RevisionContents contents;
    private final HandlerMapping http;
    private final RevisionTriggers triggers;
    private final ProducerTemplate template;
    private final RevisionPins pins = new RevisionPins();
    private final AtomicBoolean stopped = new AtomicBoolean();

    RouteRevision(int number, CamelContext context, RevisionContents contents, HandlerMapping http) {
        this.number = number;
        this.context = context;
        this.contents = contents;
        this.http = http;
        this.template = context.createProducerTemplate();
        this.triggers = new RevisionTriggers(
                context,
                routes().stream()
                        .filter(route -> !INTERNAL.contains(scheme(route))
                                && !scheme(route).equals(HTTP))
                        .toList());
    }

    /** Starts every route that is called, none that begins work by itself. */
    void startEntries() throws Exception {
        for (Route route : routes()) {
            if (INTERNAL.contains(scheme(route))) {
                context.getRouteController().startRoute(route.getId());
            }
        }
        for (Route route : routes()) {
            if (scheme(route).equals(HTTP)) {
                context.getRouteController().startRoute(route.getId());
            }
        }
    }

    int number() {
        return number;
    }

    CamelContext context() {
        return context;
    }

    RevisionContents contents() {
        return contents;
    }

    /** Returns the HTTP paths of this revision. */
    HandlerMapping http() {
        return http;
    }

    RevisionTriggers triggers() {
        return triggers;
    }

    ProducerTemplate template() {
        return template;
    }

    RevisionPins pins() {
        return pins;
    }

    /** Closes this revision to newcomers, unless it still has something to do. */
    boolean closeIfIdle() {
        boolean idle = inFlight() == 0
                && context.getRoutes().stream().map(Route::getConsumer).noneMatch(RevisionTriggers::pending);
        return idle && pins.closeIfUnused();
    }

    long inFlight() {
        return Math.max(pins.count(), context.getInflightRepository().size());
    }

    /** Ends the requests that are still under way: each of their callers is told, and each is booked. */
    void endJourneys() {
        context.getInflightRepository().browse().stream()
                .map(InflightExchange::getExchange)
                .map(exchange -> exchange.getProperty(Journey.PROPERTY, Journey.class))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(journey -> journey.ending().stop());
    }

    /** Stops the context, waiting up to its shutdown timeout for the last exchanges, and frees the contents. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            context.stop();
            contents.close();
        }
    }

    private List<Route> routes() {
        return context.getRoutes().stream()
                .filter(route -> !Boolean.FALSE.equals(route.isAutoStartup()))
                .toList();
    }

    private static String scheme(Route route) {
        return RoutePolicy.scheme(route.getEndpoint().getEndpointUri());
    }
}
