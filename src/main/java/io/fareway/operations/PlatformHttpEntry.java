package io.fareway.operations;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one door for HTTP: a request goes to the revision that is live when it arrives, and stays with it to its end.
 *
 * <p>Spring asks for the handler twice, at the arrival of a request and again when its asynchronous answer is complete;
 * the second time must find the first revision even if that has been replaced and its path is gone.
 */
final class PlatformHttpEntry implements HandlerMapping, Ordered, ServletRequestListener {

    private static final String REVISION = RouteRevision.class.getName();
    private static final int BEFORE_STATIC_PAGES = -1;

    private final RevisionSwitch live;

    PlatformHttpEntry(RevisionSwitch live) {
        this.live = live;
    }

    @Override
    public int getOrder() {
        return BEFORE_STATIC_PAGES;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        if (request.getAttribute(REVISION) instanceof RouteRevision chosen) {
            return chosen.http().getHandler(request);
        }
        Optional<RouteRevision> revision = live.pin();
        if (revision.isEmpty()) {
            return new HandlerExecutionChain((HttpRequestHandler) PlatformHttpEntry::notReady);
        }
        request.setAttribute(REVISION, revision.get());
        return revision.get().http().getHandler(request);
    }

    /** The container calls this once for every request, whichever way it ended. */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        if (request.getAttribute(REVISION) instanceof RouteRevision chosen) {
            request.removeAttribute(REVISION);
            chosen.pins().leave();
        }
    }

    private static void notReady(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"error\":{\"message\":\"The gateway is starting or stopping; try again in a second.\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":\"not_ready\"}}");
    }
}
