package io.fareway.operations;

import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something and were sent by a page of another site: browsers say where a request comes
 * from in {@code Sec-Fetch-Site} and {@code Origin}; other clients send neither.
 */
final class CrossOriginGuard extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isFromElsewhere(request)) {
            request.setAttribute(
                    RequestError.HTTP_ATTRIBUTE,
                    RequestError.forbidden("Pages of other sites may not change anything here. Send the request from"
                            + " Hawtio or from the command line."));
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isFromElsewhere(HttpServletRequest request) {
        Optional<String> site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return Optional.ofNullable(request.getHeader("Origin"))
                .map(origin -> !isOurs(origin, request))
                .orElse(false);
    }

    private static boolean isOurs(String origin, HttpServletRequest request) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority())
                    .equals(Optional.ofNullable(request.getHeader("Host")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
