package io.fareway.dialect;

import io.fareway.model.conversation.Frame;
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
public final class ServerSentEvents implements Frames {

    /** No provider sends events near this size; a larger one is a fault, not an answer. */
    private static final int LARGEST_EVENT_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private boolean skipLineFeed;
    private boolean begun;

    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String name = "";

    /** Reads events from these bytes. */
    public ServerSentEvents(InputStream in) {
        this.in = in;
    }

    /**
     * The next event or comment block.
     *
     * @return empty at the end of the stream
     * @throws IOException when the stream breaks, or an event exceeds 16 MiB
     */
    @Override
    public Optional<Frame> next() throws IOException {
        raw.reset();
        data.setLength(0);
        hasData = false;
        name = "";
        boolean hasLines = false;
        while (readLine()) {
            if (line.size() == 0) {
                if (hasLines) {
                    return Optional.of(new Frame(raw.toByteArray(), name, data.toString()));
                }
                raw.reset();
                continue;
            }
            hasLines = true;
            takeField(withoutMark(line.toString(StandardCharsets.UTF_8)));
        }
        return Optional.empty();
    }

    /** A stream may begin with a byte order mark. */
    private String withoutMark(String text) {
        boolean marked = !begun && text.startsWith("\uFEFF");
        begun = true;
        return marked ? text.substring(1) : text;
    }

    private void takeField(String text) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        if (field.equals("event")) {
            name = value;
        } else if (field.equals("data")) {
            if (hasData) {
                data.append('\n');
            }
            data.append(value);
            hasData = true;
        }
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
