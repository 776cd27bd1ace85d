package io.fareway.batch.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A download that fails when nothing comes for so long. {@link java.net.http.HttpClient} waits for ever for the rest of a
 * body.
 */
final class StallGuard extends FilterInputStream {

    private final AtomicLong reads = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration patience) {
        super(body);
        Thread.ofVirtual().name("batch-download-guard").start(() -> watch(patience));
    }

    private void watch(Duration patience) {
        try {
            long before = -1;
            while (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = reads.get();
                if (now == before && now % 2 == 1) {
                    stalled = true;
                    in.close();
                    return;
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** The number of reads is odd while one is under way, so that time the reader takes for itself does not count. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        reads.incrementAndGet();
        try {
            int read = super.read(buffer, offset, length);
            if (stalled) { // its end is ours, not the download's
                throw new IOException("the download has stalled");
            }
            return read;
        } catch (IOException failed) {
            throw stalled ? new IOException("the download has stalled", failed) : failed;
        } finally {
            reads.incrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }
}
