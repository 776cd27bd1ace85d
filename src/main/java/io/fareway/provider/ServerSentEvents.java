package io.fareway.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events as the
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML standard</a> defines them, whatever
 * the chunk borders: lines end with LF, CRLF or CR; comments, several data lines and a missing space after the colon
 * are understood. An event without its closing blank line, at the end of a stream, was cut and is not returned.
 */
final class ServerSentEvents {

    /** No provider sends events near this size; a larger one is a fault, not an answer. */
    private static final int LARGEST_EVENT_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private boolean skipLineFeed;

    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;

    ServerSentEvents(InputStream in) {
        this.in = in;
    }

    /**
     * The next event or comment block.
     *
     * @return empty at the end of the stream
     * @throws IOException when the stream breaks, or an event exceeds 16 MiB
     */
    Optional<ServerSentEvent> next() throws IOException {
        raw.reset();
        data.setLength(0);
        hasData = false;
        boolean begun = false;
        while (readLine()) {
            if (line.size() == 0) {
                if (begun) {
                    return Optional.of(new ServerSentEvent(raw.toByteArray(), data.toString()));
                }
                raw.reset();
                continue;
            }
            begun = true;
            takeField(line.toString(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }

    /** True when no byte of a further event has come since the last one. */
    boolean endedBetweenEvents() {
        return raw.size() == 0;
    }

    private void takeField(String text) {
        if (!text.startsWith("data")) {
            return;
        }
        String value;
        if (text.length() == 4) {
            value = "";
        } else if (text.charAt(4) == ':') {
            value = text.substring(text.length() > 5 && text.charAt(5) == ' ' ? 6 : 5);
        } else {
            return;
        }
        if (hasData) {
            data.append('\n');
        }
        data.append(value);
        hasData = true;
    }

    /** Reads one line without its end into {@code line}; false at the end of the stream. */
    private boolean readLine() throws IOException {
        line.reset();
        while (true) {
            if (position == filled && !fill()) {
                return false;
            }
            byte next = buffer[position++];
            if (skipLineFeed) {
                skipLineFeed = false;
                if (next == '\n') {
                    raw.write(next);
                    continue;
                }
            }
            raw.write(next);
            if (next == '\n') {
                return true;
            }
            if (next == '\r') {
                takeLineFeedIfHere();
                return true;
            }
            line.write(next);
            if (raw.size() > LARGEST_EVENT_BYTES) {
                throw new IOException("an event of more than " + LARGEST_EVENT_BYTES + " bytes");
            }
        }
    }

    /** A line feed that follows a carriage return belongs to it, but may not have arrived: never wait for it. */
    private void takeLineFeedIfHere() {
        if (position < filled) {
            if (buffer[position] == '\n') {
                raw.write(buffer[position++]);
            }
        } else {
            skipLineFeed = true;
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }
}
