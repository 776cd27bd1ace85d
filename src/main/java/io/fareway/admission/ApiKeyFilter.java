package io.fareway.admission;

import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in the callers of the API that {@link CallerKeys} knows, and notes who each of them is. */
@Component
@Order(0)
class ApiKeyFilter extends OncePerRequestFilter {

    private final CallerKeys keys;

    ApiKeyFilter(CallerKeys keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPaths.contain(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<RequestError> refusal = identify(request);
        if (refusal.isPresent()) {
            request.setAttribute(RequestError.HTTP_ATTRIBUTE, refusal.get());
            if (refusal.get().status() == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            response.sendError(refusal.get().status());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<RequestError> identify(HttpServletRequest request) {
        try {
            CallerIdentity.attach(request, keys.identify(request));
            return Optional.empty();
        } catch (RequestError refusal) {
            return Optional.of(refusal);
        }
    }
}
