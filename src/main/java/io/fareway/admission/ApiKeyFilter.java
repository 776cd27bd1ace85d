package io.fareway.admission;

import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in callers of the API who hold a key. Where no key is configured, callers on this machine are let in and all
 * others refused: an open gateway would spend its owner's money for anybody.
 */
@Component
@Order(0)
class ApiKeyFilter extends OncePerRequestFilter {

    private final List<byte[]> keys;

    ApiKeyFilter(AdmissionProperties properties) {
        this.keys = properties.keys().stream()
                .filter(key -> !key.isBlank())
                .map(key -> key.trim().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPaths.contain(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<RequestError> refusal = keys.isEmpty() ? refusalByAddress(request) : refusalByKey(request);
        if (refusal.isPresent()) {
            request.setAttribute(RequestError.HTTP_ATTRIBUTE, refusal.get());
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(refusal.get().status());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<RequestError> refusalByAddress(HttpServletRequest request) {
        return LocalCaller.sent(request)
                ? Optional.empty()
                : Optional.of(RequestError.unauthorized(
                        "This gateway has no keys and answers only callers on its own machine, under http://localhost."
                                + " Its operator can set FAREWAY_API_KEYS to let others in."));
    }

    private Optional<RequestError> refusalByKey(HttpServletRequest request) {
        Optional<String> shown = PresentedKey.in(request);
        if (shown.isEmpty()) {
            return Optional.of(RequestError.unauthorized(
                    "No API key was sent. Send the header 'Authorization: Bearer YOUR_KEY'."));
        }
        byte[] given = shown.get().getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, given);
        }
        return known
                ? Optional.empty()
                : Optional.of(
                        RequestError.unauthorized("This API key is not known here. Check it, or ask for a new one."));
    }
}
