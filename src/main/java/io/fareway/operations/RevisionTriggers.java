package io.fareway.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The routes of a revision that begin work by themselves: files, timers, jobs, queues.
 *
 * <p>Two revisions must not read one folder at once, so a trigger starts only when no older revision is still busy with
 * the same source.
 */
final class RevisionTriggers {

    private final CamelContext context;
    private final List<Route> routes;
    private final List<Route> waiting;
    private boolean suspended;

    RevisionTriggers(CamelContext context, List<Route> routes) {
        this.context = context;
        this.routes = List.copyOf(routes);
        this.waiting = new ArrayList<>(routes);
    }

    /**
     * Starts those that wait and whose source is free.
     *
     * @param sourceIsFree whether no other revision is busy with an endpoint, named by its URI without options
     * @throws Exception what the consumer's start threw
     */
    synchronized void start(Predicate<String> sourceIsFree) throws Exception {
        if (suspended) {
            return;
        }
        for (Route route : List.copyOf(waiting)) {
            if (sourceIsFree.test(source(route))) {
                context.getRouteController().startRoute(route.getId());
                waiting.remove(route);
            }
        }
    }

    synchronized boolean waiting() {
        return !suspended && !waiting.isEmpty();
    }

    /** Takes in nothing new; what has begun goes on. */
    synchronized void suspend() {
        suspended = true;
        for (Route route : started()) {
            if (route.getConsumer() instanceof ShutdownAware consumer) {
                consumer.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
            }
            ServiceHelper.suspendService(route.getConsumer());
        }
    }

    /** Takes {@link #suspend} back. */
    synchronized void resume() {
        suspended = false;
        for (Route route : started()) {
            if (route.getConsumer() instanceof ShutdownAware consumer) {
                consumer.prepareShutdown(true, false);
            }
            ServiceHelper.resumeService(route.getConsumer());
        }
    }

    /** Returns whether work taken from a source is still under way. */
    synchronized boolean busyWith(String source) {
        return started().stream().filter(route -> source(route).equals(source)).anyMatch(this::busy);
    }

    private boolean busy(Route route) {
        return context.getInflightRepository().size(route.getId()) > 0 || pending(route.getConsumer());
    }

    /** Returns whether a consumer has taken in what it has not yet handed to its route. */
    static boolean pending(Consumer consumer) {
        return consumer instanceof ShutdownAware aware && aware.getPendingExchangesSize() > 0;
    }

    private List<Route> started() {
        return routes.stream().filter(route -> !waiting.contains(route)).toList();
    }

    private static String source(Route route) {
        return route.getEndpoint().getEndpointBaseUri();
    }
}
