package io.fareway.api;

import io.fareway.admission.AdmissionProperties;
import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes in the body before a route sees the request, and refuses one that is too large, stalls, or is not UTF-8: inside
 * a route, what goes wrong while Camel reads is swallowed or becomes an error of the gateway. Comes after those who
 * refuse callers, so that a stranger cannot make the gateway hold bodies.
 */
@Component
@Order(1)
class BodyLimitFilter extends OncePerRequestFilter {

    private final DataSize limit;

    BodyLimitFilter(AdmissionProperties properties) {
        this.limit = properties.maxBody();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (isUpload(request)) {
            return true;
        }
        return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    /** Files and message batches go to disk as they arrive, each by a bound of their own. */
    private static boolean isUpload(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("POST") && (path.equals("/v1/files") || path.equals("/v1/messages/batches"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest buffered;
        try {
            buffered = new BufferedRequest(request, body(request));
        } catch (RequestError e) {
            request.setAttribute(RequestError.HTTP_ATTRIBUTE, e);
            if (!response.isCommitted()) { // the server has begun to end a connection that stalls
                response.sendError(e.status());
            }
            return;
        }
        chain.doFilter(buffered, response);
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw tooLarge();
        }
        byte[] body = arrived(request);
        if (body.length > limit.toBytes()) {
            throw tooLarge();
        }
        // JSON is UTF-8 whatever the headers say (RFC 8259, section 8.1)
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw RequestError.unreadable("The body is not valid UTF-8. Encode it as UTF-8.");
        }
        return body;
    }

    private byte[] arrived(HttpServletRequest request) throws IOException {
        try {
            return request.getInputStream().readNBytes(Math.toIntExact(limit.toBytes() + 1));
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw RequestError.http(
                        HttpStatus.REQUEST_TIMEOUT.value(),
                        "request_timeout",
                        "The rest of the body did not arrive in time. Send it without long pauses.");
            }
            throw e;
        }
    }

    private RequestError tooLarge() {
        return RequestError.http(
                HttpStatus.PAYLOAD_TOO_LARGE.value(),
                "request_too_large",
                "The body is larger than " + limit.toMegabytes()
                        + " MB. Send less, or raise fareway.admission.max-body.");
    }
}
