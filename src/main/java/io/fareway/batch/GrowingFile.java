package io.fareway.batch;

import io.fareway.batch.GrowthStore.Grown;
import io.fareway.batch.LineStore.StoredResult;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A result file that grows while its job runs: {@code NAME.partial}, until it is whole. It holds the results in the order
 * of their positions, so that it is byte for byte the same whoever writes it: what a killed run has written beyond what is
 * noted is overwritten with itself, and a gateway that was taken for dead too early does no harm.
 */
final class GrowingFile implements Closeable {

    private static final String SUFFIX = ".partial";
    private static final int RESULTS_AT_ONCE = 32;

    private final Job job;
    private final LineStore lines;
    private final GrowthStore store;
    private final FileChannel channel;
    private Grown grown;

    private GrowingFile(Job job, LineStore lines, GrowthStore store, FileChannel channel, Grown grown) {
        this.job = job;
        this.lines = lines;
        this.store = store;
        this.channel = channel;
        this.grown = grown;
    }

    /** Where a file grows that will be the target. */
    static Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    /** Goes on where the last run has left it; from the start when somebody has taken it away or cut it. */
    static GrowingFile open(Job job, Path target, LineStore lines, GrowthStore store) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        Path partial = partial(target);
        Grown noted = store.begun(job.id());
        if (noted.bytes() > 0 && isThere(partial) && Files.size(partial) >= noted.bytes()) {
            return new GrowingFile(job, lines, store, channel(partial, StandardOpenOption.WRITE), noted);
        }
        if (!store.grown(job.id(), noted, Grown.NOTHING)) {
            throw new IOException(partial + " is written by another gateway");
        }
        Files.deleteIfExists(partial);
        FileChannel channel = channel(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new GrowingFile(job, lines, store, channel, Grown.NOTHING);
    }

    private static FileChannel channel(Path partial, StandardOpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(partial, all);
    }

    private static boolean isThere(Path partial) {
        return Files.isRegularFile(partial, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Adds what has been recorded since, and notes it once it is on disk.
     *
     * @throws IOException when it cannot be written, or the file has been begun anew meanwhile
     */
    void grow() throws IOException {
        Grown before = grown;
        for (List<StoredResult> page = next(); !page.isEmpty(); page = next()) {
            write(page);
        }
        if (grown.equals(before)) {
            return;
        }
        channel.force(true);
        if (!store.grown(job.id(), before, grown)) {
            throw new IOException("the result file of " + job.name() + " was begun anew");
        }
    }

    private List<StoredResult> next() {
        return lines.recordedAfter(job.id(), grown.position(), RESULTS_AT_ONCE);
    }

    private void write(List<StoredResult> page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (StoredResult result : page) {
            bytes.writeBytes(result.json().getBytes(StandardCharsets.UTF_8));
            bytes.write('\n');
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer, grown.bytes() + buffer.position());
        }
        grown = new Grown(page.getLast().position(), grown.bytes() + bytes.size());
    }

    /** Whether an earlier run was killed just after it had given the file its name. */
    static boolean isFinished(Job job, Path target, GrowthStore store) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(partial(target), LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == store.begun(job.id()).bytes();
    }

    /** Adds all that is missing; then the file holds the results and nothing else. */
    void complete() throws IOException {
        grow();
        channel.truncate(grown.bytes());
        channel.force(true);
    }

    /** Gives the complete file its name. */
    static void finish(Path target) throws IOException {
        Files.move(partial(target), target, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(target.resolveSibling("."));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
