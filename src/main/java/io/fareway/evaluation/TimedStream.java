package io.fareway.evaluation;

import io.fareway.model.AnswerStream;
import io.fareway.model.conversation.StreamWriter;
import java.util.Map;

/** Takes the events of an answer and notes when the first and the last one came; used by one thread at a time. */
final class TimedStream implements AnswerStream {

    private final StreamWriter writer;
    private volatile long firstNanos;
    private volatile long lastNanos;

    TimedStream(StreamWriter writer) {
        this.writer = writer;
    }

    /** From the first to the last event, in ns; 0 when there were fewer than two. */
    long speakingNanos() {
        return lastNanos - firstNanos;
    }

    @Override
    public void open(Map<String, String> headers) {
        // nobody is waiting for headers
    }

    @Override
    public boolean isOpen() {
        return firstNanos != 0;
    }

    @Override
    public StreamWriter writer() {
        return writer;
    }

    @Override
    public boolean send(byte[] events) {
        lastNanos = System.nanoTime();
        if (firstNanos == 0) {
            firstNanos = lastNanos;
        }
        return true;
    }

    @Override
    public void end() {
        // nothing to close
    }

    @Override
    public void breakOff() {
        // nothing to close
    }
}
