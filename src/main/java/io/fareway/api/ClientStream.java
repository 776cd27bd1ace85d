package io.fareway.api;

import io.fareway.model.AnswerStream;
import io.fareway.model.ConnectionAbort;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.provider.Timers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A streamed HTTP response. Sends a keep-alive when it was silent for a while, which also finds out that a client left. */
final class ClientStream implements AnswerStream {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final ConnectionAbort abort;
    private final HttpServletResponse response;
    private final Supplier<StreamWriter> writers;
    private final Timers timers;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean open;
    private volatile boolean ended;
    private volatile boolean gone;
    private volatile long lastSentNanos;
    private volatile StreamWriter writer;

    ClientStream(
            HttpServletRequest request, HttpServletResponse response, Supplier<StreamWriter> writers, Timers timers) {
        this.writers = writers;
        this.writer = writers.get();
        this.abort = ConnectionAbort.of(request.getAttribute(ConnectionAbort.ATTRIBUTE));
        this.response = response;
        this.timers = timers;
    }

    @Override
    public void open(Map<String, String> headers) {
        if (open) {
            return;
        }
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(writer.contentType());
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        headers.forEach(response::setHeader);
        open = true;
        lastSentNanos = System.nanoTime();
        scheduleKeepAlive(KEEP_ALIVE);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public StreamWriter writer() {
        if (!open) {
            writer = writers.get();
        }
        return writer;
    }

    @Override
    public boolean send(byte[] event) {
        writing.lock();
        try {
            if (gone || ended) {
                return false;
            }
            response.getOutputStream().write(event);
            response.flushBuffer();
            lastSentNanos = System.nanoTime();
            return true;
        } catch (IOException e) {
            gone = true;
            return false;
        } finally {
            writing.unlock();
        }
    }

    private void scheduleKeepAlive(Duration delay) {
        timers.after(delay, () -> Thread.startVirtualThread(this::keepAlive));
    }

    private void keepAlive() {
        if (ended || gone) {
            return;
        }
        Duration left = KEEP_ALIVE.minusNanos(System.nanoTime() - lastSentNanos);
        if (left.isPositive()) {
            scheduleKeepAlive(left);
        } else if (send(writer.keepAlive())) {
            scheduleKeepAlive(KEEP_ALIVE);
        }
    }

    @Override
    public void end() {
        writing.lock();
        try {
            ended = true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void breakOff() {
        end();
        abort.now();
    }
}
