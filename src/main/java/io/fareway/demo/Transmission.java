package io.fareway.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What goes over the wire, and when.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param frames parts of the body in order; each is flushed by itself
 * @param complete false when the connection is closed after the last frame instead of ending cleanly
 */
record Transmission(int status, Map<String, String> headers, List<Frame> frames, boolean complete) {

    /** Media type of a plain answer. */
    static final String JSON = "application/json";

    /** Media type of a streamed answer. */
    static final String EVENTS = "text/event-stream;charset=UTF-8";

    /**
     * A part of the body.
     *
     * @param at when it is sent, from the request on
     * @param bytes what is sent; empty only lets the time pass
     */
    record Frame(Duration at, byte[] bytes) {}

    Transmission {
        headers = Map.copyOf(headers);
        frames = List.copyOf(frames);
    }

    /** A whole body sent at once. */
    static Transmission whole(int status, String mediaType, Duration at, byte[] body) {
        return new Transmission(
                status,
                Map.of("Content-Type", mediaType, "Content-Length", Integer.toString(body.length)),
                List.of(new Frame(at, body)),
                true);
    }

    /** Server-sent events, each flushed by itself. */
    static Transmission events(List<Frame> events) {
        return new Transmission(200, Map.of("Content-Type", EVENTS, "Cache-Control", "no-cache"), events, true);
    }

    /** The connection closes at that time without a byte. */
    static Transmission silence(Duration until) {
        return new Transmission(200, Map.of(), List.of(new Frame(until, new byte[0])), false);
    }
}
