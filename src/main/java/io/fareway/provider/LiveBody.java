package io.fareway.provider;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of a provider's answer while it arrives. Guards the time between two reads. Closing it before the end
 * cancels the call upstream: closing the HTTP response instead would read, and pay for, the rest of the answer.
 */
final class LiveBody extends FilterInputStream {

    /** No chat answer comes near this, once it is decompressed. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int SMALL_BYTES = 1024 * 1024;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Runnable cancelCall;
    private final Timers timers;
    private final LargeAnswers large;
    private final Duration idleLimit;
    private final Timers.Timer totalGuard;

    private volatile long lastReadNanos = System.nanoTime();
    private volatile boolean listening;
    private volatile String expired = "";
    private volatile Timers.Timer idleGuard = () -> {};
    private long received;
    private boolean isLarge;
    private boolean ended;

    /**
     * Starts guarding.
     *
     * @param cancelCall cancels the call upstream; may be called from another thread
     * @param idleLimit longest time without a byte, once {@link #guardIdle} was called
     * @param totalLimit longest time for the whole body
     */
    LiveBody(
            InputStream body,
            Runnable cancelCall,
            Timers timers,
            LargeAnswers large,
            Duration idleLimit,
            Duration totalLimit) {
        super(body);
        this.cancelCall = cancelCall;
        this.timers = timers;
        this.large = large;
        this.idleLimit = idleLimit;
        this.totalGuard =
                timers.after(totalLimit, () -> expire("longer under way than " + FailureWords.seconds(totalLimit)));
    }

    /** From now on silence ends the call: a body of one piece is under way, or a stream has begun to speak. */
    void guardIdle() {
        lastReadNanos = System.nanoTime();
        idleGuard = timers.after(idleLimit, this::checkIdle);
    }

    /** Expires the call unless {@link Timers.Timer#cancel} is called in time, for example at the first token. */
    Timers.Timer guard(Duration limit, String what) {
        return timers.after(limit, () -> expire(what + " within " + FailureWords.seconds(limit)));
    }

    /** Silence counts only while we listen: a caller who is slow to take what came is not the provider's fault. */
    private void checkIdle() {
        long silent = listening ? System.nanoTime() - lastReadNanos : 0;
        long left = idleLimit.toNanos() - silent;
        if (left <= 0) {
            expire("silent for " + FailureWords.seconds(idleLimit));
        } else {
            idleGuard = timers.after(Duration.ofNanos(left), this::checkIdle);
        }
    }

    private void expire(String why) {
        expired = why;
        cancelCall.run();
    }

    /**
     * Reads an answer that comes in one piece.
     *
     * @throws ProviderFault when it is large, and too many other large ones are being read
     */
    byte[] readWhole() throws IOException, ProviderFault {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(BUFFER_BYTES);
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = read(buffer);
        while (count >= 0) {
            whole.write(buffer, 0, count);
            hold(whole.size());
            count = read(buffer);
        }
        return whole.toByteArray();
    }

    /**
     * Says how much of the answer is held in memory by now. A large one keeps its place until this body is closed.
     *
     * @throws ProviderFault when it is large, and too many other large ones are being held
     * @throws TooLargeException when it is larger than the memory has room for
     */
    void hold(long bytes) throws ProviderFault, TooLargeException {
        if (bytes > SMALL_BYTES && !isLarge) {
            large.enter();
            isLarge = true;
        }
        requireAtMost(large.mostBytes(), bytes);
    }

    private void requireAtMost(long most, long bytes) throws TooLargeException {
        if (bytes > most) {
            cancelCall.run();
            throw new TooLargeException(most);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        lastReadNanos = System.nanoTime();
        listening = true;
        try {
            int count = super.read(buffer, offset, length);
            if (count < 0) {
                ended = true;
                stopGuards();
                super.close();
            } else {
                received += count;
                requireAtMost(MOST_BYTES, received);
            }
            return count;
        } catch (IOException e) {
            if (!expired.isEmpty()) {
                SocketTimeoutException timeout = new SocketTimeoutException(expired);
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            listening = false;
        }
    }

    @Override
    public void close() {
        stopGuards();
        if (isLarge) {
            isLarge = false;
            large.leave();
        }
        if (!ended) {
            ended = true;
            cancelCall.run();
        }
    }

    private void stopGuards() {
        totalGuard.cancel();
        idleGuard.cancel();
    }
}
