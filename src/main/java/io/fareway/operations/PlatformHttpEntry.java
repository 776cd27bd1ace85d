package io.fareway.operations;

import io.fareway.model.RequestError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one door for HTTP: a request goes to the revision that is live when it arrives, and stays with it to its end.
 *
 * <p>The route runs on the request's own thread, a virtual one, so that Spring need not suspend the request and dispatch
 * it a second time when the answer is written.
 */
final class PlatformHttpEntry
        implements HandlerMapping, Ordered, ServletRequestListener, ApplicationListener<ContextClosedEvent> {

    private static final String ENTRY = PlatformHttpEntry.class.getName();
    private static final int BEFORE_STATIC_PAGES = -1;

    private final RevisionSwitch live;
    private volatile boolean stopping;

    PlatformHttpEntry(RevisionSwitch live) {
        this.live = live;
    }

    @Override
    public int getOrder() {
        return BEFORE_STATIC_PAGES;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        if (request.getDispatcherType() == DispatcherType.ERROR || request.getAttribute(ENTRY) != null) {
            return null; // the error page's turn; a route must not run a second time
        }
        if (stopping && !ManagementAccess.isSimulated(request)) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        Optional<RouteRevision> revision = live.pin();
        if (revision.isEmpty()) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        Optional<HandlerExecutionChain> route = Optional.empty();
        try {
            route = route(revision.get(), request);
        } finally {
            route.ifPresentOrElse(
                    found -> request.setAttribute(ENTRY, revision.get()),
                    () -> revision.get().pins().leave());
        }
        return route.isPresent() ? route.get() : allowedMethods(revision.get(), request);
    }

    /** The first sign of a shutdown. Simulated providers still serve the requests that are under way. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
    }

    /** Spring's own answer to OPTIONS, which names the methods; without one the question what a path takes is a 404. */
    private static @Nullable HandlerExecutionChain allowedMethods(RouteRevision revision, HttpServletRequest request)
            throws Exception {
        return HttpMethod.OPTIONS.matches(request.getMethod()) && !CorsUtils.isPreFlightRequest(request)
                ? revision.http().getHandler(request)
                : null;
    }

    /** Camel's own handler is not passed on: Spring would keep it for ever, and with it the whole context. */
    private static Optional<HandlerExecutionChain> route(RouteRevision revision, HttpServletRequest request)
            throws Exception {
        HandlerExecutionChain found = revision.http().getHandler(request);
        if (found != null
                && found.getHandler() instanceof HandlerMethod method
                && method.getBean() instanceof SpringBootPlatformHttpConsumer consumer) {
            HttpRequestHandler handler =
                    (given, response) -> consumer.service(given, response).join();
            return Optional.of(new HandlerExecutionChain(handler, found.getInterceptorList()));
        }
        return Optional.empty();
    }

    /** The container calls this once for every request, whichever way it ended. */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        if (request.getAttribute(ENTRY) instanceof RouteRevision entered) {
            request.removeAttribute(ENTRY);
            entered.pins().leave();
        }
    }

    private static void notReady(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(
                RequestError.HTTP_ATTRIBUTE,
                RequestError.unavailable("The gateway is starting or stopping. Try again in a moment."));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
