package io.fareway.routing.experiments;

import io.fareway.model.AnswerStream;
import io.fareway.model.conversation.StreamWriter;
import java.util.Map;

/** Takes the events of an answer that nobody is waiting for. */
final class UnheardStream implements AnswerStream {

    private final StreamWriter writer;
    private volatile boolean open;

    UnheardStream(StreamWriter writer) {
        this.writer = writer;
    }

    @Override
    public void open(Map<String, String> headers) {
        open = true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public StreamWriter writer() {
        return writer;
    }

    @Override
    public boolean send(byte[] events) {
        return true;
    }

    @Override
    public void end() {}

    @Override
    public void breakOff() {}
}
