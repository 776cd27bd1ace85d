package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.conversation.Frame;
import java.nio.charset.StandardCharsets;

/** How the pieces of one stream are put on the wire. */
sealed interface Pieces {

    /** What the whole of them is. */
    String contentType();

    /** Bytes between two pieces that say nothing. */
    byte[] keepAlive();

    /** The bytes of one more piece. */
    byte[] next(ObjectNode piece);

    /** The bytes of one more piece, as a provider sent it. */
    byte[] next(Frame piece);

    /** The bytes after the last. */
    byte[] end();

    /** Server-sent events, for {@code alt=sse}. */
    record Events() implements Pieces {

        @Override
        public String contentType() {
            return "text/event-stream";
        }

        @Override
        public byte[] keepAlive() {
            return ": still working\n\n".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] next(ObjectNode piece) {
            return Frame.event(piece.toString());
        }

        @Override
        public byte[] next(Frame piece) {
            return piece.raw();
        }

        @Override
        public byte[] end() {
            return new byte[0];
        }
    }

    /** The elements of one JSON array, written as they come. */
    final class Array implements Pieces {

        private boolean begun;

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] keepAlive() {
            return "\r\n".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] next(ObjectNode piece) {
            return element(piece.toString());
        }

        @Override
        public byte[] next(Frame piece) {
            return element(piece.data());
        }

        private byte[] element(String json) {
            String before = begun ? ",\r\n" : "[";
            begun = true;
            return (before + json).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] end() {
            return (begun ? "]" : "[]").getBytes(StandardCharsets.UTF_8);
        }
    }
}
