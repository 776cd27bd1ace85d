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
import java.util.concurrent.CompletableFuture;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one door for HTTP: a request goes to the revision that is live when it arrives, and stays with it to its end.
 *
 * <p>Spring asks for the handler twice, at the arrival of a request and again when its asynchronous answer is complete;
 * the second time must find the first revision even if that has been replaced and its path is gone.
 */
final class PlatformHttpEntry implements HandlerMapping, Ordered, ServletRequestListener {

    private static final String ENTRY = PlatformHttpEntry.class.getName();
    private static final int BEFORE_STATIC_PAGES = -1;

    private final RevisionSwitch live;
    private final HandlerMethod service;

    PlatformHttpEntry(RevisionSwitch live) throws NoSuchMethodException {
        this.live = live;
        this.service = new HandlerMethod(this, "service", HttpServletRequest.class, HttpServletResponse.class);
    }

    @Override
    public int getOrder() {
        return BEFORE_STATIC_PAGES;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return null; // the error page's turn; a route must not run a second time
        }
        if (request.getAttribute(ENTRY) instanceof Entry entered) {
            return entered.chain();
        }
        Optional<RouteRevision> revision = live.pin();
        if (revision.isEmpty()) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        Optional<Entry> entry = Optional.empty();
        try {
            entry = enter(revision.get(), request);
        } finally {
            entry.ifPresentOrElse(
                    found -> request.setAttribute(ENTRY, found),
                    () -> revision.get().pins().leave());
        }
        return entry.isPresent() ? entry.get().chain() : allowedMethods(revision.get(), request);
    }

    /** Spring's own answer to OPTIONS, which names the methods; without one the question what a path takes is a 404. */
    private static @Nullable HandlerExecutionChain allowedMethods(RouteRevision revision, HttpServletRequest request)
            throws Exception {
        return HttpMethod.OPTIONS.matches(request.getMethod()) && !CorsUtils.isPreFlightRequest(request)
                ? revision.http().getHandler(request)
                : null;
    }

    /**
     * Finds the route. Its own handler is not passed on: Spring would keep the first one for ever, and with it the
     * whole context of the first revision.
     */
    private Optional<Entry> enter(RouteRevision revision, HttpServletRequest request) throws Exception {
        HandlerExecutionChain found = revision.http().getHandler(request);
        if (found != null
                && found.getHandler() instanceof HandlerMethod method
                && method.getBean() instanceof SpringBootPlatformHttpConsumer consumer) {
            return Optional.of(
                    new Entry(revision, consumer, new HandlerExecutionChain(service, found.getInterceptorList())));
        }
        return Optional.empty();
    }

    /**
     * Runs the route on a virtual thread; Spring calls this for the handler that {@link #getHandler} returns.
     *
     * @return completes when the answer is written
     */
    @ResponseBody
    public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ENTRY) instanceof Entry entered) {
            return entered.consumer().service(request, response);
        }
        throw new IllegalStateException("The request has no route: " + request.getRequestURI());
    }

    /** The container calls this once for every request, whichever way it ended. */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        if (request.getAttribute(ENTRY) instanceof Entry entered) {
            request.removeAttribute(ENTRY);
            entered.revision().pins().leave();
        }
    }

    private static void notReady(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(
                RequestError.HTTP_ATTRIBUTE,
                RequestError.unavailable("The gateway is starting or stopping. Try again in a moment."));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    private record Entry(
            RouteRevision revision, SpringBootPlatformHttpConsumer consumer, HandlerExecutionChain chain) {}
}
