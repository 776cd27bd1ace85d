package io.fareway.dialect;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** A body that arrives in pieces of random size, the same ones from the same seed. */
final class ChoppedStream extends ByteArrayInputStream {

    private final Random random;

    ChoppedStream(byte[] body, long seed) {
        super(body);
        random = new Random(seed);
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(7)));
    }
}
