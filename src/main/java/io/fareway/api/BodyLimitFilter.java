package io.fareway.api;

import io.fareway.admission.AdmissionProperties;
import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes in the body before a route sees the request, and refuses one that is too large, too slow, or is not UTF-8: inside
 * a route, what goes wrong while Camel reads is swallowed or becomes an error of the gateway. Comes after those who
 * refuse callers, so that a stranger cannot make the gateway hold bodies.
 */
@Component
@Order(1)
class BodyLimitFilter extends OncePerRequestFilter {

    /** So much of a body whose length is not told is read before room is taken for the largest. */
    private static final int START_BYTES = 64 * 1024;

    private static final int PIECE_CHARACTERS = 8 * 1024;

    private final DataSize limit;
    private final Duration timeLimit;
    private final LargeBodies largeBodies;

    BodyLimitFilter(AdmissionProperties properties, LargeBodies largeBodies) {
        this.limit = properties.maxBody();
        this.timeLimit = properties.maxBodyTime();
        this.largeBodies = largeBodies;
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
        LargeBodies.Held room = largeBodies.none();
        try {
            Optional<HttpServletRequest> buffered = buffered(request, response, room);
            if (buffered.isPresent()) {
                chain.doFilter(buffered.get(), response);
            }
        } finally {
            giveBack(room, request);
        }
    }

    /** The request with all of its body; empty when it is refused. */
    private Optional<HttpServletRequest> buffered(
            HttpServletRequest request, HttpServletResponse response, LargeBodies.Held room) throws IOException {
        try {
            return Optional.of(new BufferedRequest(request, body(request, room)));
        } catch (RequestError e) {
            request.setAttribute(RequestError.HTTP_ATTRIBUTE, e);
            if (!response.isCommitted()) { // the server has begun to end a connection that stalls
                response.sendError(e.status());
            }
            return Optional.empty();
        }
    }

    /** When the request is answered, which is later than here where a route answers it. */
    private static void giveBack(LargeBodies.Held room, HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new RequestEnd(room::close));
        } else {
            room.close();
        }
    }

    private byte[] body(HttpServletRequest request, LargeBodies.Held room) throws IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw tooLarge();
        }
        byte[] body = arrived(request, room);
        if (body.length > limit.toBytes()) {
            throw tooLarge();
        }
        // JSON is UTF-8 whatever the headers say (RFC 8259, section 8.1)
        if (!isUtf8(body)) {
            throw RequestError.unreadable("The body is not valid UTF-8. Encode it as UTF-8.");
        }
        return body;
    }

    private static boolean isUtf8(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer piece = CharBuffer.allocate(Math.min(PIECE_CHARACTERS, body.length + 1));
        CoderResult result = decoder.decode(in, piece, true);
        while (result.isOverflow()) {
            piece.clear();
            result = decoder.decode(in, piece, true);
        }
        return !result.isError();
    }

    private byte[] arrived(HttpServletRequest request, LargeBodies.Held room) throws IOException {
        int most = Math.toIntExact(limit.toBytes() + 1);
        try {
            InputStream in = new ArrivingBody(request.getInputStream(), timeLimit);
            if (request.getContentLengthLong() >= 0) {
                room.take(request.getContentLengthLong());
                return in.readNBytes(most);
            }
            byte[] start = in.readNBytes(START_BYTES);
            if (start.length < START_BYTES) {
                return start;
            }
            room.take(limit.toBytes());
            byte[] body = new SequenceInputStream(new ByteArrayInputStream(start), in).readNBytes(most);
            room.shrinkTo(body.length);
            return body;
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw RequestError.http(
                        HttpStatus.REQUEST_TIMEOUT.value(),
                        "request_timeout",
                        "The rest of the body did not arrive in time. Send all of it within " + timeLimit.toSeconds()
                                + " s and without long pauses, or raise fareway.admission.max-body-time.");
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
