package io.fareway.batch.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A body in which the lines of a file are the elements of a JSON array, read as it is sent. */
final class InlineRequests {

    private InlineRequests() {}

    /**
     * The body, which says its length.
     *
     * @param head up to and including the bracket that opens the array
     * @param lines JSON lines, each with its line end
     * @param tail from the bracket that closes it
     */
    static BodyPublisher of(String head, Path lines, String tail) throws IOException {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] last = tail.getBytes(StandardCharsets.UTF_8);
        long length = first.length + Files.size(lines) - 1 + last.length;
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body(first, lines, last)), length);
    }

    private static InputStream body(byte[] head, Path lines, byte[] tail) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(head),
                    new CommaForLineEnd(new BufferedInputStream(Files.newInputStream(lines))),
                    new ByteArrayInputStream(tail))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A comma stands between two lines, and nothing after the last. */
    private static final class CommaForLineEnd extends FilterInputStream {

        private int next;

        CommaForLineEnd(InputStream lines) throws IOException {
            super(lines);
            this.next = in.read();
        }

        @Override
        public int read() throws IOException {
            int current = next;
            if (current < 0) {
                return -1;
            }
            next = in.read();
            if (current != '\n') {
                return current;
            }
            return next < 0 ? -1 : ',';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int b = read();
                if (b < 0) {
                    break;
                }
                buffer[offset + count++] = (byte) b;
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
