package io.fareway.operations;

import io.fareway.model.RequestError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
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
 * The one door for HTTP: a request goes to the revision that is live when it is served, and stays with it to its end. To
 * ask who serves a request holds nothing, because Spring may ask more often than it serves.
 *
 * <p>The route runs on the request's own thread, a virtual one, so that Spring need not suspend the request and dispatch
 * it a second time when the answer is written.
 */
final class PlatformHttpEntry implements HandlerMapping, Ordered, ApplicationListener<ContextClosedEvent> {

    private static final String ENTERED = PlatformHttpEntry.class.getName();
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
        if (request.getDispatcherType() == DispatcherType.ERROR || request.getAttribute(ENTERED) != null) {
            return null; // the error page's turn; a route must not run a second time
        }
        if (stopping && !ManagementAccess.isSimulated(request)) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        Optional<RouteRevision> revision = live.pin();
        if (revision.isEmpty()) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        try {
            return route(revision.get(), request);
        } finally {
            revision.get().pins().leave();
        }
    }

    /** The first sign of a shutdown. Simulated providers still serve the requests that are under way. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
    }

    /** Camel's own handler is not passed on: Spring would keep it for ever, and with it the whole context. */
    private @Nullable HandlerExecutionChain route(RouteRevision revision, HttpServletRequest request) throws Exception {
        HandlerExecutionChain found = revision.http().getHandler(request);
        if (found != null
                && found.getHandler() instanceof HandlerMethod method
                && method.getBean() instanceof SpringBootPlatformHttpConsumer consumer) {
            HttpRequestHandler handler = (given, response) -> serve(revision, consumer, given, response);
            return new HandlerExecutionChain(handler, found.getInterceptorList());
        }
        return asksForMethods(request) ? found : null;
    }

    /** Spring's own answer to OPTIONS names the methods; without it the question what a path takes is a 404. */
    private static boolean asksForMethods(HttpServletRequest request) {
        return HttpMethod.OPTIONS.matches(request.getMethod()) && !CorsUtils.isPreFlightRequest(request);
    }

    private void serve(
            RouteRevision revision,
            SpringBootPlatformHttpConsumer consumer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws ServletException, IOException {
        if (!revision.pins().enter()) {
            serveByTheNext(request, response);
            return;
        }
        try {
            request.setAttribute(ENTERED, true);
            consumer.service(request, response).join();
        } finally {
            revision.pins().leave();
        }
    }

    /** A revision has been replaced and stopped since the request was found to be its. */
    private void serveByTheNext(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (handlerNow(request) instanceof HttpRequestHandler handler) {
            handler.handleRequest(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private @Nullable Object handlerNow(HttpServletRequest request) throws ServletException {
        try {
            HandlerExecutionChain found = getHandler(request);
            return found == null ? null : found.getHandler();
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void notReady(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(
                RequestError.HTTP_ATTRIBUTE,
                RequestError.unavailable("The gateway is starting or stopping. Try again in a moment."));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
