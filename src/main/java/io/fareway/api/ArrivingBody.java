package io.fareway.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A body that must arrive as a whole within a time limit: the server itself only limits the pauses, so that who sends a
 * byte now and then would keep for ever the room that is held for all of it.
 */
final class ArrivingBody extends FilterInputStream {

    private final Duration limit;
    private final long startNanos = System.nanoTime();

    ArrivingBody(InputStream in, Duration limit) {
        super(in);
        this.limit = limit;
    }

    /**
     * {@inheritDoc}
     *
     * @throws SocketTimeoutException when there is more after the limit
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0 && System.nanoTime() - startNanos >= limit.toNanos()) {
            throw new SocketTimeoutException("the body was not there after " + limit);
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }
}
